#include "text/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/error.h"

/* smt_stemmer is libstemmer's own type under our name. */

smtone_status smt_stemmer_new(const char *language, smt_stemmer **out, smtone_error *error)
{
    const char *algorithm = strcmp(language, "fr") == 0 ? "french" : "english";
    *out = (smt_stemmer *)sb_stemmer_new(algorithm, "UTF_8");
    return *out == NULL ? smt_no_memory(error) : SMTONE_OK;
}

void smt_stemmer_free(smt_stemmer *stemmer)
{
    sb_stemmer_delete((struct sb_stemmer *)stemmer);
}

const char *smt_stem(smt_stemmer *stemmer, const char *word, size_t length, size_t *stem_length)
{
    enum { LONGEST_WORD = 64 }; /* longer than any word: noise, its own stem */
    struct sb_stemmer *self = (struct sb_stemmer *)stemmer;
    if (length > LONGEST_WORD) {
        *stem_length = length;
        return word;
    }
    const sb_symbol *stem = sb_stemmer_stem(self, (const sb_symbol *)word, (int)length);
    *stem_length = stem == NULL ? 0 : (size_t)sb_stemmer_length(self);
    return (const char *)stem;
}
