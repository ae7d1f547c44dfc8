/* What would change a verdict: the post read again with parts left out or a sentence added. Nothing is estimated, every answer is an analysis. */
#ifndef COUNTERFACTUAL_H
#define COUNTERFACTUAL_H

#include "reasons.h"

enum { CHANGES_MOST = 5, LEFT_OUT_MOST = 12 };

/* A change that turns the verdict. */
typedef struct {
    size_t left_out[LEFT_OUT_MOST]; /* reasons whose words are left out together */
    size_t left_out_count;
    const char *added; /* a sentence added at the end, or NULL */
    const char *triage;
    double confidence;
} change;

typedef struct {
    change items[CHANGES_MOST];
    size_t count;
} changes;

/* Looks for changes of the verdict `triage` ("grievance", "troll", "other") of a post: first each strong reason left out alone, then, if none suffices, the strongest
 * together; then sentences added. The strings of a change are static. The context's last result is no longer valid after this. 0, or -1 without memory. */
int changes_find(smtone_context *context, const smtone_post *post, const char *triage, const reasons *why, changes *out);

#endif
