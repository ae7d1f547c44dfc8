#include "text/disguise.h"

#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

enum { LONGEST = 48, SHORTEST = 3, SPELT_OUT_ALONE = 5 };

/* A run of characters without a space, and the plain word it stands for. */
typedef struct {
    const smt_spelling *spelling;
    const smt_normal *text;
    size_t from, to; /* bytes of the run */
    size_t fewest;   /* letters that must stand apart */
    smt_form plain;
    char room[LONGEST + 1];
} disguise;

/* The letters that a digit or sign is drawn like; "" for what stands for any letter, NULL for what stands for none. */
static const char *letters_of(char sign)
{
    if (sign >= 'a' || (unsigned char)sign >= 0x80)
        return NULL;
    switch (sign) {
    case '0': return "o";
    case '1': return "il";
    case '3': return "e";
    case '4': return "a";
    case '5': return "s";
    case '7': return "t";
    case '8': return "b";
    case '@': return "a";
    case '$': return "s";
    case '!': return "i";
    case '*':
    case '#':
    case '%':
    case '_':
    case '.':
    case '-': return "";
    default: return NULL;
    }
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Does one character of the run stand for this letter? */
static int stands_for(char typed, char letter)
{
    const char *letters = letters_of(typed);
    return typed == letter || (letters != NULL && (letters[0] == '\0' || strchr(letters, letter) != NULL));
}

/* Sign by sign, a star for a letter; or, if `loose`, a run of stars for any number of letters from one on. */
static int reads_as(const char *typed, size_t typed_length, const char *word, size_t length, int loose)
{
    while (loose && typed_length > 1 && typed[0] == '*' && typed[1] == '*') { /* how many they are says nothing here */
        typed++;
        typed_length--;
    }
    if (typed_length == 0 || length == 0)
        return typed_length == length;
    if (!stands_for(typed[0], word[0]))
        return 0;
    if (loose && typed[0] == '*' && reads_as(typed, typed_length, word + 1, length - 1, loose))
        return 1;
    return reads_as(typed + 1, typed_length - 1, word + 1, length - 1, loose);
}

static int find_masked(disguise *self, const char *typed, size_t length)
{
    const smt_spelling *spelling = self->spelling;
    const char *first = letters_of(typed[0]);
    if (first != NULL && first[0] == '\0')
        return 0; /* the first letter is never guessed */
    for (int loose = 0; loose < 2; loose++) {
        for (size_t i = 0; i < spelling->masked_count; i++) {
            self->plain = spelling->masked[i];
            if (self->plain.length <= LONGEST && reads_as(typed, length, self->plain.form, self->plain.length, loose))
                return 1;
        }
    }
    return 0;
}

/* Every digit and sign as the letter it is drawn like (the `choice`-th, where it is like several), if that is a word of the lexicon. At least about half are
 * letters, or it is a name: b2b, mp3, a320. */
static int find_drawn(disguise *self, const char *typed, size_t length, size_t choice)
{
    size_t drawn = 0;
    for (size_t i = 0; i < length; i++) {
        const char *letters = letters_of(typed[i]);
        if (letters != NULL && letters[0] == '\0')
            return 0;
        drawn += letters != NULL;
        self->room[i] = letters == NULL ? typed[i] : letters[choice < strlen(letters) ? choice : 0];
    }
    self->plain = (smt_form){self->room, (uint32_t)length};
    return length > SHORTEST && 2 * drawn <= length + 1 && smt_map_get(&self->spelling->known, self->room, length) != SMT_NONE;
}

static int is_word_byte(const smt_normal *text, size_t at)
{
    return at < text->length && (text->flags[at] & SMT_LETTER || is_digit(text->text[at]));
}

/* The run at self->from as one word, without punctuation behind it. */
static int unmask(disguise *self)
{
    const smt_normal *text = self->text;
    const char *typed = text->text + self->from;
    size_t end = self->from, letters = 0, signs = 0;
    while (end < text->length && end - self->from < LONGEST && (text->flags[end] & SMT_LETTER || letters_of(text->text[end]) != NULL)) {
        letters += (text->flags[end] & SMT_LETTER) != 0;
        signs += !(text->flags[end] & SMT_LETTER);
        end++;
    }
    if (letters == 0 || signs == 0 || is_word_byte(text, end) || (typed[0] == '@' && is_word_byte(text, self->from + 1)) || typed[0] == '#')
        return 0;
    for (self->to = end; self->to - self->from >= SHORTEST; self->to--) {
        size_t length = self->to - self->from;
        if (find_masked(self, typed, length) || find_drawn(self, typed, length, 0) || find_drawn(self, typed, length, 1))
            return 1;
        if (text->flags[self->to - 1] & SMT_LETTER || is_digit(typed[length - 1]))
            return 0;
    }
    return 0;
}

static size_t letter_bytes(const smt_normal *text, size_t at)
{
    size_t end = at;
    if (at >= text->length || !(text->flags[at] & SMT_LETTER))
        return 0;
    do
        end++;
    while (end < text->length && (text->text[end] & 0xC0) == 0x80);
    return end - at;
}

/* All letters are capitals, or none but perhaps the first. */
static int same_case(const smt_normal *text, size_t at, size_t letters, int *upper)
{
    int now = text->flags[at] & SMT_UPPER;
    if (letters == 1 && *upper)
        *upper = now;
    return now == *upper;
}

/* Letters that stand apart, all capitals or none, with the same sign between any two of them. */
static int join(disguise *self)
{
    const smt_normal *text = self->text;
    size_t at = self->from, length = 0, letters = 0, bytes = letter_bytes(text, at);
    char between = at + bytes < text->length ? text->text[at + bytes] : '\0';
    int upper = text->flags[at] & SMT_UPPER; /* of the letters after the first */
    if (bytes == 0 || between == '\0' || strchr(" .-_*", between) == NULL)
        return 0;
    while (bytes > 0 && same_case(text, at, letters, &upper) && !is_word_byte(text, at + bytes) && length + bytes <= LONGEST) {
        memcpy(self->room + length, text->text + at, bytes);
        length += bytes;
        letters++;
        self->to = at + bytes;
        at += bytes;
        bytes = at < text->length && text->text[at] == between ? letter_bytes(text, ++at) : 0;
    }
    self->plain = (smt_form){self->room, (uint32_t)length};
    if (letters < self->fewest || length > LONGEST)
        return 0;
    return letters >= SPELT_OUT_ALONE || smt_map_get(&self->spelling->known, self->room, length) != SMT_NONE ||
           smt_map_get(&self->spelling->forms, self->room, length) != SMT_NONE;
}

static int copy(const smt_normal *text, size_t from, size_t to, smt_normal *out)
{
    for (size_t at = from; at < to; at++) {
        if (smt_normal_add(out, text->text + at, 1, text->origin[at], text->flags[at]) != 0)
            return -1;
    }
    return 0;
}

/* The plain word in place of the run: capitals if the first letter typed was one, origins spread over the run. */
static int write_plain(const disguise *self, smt_normal *out)
{
    const smt_normal *text = self->text;
    unsigned char upper = 0;
    for (size_t at = self->from; at < self->to && !upper; at++)
        upper = text->flags[at] & SMT_LETTER ? (unsigned char)(2 | (text->flags[at] & SMT_UPPER)) : 0;
    for (size_t i = 0; i < self->plain.length; i++) {
        size_t at = self->from + i < self->to ? self->from + i : self->to - 1;
        unsigned char flags = (unsigned char)(SMT_LETTER | SMT_HIDDEN | (upper & SMT_UPPER));
        if (smt_normal_add(out, self->plain.form + i, 1, text->origin[at], flags) != 0)
            return -1;
    }
    return 0;
}

int smt_undisguise(const smt_spelling *spelling, smt_normal *text, smt_normal *scratch)
{
    disguise self = {.spelling = spelling, .text = text};
    size_t copied = 0;
    scratch->length = 0;
    for (size_t at = 0; at < text->length; at++) {
        int begins = at == 0 || text->text[at - 1] == ' ' || text->text[at - 1] == '\n' || text->text[at - 1] == '"' || text->text[at - 1] == '(' ||
                     text->text[at - 1] == '\'';
        self.from = at;
        self.fewest = copied > 0 && at == copied + 2 ? SHORTEST - 1 : SHORTEST; /* f e d  u p: the second word of what is spelt out */
        if (!begins || (!unmask(&self) && !join(&self)))
            continue;
        if (copy(text, copied, at, scratch) != 0 || write_plain(&self, scratch) != 0)
            return -1;
        copied = self.to;
        at = self.to - 1;
    }
    if (copied == 0)
        return 0;
    if (copy(text, copied, text->length, scratch) != 0 || smt_normal_end(scratch, text->origin[text->length]) != 0)
        return -1;
    smt_normal plain = *scratch;
    *scratch = *text;
    *text = plain;
    return 0;
}
