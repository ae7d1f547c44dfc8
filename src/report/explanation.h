/* A page for a person: the post with its spans, what each weighed, the scores, the verdict, and what would change it. */
#ifndef EXPLANATION_H
#define EXPLANATION_H

#include "output.h"
#include "smtone.h"

/* Analyses a post and writes its page, with colours where `colour` is not 0. On an error nothing is written and `error` says why. */
smtone_status explanation_write(output *out, smtone_context *context, const smtone_post *post, int colour, smtone_error *error);

#endif
