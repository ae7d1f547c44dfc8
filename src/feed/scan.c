#include "scan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *text;
    size_t length, at;
    scan *out;
    size_t depth;
} walker;

static int bytes_between(unsigned char byte, unsigned char low, unsigned char high)
{
    return byte >= low && byte <= high;
}

/* The length of the UTF-8 sequence at `at`, which begins with a byte over 0x7F; 0 if it is not valid. */
static size_t sequence(const walker *self, size_t at)
{
    const unsigned char *s = (const unsigned char *)self->text + at;
    size_t left = self->length - at, size = s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;
    if (size == 0 || left < size)
        return 0;
    unsigned char low = s[0] == 0xE0 ? 0xA0 : s[0] == 0xF0 ? 0x90 : 0x80, high = s[0] == 0xED ? 0x9F : s[0] == 0xF4 ? 0x8F : 0xBF;
    if (!bytes_between(s[1], low, high))
        return 0;
    for (size_t i = 2; i < size; i++) {
        if (!bytes_between(s[i], 0x80, 0xBF))
            return 0;
    }
    return size;
}

static void skip_space(walker *self)
{
    while (self->at < self->length && memchr(" \t\r\n", self->text[self->at], 4) != NULL)
        self->at++;
}

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static int skip_escape(walker *self)
{
    self->at++;
    if (self->at >= self->length || strchr("\"\\/bfnrtu", self->text[self->at]) == NULL || self->text[self->at] == '\0')
        return -1;
    if (self->text[self->at++] != 'u')
        return 0;
    for (int i = 0; i < 4; i++, self->at++) {
        if (self->at >= self->length || !is_hex(self->text[self->at]))
            return -1;
    }
    return 0;
}

/* A string, its opening quote being at `at`; 0 or -1. */
static int skip_string(walker *self)
{
    self->at++;
    while (self->at < self->length) {
        unsigned char c = (unsigned char)self->text[self->at];
        if (c == '"') {
            self->at++;
            return 0;
        }
        if (c < 0x20)
            return -1;
        if (c == '\\') {
            if (skip_escape(self) != 0)
                return -1;
        } else {
            self->at += c < 0x80 ? 1 : sequence(self, self->at);
        }
    }
    return -1;
}

static size_t skip_digits(walker *self)
{
    size_t from = self->at;
    while (self->at < self->length && self->text[self->at] >= '0' && self->text[self->at] <= '9')
        self->at++;
    return self->at - from;
}

static int at_char(const walker *self, const char *any)
{
    return self->at < self->length && self->text[self->at] != '\0' && strchr(any, self->text[self->at]) != NULL;
}

static int skip_number(walker *self)
{
    if (at_char(self, "-"))
        self->at++;
    if (at_char(self, "0"))
        self->at++;
    else if (skip_digits(self) == 0)
        return -1;
    if (at_char(self, ".")) {
        self->at++;
        if (skip_digits(self) == 0)
            return -1;
    }
    if (at_char(self, "eE")) {
        self->at++;
        if (at_char(self, "+-"))
            self->at++;
        if (skip_digits(self) == 0)
            return -1;
    }
    return 0;
}

static int skip_literal(walker *self, const char *literal)
{
    size_t size = strlen(literal);
    if (self->length - self->at < size || memcmp(self->text + self->at, literal, size) != 0)
        return -1;
    self->at += size;
    return 0;
}

static int skip_scalar(walker *self)
{
    switch (self->at < self->length ? self->text[self->at] : '\0') {
    case '"': return skip_string(self);
    case 't': return skip_literal(self, "true");
    case 'f': return skip_literal(self, "false");
    case 'n': return skip_literal(self, "null");
    default: return skip_number(self);
    }
}

static int open_bracket(walker *self)
{
    scan *out = self->out;
    if (self->depth == out->nesting_capacity) {
        size_t bigger = out->nesting_capacity == 0 ? 64 : out->nesting_capacity * 2;
        unsigned char *grown = realloc(out->nesting, bigger);
        if (grown == NULL)
            return -1;
        out->nesting = grown;
        out->nesting_capacity = bigger;
    }
    out->nesting[self->depth++] = (unsigned char)self->text[self->at++];
    return 0;
}

static member *add_member(walker *self)
{
    scan *out = self->out;
    if (out->count == out->capacity) {
        size_t bigger = out->capacity == 0 ? 32 : out->capacity * 2;
        member *grown = realloc(out->members, bigger * sizeof *grown);
        if (grown == NULL)
            return NULL;
        out->members = grown;
        out->capacity = bigger;
    }
    return &out->members[out->count++];
}

/* A key and its colon. At depth 1 the member is noted. */
static scan_verdict skip_key(walker *self)
{
    size_t start = self->at;
    if (!at_char(self, "\"") || skip_string(self) != 0)
        return SCAN_NOT_JSON;
    size_t end = self->at;
    skip_space(self);
    if (!at_char(self, ":"))
        return SCAN_NOT_JSON;
    self->at++;
    skip_space(self);
    if (self->depth == 1) {
        member *found = add_member(self);
        if (found == NULL)
            return SCAN_NO_MEMORY;
        *found = (member){.member_start = start, .key_start = start + 1, .key_end = end - 1, .value_start = self->at};
    }
    return SCAN_OBJECT;
}

/* After a value: closes what is closed, and stands before the next value, or at the end of all (depth 0). */
static scan_verdict after_value(walker *self)
{
    for (;;) {
        scan *out = self->out;
        if (self->depth == 1 && out->count > 0)
            out->members[out->count - 1].value_end = self->at;
        skip_space(self);
        int object = out->nesting[self->depth - 1] == '{';
        if (at_char(self, ",")) {
            self->at++;
            skip_space(self);
            return object ? skip_key(self) : SCAN_OBJECT;
        }
        if (!at_char(self, object ? "}" : "]"))
            return SCAN_NOT_JSON;
        self->at++;
        if (--self->depth == 0)
            return SCAN_OBJECT;
    }
}

/* One value from its first byte on; brackets are opened and gone into, not recursed into. */
static scan_verdict enter_value(walker *self)
{
    if (!at_char(self, "{["))
        return skip_scalar(self) == 0 ? after_value(self) : SCAN_NOT_JSON;
    int object = self->text[self->at] == '{';
    if (open_bracket(self) != 0)
        return SCAN_NO_MEMORY;
    skip_space(self);
    if (!at_char(self, object ? "}" : "]"))
        return object ? skip_key(self) : SCAN_OBJECT;
    self->at++;
    return --self->depth == 0 ? SCAN_OBJECT : after_value(self);
}

/* An object or an array from its bracket to the one that closes it. */
static scan_verdict walk(walker *self)
{
    scan_verdict verdict;
    do {
        verdict = enter_value(self);
    } while (verdict == SCAN_OBJECT && self->depth > 0);
    return verdict;
}

/* A whole line that is no object: is it JSON at all? */
static scan_verdict judge_other(walker *self)
{
    scan_verdict verdict = SCAN_OBJECT;
    if (!at_char(self, "["))
        verdict = skip_scalar(self) == 0 ? SCAN_OBJECT : SCAN_NOT_JSON;
    else
        verdict = walk(self);
    skip_space(self);
    if (verdict == SCAN_OBJECT)
        verdict = self->at == self->length ? SCAN_NOT_OBJECT : SCAN_NOT_JSON;
    return verdict;
}

static int is_utf8(const walker *self)
{
    for (size_t at = 0; at < self->length;) {
        size_t step = (unsigned char)self->text[at] < 0x80 ? 1 : sequence(self, at);
        if (step == 0)
            return 0;
        at += step;
    }
    return 1;
}

scan_verdict scan_line(const char *text, size_t length, scan *out)
{
    walker self = {.text = text, .length = length, .out = out};
    out->count = 0;
    if (!is_utf8(&self))
        return SCAN_NOT_UTF8;
    skip_space(&self);
    if (!at_char(&self, "{"))
        return judge_other(&self);
    out->start = self.at;
    scan_verdict verdict = walk(&self);
    out->end = self.at;
    skip_space(&self);
    return verdict == SCAN_OBJECT && self.at < length ? SCAN_NOT_JSON : verdict;
}

void scan_free(scan *self)
{
    free(self->members);
    free(self->nesting);
    *self = (scan){0};
}
