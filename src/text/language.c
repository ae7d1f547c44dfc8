#include "text/language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

typedef struct {
    const smt_language_model *model;
    double scores[SMT_LANGUAGES_MOST];
    unsigned words, latin, foreign; /* words seen; letters of the Latin script and of others */
} tally;

static void count_word(tally *self, const char *word, size_t length)
{
    const smt_language_model *model = self->model;
    uint32_t languages = smt_map_get(&model->words, word, length);
    if (languages == SMT_NONE)
        return;
    double weight = model->weights.word * log((double)(model->count + 1) / __builtin_popcount(languages));
    for (size_t i = 0; i < model->count; i++)
        self->scores[i] += languages >> i & 1 ? weight : 0;
}

static void count_trigram(tally *self, const char *gram, size_t length)
{
    const smt_language_model *model = self->model;
    uint32_t row = smt_map_get(&model->trigrams, gram, length);
    const float *logs = row == SMT_NONE ? model->unseen : model->logs + (size_t)row * model->count;
    for (size_t i = 0; i < model->count; i++)
        self->scores[i] += model->weights.trigram * (double)logs[i];
}

/* The trigrams of a word with a space on either side. */
static void count_trigrams(tally *self, const char *word, size_t length)
{
    enum { LONGEST = 128 };
    char padded[LONGEST + 2];
    if (length > LONGEST || self->model->rows == 0)
        return;
    padded[0] = ' ';
    memcpy(padded + 1, word, length);
    padded[length + 1] = ' ';
    size_t starts[LONGEST + 3], count = 0;
    for (size_t i = 0; i < length + 2; i++) {
        if ((padded[i] & 0xC0) != 0x80)
            starts[count++] = i;
    }
    starts[count] = length + 2;
    for (size_t i = 0; i + 3 <= count; i++)
        count_trigram(self, padded + starts[i], starts[i + 3] - starts[i]);
}

static int is_latin(uint32_t point)
{
    return point < 0x250 || (point >= 0x1E00 && point < 0x1F00);
}

/* The end of a word that begins at `at`; an apostrophe before another letter belongs to the part before it (l', don'). */
static size_t word_end(tally *self, const smt_normal *text, size_t at)
{
    while (at < text->length && text->flags[at] & SMT_LETTER) {
        uint32_t point;
        at += smt_utf8_read(text->text + at, &point);
        if (is_latin(point))
            self->latin++;
        else
            self->foreign++;
    }
    if (at + 1 < text->length && text->text[at] == '\'' && text->flags[at + 1] & SMT_LETTER)
        at++;
    return at;
}

/* The end of a mention, hashtag or URL that begins at `at`, else `at`: names say little of the language. */
static size_t name_end(const smt_normal *text, size_t at, int with_hashtags)
{
    const char *s = text->text + at;
    int name = *s == '@' || (*s == '#' && !with_hashtags) || strncmp(s, "http", 4) == 0 || strncmp(s, "www.", 4) == 0;
    while (name && at < text->length && text->text[at] != ' ' && text->text[at] != '\n')
        at++;
    return at;
}

static void tally_text(tally *self, const smt_normal *text, int with_hashtags)
{
    for (size_t at = 0; at < text->length;) {
        size_t end = name_end(text, at, with_hashtags);
        if (end == at && text->flags[at] & SMT_LETTER) {
            end = word_end(self, text, at);
            self->words++;
            count_word(self, text->text + at, end - at);
            count_trigrams(self, text->text + at, end - at);
        }
        at = end > at ? end : at + 1;
    }
}

/* The row of the language that a tag such as "en-GB" claims, else the number of languages. */
static size_t claimed(const smt_language_model *model, const char *hint)
{
    size_t i = 0;
    while (i < model->count && (hint == NULL || strncmp(model->names[i], hint, 2) != 0 || (hint[2] != '\0' && hint[2] != '-' && hint[2] != '_')))
        i++;
    return i;
}

smt_language smt_language_find(const smt_language_model *model, const smt_normal *text, const char *hint)
{
    tally self = {.model = model};
    tally_text(&self, text, 0);
    if (self.words == 0) /* nothing but hashtags: better than nothing */
        tally_text(&self, text, 1);
    smt_language result = {.lang = SMT_UND, .confidence = 0, .words = self.words};
    size_t hinted = claimed(model, hint);
    if (self.foreign > self.latin || (self.words == 0 && hinted == model->count)) {
        result.confidence = self.words == 0 ? 0 : 1;
        return result;
    }
    if (hinted < model->count)
        self.scores[hinted] += model->weights.hint + (self.words < model->weights.few_words ? 2 * model->weights.hint : 0);
    size_t best = 0;
    double sum = 0;
    for (size_t i = 1; i < model->count; i++)
        best = self.scores[i] > self.scores[best] ? i : best;
    for (size_t i = 0; i < model->count; i++)
        sum += exp(self.scores[i] - self.scores[best]);
    result.confidence = 1 / sum;
    if (best <= 1 && result.confidence >= model->weights.certain)
        result.lang = best == 0 ? SMT_FR : SMT_EN;
    return result;
}

void smt_language_model_free(smt_language_model *model)
{
    smt_map_free(&model->words);
    smt_map_free(&model->trigrams);
    free(model->logs);
}
