/* What the post says of its case, quoted as written: since when, how much, which reference, until when. */
#ifndef SMT_FACTS_H
#define SMT_FACTS_H

#include "score/match.h"

/* The signals whose captures are facts. */
typedef struct {
    uint32_t since, reference, deadline;
} smt_fact_signals;

void smt_fact_signals_find(smt_fact_signals *signals, const smt_scale *scale);

/* Fills the spans of result->facts. */
void smt_facts_find(const smt_fact_signals *signals, const smt_tokens *tokens, const smt_hits *hits, smtone_result *result);

#endif
