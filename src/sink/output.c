#include "output.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ENOUGH = 128 * 1024 };

static int make_room(output *out, size_t more)
{
    size_t bigger = out->capacity == 0 ? 2 * ENOUGH : out->capacity;
    if (out->length + more <= out->capacity)
        return 0;
    while (bigger < out->length + more)
        bigger *= 2;
    char *grown = realloc(out->bytes, bigger);
    if (grown == NULL) {
        out->error = out->error == 0 ? ENOMEM : out->error;
        return -1;
    }
    out->bytes = grown;
    out->capacity = bigger;
    return 0;
}

void output_add(output *out, const char *bytes, size_t length)
{
    if (length == 0 || make_room(out, length) != 0)
        return;
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

void output_text(output *out, const char *text)
{
    output_add(out, text, strlen(text));
}

void output_char(output *out, char c)
{
    output_add(out, &c, 1);
}

void output_number(output *out, double value)
{
    char digits[32];
    size_t at = sizeof digits;
    if (isnan(value)) {
        output_text(out, "null");
        return;
    }
    unsigned long long scaled = (unsigned long long)llround(fabs(value) * 10000);
    unsigned long long whole = scaled / 10000, fraction = scaled % 10000;
    if (value < 0 && scaled > 0)
        output_char(out, '-');
    if (fraction > 0) {
        int decimals = 4;
        for (; fraction % 10 == 0; fraction /= 10)
            decimals--;
        for (; decimals > 0; decimals--, fraction /= 10)
            digits[--at] = (char)('0' + fraction % 10);
        digits[--at] = '.';
    }
    do {
        digits[--at] = (char)('0' + whole % 10);
        whole /= 10;
    } while (whole > 0);
    output_add(out, digits + at, sizeof digits - at);
}

/* What a byte of a JSON string is written as, NULL where it stands for itself. */
static const char *escape(unsigned char byte, char room[8])
{
    static const char HEX[] = "0123456789abcdef";
    switch (byte) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default:
        if (byte >= 0x20 && byte != 0x7F)
            return NULL;
        memcpy(room, "\\u00", 4);
        room[4] = HEX[byte >> 4];
        room[5] = HEX[byte & 15];
        room[6] = '\0';
        return room;
    }
}

void output_json_string(output *out, const char *text, size_t length)
{
    size_t from = 0;
    char room[8];
    output_char(out, '"');
    for (size_t at = 0; at < length; at++) {
        const char *written = escape((unsigned char)text[at], room);
        if (written == NULL)
            continue;
        output_add(out, text + from, at - from);
        output_text(out, written);
        from = at + 1;
    }
    output_add(out, text + from, length - from);
    output_char(out, '"');
}

int output_flush(output *out)
{
    size_t done = 0;
    while (done < out->length && out->error == 0) {
        ssize_t wrote = write(out->fd, out->bytes + done, out->length - done);
        if (wrote >= 0)
            done += (size_t)wrote;
        else if (errno != EINTR)
            out->error = errno;
    }
    out->length = 0;
    return out->error == 0 ? 0 : -1;
}

void output_maybe_flush(output *out)
{
    if (out->length >= ENOUGH)
        output_flush(out);
}

void output_free(output *out)
{
    free(out->bytes);
    out->bytes = NULL;
    out->length = out->capacity = 0;
}
