#include "text/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static const char *const ELISIONS[] = {"c", "d", "j", "l", "m", "n", "s", "t", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"};

static int same(const char *a, size_t length, const char *b)
{
    return strlen(b) == length && memcmp(a, b, length) == 0;
}

/* The bytes of an elided article or pronoun at the start (l', qu'), its apostrophe included; else 0. */
static size_t elision(smt_form form)
{
    const char *apostrophe = memchr(form.form, '\'', form.length);
    if (apostrophe == NULL)
        return 0;
    size_t before = (size_t)(apostrophe - form.form);
    for (size_t i = 0; i < sizeof ELISIONS / sizeof ELISIONS[0]; i++) {
        if (same(form.form, before, ELISIONS[i]) && before + 1 < form.length)
            return before + 1;
    }
    return 0;
}

/* Where the first part of a word ends, 0 if it is one part. *skip is set to the bytes between the parts. */
static size_t first_part(const smt_spelling *spelling, smt_form form, size_t *skip)
{
    *skip = 0;
    if (spelling->split == SMT_SPLIT_FRENCH && elision(form) > 0)
        return elision(form);
    const char *hyphen = memchr(form.form, '-', form.length);
    if (hyphen != NULL && hyphen > form.form && hyphen + 1 < form.form + form.length) {
        *skip = 1;
        return (size_t)(hyphen - form.form);
    }
    if (spelling->split == SMT_SPLIT_ENGLISH && form.length > 2 && memcmp(form.form + form.length - 2, "'s", 2) == 0)
        return form.length - 2;
    return 0;
}

static smt_form after(smt_form form, size_t bytes)
{
    return (smt_form){form.form + bytes, form.length - (uint32_t)bytes};
}

size_t smt_spelling_read(const smt_spelling *spelling, smt_form form, smt_form parts[SMT_PARTS_MOST], int *respelled)
{
    size_t count = 0;
    while (form.length > 0 && count < SMT_PARTS_MOST) {
        uint32_t row = smt_map_get(&spelling->forms, form.form, form.length);
        if (row != SMT_NONE && count + spelling->readings[row].count <= SMT_PARTS_MOST) {
            *respelled = 1;
            memcpy(parts + count, spelling->readings[row].forms, spelling->readings[row].count * sizeof *parts);
            return count + spelling->readings[row].count;
        }
        size_t skip = 0, part = 0;
        if (count + 1 < SMT_PARTS_MOST && smt_map_get(&spelling->compounds, form.form, form.length) == SMT_NONE)
            part = first_part(spelling, form, &skip);
        if (part == 0) {
            parts[count++] = form;
            return count;
        }
        smt_form head = {form.form, (uint32_t)part};
        row = smt_map_get(&spelling->forms, head.form, head.length);
        if (row != SMT_NONE && spelling->readings[row].count == 1) {
            *respelled = 1;
            head = spelling->readings[row].forms[0];
        }
        parts[count++] = head;
        form = after(form, part + skip);
    }
    return count;
}

static int reading_room(smt_spelling *spelling, smt_reading *reading, size_t words)
{
    reading->forms = smt_arena_alloc(&spelling->arena, (words + 1) * SMT_PARTS_MOST * sizeof(smt_form));
    return reading->forms == NULL ? -1 : 0;
}

/* Splits the standard spelling at spaces, then each word as a typed one would be, without respelling it again. */
static int read_standard(smt_spelling *spelling, const char *standard, size_t length, smt_reading *reading)
{
    const char *copy = smt_arena_copy(&spelling->arena, standard, length);
    size_t words = 1;
    for (size_t i = 0; i < length; i++)
        words += standard[i] == ' ';
    if (copy == NULL || reading_room(spelling, reading, words) != 0)
        return -1;
    smt_spelling splitter = {.split = spelling->split, .compounds = spelling->compounds};
    for (const char *word = copy; word < copy + length;) {
        const char *space = memchr(word, ' ', (size_t)(copy + length - word));
        const char *end = space == NULL ? copy + length : space;
        int ignored = 0;
        if (end > word)
            reading->count += smt_spelling_read(&splitter, (smt_form){word, (uint32_t)(end - word)}, reading->forms + reading->count, &ignored);
        word = end + 1;
    }
    return 0;
}

int smt_spelling_add(smt_spelling *spelling, smt_form typed, const char *standard, size_t length)
{
    smt_reading reading = {0};
    if (read_standard(spelling, standard, length, &reading) != 0 || SMT_ROOM(spelling->readings, spelling->count, spelling->capacity) != 0)
        return -1;
    int there = smt_map_get(&spelling->forms, typed.form, typed.length) != SMT_NONE;
    if (smt_map_put(&spelling->forms, typed.form, typed.length, (uint32_t)spelling->count) != 0)
        return -1;
    spelling->readings[spelling->count++] = reading;
    return there;
}

int smt_spelling_add_masked(smt_spelling *spelling, smt_form word)
{
    const char *copy = smt_arena_copy(&spelling->arena, word.form, word.length);
    if (copy == NULL || SMT_ROOM(spelling->masked, spelling->masked_count, spelling->masked_capacity) != 0)
        return -1;
    spelling->masked[spelling->masked_count++] = (smt_form){copy, word.length};
    return 0;
}

void smt_spelling_free(smt_spelling *spelling)
{
    smt_map_free(&spelling->forms);
    smt_map_free(&spelling->compounds);
    smt_map_free(&spelling->known);
    smt_arena_free(&spelling->arena);
    free(spelling->masked);
    free(spelling->readings);
    *spelling = (smt_spelling){0};
}
