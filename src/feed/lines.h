/* Lines from a file descriptor, read in large blocks. */
#ifndef LINES_H
#define LINES_H

#include <stddef.h>

typedef struct {
    const char *text; /* without its line end; not NUL-terminated; valid until the next call */
    size_t length;
    unsigned long number; /* from 1 */
    int too_long;         /* it was over the limit: text holds its beginning only */
} line;

typedef struct lines lines;

/* Reads lines from `fd` of at most `limit` bytes. `idle`, if not NULL, is called with `user` whenever no more input is waiting, before the read that may
 * block. NULL without memory. */
lines *lines_new(int fd, size_t limit, void (*idle)(void *user), void *user);

/* The next line: 1, 0 at the end, -1 if reading failed (errno tells). A last line without a newline is a line; CR before LF and a BOM at the start are no part of one. */
int lines_next(lines *from, line *out);

void lines_free(lines *from);

#endif
