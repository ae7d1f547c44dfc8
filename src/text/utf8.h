/* UTF-8: validating, reading and writing one code point (RFC 3629). */
#ifndef SMT_UTF8_H
#define SMT_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The number of leading bytes that are valid UTF-8; `length` if all are. */
size_t smt_utf8_valid(const char *text, size_t length);

/* Reads the code point at `text` (which must be valid UTF-8) and returns its length in bytes. */
size_t smt_utf8_read(const char *text, uint32_t *point);

/* Writes a code point (1 to 4 bytes) and returns its length. */
size_t smt_utf8_write(char *out, uint32_t point);

#endif
