#include "text/normalise.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/entities.h"
#include "text/unicode.h"
#include "text/utf8.h"

/* A run of marks longer than this is no language but noise: what is over is dropped, and the cost stays linear. */
enum { MARKS_KEPT = 8, LONGEST_POINT = 5 };

typedef struct {
    const char *text;
    size_t length, at;
    smt_normal *out;
    uint32_t last; /* the letter that was written last, and how often in a row */
    unsigned repeats;
} normaliser;

/* The code point at `at`, an entity counted as one; returns the bytes it takes. */
static size_t read_point(const char *text, size_t length, size_t at, uint32_t *point)
{
    if (text[at] == '&') {
        size_t entity = smt_entity(text + at, length - at, point);
        if (entity > 0)
            return entity;
    }
    return smt_utf8_read(text + at, point);
}

/* Quotes, apostrophes and spaces as one of each; 0 drops the character. */
static uint32_t plain_form(uint32_t point)
{
    switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2BC:
    case 0x2032:
    case 0xFF07:
    case 0x60:
    case 0xB4: return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case 0x2033: return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012: return '-';
    case '\n':
    case 0x2028:
    case 0x2029: return '\n';
    default: return smt_is_ignorable(point) || smt_is_skin_tone(point) ? 0 : smt_is_space(point) ? ' ' : point;
    }
}

/* Room for so many more bytes; the three arrays grow alike. */
static int make_room(smt_normal *out, size_t bytes)
{
    size_t need = out->length + bytes;
    if (need <= out->capacity && need <= out->origin_capacity && need <= out->flags_capacity)
        return 0;
    if (smt_reserve(&out->text, &out->capacity, need, 1) != 0 || smt_reserve(&out->origin, &out->origin_capacity, need, sizeof *out->origin) != 0)
        return -1;
    return smt_reserve(&out->flags, &out->flags_capacity, need, 1);
}

int smt_normal_add(smt_normal *out, const char *bytes, size_t count, size_t origin, unsigned char flags)
{
    if (make_room(out, count) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        out->text[out->length] = bytes[i];
        out->origin[out->length] = (uint32_t)origin;
        out->flags[out->length++] = flags;
    }
    return 0;
}

int smt_normal_end(smt_normal *out, size_t origin)
{
    if (smt_normal_add(out, "", 1, origin, 0) != 0)
        return -1;
    out->length--;
    return 0;
}

static int write_point(normaliser *self, uint32_t point, size_t origin, unsigned char flags)
{
    char bytes[LONGEST_POINT];
    return smt_normal_add(self->out, bytes, smt_utf8_write(bytes, point), origin, flags);
}

/* Letters repeated three times or more: two stay, and are marked as stretched. */
static int write_letter(normaliser *self, uint32_t point, size_t origin, unsigned char flags)
{
    int letter = smt_is_letter(point);
    self->repeats = letter && point == self->last ? self->repeats + 1 : 1;
    self->last = point;
    if (self->repeats > 2) {
        if (self->out->length > 0)
            self->out->flags[self->out->length - 1] |= SMT_STRETCHED;
        return 0;
    }
    return write_point(self, point, origin, letter ? flags | SMT_LETTER : flags);
}

static int write_folded(normaliser *self, uint32_t point, size_t origin)
{
    unsigned char flags = smt_is_upper(point) ? SMT_UPPER : 0;
    if (point < 0x80)
        return write_letter(self, flags ? point | 0x20 : point, origin, flags);
    uint32_t folded[4];
    size_t count = smt_fold_case(point, folded);
    for (size_t i = 0; i < count; i++) {
        if (write_letter(self, folded[i], origin, flags) != 0)
            return -1;
    }
    return 0;
}

/* One user-visible character: a base and the marks on it, composed. */
static int write_cluster(normaliser *self)
{
    size_t origin = self->at;
    uint32_t points[1 + MARKS_KEPT];
    size_t count = 1;
    self->at += read_point(self->text, self->length, self->at, &points[0]);
    while (self->at < self->length && (unsigned char)self->text[self->at] >= 0xCC) {
        uint32_t mark;
        size_t step = read_point(self->text, self->length, self->at, &mark);
        if (!smt_is_mark(mark) || smt_is_ignorable(mark))
            break;
        if (count <= MARKS_KEPT)
            points[count++] = mark;
        self->at += step;
    }
    if (count > 1)
        count = smt_compose(points, count);
    for (size_t i = 0; i < count; i++) {
        uint32_t plain = plain_form(points[i]);
        if (plain != 0 && write_folded(self, plain, origin) != 0)
            return -1;
    }
    return 0;
}

int smt_normalise(const char *text, size_t length, smt_normal *out)
{
    normaliser self = {.text = text, .length = length, .out = out};
    out->length = 0;
    while (self.at < length) {
        if (write_cluster(&self) != 0)
            return -1;
    }
    return smt_normal_end(out, length);
}

void smt_normal_free(smt_normal *normal)
{
    free(normal->text);
    free(normal->origin);
    free(normal->flags);
    *normal = (smt_normal){0};
}
