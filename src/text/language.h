/* Which language a short, noisy post is in: function words and character trigrams against a table of languages. */
#ifndef SMT_LANGUAGE_H
#define SMT_LANGUAGE_H

#include <stdint.h>

#include "base/map.h"
#include "text/normalise.h"

enum { SMT_LANGUAGES_MOST = 24 };

#define SMT_FRAME_WORD (UINT32_C(1) << 24) /* beside the bits of the languages: an article, a pronoun, an auxiliary … */

typedef enum { SMT_UND, SMT_FR, SMT_EN, SMT_LANG_COUNT } smt_lang;

/* The numbers that weigh the evidence; they come from settings.tsv. */
typedef struct {
    double word;      /* a function word, times log(languages / languages that have it) */
    double trigram;   /* the log likelihood of a trigram is scaled by this: they are not independent */
    double hint;      /* added to the language that the post claims */
    double certain;   /* posterior needed to call a post fr or en */
    double few_words; /* fewer words than this: the claim of the post is taken */
    double known;     /* for a word that the lexicon of a language knows, where stretches are told apart */
    double change;    /* what a change of language inside a post costs */
    double border;    /* the same where a clause ends */
    double frame;     /* for a word that builds sentences in one of French and English only, where the choice is between these */
} smt_language_weights;

typedef struct {
    char names[SMT_LANGUAGES_MOST][4]; /* 0 is fr, 1 is en, then the others */
    size_t count;
    smt_map words;    /* -> bit set of languages, SMT_FRAME_WORD among them */
    smt_map trigrams; /* -> row in logs */
    float *logs;      /* count values a row: natural log of the trigram's probability */
    size_t rows, rows_capacity;
    float unseen[SMT_LANGUAGES_MOST];
    smt_language_weights weights;
} smt_language_model;

typedef struct {
    smt_lang lang;
    double confidence;
    unsigned words; /* words that were looked at: letters only, no mentions, no URLs */
} smt_language;

/* Finds the language of `text`; `hint` is the tag that the post claims or NULL. */
smt_language smt_language_find(const smt_language_model *model, const smt_normal *text, const char *hint);

/* Marks in text->flags (SMT_ELSEWHERE) the stretches of a French text that are English, or the other way round: the likeliest sequence of languages, word by
 * word (Viterbi 1967), a change costing weights.change. `known` holds the words of each language's lexicon. Returns the number of words marked. */
size_t smt_language_stretches(const smt_language_model *model, smt_lang main, const smt_map *const known[SMT_LANG_COUNT], smt_normal *text,
                              smt_arena *arena);

void smt_language_model_free(smt_language_model *model);

#endif
