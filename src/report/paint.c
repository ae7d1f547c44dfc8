#include "paint.h"

void paint_begin(output *out, int colour, paint with)
{
    static const char *const CODES[] = {"\33[0m", "\33[1m", "\33[2m", "\33[31m", "\33[32m", "\33[33m", "\33[35m", "\33[36m"};
    if (colour)
        output_text(out, CODES[with]);
}

/* How many bytes the UTF-8 character at `text` has; 1 where it is cut off. */
static size_t width(const char *text, size_t length)
{
    unsigned char first = (unsigned char)*text;
    size_t bytes = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return bytes <= length ? bytes : 1;
}

/* C0, DEL, C1 and the marks that turn the direction of writing (Unicode Bidirectional Algorithm, UAX #9). */
static int is_unsafe(const char *text, size_t bytes)
{
    const unsigned char *at = (const unsigned char *)text;
    if (bytes == 1)
        return at[0] < 0x20 || at[0] == 0x7F;
    if (bytes == 2)
        return at[0] == 0xC2 && at[1] < 0xA0;
    return bytes == 3 && at[0] == 0xE2 && ((at[1] == 0x80 && at[2] >= 0xAA && at[2] <= 0xAE) || (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9));
}

static void add_character(output *out, const char *text, size_t bytes)
{
    if (is_unsafe(text, bytes))
        output_char(out, '?');
    else
        output_add(out, text, bytes);
}

void paint_post(output *out, const char *text, size_t length, unsigned indent)
{
    for (size_t at = 0; at < length;) {
        size_t bytes = width(text + at, length - at);
        if (text[at] == '\n') {
            output_char(out, '\n');
            for (unsigned i = 0; i < indent; i++)
                output_char(out, ' ');
        } else if (text[at] == '\t') {
            output_char(out, ' ');
        } else if (text[at] != '\r') {
            add_character(out, text + at, bytes);
        }
        at += bytes;
    }
}

static size_t count_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t at = 0; at < length; count++)
        at += width(text + at, length - at);
    return count;
}

size_t paint_excerpt(output *out, const char *text, size_t length, size_t most)
{
    size_t all = count_characters(text, length), shown = all <= most ? all : most - 1;
    size_t at = 0;
    for (size_t i = 0; i < shown; i++) {
        size_t bytes = width(text + at, length - at);
        if (text[at] == '\n' || text[at] == '\t' || text[at] == '\r')
            output_char(out, ' ');
        else
            add_character(out, text + at, bytes);
        at += bytes;
    }
    if (shown < all)
        output_text(out, "…");
    return shown + (shown < all);
}
