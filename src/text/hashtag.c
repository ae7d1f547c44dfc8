#include "text/hashtag.h"

#include <string.h>

static int begins_word(const smt_normal *text, size_t at)
{
    int upper = text->flags[at] & SMT_UPPER, upper_before = text->flags[at - 1] & SMT_UPPER;
    int letter = text->flags[at] & SMT_LETTER, letter_before = text->flags[at - 1] & SMT_LETTER;
    if ((text->text[at] & 0xC0) == 0x80)
        return 0;
    return (upper && !upper_before) || !letter != !letter_before;
}

static size_t cut_at_capitals(const smt_normal *text, size_t from, size_t to, size_t *cuts)
{
    size_t words = 0;
    cuts[words++] = from;
    for (size_t at = from + 1; at < to; at++) {
        if (begins_word(text, at) && words < SMT_HASHTAG_WORDS)
            cuts[words++] = at;
    }
    cuts[words] = to;
    return words;
}

/* The fewest known words, by dynamic programming over the bytes; words of one letter do not count. */
static size_t cut_into_known(const smt_normal *text, size_t from, size_t to, const smt_map *known, size_t *cuts)
{
    enum { LONGEST = 64, NEVER = 255 };
    unsigned char best[LONGEST + 1], previous[LONGEST + 1];
    size_t length = to - from;
    if (length > LONGEST)
        return 0;
    memset(best, NEVER, sizeof best);
    best[0] = 0;
    for (size_t end = 2; end <= length; end++) {
        for (size_t start = 0; start + 2 <= end; start++) {
            if (best[start] == NEVER || best[start] + 1 >= best[end])
                continue;
            if (smt_map_get(known, text->text + from + start, end - start) != SMT_NONE) {
                best[end] = (unsigned char)(best[start] + 1);
                previous[end] = (unsigned char)start;
            }
        }
    }
    size_t words = best[length];
    if (words == NEVER || words > SMT_HASHTAG_WORDS)
        return 0;
    for (size_t end = length, i = words; i > 0; i--) {
        cuts[i] = from + end;
        end = previous[end];
        cuts[i - 1] = from + end;
    }
    return words;
}

size_t smt_hashtag_cut(const smt_normal *text, size_t from, size_t to, const smt_map *known, size_t cuts[SMT_HASHTAG_WORDS + 1])
{
    size_t words = cut_at_capitals(text, from, to, cuts);
    if (words > 1)
        return words;
    if (smt_map_get(known, text->text + from, to - from) != SMT_NONE) {
        cuts[0] = from;
        cuts[1] = to;
        return 1;
    }
    return cut_into_known(text, from, to, known, cuts);
}
