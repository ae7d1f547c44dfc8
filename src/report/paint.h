/* Text for a terminal: colours (ECMA-48 SGR) where they are wanted, and nothing in a post that could move the cursor or hide words. */
#ifndef PAINT_H
#define PAINT_H

#include <stddef.h>

#include "output.h"

typedef enum { PAINT_PLAIN, PAINT_BOLD, PAINT_FAINT, PAINT_RED, PAINT_GREEN, PAINT_YELLOW, PAINT_MAGENTA, PAINT_CYAN } paint;

/* Switches to a paint, or back with PAINT_PLAIN; nothing where `colour` is 0. */
void paint_begin(output *out, int colour, paint with);

/* Bytes of a post: line breaks become a break and `indent` spaces, other control characters and those that turn the direction of writing a question mark. */
void paint_post(output *out, const char *text, size_t length, unsigned indent);

/* At most `most` characters of a post on one line, "…" where there were more; returns how many were written. */
size_t paint_excerpt(output *out, const char *text, size_t length, size_t most);

#endif
