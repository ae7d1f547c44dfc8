#include "score/languages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "score/tsv.h"
#include "text/normalise.h"

/* The row of a language, made if new; fr and en are made first. */
static smtone_status language_of(smt_language_model *model, smt_tsv *table, smt_field name, size_t *out)
{
    size_t i = 0;
    while (i < model->count && !smt_field_is(name, model->names[i]))
        i++;
    *out = i;
    if (i < model->count)
        return SMTONE_OK;
    if (i == SMT_LANGUAGES_MOST || name.length < 2 || name.length > 3)
        return smt_tsv_fail(table, "language '%.*s': two or three letters, and at most %d languages", (int)name.length, name.start,
                            SMT_LANGUAGES_MOST);
    memcpy(model->names[i], name.start, name.length);
    model->count++;
    return SMTONE_OK;
}

static int next_item(smt_field *items, smt_field *item)
{
    while (items->length > 0 && items->start[0] == ' ')
        *items = (smt_field){items->start + 1, items->length - 1};
    const char *space = memchr(items->start, ' ', items->length);
    *item = (smt_field){items->start, space == NULL ? items->length : (size_t)(space - items->start)};
    *items = (smt_field){item->start + item->length, items->length - item->length};
    return item->length > 0;
}

static smtone_status add_words(smt_language_model *model, smt_tsv *table, size_t language)
{
    static const char *const KINDS[] = {"frame", NULL};
    uint32_t frame = smt_tsv_flags(table, 2, KINDS) != 0 ? SMT_FRAME_WORD : 0;
    smt_field words = table->fields[1], word;
    while (next_item(&words, &word)) {
        uint32_t bits = smt_map_get(&model->words, word.start, word.length);
        if (smt_map_put(&model->words, word.start, word.length, (bits == SMT_NONE ? 0 : bits) | 1U << language | frame) != 0)
            return smt_no_memory(table->error);
    }
    return SMTONE_OK;
}

/* "gram:count", the spaces of the gram written as _. Counts are kept as they come; `finish` makes probabilities of them. */
static smtone_status add_gram(smt_language_model *model, smt_tsv *table, size_t language, smt_field item)
{
    char gram[32];
    const char *colon = memchr(item.start + 1, ':', item.length - 1);
    size_t length = colon == NULL ? 0 : (size_t)(colon - item.start);
    double count = colon == NULL ? 0 : (double)strtoul(colon + 1, NULL, 10);
    if (length == 0 || length >= sizeof gram || !(count > 0))
        return smt_tsv_fail(table, "'%.*s': write each trigram as gram:count", (int)item.length, item.start);
    for (size_t i = 0; i < length; i++)
        gram[i] = item.start[i] == '_' ? ' ' : item.start[i];
    uint32_t row = smt_map_get(&model->trigrams, gram, length);
    if (row == SMT_NONE) {
        size_t capacity = model->rows_capacity;
        row = (uint32_t)model->rows;
        if (smt_reserve(&model->logs, &model->rows_capacity, model->rows + 1, SMT_LANGUAGES_MOST * sizeof *model->logs) != 0 ||
            smt_map_put(&model->trigrams, gram, length, row) != 0)
            return smt_no_memory(table->error);
        memset(model->logs + capacity * SMT_LANGUAGES_MOST, 0, (model->rows_capacity - capacity) * SMT_LANGUAGES_MOST * sizeof *model->logs);
        model->rows++;
    }
    model->logs[row * SMT_LANGUAGES_MOST + language] += (float)count;
    return SMTONE_OK;
}

static smtone_status add_grams(smt_language_model *model, smt_tsv *table, size_t language)
{
    smt_field items = table->fields[1], item;
    while (table->status == SMTONE_OK && next_item(&items, &item))
        table->status = add_gram(model, table, language, item);
    return table->status;
}

static smtone_status load(smt_language_model *model, const smt_source *source, int grams, smtone_error *error)
{
    static const char *const COLUMNS[2][4] = {{"lang", "words", "kind", "note"}, {"lang", "grams", "kind", "note"}};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS[grams], 4, 2, error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        size_t language;
        if (language_of(model, &table, table.fields[0], &language) == SMTONE_OK)
            table.status = grams ? add_grams(model, &table, language) : add_words(model, &table, language);
    }
    return table.status;
}

/* Counts become natural logs of probabilities, one added to every count (Laplace); rows are packed to the number of languages. */
static void finish(smt_language_model *model)
{
    double totals[SMT_LANGUAGES_MOST] = {0};
    for (size_t row = 0; row < model->rows; row++) {
        for (size_t i = 0; i < model->count; i++)
            totals[i] += (double)model->logs[row * SMT_LANGUAGES_MOST + i];
    }
    for (size_t i = 0; i < model->count; i++)
        model->unseen[i] = (float)log(1 / (totals[i] + (double)model->rows + 1));
    for (size_t row = 0; row < model->rows; row++) {
        for (size_t i = 0; i < model->count; i++) {
            double count = (double)model->logs[row * SMT_LANGUAGES_MOST + i];
            model->logs[row * model->count + i] = (float)log((count + 1) / (totals[i] + (double)model->rows + 1));
        }
    }
}

smtone_status smt_language_model_load(smt_language_model *model, const smt_scale *scale, const smt_sources *sources, smtone_error *error)
{
    smtone_status status = SMTONE_OK;
    memcpy(model->names[0], "fr", 3);
    memcpy(model->names[1], "en", 3);
    model->count = 2;
    for (size_t i = 0; i < sources->count && status == SMTONE_OK; i++) {
        const char *path = sources->items[i].path;
        if (strcmp(path, "language/words.tsv") == 0 || strcmp(path, "language/trigrams.tsv") == 0)
            status = load(model, &sources->items[i], strcmp(path, "language/trigrams.tsv") == 0, error);
    }
    finish(model);
    const double *settings = scale->settings;
    model->weights = (smt_language_weights){settings[SMT_SET_LANG_WORD],    settings[SMT_SET_LANG_TRIGRAM],   settings[SMT_SET_LANG_HINT],
                                            settings[SMT_SET_LANG_CERTAIN], settings[SMT_SET_LANG_FEW_WORDS], settings[SMT_SET_LANG_KNOWN],
                                            settings[SMT_SET_LANG_CHANGE],  settings[SMT_SET_LANG_BORDER],    settings[SMT_SET_LANG_FRAME]};
    return status;
}
