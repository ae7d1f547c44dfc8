#include "reasons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const reason_axis_names[REASON_AXES] = {"grievance", "troll", "abuse", "anger", "disappointment", "injustice", "exasperation"};

static int find_axis(const char *name)
{
    int axis = 0;
    while (axis < REASON_AXES && strcmp(reason_axis_names[axis], name) != 0)
        axis++;
    return axis;
}

static int is_same(const reason *a, const smtone_evidence *piece)
{
    if (strcmp(a->signal, piece->signal) != 0)
        return 0;
    return strcmp(a->signal, "fitted") == 0 || (a->span.start == piece->span.start && a->span.end == piece->span.end);
}

static reason *reason_for(reasons *self, const smtone_evidence *piece)
{
    for (size_t i = 0; i < self->count; i++) {
        if (is_same(&self->items[i], piece))
            return &self->items[i];
    }
    reason *next = &self->items[self->count++];
    *next = (reason){.signal = piece->signal, .note = piece->note, .rule = piece->rule, .span = piece->span};
    if (strcmp(piece->signal, "fitted") == 0)
        next->span = (smtone_span){SMTONE_NOWHERE, SMTONE_NOWHERE};
    return next;
}

static double weight(const reason *one)
{
    return strcmp(one->signal, "bias") == 0 ? HUGE_VAL
                                            : fabs(one->values[REASON_GRIEVANCE]) + fabs(one->values[REASON_TROLL]) + fabs(one->values[REASON_ABUSE]);
}

static int by_weight(const void *a, const void *b)
{
    const reason *x = a, *y = b;
    double first = weight(x), second = weight(y);
    if (first != second)
        return first > second ? -1 : 1;
    if (x->span.start != y->span.start)
        return x->span.start < y->span.start ? -1 : 1;
    return strcmp(x->signal, y->signal);
}

int reasons_gather(const smtone_result *result, reasons *out)
{
    *out = (reasons){.items = calloc(result->evidence_count + 1, sizeof *out->items)};
    if (out->items == NULL)
        return -1;
    for (size_t i = 0; i < result->evidence_count; i++) {
        int axis = find_axis(result->evidence[i].axis);
        if (axis == REASON_AXES)
            continue;
        reason *one = reason_for(out, &result->evidence[i]);
        one->values[axis] += result->evidence[i].value;
        one->count++;
    }
    qsort(out->items, out->count, sizeof *out->items, by_weight);
    return 0;
}

double reasons_sum(const reasons *self, int axis)
{
    double sum = 0;
    for (size_t i = 0; i < self->count; i++)
        sum += self->items[i].values[axis];
    return sum;
}

void reasons_free(reasons *self)
{
    free(self->items);
    *self = (reasons){0};
}
