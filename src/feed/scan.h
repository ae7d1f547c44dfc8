/* A strict look over one line of JSON (RFC 8259): is it an object, and where do its members stand? Nothing is built, nothing is decoded. */
#ifndef SCAN_H
#define SCAN_H

#include <stddef.h>

typedef struct {
    size_t key_start, key_end;     /* inside the quotes */
    size_t value_start, value_end; /* the value's own bytes */
    size_t member_start;           /* the quote before the key */
} member;

typedef struct {
    size_t start, end; /* the object's bytes, braces included */
    member *members;   /* of the outermost object, in order; owned */
    size_t count, capacity;
    unsigned char *nesting; /* scratch: one byte for each open bracket; owned */
    size_t nesting_capacity;
} scan;

typedef enum { SCAN_OBJECT, SCAN_NOT_UTF8, SCAN_NOT_JSON, SCAN_NOT_OBJECT, SCAN_NO_MEMORY } scan_verdict;

/* Scans `length` bytes at `text` into `out` (zeroed before its first use, reused after). */
scan_verdict scan_line(const char *text, size_t length, scan *out);

void scan_free(scan *self);

#endif
