#include "table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const COLUMNS[] = {
    "id",           "author",        "created_at",      "error",      "model",         "lang",        "lang_confidence", "triage",
    "confidence",   "review",        "grievance",       "troll",      "abuse",         "anger",       "disappointment",  "injustice",
    "exasperation", "valence",       "distributive",    "procedural", "interactional", "posture",     "escalation",      "urgency",
    "priority",     "since",         "amount",          "reference",  "deadline",      "address",     "formality",       "formality_score",
    "affect",       "reply_address", "reply_formality", "reply_acts", "reply_avoid",   "reply_route",
};

/* One row on its way out. */
typedef struct {
    output *out;
    table_kind kind;
    int begun;
} row;

static void next_cell(row *self)
{
    if (self->begun)
        output_char(self->out, self->kind == TABLE_CSV ? ',' : '\t');
    self->begun = 1;
}

/* A spreadsheet takes a text that begins like a formula for one: an apostrophe before it keeps it a text. */
static int looks_like_formula(const char *text, size_t length)
{
    return length > 0 && strchr("=+-@\t\r", text[0]) != NULL;
}

static void csv_text(output *out, const char *text, size_t length)
{
    output_char(out, '"');
    if (looks_like_formula(text, length))
        output_char(out, '\'');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            output_char(out, '"');
        if (text[i] != '\0')
            output_char(out, text[i]);
    }
    output_char(out, '"');
}

/* TSV has no quoting: tabs and line ends become spaces. */
static void tsv_text(output *out, const char *text, size_t length)
{
    if (looks_like_formula(text, length))
        output_char(out, '\'');
    for (size_t i = 0; i < length; i++)
        output_char(out, (unsigned char)text[i] < 0x20 ? ' ' : text[i]);
}

static void text(row *self, const char *bytes, size_t length)
{
    next_cell(self);
    if (bytes == NULL)
        return;
    if (self->kind == TABLE_CSV)
        csv_text(self->out, bytes, length);
    else
        tsv_text(self->out, bytes, length);
}

static void word(row *self, const char *value)
{
    next_cell(self);
    if (value != NULL)
        output_text(self->out, value);
}

static void number(row *self, double value)
{
    next_cell(self);
    if (!isnan(value))
        output_number(self->out, value);
}

static void fact(row *self, smtone_span where, slice post_text)
{
    int there = where.start != SMTONE_NOWHERE;
    text(self, there ? post_text.text + where.start : NULL, there ? where.end - where.start : 0);
}

static void words(row *self, const char *const *list, size_t count)
{
    next_cell(self);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            output_char(self->out, '|');
        output_text(self->out, list[i]);
    }
}

static void scores(row *self, const smtone_result *r)
{
    word(self, r->lang);
    number(self, r->lang_confidence);
    word(self, r->triage);
    number(self, r->confidence);
    word(self, r->review ? "true" : "false");
    const double columns[] = {r->grievance,    r->troll,   r->abuse,        r->anger,      r->disappointment, r->injustice,
                              r->exasperation, r->valence, r->distributive, r->procedural, r->interactional};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        number(self, columns[i]);
    word(self, r->posture);
    word(self, r->escalation);
    number(self, r->urgency);
    number(self, r->priority < 0 ? NAN : r->priority);
}

static void details(row *self, const smtone_result *r, slice post_text)
{
    fact(self, r->facts.since, post_text);
    fact(self, r->facts.amount, post_text);
    fact(self, r->facts.reference, post_text);
    fact(self, r->facts.deadline, post_text);
    word(self, r->reg.address);
    word(self, r->reg.formality);
    number(self, r->reg.formality_score);
    word(self, r->reg.affect);
    word(self, r->reply.address);
    word(self, r->reply.formality);
    words(self, r->reply.acts, r->reply.act_count);
    words(self, r->reply.avoid, r->reply.avoid_count);
    word(self, r->reply.route);
}

void table_write_header(output *out, table_kind kind)
{
    row self = {.out = out, .kind = kind};
    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++)
        word(&self, COLUMNS[i]);
    output_text(out, kind == TABLE_CSV ? "\r\n" : "\n");
}

void table_write_row(output *out, table_kind kind, const record *of)
{
    row self = {.out = out, .kind = kind};
    text(&self, of->post->id.text, of->post->id.length);
    text(&self, of->post->author.text, of->post->author.length);
    text(&self, of->post->created_at.text, of->post->created_at.length);
    word(&self, of->post->error.code);
    word(&self, of->model);
    if (of->result != NULL) {
        scores(&self, of->result);
        details(&self, of->result, of->post->text);
    } else {
        for (size_t i = 5; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++)
            next_cell(&self);
    }
    output_text(out, kind == TABLE_CSV ? "\r\n" : "\n");
}
