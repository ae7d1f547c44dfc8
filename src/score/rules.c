#include "score/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

static smtone_status load_rule(smt_rules *rules, const smt_scale *scale, smt_tsv *table)
{
    smt_field signal = table->fields[0];
    smt_rule rule = {.signal = smt_signal_find(scale, signal.start, signal.length), .strength = smt_tsv_number(table, 1, 1)};
    if (rule.signal == SMT_NONE)
        return smt_tsv_fail(table, "unknown signal '%.*s': add it to signals.tsv", (int)signal.length, signal.start);
    if (table->status != SMTONE_OK || smt_condition_read(table, table->fields[2], scale, &rules->arena, &rule.when) != SMTONE_OK)
        return table->status;
    if (SMT_ROOM(rules->items, rules->count, rules->capacity) != 0)
        return smt_no_memory(table->error);
    rules->items[rules->count++] = rule;
    return SMTONE_OK;
}

smtone_status smt_rules_load(smt_rules *rules, const smt_scale *scale, const smt_sources *sources, smtone_error *error)
{
    static const char *const COLUMNS[] = {"signal", "strength", "when", "note"};
    for (size_t i = 0; i < sources->count; i++) {
        smt_tsv table;
        if (strcmp(sources->items[i].path, "rules.tsv") != 0)
            continue;
        smt_tsv_begin(&table, &sources->items[i], COLUMNS, 4, 3, error);
        while (table.status == SMTONE_OK && smt_tsv_row(&table))
            table.status = load_rule(rules, scale, &table);
        if (table.status != SMTONE_OK)
            return table.status;
    }
    return SMTONE_OK;
}

int smt_rules_apply(const smt_rules *rules, smt_evidence_list *list, double words)
{
    smt_view view = {.strengths = list->strengths, .words = words};
    for (size_t i = 0; i < rules->count; i++) {
        const smt_rule *rule = &rules->items[i];
        if (smt_condition_holds(&rule->when, &view) && smt_evidence_add_derived(list, rule->signal, rule->strength) != 0)
            return -1;
    }
    return 0;
}

void smt_rules_free(smt_rules *rules)
{
    free(rules->items);
    smt_arena_free(&rules->arena);
    *rules = (smt_rules){0};
}
