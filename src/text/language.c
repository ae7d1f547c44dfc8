#include "text/language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/unicode.h"
#include "text/utf8.h"

typedef struct {
    const smt_language_model *model;
    double scores[SMT_LANGUAGES_MOST];
    int seen_only;                  /* a trigram that no language has says nothing: else it would speak for the one with the shortest table */
    double frame[2];                /* words that build sentences in French and not in English, and the other way round */
    unsigned words, latin, foreign; /* words seen; letters of the Latin script and of others */
} tally;

static void count_word(tally *self, const char *word, size_t length)
{
    const smt_language_model *model = self->model;
    uint32_t languages = smt_map_get(&model->words, word, length);
    if (languages == SMT_NONE)
        return;
    if (languages & SMT_FRAME_WORD && (languages & 3) == 1)
        self->frame[0]++;
    if (languages & SMT_FRAME_WORD && (languages & 3) == 2)
        self->frame[1]++;
    languages &= SMT_FRAME_WORD - 1;
    double weight = model->weights.word * log((double)(model->count + 1) / __builtin_popcount(languages));
    for (size_t i = 0; i < model->count; i++)
        self->scores[i] += languages >> i & 1 ? weight : 0;
}

static void count_trigram(tally *self, const char *gram, size_t length)
{
    const smt_language_model *model = self->model;
    uint32_t row = smt_map_get(&model->trigrams, gram, length);
    if (row == SMT_NONE && self->seen_only)
        return;
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

/* Part of a word with signs or digits for letters (m*rde, c0nnard), or a letter among letters that stand apart (n u l)? It tells no language. */
static int is_disguised(const smt_normal *text, size_t from, size_t to)
{
    static const char SIGNS[] = "*@$!#0123456789";
    int before = from > 0 && text->text[from - 1] != '\0' && strchr(SIGNS, text->text[from - 1]) != NULL;
    int after = to + 1 < text->length && strchr(SIGNS, text->text[to]) != NULL && text->text[to + 1] != ' ';
    int alone = to == from + 1 && ((from > 1 && text->flags[from - 2] & SMT_LETTER && (from == 2 || !(text->flags[from - 3] & SMT_LETTER))) ||
                                   (to + 2 < text->length && text->flags[to + 1] & SMT_LETTER && !(text->flags[to + 2] & SMT_LETTER)));
    return (before && text->text[from - 1] != '!') || after || alone;
}

static void tally_text(tally *self, const smt_normal *text, int with_hashtags)
{
    for (size_t at = 0; at < text->length;) {
        size_t end = name_end(text, at, with_hashtags);
        if (end == at && text->flags[at] & SMT_LETTER) {
            end = word_end(self, text, at);
            if (!is_disguised(text, at, end)) {
                self->words++;
                count_word(self, text->text + at, end - at);
                count_trigrams(self, text->text + at, end - at);
            }
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

/* What French (0) or English (1) gains by the words that build its sentences, where it is behind the other but has more of them. */
static double frame_advantage(const tally *self, size_t language)
{
    double lead = self->scores[!language] - self->scores[language];
    double gain = self->model->weights.frame * (self->frame[language] - self->frame[!language]);
    return lead > 0 && gain > lead ? gain : 0;
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
    self.scores[0] += frame_advantage(&self, 0);
    self.scores[1] += frame_advantage(&self, 1);
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

/* ---- stretches ---- */

/* A word of the post and the likeliest way to it in each of the two languages, 0 being the post's own. */
typedef struct {
    size_t from, to;
    double best[2];
    unsigned char before[2]; /* the language of the word before, on that way */
} step;

/* How much likelier a word is in the other language than in the post's own, as a difference of logs. */
static double leaning(const smt_language_model *model, smt_lang main, const smt_map *const known[SMT_LANG_COUNT], const char *word, size_t length)
{
    tally self = {.model = model, .seen_only = 1};
    smt_lang other = main == SMT_FR ? SMT_EN : SMT_FR;
    count_word(&self, word, length);
    count_trigrams(&self, word, length);
    double difference = self.scores[other - 1] - self.scores[main - 1];
    difference += smt_map_get(known[other], word, length) != SMT_NONE ? model->weights.known : 0;
    /* a word of the post's own language too says less for the other: alone it is no stretch */
    difference -= smt_map_get(known[main], word, length) != SMT_NONE ? 2 * model->weights.known : 0;
    return difference;
}

static void take_step(step *now, const step *last, double leaning, double change)
{
    for (int language = 0; language < 2; language++) {
        double stay = last == NULL ? 0 : last->best[language];
        double move = (last == NULL ? 0 : last->best[!language]) - change;
        now->before[language] = (unsigned char)(move > stay && last != NULL ? !language : language);
        now->best[language] = (move > stay ? move : stay) + (language ? leaning / 2 : -leaning / 2);
    }
    if (last == NULL)
        now->best[1] -= change;
}

/* Does a clause or a sentence end between two words? */
static int is_border(const smt_normal *text, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++) {
        if (strchr(".,;:!?\n()\"/", text->text[at]) != NULL || (unsigned char)text->text[at] >= 0xE2)
            return 1;
    }
    return 0;
}

static size_t mark_stretches(const step *steps, size_t count, smt_normal *text)
{
    size_t marked = 0;
    int language = count > 0 && steps[count - 1].best[1] > steps[count - 1].best[0];
    for (size_t i = count; i-- > 0; language = steps[i].before[language]) {
        for (size_t at = steps[i].from; at < steps[i].to && language; at++)
            text->flags[at] |= SMT_ELSEWHERE;
        marked += (size_t)language;
    }
    return marked;
}

size_t smt_language_stretches(const smt_language_model *model, smt_lang main, const smt_map *const known[SMT_LANG_COUNT], smt_normal *text,
                              smt_arena *arena)
{
    tally letters = {.model = model};
    step *steps = smt_arena_alloc(arena, (text->length / 2 + 1) * sizeof *steps);
    size_t count = 0;
    for (size_t at = 0; at < text->length && steps != NULL;) {
        size_t end = name_end(text, at, 0);
        if (end == at && text->flags[at] & SMT_LETTER) {
            end = word_end(&letters, text, at);
            steps[count] = (step){.from = at, .to = end};
            step *last = count > 0 ? &steps[count - 1] : NULL;
            double change = last == NULL || is_border(text, last->to, at) ? model->weights.border : model->weights.change;
            take_step(&steps[count], last, leaning(model, main, known, text->text + at, end - at), change);
            count++;
        }
        at = end > at ? end : at + 1;
    }
    return mark_stretches(steps, count, text);
}

void smt_language_model_free(smt_language_model *model)
{
    smt_map_free(&model->words);
    smt_map_free(&model->trigrams);
    free(model->logs);
}
