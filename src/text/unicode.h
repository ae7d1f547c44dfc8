/* What of Unicode the stages need, all of it by utf8proc: case, composition, accents, classes of characters. */
#ifndef SMT_UNICODE_H
#define SMT_UNICODE_H

#include <stddef.h>
#include <stdint.h>

/* Full case folding of one code point: 1 to 4 code points are written to `out`. */
size_t smt_fold_case(uint32_t point, uint32_t out[4]);

/* Puts a base character and its marks into NFC, in place; returns the new count. */
size_t smt_compose(uint32_t *points, size_t count);

int smt_is_mark(uint32_t point); /* combining: it belongs to the character before it */
int smt_is_letter(uint32_t point);
int smt_is_upper(uint32_t point);
int smt_is_space(uint32_t point);     /* white space and controls */
int smt_is_ignorable(uint32_t point); /* invisible: zero-width, bidi controls, soft hyphen, variation selectors */
int smt_is_skin_tone(uint32_t point);

/* The same text without accents, œ and æ written out: `out` has room for 2 * length bytes; returns its length. Case is left alone. */
size_t smt_strip_accents(const char *text, size_t length, char *out);

#endif
