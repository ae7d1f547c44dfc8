#include "score/scale.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "score/tsv.h"

#define EXPLAINED_COLUMNS "anger", "disappointment", "injustice", "exasperation", "grievance", "troll", "abuse"
#define AXIS_COLUMNS EXPLAINED_COLUMNS, "valence", "distributive", "procedural", "interactional", "urgency", "formality"

const char *const smt_axis_names[SMT_AXIS_COUNT] = {AXIS_COLUMNS};

static const char *const SIGNAL_FLAGS[] = {"negatable", "scalable", "overlapping", "claimed", NULL}; /* SMT_NEGATABLE and so on */

static const char *const SETTING_NAMES[SMT_SETTING_COUNT] = {
    "repeat",         "intensity_most",      "capitals",     "capitals_share", "elongation",         "exclamation",      "exclamation_most",
    "quoted",         "confidence_slope",    "review_below", "valence_scale",  "priority_grievance", "priority_urgency", "priority_emotion",
    "priority_troll", "priority_escalation", "lang_word",    "lang_trigram",   "lang_hint",          "lang_certain",     "lang_few_words",
    "lang_known",     "lang_change",         "lang_border",  "lang_frame",     "sign_run",           "sign_share",       "sign_words",
};

static const char *copy_field(smt_scale *scale, smt_field field)
{
    return smt_arena_copy(&scale->arena, field.start, field.length);
}

static size_t index_of(smt_field field, const char *const *names, size_t count)
{
    size_t i = 0;
    while (i < count && !smt_field_is(field, names[i]))
        i++;
    return i;
}

static smtone_status load_axes(smt_scale *scale, const smt_source *source, smtone_error *error)
{
    static const char *const COLUMNS[] = {"axis", "bias", "note"};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS, 3, 2, error);
    while (smt_tsv_row(&table)) {
        size_t axis = index_of(table.fields[0], smt_axis_names, SMT_AXIS_COUNT);
        if (axis == SMT_AXIS_COUNT)
            return smt_tsv_fail(&table, "unknown axis '%.*s'", (int)table.fields[0].length, table.fields[0].start);
        scale->bias[axis] = smt_tsv_number(&table, 1, 0);
    }
    return table.status;
}

static smtone_status load_settings(smt_scale *scale, const smt_source *source, smtone_error *error)
{
    static const char *const COLUMNS[] = {"name", "value", "note"};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS, 3, 2, error);
    while (smt_tsv_row(&table)) {
        size_t setting = index_of(table.fields[0], SETTING_NAMES, SMT_SETTING_COUNT);
        if (setting == SMT_SETTING_COUNT)
            return smt_tsv_fail(&table, "unknown setting '%.*s'", (int)table.fields[0].length, table.fields[0].start);
        scale->settings[setting] = smt_tsv_number(&table, 1, NAN);
    }
    return table.status;
}

static smtone_status load_groups(smt_scale *scale, const smt_source *source, smtone_error *error)
{
    static const char *const COLUMNS[] = {"group", AXIS_COLUMNS, "note"};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS, SMT_AXIS_COUNT + 2, 1, error);
    while (smt_tsv_row(&table)) {
        smt_field name = table.fields[0];
        uint32_t at = smt_map_get(&scale->group_names, name.start, name.length);
        if (at == SMT_NONE) {
            if (SMT_ROOM(scale->groups, scale->group_count, scale->group_capacity) != 0 ||
                smt_map_put(&scale->group_names, name.start, name.length, (uint32_t)scale->group_count) != 0)
                return smt_no_memory(error);
            at = (uint32_t)scale->group_count++;
        }
        smt_group *group = &scale->groups[at];
        group->name = smt_map_key(&scale->group_names, name.start, name.length);
        for (size_t axis = 0; axis < SMT_AXIS_COUNT; axis++) {
            group->caps[axis] = smt_tsv_number(&table, axis + 1, INFINITY);
            if (group->caps[axis] < 0)
                return smt_tsv_fail(&table, "cap for %s is negative: a cap bounds the sum on both sides", smt_axis_names[axis]);
        }
    }
    return table.status;
}

static smtone_status load_signal(smt_scale *scale, unsigned layer, smt_tsv *table)
{
    smt_field name = table->fields[0], group = table->fields[1], note = table->fields[SMT_AXIS_COUNT + 3];
    uint32_t at = smt_map_get(&scale->signal_names, name.start, name.length);
    if (at == SMT_NONE) {
        if (SMT_ROOM(scale->signals, scale->signal_count, scale->signal_capacity) != 0 ||
            smt_map_put(&scale->signal_names, name.start, name.length, (uint32_t)scale->signal_count) != 0)
            return smt_no_memory(table->error);
        at = (uint32_t)scale->signal_count++;
    }
    smt_signal *signal = &scale->signals[at];
    *signal = (smt_signal){.name = smt_map_key(&scale->signal_names, name.start, name.length),
                           .note = copy_field(scale, note),
                           .negated = SMT_NONE,
                           .aimed = SMT_NONE,
                           .layer = layer};
    if (signal->note == NULL)
        return smt_no_memory(table->error);
    signal->group = smt_map_get(&scale->group_names, group.start, group.length);
    if (signal->group == SMT_NONE)
        return smt_tsv_fail(table, "unknown group '%.*s': add it to groups.tsv", (int)group.length, group.start);
    if (note.length == 0)
        return smt_tsv_fail(table, "signal '%s' has no note: say what it means", signal->name);
    for (size_t axis = 0; axis < SMT_AXIS_COUNT; axis++)
        signal->weights[axis] = smt_tsv_number(table, axis + 3, 0);
    signal->flags = smt_tsv_flags(table, 2, SIGNAL_FLAGS);
    return table->status;
}

static smtone_status load_signals(smt_scale *scale, const smt_source *source, smtone_error *error)
{
    static const char *const COLUMNS[] = {"signal", "group", "flags", AXIS_COLUMNS, "note"};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS, SMT_AXIS_COUNT + 4, 2, error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table))
        table.status = load_signal(scale, source->layer, &table);
    return table.status;
}

/* What a fit adds to the weights of signals; a later row for a signal replaces an earlier one. */
static smtone_status load_corrections(smt_scale *scale, const smt_source *source, smtone_error *error)
{
    static const char *const COLUMNS[] = {"signal", EXPLAINED_COLUMNS};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS, SMT_EXPLAINED_AXES + 1, 1, error);
    while (smt_tsv_row(&table)) {
        uint32_t at = smt_signal_find(scale, table.fields[0].start, table.fields[0].length);
        if (at == SMT_NONE)
            return smt_tsv_fail(&table, "unknown signal '%.*s': add it to signals.tsv", (int)table.fields[0].length, table.fields[0].start);
        smt_signal *signal = &scale->signals[at];
        for (size_t axis = 0; axis < SMT_EXPLAINED_AXES && source->layer >= signal->layer; axis++)
            signal->corrections[axis] = smt_tsv_number(&table, axis + 1, 0);
    }
    return table.status;
}

/* Every source with this path, embedded ones first. */
static smtone_status load_all(smt_scale *scale, const smt_sources *sources, const char *path,
                              smtone_status (*load)(smt_scale *, const smt_source *, smtone_error *), smtone_error *error)
{
    smtone_status status = SMTONE_OK;
    for (size_t i = 0; i < sources->count && status == SMTONE_OK; i++) {
        if (strcmp(sources->items[i].path, path) == 0)
            status = load(scale, &sources->items[i], error);
    }
    return status;
}

/* The signal NAME.VARIANT, SMT_NONE where there is none. */
static uint32_t find_variant(const smt_scale *scale, const char *name, const char *variant)
{
    char whole[192];
    int length = snprintf(whole, sizeof whole, "%s.%s", name, variant);
    return smt_signal_find(scale, whole, (size_t)length);
}

/* What must be there once all tables are read. */
static smtone_status complete(smt_scale *scale, smtone_error *error)
{
    for (size_t i = 0; i < SMT_SETTING_COUNT; i++) {
        if (isnan(scale->settings[i]))
            return smt_fail(error, SMTONE_ERR_LEXICON, "settings.tsv", 0, "setting '%s' is missing", SETTING_NAMES[i]);
    }
    for (size_t i = 0; i < scale->signal_count; i++) {
        smt_signal *signal = &scale->signals[i];
        signal->negated = find_variant(scale, signal->name, "negated");
        signal->aimed = find_variant(scale, signal->name, "aimed");
        for (size_t axis = 0; axis < SMT_EXPLAINED_AXES; axis++)
            signal->weights[axis] += signal->corrections[axis];
    }
    scale->harmless = smt_signal_find(scale, "harmless", 8);
    if (scale->harmless == SMT_NONE)
        return smt_fail(error, SMTONE_ERR_LEXICON, "signals.tsv", 0, "the signal 'harmless' is missing");
    return SMTONE_OK;
}

smtone_status smt_scale_load(smt_scale *scale, const smt_sources *sources, smtone_error *error)
{
    for (size_t i = 0; i < SMT_SETTING_COUNT; i++)
        scale->settings[i] = NAN;
    smtone_status status = load_all(scale, sources, "axes.tsv", load_axes, error);
    if (status == SMTONE_OK)
        status = load_all(scale, sources, "settings.tsv", load_settings, error);
    if (status == SMTONE_OK)
        status = load_all(scale, sources, "groups.tsv", load_groups, error);
    if (status == SMTONE_OK)
        status = load_all(scale, sources, "signals.tsv", load_signals, error);
    if (status == SMTONE_OK)
        status = load_all(scale, sources, "corrections.tsv", load_corrections, error);
    return status == SMTONE_OK ? complete(scale, error) : status;
}

uint32_t smt_signal_find(const smt_scale *scale, const char *name, size_t length)
{
    return smt_map_get(&scale->signal_names, name, length);
}

void smt_scale_free(smt_scale *scale)
{
    smt_map_free(&scale->signal_names);
    smt_map_free(&scale->group_names);
    smt_arena_free(&scale->arena);
    free(scale->signals);
    free(scale->groups);
    *scale = (smt_scale){0};
}
