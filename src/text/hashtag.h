/* #JeSuisEnColère and #customerservicefail, cut into words. */
#ifndef SMT_HASHTAG_H
#define SMT_HASHTAG_H

#include "base/map.h"
#include "text/normalise.h"

enum { SMT_HASHTAG_WORDS = 16 };

/* Cuts the hashtag's name, bytes [from, to) of `text`, at capitals, digits and underscores, or where it is all in one case into the fewest words of `known`.
 * Writes the words' borders to `cuts` (words + 1 of them) and returns the number of words; 0 where it is one word only or cannot be cut. */
size_t smt_hashtag_cut(const smt_normal *text, size_t from, size_t to, const smt_map *known, size_t cuts[SMT_HASHTAG_WORDS + 1]);

#endif
