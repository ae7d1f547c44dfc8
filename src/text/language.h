/* Which language a short, noisy post is in: function words and character trigrams against a table of languages. */
#ifndef SMT_LANGUAGE_H
#define SMT_LANGUAGE_H

#include <stdint.h>

#include "base/map.h"
#include "text/normalise.h"

enum { SMT_LANGUAGES_MOST = 24 };

typedef enum { SMT_UND, SMT_FR, SMT_EN, SMT_LANG_COUNT } smt_lang;

/* The numbers that weigh the evidence; they come from settings.tsv. */
typedef struct {
    double word;      /* a function word, times log(languages / languages that have it) */
    double trigram;   /* the log likelihood of a trigram is scaled by this: they are not independent */
    double hint;      /* added to the language that the post claims */
    double certain;   /* posterior needed to call a post fr or en */
    double few_words; /* fewer words than this: the claim of the post is taken */
} smt_language_weights;

typedef struct {
    char names[SMT_LANGUAGES_MOST][4]; /* 0 is fr, 1 is en, then the others */
    size_t count;
    smt_map words;    /* -> bit set of languages */
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

void smt_language_model_free(smt_language_model *model);

#endif
