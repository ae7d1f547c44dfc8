/* From normalised text to tokens. */
#ifndef SMT_TOKENISE_H
#define SMT_TOKENISE_H

#include "smtone.h"
#include "text/normalise.h"
#include "text/spelling.h"
#include "text/token.h"

/* The compiled token pattern; immutable, shared by threads. */
typedef struct smt_tokeniser smt_tokeniser;

/* The match data that one thread needs. */
typedef struct smt_token_matcher smt_token_matcher;

smtone_status smt_tokeniser_new(smt_tokeniser **out, smtone_error *error);
void smt_tokeniser_free(smt_tokeniser *tokeniser);
smtone_status smt_token_matcher_new(const smt_tokeniser *tokeniser, smt_token_matcher **out, smtone_error *error);
void smt_token_matcher_free(smt_token_matcher *matcher);

/* Cuts `text` into `tokens` (emptied first). The first of `spellings` says how words of the post's language are split and respelled, the second how those
 * of stretches in the other language are. Forms point into `text` or the spellings. 0, or -1 without memory. */
int smt_tokenise(smt_token_matcher *matcher, const smt_normal *text, const smt_spelling *const spellings[2], smt_tokens *tokens);

#endif
