/* Signals derived from others: rules.tsv. */
#ifndef SMT_RULES_H
#define SMT_RULES_H

#include "score/condition.h"
#include "score/evidence.h"

typedef struct {
    uint32_t signal;
    double strength;
    smt_condition when;
} smt_rule;

typedef struct {
    smt_rule *items;
    size_t count, capacity;
    smt_arena arena;
} smt_rules;

smtone_status smt_rules_load(smt_rules *rules, const smt_scale *scale, const smt_sources *sources, smtone_error *error);

/* Goes through the rules in the order of the table: a rule sees what those before it added. 0, or -1 without memory. */
int smt_rules_apply(const smt_rules *rules, smt_evidence_list *list, double words);

void smt_rules_free(smt_rules *rules);

#endif
