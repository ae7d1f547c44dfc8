/* Snowball stems. */
#ifndef SMT_STEM_H
#define SMT_STEM_H

#include <stddef.h>

#include "smtone.h"

/* A stemmer for one language; one thread at a time may use it. */
typedef struct smt_stemmer smt_stemmer;

/* `language` is "fr" or "en". */
smtone_status smt_stemmer_new(const char *language, smt_stemmer **out, smtone_error *error);
void smt_stemmer_free(smt_stemmer *stemmer);

/* The stem of a case-folded word, its length in *stem_length; it belongs to the stemmer until the next call. NULL without memory. */
const char *smt_stem(smt_stemmer *stemmer, const char *word, size_t length, size_t *stem_length);

#endif
