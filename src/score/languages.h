/* Loading language/: the tables by which the language of a post is found. */
#ifndef SMT_LANGUAGES_H
#define SMT_LANGUAGES_H

#include "score/scale.h"
#include "text/language.h"

/* Reads language/words.tsv (lang, words) and language/trigrams.tsv (lang, grams: "gram:count" items) from the sources; the weights come from the scale. */
smtone_status smt_language_model_load(smt_language_model *model, const smt_scale *scale, const smt_sources *sources, smtone_error *error);

#endif
