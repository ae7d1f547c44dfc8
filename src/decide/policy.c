#include "decide/policy.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

/* The words of the contract, for each member; a list ends in NULL. Members without one take any word. */
static const char *const ALLOWED[SMT_MEMBER_COUNT][12] = {
    [SMT_MEMBER_TRIAGE] = {"grievance", "troll", "other"},
    [SMT_MEMBER_POSTURE] = {"claim", "question", "request", "threat", "praise", "information", "provocation"},
    [SMT_MEMBER_ESCALATION] = {"none", "incident", "threat_to_leave", "anger_at_silence", "public_shaming", "campaign", "legal"},
    [SMT_MEMBER_REVIEW] = {"true", "false"},
    [SMT_MEMBER_ADDRESS] = {"tu", "vous", "none"},
    [SMT_MEMBER_FORMALITY] = {"familiar", "neutral", "formal"},
    [SMT_MEMBER_AFFECT] = {"emotional", "rational", "mixed"},
    [SMT_MEMBER_REPLY_ADDRESS] = {"tu", "vous"},
    [SMT_MEMBER_REPLY_FORMALITY] = {"familiar", "neutral", "formal"},
};

static int is_allowed(smt_member member, const char *value)
{
    const char *const *words = ALLOWED[member];
    int any = words[0] == NULL || strcmp(value, "null") == 0;
    for (size_t i = 0; words[i] != NULL && !any; i++)
        any = strcmp(words[i], value) == 0;
    return any;
}

static smtone_status load_row(smt_policy *policy, const smt_scale *scale, smt_tsv *table)
{
    smt_field member = table->fields[0], value = table->fields[1];
    smt_decision decision = {.member = smt_member_find(member)};
    if (decision.member == SMT_MEMBER_COUNT || decision.member == SMT_MEMBER_LANG)
        return smt_tsv_fail(table, "unknown member '%.*s'", (int)member.length, member.start);
    decision.value = smt_arena_copy(&policy->arena, value.start, value.length);
    if (decision.value == NULL)
        return smt_no_memory(table->error);
    if (!is_allowed(decision.member, decision.value))
        return smt_tsv_fail(table, "'%s' is no value of %s", decision.value, smt_member_names[decision.member]);
    if (smt_condition_read(table, table->fields[2], scale, &policy->arena, &decision.when) != SMTONE_OK)
        return table->status;
    if (SMT_ROOM(policy->items, policy->count, policy->capacity) != 0)
        return smt_no_memory(table->error);
    policy->items[policy->count++] = decision;
    return SMTONE_OK;
}

smtone_status smt_policy_load(smt_policy *policy, const smt_scale *scale, const smt_sources *sources, smtone_error *error)
{
    static const char *const COLUMNS[] = {"member", "value", "when", "note"};
    for (size_t i = sources->count; i-- > 0;) { /* later layers first: their rows win */
        smt_tsv table;
        if (strcmp(sources->items[i].path, "decisions.tsv") != 0)
            continue;
        smt_tsv_begin(&table, &sources->items[i], COLUMNS, 4, 3, error);
        while (table.status == SMTONE_OK && smt_tsv_row(&table))
            table.status = load_row(policy, scale, &table);
        if (table.status != SMTONE_OK)
            return table.status;
    }
    return SMTONE_OK;
}

void smt_policy_decide(const smt_policy *policy, smt_view *view, smt_member first, smt_member last)
{
    for (int member = (int)first; member <= (int)last; member++) {
        view->members[member] = NULL;
        for (size_t i = 0; i < policy->count && view->members[member] == NULL; i++) {
            const smt_decision *row = &policy->items[i];
            if ((int)row->member == member && smt_condition_holds(&row->when, view))
                view->members[member] = row->value;
        }
        if (view->members[member] != NULL && strcmp(view->members[member], "null") == 0)
            view->members[member] = NULL;
    }
}

size_t smt_policy_collect(const smt_policy *policy, const smt_view *view, smt_member member, const char **values, size_t most)
{
    size_t count = 0;
    for (size_t i = 0; i < policy->count && count < most; i++) {
        const smt_decision *row = &policy->items[i];
        if (row->member != member || !smt_condition_holds(&row->when, view))
            continue;
        size_t at = 0;
        while (at < count && strcmp(values[at], row->value) != 0)
            at++;
        values[at] = row->value;
        count += at == count;
    }
    return count;
}

double smt_escalation_height(const char *escalation)
{
    const char *const *rungs = ALLOWED[SMT_MEMBER_ESCALATION]; /* from the lowest up */
    size_t at = 0, last = 0;
    while (rungs[last + 1] != NULL)
        last++;
    for (size_t i = 0; i <= last && escalation != NULL; i++)
        at = strcmp(rungs[i], escalation) == 0 ? i : at;
    return (double)at / (double)last;
}

void smt_policy_free(smt_policy *policy)
{
    free(policy->items);
    smt_arena_free(&policy->arena);
    *policy = (smt_policy){0};
}
