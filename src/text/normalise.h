/* From the bytes of a post to text that compares well: HTML entities decoded, NFC, case folded, apostrophes and quotes made straight,
 * invisible characters dropped, letters repeated three times or more cut to two. Every byte of the result knows where it came from. */
#ifndef SMT_NORMALISE_H
#define SMT_NORMALISE_H

#include <stddef.h>
#include <stdint.h>

#include "smtone.h"

enum {
    SMT_UPPER = 1,
    SMT_STRETCHED = 2,
    SMT_LETTER = 4,
    SMT_HIDDEN = 16,  /* of a word that was disguised: set by smt_undisguise */
    SMT_ELSEWHERE = 8 /* of a stretch in the other language: set by smt_language_stretches */
};

typedef struct {
    char *text; /* valid UTF-8, NUL-terminated */
    size_t length;
    uint32_t *origin;     /* length + 1: the offset in the original where the character of this byte begins */
    unsigned char *flags; /* per byte: SMT_UPPER and so on, as the original had it */
    size_t capacity, origin_capacity, flags_capacity;
} smt_normal;

/* Normalises `text`, which must be valid UTF-8 of less than 4 GiB, into `out` (zeroed before its first use, reused after). 0, or -1 without memory. */
int smt_normalise(const char *text, size_t length, smt_normal *out);

/* Adds bytes that all come from `origin`. 0, or -1 without memory. */
int smt_normal_add(smt_normal *out, const char *bytes, size_t count, size_t origin, unsigned char flags);

/* Closes a text that was added piece by piece; `origin` is the length of the original. 0, or -1 without memory. */
int smt_normal_end(smt_normal *out, size_t origin);

void smt_normal_free(smt_normal *normal);

#endif
