#include "explanation.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counterfactual.h"
#include "paint.h"
#include "reasons.h"

enum { INDENT = 2, QUOTE_MOST = 30, TRIAGE_AXES = 3, BAR = 20, REASONS_TOLD = 4 };

static const double SMALL = 0.05; /* reasons that weigh less than this on every axis shown are told together */

typedef struct {
    output *out;
    int colour;
    const smtone_post *post;
    const smtone_result *result;
    reasons why;
} page;

static void text_in(page *self, paint with, const char *text)
{
    paint_begin(self->out, self->colour, with);
    output_text(self->out, text);
    paint_begin(self->out, self->colour, PAINT_PLAIN);
}

static void spaces(page *self, size_t count)
{
    for (; count > 0; count--)
        output_char(self->out, ' ');
}

static void heading(page *self, const char *text)
{
    output_char(self->out, '\n');
    spaces(self, INDENT);
    text_in(self, PAINT_BOLD, text);
    output_char(self->out, '\n');
}

/* ---- the post with its spans ---- */

/* What a reason speaks for, as a colour; PAINT_PLAIN for one that weighs too little to be marked. */
static paint paint_of(const reason *one)
{
    const double *values = one->values;
    double emotion = 0;
    for (int axis = TRIAGE_AXES; axis < REASON_AXES; axis++)
        emotion = fmax(emotion, values[axis]);
    if (values[REASON_ABUSE] >= 0.3)
        return PAINT_MAGENTA;
    if (values[REASON_TROLL] >= 0.1 && values[REASON_TROLL] > values[REASON_GRIEVANCE])
        return PAINT_RED;
    if (values[REASON_GRIEVANCE] >= 0.1)
        return PAINT_YELLOW;
    if (emotion >= 0.1)
        return PAINT_CYAN;
    return values[REASON_GRIEVANCE] <= -0.1 || values[REASON_TROLL] <= -0.1 ? PAINT_GREEN : PAINT_PLAIN;
}

/* Gives each byte of the text the paint of the strongest reason over it. NULL without memory. */
static unsigned char *paint_bytes(const page *self)
{
    unsigned char *paints = calloc(self->post->text_length + 1, 1);
    for (size_t i = self->why.count; i-- > 0 && paints != NULL;) {
        smtone_span span = self->why.items[i].span;
        paint with = paint_of(&self->why.items[i]);
        if (span.start != SMTONE_NOWHERE && with != PAINT_PLAIN)
            memset(paints + span.start, (int)with, span.end - span.start);
    }
    return paints;
}

static int write_post(page *self)
{
    unsigned char *paints = paint_bytes(self);
    if (paints == NULL)
        return -1;
    spaces(self, INDENT);
    for (size_t at = 0, end; at < self->post->text_length; at = end) {
        int marked = paints[at] != PAINT_PLAIN;
        for (end = at + 1; end < self->post->text_length && (self->colour ? paints[end] == paints[at] : (paints[end] != PAINT_PLAIN) == marked);)
            end++;
        paint_begin(self->out, self->colour && marked, (paint)paints[at]);
        if (marked && !self->colour)
            output_char(self->out, '[');
        paint_post(self->out, self->post->text + at, end - at, INDENT);
        if (marked && !self->colour)
            output_char(self->out, ']');
        paint_begin(self->out, self->colour && marked, PAINT_PLAIN);
    }
    output_char(self->out, '\n');
    if (self->colour)
        output_text(self->out, "\n  \33[33mgrievance\33[0m \33[31mtroll\33[0m \33[35mabuse\33[0m \33[36memotion\33[0m \33[32mspeaks against\33[0m\n");
    free(paints);
    return 0;
}

/* ---- what each weighed ---- */

/* A number right in a column of eight, "." for nothing. */
static void cell(page *self, double value, int is_score)
{
    char digits[32] = ".";
    if (is_score)
        snprintf(digits, sizeof digits, "%.2f", value);
    else if (fabs(value) >= 0.005)
        snprintf(digits, sizeof digits, "%+.2f", value);
    spaces(self, strlen(digits) < 8 ? 8 - strlen(digits) : 0);
    output_text(self->out, digits);
}

static void cells(page *self, const double *values, int is_score)
{
    spaces(self, INDENT);
    for (int axis = 0; axis < TRIAGE_AXES; axis++) {
        cell(self, values[axis], is_score);
        spaces(self, 2);
    }
    spaces(self, 1);
}

static size_t write_quote(page *self, smtone_span span)
{
    output_char(self->out, '"');
    size_t shown = paint_excerpt(self->out, self->post->text + span.start, span.end - span.start, QUOTE_MOST);
    output_char(self->out, '"');
    return shown + 2;
}

static void write_reason(page *self, const reason *one)
{
    cells(self, one->values, 0);
    size_t used = one->span.start == SMTONE_NOWHERE ? 0 : write_quote(self, one->span);
    spaces(self, used < QUOTE_MOST + 3 ? QUOTE_MOST + 3 - used : 1);
    paint_begin(self->out, self->colour, paint_of(one));
    output_text(self->out, one->signal);
    paint_begin(self->out, self->colour, PAINT_PLAIN);
    if (one->rule != NULL) {
        output_text(self->out, " (");
        output_text(self->out, one->rule);
        output_char(self->out, ')');
    }
    output_text(self->out, ": ");
    output_text(self->out, one->note == NULL ? "" : one->note);
    output_char(self->out, '\n');
}

static int is_small(const reason *one)
{
    return fabs(one->values[REASON_GRIEVANCE]) < SMALL && fabs(one->values[REASON_TROLL]) < SMALL && fabs(one->values[REASON_ABUSE]) < SMALL;
}

static void write_small(page *self)
{
    double values[TRIAGE_AXES] = {0};
    unsigned count = 0;
    for (size_t i = 0; i < self->why.count; i++) {
        if (!is_small(&self->why.items[i]))
            continue;
        for (int axis = 0; axis < TRIAGE_AXES; axis++)
            values[axis] += self->why.items[i].values[axis];
        count++;
    }
    if (count == 0)
        return;
    char label[64];
    snprintf(label, sizeof label, "%u more that weigh little here\n", count);
    cells(self, values, 0);
    output_text(self->out, label);
}

static void write_reasons(page *self)
{
    const smtone_result *result = self->result;
    const double scores[TRIAGE_AXES] = {result->grievance, result->troll, result->abuse};
    double sums[TRIAGE_AXES];
    heading(self, "grievance     troll     abuse");
    for (size_t i = 0; i < self->why.count; i++) {
        if (!is_small(&self->why.items[i]))
            write_reason(self, &self->why.items[i]);
    }
    write_small(self);
    for (int axis = 0; axis < TRIAGE_AXES; axis++)
        sums[axis] = reasons_sum(&self->why, axis);
    cells(self, sums, 0);
    output_text(self->out, "sum x\n");
    paint_begin(self->out, self->colour, PAINT_BOLD);
    cells(self, scores, 1);
    paint_begin(self->out, self->colour, PAINT_PLAIN);
    output_text(self->out, "score, 1 / (1 + exp(-x))\n");
}

/* ---- emotions ---- */

/* The reason that weighs most on an axis of those not told yet; SIZE_MAX where all that is left weighs little. */
static size_t next_reason(const page *self, int axis, const size_t *told, size_t count)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < self->why.count; i++) {
        double weight = fabs(self->why.items[i].values[axis]);
        size_t at = 0;
        while (at < count && told[at] != i)
            at++;
        if (at == count && weight >= SMALL && (best == SIZE_MAX || weight > fabs(self->why.items[best].values[axis])))
            best = i;
    }
    return best;
}

static void write_emotion_reasons(page *self, int axis)
{
    size_t told[REASONS_TOLD], count = 0, next;
    char number[32];
    while (count < REASONS_TOLD && (next = next_reason(self, axis, told, count)) != SIZE_MAX) {
        const reason *one = &self->why.items[next];
        told[count++] = next;
        output_text(self->out, "  ");
        if (one->span.start != SMTONE_NOWHERE)
            write_quote(self, one->span);
        else
            output_text(self->out, one->signal);
        snprintf(number, sizeof number, " %+.2f", one->values[axis]);
        output_text(self->out, number);
    }
    if (count == REASONS_TOLD && next_reason(self, axis, told, count) != SIZE_MAX)
        output_text(self->out, " …");
}

static void write_emotion(page *self, int axis, double score)
{
    char line[64];
    int bars = (int)lround(score * BAR);
    snprintf(line, sizeof line, "  %-15s %.2f  ", reason_axis_names[axis], score);
    output_text(self->out, line);
    paint_begin(self->out, self->colour, score >= 0.5 ? PAINT_CYAN : PAINT_FAINT);
    for (int i = 0; i < BAR; i++)
        output_char(self->out, i < bars ? '#' : '-');
    paint_begin(self->out, self->colour, PAINT_PLAIN);
    if (score >= 0.005)
        write_emotion_reasons(self, axis);
    output_char(self->out, '\n');
}

static void write_emotions(page *self)
{
    heading(self, "emotions, 1 - exp(-sum)");
    write_emotion(self, REASON_ANGER, self->result->anger);
    write_emotion(self, REASON_DISAPPOINTMENT, self->result->disappointment);
    write_emotion(self, REASON_INJUSTICE, self->result->injustice);
    write_emotion(self, REASON_EXASPERATION, self->result->exasperation);
}

/* ---- the verdict ---- */

static paint paint_of_verdict(const char *triage)
{
    return strcmp(triage, "grievance") == 0 ? PAINT_YELLOW : strcmp(triage, "troll") == 0 ? PAINT_RED : PAINT_GREEN;
}

static void write_fact(page *self, const char *name, smtone_span span)
{
    if (span.start == SMTONE_NOWHERE)
        return;
    output_char(self->out, ' ');
    output_text(self->out, name);
    output_char(self->out, ' ');
    write_quote(self, span);
}

static void write_facts(page *self)
{
    const smtone_result *result = self->result;
    size_t before = self->out->length;
    output_text(self->out, "  facts ");
    size_t label = self->out->length;
    write_fact(self, "since", result->facts.since);
    write_fact(self, "amount", result->facts.amount);
    write_fact(self, "reference", result->facts.reference);
    write_fact(self, "deadline", result->facts.deadline);
    if (self->out->length == label)
        self->out->length = before;
    else
        output_char(self->out, '\n');
}

static void write_word(page *self, const char *label, const char *word)
{
    output_text(self->out, label);
    output_text(self->out, word == NULL ? "none" : word);
}

static void write_verdict(page *self)
{
    const smtone_result *result = self->result;
    char line[160];
    heading(self, "verdict");
    output_text(self->out, "  ");
    text_in(self, paint_of_verdict(result->triage), result->triage);
    snprintf(line, sizeof line, ", %.2f sure; runner-up %s, %.2f%s\n", result->confidence, result->runner_up, result->runner_up_confidence,
             result->review ? "; a person should look" : "");
    output_text(self->out, line);
    snprintf(line, sizeof line, "  priority %d, urgency %.2f", result->priority, result->urgency);
    output_text(self->out, line);
    write_word(self, ", posture ", result->posture);
    write_word(self, ", escalation ", result->escalation);
    write_word(self, "\n  language ", result->lang);
    write_word(self, ", address ", result->reg.address);
    write_word(self, ", formality ", result->reg.formality);
    output_char(self->out, '\n');
    write_facts(self);
}

/* ---- what would change it ---- */

static void write_change(page *self, const change *one)
{
    char line[64];
    output_text(self->out, one->added == NULL ? "  without " : "  with \"");
    for (size_t i = 0; i < one->left_out_count; i++) {
        if (i > 0)
            output_text(self->out, i + 1 == one->left_out_count ? " and " : ", ");
        write_quote(self, self->why.items[one->left_out[i]].span);
    }
    if (one->added != NULL) {
        output_text(self->out, one->added);
        output_char(self->out, '"');
    }
    output_text(self->out, ": ");
    text_in(self, paint_of_verdict(one->triage), one->triage);
    snprintf(line, sizeof line, ", %.2f\n", one->confidence);
    output_text(self->out, line);
}

static int write_changes(page *self, smtone_context *context)
{
    smtone_post post = *self->post;
    changes found;
    post.force_lang = self->result->lang;
    if (changes_find(context, &post, self->result->triage, &self->why, &found) != 0)
        return -1;
    heading(self, "what would change it");
    for (size_t i = 0; i < found.count; i++)
        write_change(self, &found.items[i]);
    if (found.count == 0)
        output_text(self->out, "  nothing short of another text\n");
    return 0;
}

static int write_page(page *self, smtone_context *context)
{
    if (write_post(self) != 0)
        return -1;
    write_reasons(self);
    write_emotions(self);
    write_verdict(self);
    return write_changes(self, context); /* last: it makes the result invalid */
}

static void write_unscored(page *self)
{
    spaces(self, INDENT);
    paint_post(self->out, self->post->text, self->post->text_length, INDENT);
    output_text(self->out, "\n\n  not scored: neither French nor English was recognised; say which it is with --lang\n");
}

smtone_status explanation_write(output *out, smtone_context *context, const smtone_post *post, int colour, smtone_error *error)
{
    page self = {.out = out, .colour = colour, .post = post};
    smtone_status status = smtone_analyse(context, post, &self.result, error);
    if (status != SMTONE_OK)
        return status;
    if (isnan(self.result->grievance)) {
        write_unscored(&self);
        return SMTONE_OK;
    }
    size_t before = out->length;
    if (reasons_gather(self.result, &self.why) != 0 || write_page(&self, context) != 0) {
        out->length = before;
        status = SMTONE_ERR_MEMORY;
        if (error != NULL)
            *error = (smtone_error){.status = status, .message = "out of memory"};
    }
    reasons_free(&self.why);
    return status;
}
