/* Evidence: what each hit adds to each axis; groups are capped, and the sums are what the scores are made of. */
#ifndef SMT_EVIDENCE_H
#define SMT_EVIDENCE_H

#include "score/match.h"

typedef struct {
    uint32_t signal; /* SMT_NONE: the bias of the axis */
    smt_axis axis;
    double value;
    smtone_span span;
    const char *rule;
    int sign; /* of emoji or emoticons alone */
} smt_piece;

typedef struct {
    const smt_scale *scale;
    smt_piece *pieces;
    size_t count, capacity;
    double *strengths; /* of each signal: the sum of its hits' weights */
    double *sums;      /* scratch: groups x axes */
    struct smt_repeat {
        uint32_t post, times;
    } * repeats; /* of each entry in this post */
    size_t repeats_capacity;
    uint32_t post;
    double raw[SMT_AXIS_COUNT];
} smt_evidence_list;

smtone_status smt_evidence_new(smt_evidence_list *list, const smt_scale *scale, smtone_error *error);
void smt_evidence_free(smt_evidence_list *list);

/* Starts a new post. */
void smt_evidence_clear(smt_evidence_list *list);

/* Adds what the hits weigh. 0, or -1 without memory. */
int smt_evidence_add_hits(smt_evidence_list *list, const smt_readers *readers, const smt_tokens *tokens, const smt_hits *hits);

/* Adds a signal without a place in the text, with a strength. 0 or -1. */
int smt_evidence_add_derived(smt_evidence_list *list, uint32_t signal, double strength);

/* Applies the caps, lets no emoji outweigh words that say the contrary, adds the biases, rounds every piece to 4 decimals and sums them up into raw. 0 or -1. */
int smt_evidence_total(smt_evidence_list *list);

#endif
