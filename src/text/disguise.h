/* Words that their writer disguised: m*rde, f***, c0nnard, 4rnaque, s c a m. They are put in plain letters before the text is cut into tokens. */
#ifndef SMT_DISGUISE_H
#define SMT_DISGUISE_H

#include "text/normalise.h"
#include "text/spelling.h"

/* Rewrites `text` with `scratch` as room (both are kept for the next text): letters that stand apart are joined, signs and digits that stand for letters are
 * replaced, where what comes out is a word of spelling.masked or, if no letter is missing, one that the lexicon knows. What was changed carries SMT_HIDDEN and
 * keeps its place in the original. 0, or -1 without memory. */
int smt_undisguise(const smt_spelling *spelling, smt_normal *text, smt_normal *scratch);

#endif
