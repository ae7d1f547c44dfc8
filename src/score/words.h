/* From a token's form to the symbols it carries. A form seen before costs one look-up. */
#ifndef SMT_WORDS_H
#define SMT_WORDS_H

#include "score/lexicon.h"

struct smt_word {
    uint64_t signature; /* of its symbols */
    uint32_t count;
    uint32_t symbols[]; /* of the form, its stem, its prefixes, and the classes of these */
};

/* The words of one language that one thread has met. */
typedef struct {
    const smt_lexicon *lexicon;
    smt_stemmer *stemmer; /* NULL for the lexicon without a language */
    smt_map index;
    const smt_word **words;
    size_t count, capacity;
    smt_arena arena;
} smt_words;

/* Sets the words of the tokens that are borrowed from the other language (or, if not `borrowed`, of all others). 0, or -1 without memory. */
int smt_words_look_up(smt_words *words, smt_tokens *tokens, int borrowed);

int smt_word_has(const smt_word *word, uint32_t symbol);

/* Forgets the words met when they take too much room; to be called between posts. */
void smt_words_trim(smt_words *words);

void smt_words_free(smt_words *words);

#endif
