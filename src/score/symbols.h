/* Making the symbols of a lexicon; inside src/score only. */
#ifndef SMT_SYMBOLS_H
#define SMT_SYMBOLS_H

#include "score/lexicon.h"

/* The symbol of a tag and a text, made if new. Forms, stems and prefixes with accents get their accent-less spelling as an alias. SMT_NONE without memory. */
uint32_t smt_symbol_make(smt_lexicon *lexicon, char tag, const char *text, size_t length);

/* One more accent-less spelling of a symbol; 0 or -1. */
int smt_symbol_alias(smt_lexicon *lexicon, char tag, const char *text, size_t length, uint32_t symbol);

#endif
