/* What the words around a hit do to it: negation and its scope, intensifiers, capitals, elongation, exclamation, quotation, and
 * the frames that contrast, suppose, wish, ask or report it. */
#ifndef SMT_CONTEXT_H
#define SMT_CONTEXT_H

#include "score/match.h"

/* Sets factor and rule of every signal hit from the modifier hits among them, and turns a negated hit into its signal's counterpart. `arena`
 * lends scratch. 0, or -1 without memory. */
int smt_apply_context(const smt_readers *readers, const smt_scale *scale, const smt_tokens *tokens, smt_arena *arena, smt_hits *hits);

#endif
