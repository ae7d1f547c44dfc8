/* What the words around a hit do to it: negation and its scope, intensifiers, capitals, elongation, exclamation, quotation. */
#ifndef SMT_CONTEXT_H
#define SMT_CONTEXT_H

#include "score/match.h"

/* Sets factor and rule of every signal hit from the modifier hits among them, and turns a negated hit into its signal's counterpart. */
void smt_apply_context(const smt_readers *readers, const smt_scale *scale, const smt_tokens *tokens, smt_hits *hits);

#endif
