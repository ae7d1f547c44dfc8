#include "decide/facts.h"

void smt_fact_signals_find(smt_fact_signals *signals, const smt_scale *scale)
{
    signals->since = smt_signal_find(scale, "fact.since", 10);
    signals->reference = smt_signal_find(scale, "fact.reference", 14);
    signals->deadline = smt_signal_find(scale, "fact.deadline", 13);
}

static smtone_span span_of(const smt_tokens *tokens, uint32_t from, uint32_t to)
{
    return (smtone_span){tokens->items[from].start, tokens->items[to - 1].end};
}

/* The captured part of the first hit of a signal, or the whole hit where it captures nothing. */
static smtone_span first_capture(uint32_t signal, const smt_tokens *tokens, const smt_hits *hits)
{
    smtone_span span = {SMTONE_NOWHERE, SMTONE_NOWHERE};
    for (size_t i = 0; i < hits->count; i++) {
        const smt_hit *hit = &hits->items[i];
        if (hit->signal != signal)
            continue;
        smtone_span found =
            hit->capture_to > hit->capture_from ? span_of(tokens, hit->capture_from, hit->capture_to) : span_of(tokens, hit->from, hit->to);
        if (span.start == SMTONE_NOWHERE || found.start < span.start)
            span = found;
    }
    return span;
}

static smtone_span first_of_kind(smt_kind kind, const smt_tokens *tokens)
{
    for (size_t i = 0; i < tokens->count; i++) {
        if (tokens->items[i].kind == kind)
            return (smtone_span){tokens->items[i].start, tokens->items[i].end};
    }
    return (smtone_span){SMTONE_NOWHERE, SMTONE_NOWHERE};
}

void smt_facts_find(const smt_fact_signals *signals, const smt_tokens *tokens, const smt_hits *hits, smtone_result *result)
{
    result->facts.since = first_capture(signals->since, tokens, hits);
    result->facts.deadline = first_capture(signals->deadline, tokens, hits);
    result->facts.amount = first_of_kind(SMT_AMOUNT, tokens);
    result->facts.reference = first_capture(signals->reference, tokens, hits);
    if (result->facts.reference.start == SMTONE_NOWHERE)
        result->facts.reference = first_of_kind(SMT_REFERENCE, tokens);
}
