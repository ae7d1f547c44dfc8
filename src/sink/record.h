/* The smtone member of a post, as JSON, and the line it is spliced into. */
#ifndef RECORD_H
#define RECORD_H

#include "output.h"
#include "post.h"
#include "smtone.h"

/* What a record is made from. `result` is NULL where post->error tells why there is none. */
typedef struct {
    const post *post;
    const smtone_result *result;
    const char *model;
    unsigned long line;
    int explain;
} record;

/* The post's own bytes with the member added before the last brace, one that is there being replaced; a line that is no object becomes one. */
void record_write_annotated(output *out, const record *of);

/* The post's id and the member alone. */
void record_write_scores(output *out, const record *of);

#endif
