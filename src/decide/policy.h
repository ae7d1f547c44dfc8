/* The decisions that tables take: which word a member of the record gets, and when (decisions.tsv). */
#ifndef SMT_POLICY_H
#define SMT_POLICY_H

#include "score/condition.h"

typedef struct {
    smt_member member;
    const char *value;
    smt_condition when;
} smt_decision;

typedef struct {
    smt_decision *items;
    size_t count, capacity;
    smt_arena arena;
} smt_policy;

smtone_status smt_policy_load(smt_policy *policy, const smt_scale *scale, const smt_sources *sources, smtone_error *error);

/* Sets the view's members from `first` to `last`: for each, the first row whose condition holds. Lists are left alone. */
void smt_policy_decide(const smt_policy *policy, smt_view *view, smt_member first, smt_member last);

/* Collects a list: the values of all rows that hold, in order, without doubles. At most `most` are written; returns their number. */
size_t smt_policy_collect(const smt_policy *policy, const smt_view *view, smt_member member, const char **values, size_t most);

/* How high an escalation stands on its ladder: 0 for none (and NULL), 1 for the last rung, legal. */
double smt_escalation_height(const char *escalation);

void smt_policy_free(smt_policy *policy);

#endif
