/* Labels held against scores, and the report on them. */
#ifndef EVALUATION_H
#define EVALUATION_H

#include <jansson.h>

#include "metrics.h"
#include "output.h"

enum { LABELS_MOST = 32 };

/* A label and the score to hold it against. Strings belong to the caller. */
typedef struct {
    const char *name;
    char label[128];        /* JSON Pointer into the post */
    const char *equals;     /* the value that means yes; NULL: true, or a number over 0 */
    char score[128];        /* JSON Pointer into the smtone member, or how the signals begin */
    int sums_evidence;      /* the score is the sum of the evidence's values whose signal begins so */
    int is_class;           /* one of several words, not yes or no */
    double sign, threshold; /* of a yes or no */
} label_rule;

/* What was gathered for one label. */
typedef struct {
    sample *samples;
    class_sample *class_samples;
    size_t count, capacity;
    char classes[CLASSES_MOST][32];
    size_t class_count;
} label_data;

typedef struct {
    label_rule rules[LABELS_MOST];
    label_data data[LABELS_MOST];
    size_t count;
} evaluation;

/* Notes what the post (root) is labelled and what the record (the smtone member) says, as post number `post`. 0, or -1 without memory. */
int evaluation_add(evaluation *self, json_t *root, json_t *record, size_t post);

/* Writes the figures as text for a person, or as one JSON object. */
void evaluation_write_text(evaluation *self, output *out);
void evaluation_write_json(evaluation *self, output *out);

/* The posts that a label's score gets most wrong, worst first: at most `most` numbers are written to `posts`; returns how many. Call after writing. */
size_t evaluation_worst(const evaluation *self, size_t label, size_t *posts, size_t most);

void evaluation_free(evaluation *self);

#endif
