/* The evidence of a post as a person reads it: one reason for each signal at each place, with what it weighs on every axis. */
#ifndef REASONS_H
#define REASONS_H

#include "smtone.h"

enum { REASON_GRIEVANCE, REASON_TROLL, REASON_ABUSE, REASON_ANGER, REASON_DISAPPOINTMENT, REASON_INJUSTICE, REASON_EXASPERATION, REASON_AXES };

extern const char *const reason_axis_names[REASON_AXES];

typedef struct {
    const char *signal, *note, *rule; /* rule: what changed it, or NULL */
    smtone_span span;                 /* SMTONE_NOWHERE for what follows from the whole post */
    double values[REASON_AXES];
    unsigned count; /* pieces in it: the words fitted to posts are one reason together */
} reason;

typedef struct {
    reason *items;
    size_t count;
} reasons;

/* Gathers the evidence of a result, what weighs most on grievance, troll and abuse first; the biases are one reason, "bias", and stand first of all. 0, or -1 without
 * memory. Signals, notes and rules are the result's own; free with reasons_free. */
int reasons_gather(const smtone_result *result, reasons *out);

/* What all of them add up to on one axis. */
double reasons_sum(const reasons *self, int axis);

void reasons_free(reasons *self);

#endif
