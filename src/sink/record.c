#include "record.h"

#include <math.h>
#include <string.h>

/* A comma, unless an object or array has just been opened. */
static void separate(output *out)
{
    if (out->length > 0 && out->bytes[out->length - 1] != '{' && out->bytes[out->length - 1] != '[')
        output_char(out, ',');
}

static void key(output *out, const char *name)
{
    separate(out);
    output_char(out, '"');
    output_text(out, name);
    output_text(out, "\":");
}

static void open_object(output *out, const char *name)
{
    key(out, name);
    output_char(out, '{');
}

static void close_object(output *out)
{
    output_char(out, '}');
}

static void word(output *out, const char *name, const char *value)
{
    key(out, name);
    if (value == NULL)
        output_text(out, "null");
    else
        output_json_string(out, value, strlen(value));
}

/* NAN is null. */
static void number(output *out, const char *name, double value)
{
    key(out, name);
    output_number(out, value);
}

static void truth(output *out, const char *name, int value)
{
    key(out, name);
    output_text(out, value ? "true" : "false");
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
        separate(out);
        output_json_string(out, words[i], strlen(words[i]));
    }
    output_char(out, ']');
}

static void write_verdict(output *out, const smtone_result *r)
{
    word(out, "lang", r->lang);
    number(out, "lang_confidence", r->lang_confidence);
    word(out, "triage", r->triage);
    number(out, "confidence", r->confidence);
    truth(out, "review", r->review);
    number(out, "grievance", r->grievance);
    number(out, "troll", r->troll);
    number(out, "abuse", r->abuse);
}

static void write_emotions(output *out, const smtone_result *r)
{
    open_object(out, "emotions");
    number(out, "anger", r->anger);
    number(out, "disappointment", r->disappointment);
    number(out, "injustice", r->injustice);
    number(out, "exasperation", r->exasperation);
    close_object(out);
    number(out, "valence", r->valence);
    open_object(out, "injustice_kind");
    number(out, "distributive", r->distributive);
    number(out, "procedural", r->procedural);
    number(out, "interactional", r->interactional);
    close_object(out);
}

static void write_case(output *out, const smtone_result *r, slice text)
{
    word(out, "posture", r->posture);
    word(out, "escalation", r->escalation);
    number(out, "urgency", r->urgency);
    number(out, "priority", r->priority < 0 ? NAN : r->priority);
    open_object(out, "facts");
    span(out, "since", r->facts.since, text);
    span(out, "amount", r->facts.amount, text);
    span(out, "reference", r->facts.reference, text);
    span(out, "deadline", r->facts.deadline, text);
    close_object(out);
}

static void write_register(output *out, const smtone_result *r)
{
    open_object(out, "register");
    word(out, "address", r->reg.address);
    word(out, "formality", r->reg.formality);
    number(out, "formality_score", r->reg.formality_score);
    word(out, "affect", r->reg.affect);
    close_object(out);
    open_object(out, "reply");
    word(out, "address", r->reply.address);
    word(out, "formality", r->reply.formality);
    list(out, "acts", r->reply.acts, r->reply.act_count);
    list(out, "avoid", r->reply.avoid, r->reply.avoid_count);
    word(out, "route", r->reply.route);
    close_object(out);
}

static void write_piece(output *out, const smtone_evidence *piece, slice text)
{
    int placed = piece->span.start != SMTONE_NOWHERE;
    separate(out);
    output_char(out, '{');
    word(out, "signal", piece->signal);
    word(out, "axis", piece->axis);
    number(out, "value", piece->value);
    number(out, "start", placed ? (double)piece->span.start : NAN);
    number(out, "end", placed ? (double)piece->span.end : NAN);
    span(out, "text", piece->span, text);
    word(out, "rule", piece->rule);
    close_object(out);
}

static void write_evidence(output *out, const record *of)
{
    word(out, "history", NULL);
    key(out, "evidence");
    if (!of->explain) {
        output_text(out, "null");
        return;
    }
    output_char(out, '[');
    for (size_t i = 0; i < of->result->evidence_count; i++)
        write_piece(out, &of->result->evidence[i], of->post->text);
    output_char(out, ']');
}

static void write_error(output *out, const record *of)
{
    const post_error *error = &of->post->error;
    open_object(out, "error");
    word(out, "code", error->code);
    word(out, "message", error->message);
    number(out, "line", (double)of->line);
    close_object(out);
}

/* The member itself; what stands before it has brought its own comma. */
static void write_member(output *out, const record *of)
{
    output_text(out, "\"smtone\":{");
    number(out, "schema", SMTONE_SCHEMA);
    if (of->result == NULL) {
        write_error(out, of);
    } else {
        word(out, "model", of->model);
        write_verdict(out, of->result);
        write_emotions(out, of->result);
        write_case(out, of->result, of->post->text);
        write_register(out, of->result);
        write_evidence(out, of);
    }
    close_object(out);
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
            output_char(out, ',');
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
