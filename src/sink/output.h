/* Bytes on their way to a file descriptor, in large writes. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stddef.h>

typedef struct {
    int fd;
    char *bytes;
    size_t length, capacity;
    int error; /* errno of the first write that failed, or ENOMEM; what comes after is dropped */
} output;

void output_add(output *out, const char *bytes, size_t length);
void output_text(output *out, const char *text);
void output_char(output *out, char c);

/* A number with at most 4 decimals, "null" for NAN; the same in every locale. */
void output_number(output *out, double value);

/* A JSON string, quotes included; `text` must be UTF-8. */
void output_json_string(output *out, const char *text, size_t length);

/* Writes what has gathered; 0, or -1 if this or an earlier write failed. */
int output_flush(output *out);

/* Writes once enough has gathered. */
void output_maybe_flush(output *out);

void output_free(output *out);

#endif
