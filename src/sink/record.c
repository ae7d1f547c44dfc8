#include "record.h"

#include <stdio.h>
#include <string.h>

static void key(output *out, const char *name)
{
    output_char(out, '"');
    output_text(out, name);
    output_text(out, "\":");
}

static void word(output *out, const char *name, const char *value)
{
    key(out, name);
    if (value == NULL)
        output_text(out, "null");
    else
        output_json_string(out, value, strlen(value));
}

static void number(output *out, const char *name, double value)
{
    key(out, name);
    output_number(out, value);
}

static void comma(output *out)
{
    output_char(out, ',');
}

static void span(output *out, const char *name, smtone_span where, slice text)
{
    key(out, name);
    if (where.start == SMTONE_NOWHERE)
        output_text(out, "null");
    else
        output_json_string(out, text.text + where.start, where.end - where.start);
}

static void list(output *out, const char *name, const char *const *words, size_t count)
{
    key(out, name);
    if (words == NULL) {
        output_text(out, "null");
        return;
    }
    output_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            comma(out);
        output_json_string(out, words[i], strlen(words[i]));
    }
    output_char(out, ']');
}

static void write_emotions(output *out, const smtone_result *r)
{
    output_text(out, "\"emotions\":{");
    number(out, "anger", r->anger);
    comma(out);
    number(out, "disappointment", r->disappointment);
    comma(out);
    number(out, "injustice", r->injustice);
    comma(out);
    number(out, "exasperation", r->exasperation);
    output_text(out, "},");
    number(out, "valence", r->valence);
    output_text(out, ",\"injustice_kind\":{");
    number(out, "distributive", r->distributive);
    comma(out);
    number(out, "procedural", r->procedural);
    comma(out);
    number(out, "interactional", r->interactional);
    output_text(out, "},");
}

static void write_facts(output *out, const smtone_result *r, slice text)
{
    output_text(out, "\"facts\":{");
    span(out, "since", r->facts.since, text);
    comma(out);
    span(out, "amount", r->facts.amount, text);
    comma(out);
    span(out, "reference", r->facts.reference, text);
    comma(out);
    span(out, "deadline", r->facts.deadline, text);
    output_text(out, "},");
}

static void write_register(output *out, const smtone_result *r)
{
    output_text(out, "\"register\":{");
    word(out, "address", r->reg.address);
    comma(out);
    word(out, "formality", r->reg.formality);
    comma(out);
    number(out, "formality_score", r->reg.formality_score);
    comma(out);
    word(out, "affect", r->reg.affect);
    output_text(out, "},\"reply\":{");
    word(out, "address", r->reply.address);
    comma(out);
    word(out, "formality", r->reply.formality);
    comma(out);
    list(out, "acts", r->reply.acts, r->reply.act_count);
    comma(out);
    list(out, "avoid", r->reply.avoid, r->reply.avoid_count);
    comma(out);
    word(out, "route", r->reply.route);
    output_text(out, "},");
}

static void write_piece(output *out, const smtone_evidence *piece, slice text)
{
    int placed = piece->span.start != SMTONE_NOWHERE;
    output_char(out, '{');
    word(out, "signal", piece->signal);
    comma(out);
    word(out, "axis", piece->axis);
    comma(out);
    number(out, "value", piece->value);
    comma(out);
    key(out, "start");
    if (placed)
        output_number(out, (double)piece->span.start);
    else
        output_text(out, "null");
    comma(out);
    key(out, "end");
    if (placed)
        output_number(out, (double)piece->span.end);
    else
        output_text(out, "null");
    comma(out);
    span(out, "text", piece->span, text);
    comma(out);
    word(out, "rule", piece->rule);
    output_char(out, '}');
}

static void write_evidence(output *out, const record *of)
{
    output_text(out, "\"history\":null,\"evidence\":");
    if (!of->explain) {
        output_text(out, "null");
        return;
    }
    output_char(out, '[');
    for (size_t i = 0; i < of->result->evidence_count; i++) {
        if (i > 0)
            comma(out);
        write_piece(out, &of->result->evidence[i], of->post->text);
    }
    output_char(out, ']');
}

static void write_result(output *out, const record *of)
{
    const smtone_result *r = of->result;
    word(out, "model", of->model);
    comma(out);
    word(out, "lang", r->lang);
    comma(out);
    number(out, "lang_confidence", r->lang_confidence);
    comma(out);
    word(out, "triage", r->triage);
    comma(out);
    number(out, "confidence", r->confidence);
    output_text(out, r->review ? ",\"review\":true," : ",\"review\":false,");
    number(out, "grievance", r->grievance);
    comma(out);
    number(out, "troll", r->troll);
    comma(out);
    number(out, "abuse", r->abuse);
    comma(out);
    write_emotions(out, r);
    word(out, "posture", r->posture);
    comma(out);
    word(out, "escalation", r->escalation);
    comma(out);
    number(out, "urgency", r->urgency);
    comma(out);
    key(out, "priority");
    if (r->priority < 0)
        output_text(out, "null");
    else
        output_number(out, r->priority);
    comma(out);
    write_facts(out, r, of->post->text);
    write_register(out, r);
    write_evidence(out, of);
}

static void write_error(output *out, const record *of)
{
    char line_number[32];
    const post_error *error = &of->post->error;
    output_text(out, "\"error\":{");
    word(out, "code", error->code);
    comma(out);
    word(out, "message", error->message);
    snprintf(line_number, sizeof line_number, ",\"line\":%lu}", of->line);
    output_text(out, line_number);
}

static void write_member(output *out, const record *of)
{
    output_text(out, "\"smtone\":{\"schema\":1,");
    if (of->result == NULL)
        write_error(out, of);
    else
        write_result(out, of);
    output_char(out, '}');
}

static int is_ours(const post *post, const member *m)
{
    static const char OURS[] = "smtone";
    const char *name = post->line + m->key_start;
    size_t length = m->key_end - m->key_start;
    if (memchr(name, '\\', length) == NULL)
        return length == sizeof OURS - 1 && memcmp(name, OURS, length) == 0;
    json_t *decoded = json_loadb(name - 1, length + 2, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    int same = decoded != NULL && json_string_length(decoded) == sizeof OURS - 1 && memcmp(json_string_value(decoded), OURS, sizeof OURS - 1) == 0;
    json_decref(decoded);
    return same;
}

/* Writes the object up to where the new member goes, leaving out what we wrote there before. A comma is written or left over where one is needed. */
static size_t write_members(output *out, const post *post)
{
    const scan *scan = &post->scan;
    size_t from = scan->start;
    int last_is_ours = 0;
    for (size_t i = 0; i < scan->count; i++) {
        const member *m = &scan->members[i];
        last_is_ours = is_ours(post, m);
        if (last_is_ours) {
            output_add(out, post->line + from, m->member_start - from);
            from = i + 1 < scan->count ? m[1].member_start : m->value_end;
        }
    }
    if (!last_is_ours) {
        output_add(out, post->line + from, scan->end - 1 - from);
        from = scan->end - 1;
        if (scan->count > 0)
            comma(out);
    }
    return from;
}

void record_write_annotated(output *out, const record *of)
{
    const post *post = of->post;
    if (post->is_object) {
        size_t from = write_members(out, post);
        write_member(out, of);
        output_add(out, post->line + from, post->scan.end - from);
        output_char(out, '\n');
    } else {
        output_char(out, '{');
        write_member(out, of);
        output_text(out, "}\n");
    }
}

void record_write_scores(output *out, const record *of)
{
    output_text(out, "{\"id\":");
    if (of->post->id.text == NULL)
        output_text(out, "null");
    else
        output_json_string(out, of->post->id.text, of->post->id.length);
    output_char(out, ',');
    write_member(out, of);
    output_text(out, "}\n");
}
