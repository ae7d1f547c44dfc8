/* A line of a feed as a post: its object, its text, and what else is known of it. */
#ifndef POST_H
#define POST_H

#include <jansson.h>
#include <stddef.h>

#include "scan.h"

typedef struct {
    const char *text;
    size_t length;
} slice;

/* Why a line could not be read as a post; `code` is the contract's word, NULL where all is well. */
typedef struct {
    const char *code;
    char message[512];
} post_error;

typedef struct {
    const char *line; /* the line it came from */
    int is_object;    /* then [scan.start, scan.end) are its bytes */
    scan scan;
    json_t *root;
    slice text, id, author, created_at, lang; /* text is NULL where it is not known */
    post_error error;
} post;

/* JSON Pointers (RFC 6901) to use in place of the usual members; NULL for the usual ones. */
typedef struct {
    const char *text;
} post_pointers;

/* Reads a line into `out` (zeroed before its first use, reused after). Errors are in out->error: the caller writes them as a record. 0, or -1 without memory. */
int post_read(const char *line, size_t length, const post_pointers *pointers, post *out);

void post_free(post *self);

/* 1 if `pointer` is a JSON Pointer: empty, or "/" before each token and no ~ but ~0 and ~1. */
int pointer_is_valid(const char *pointer);

/* What a valid JSON Pointer points to, NULL where there is nothing. The reference is the root's. */
json_t *pointer_resolve(json_t *root, const char *pointer);

#endif
