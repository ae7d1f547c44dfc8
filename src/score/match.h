/* Finding the terms of a lexicon in the tokens of a post. */
#ifndef SMT_MATCH_H
#define SMT_MATCH_H

#include "score/words.h"

/* One match: tokens [from, to). The context stage fills what stands below the line. */
typedef struct {
    uint32_t entry, signal;
    uint32_t from, to;
    uint32_t capture_from, capture_to; /* tokens of the captured part; equal if none */
    uint64_t own;                      /* which of the tokens are the term's own words, from the first on; the others stand in its gaps */
    smt_role role;
    unsigned char dropped;
    unsigned char borrowed; /* of the lexicon of the post's other language */
    /* context */
    double factor;    /* what negation, intensifiers, capitals and so on multiply the weight by */
    const char *rule; /* the strongest of them, or NULL */
} smt_hit;

typedef struct {
    smt_hit *items;
    size_t count, capacity;
} smt_hits;

/* The lexicons that read a post: of its own language and, for the stretches in it, of the other. */
typedef struct {
    const smt_lexicon *by[2];
} smt_readers;

/* Finds all matches, each term within words of its own language, drops overlapping shorter ones of the same signal and those inside a harmless phrase. `hits` is emptied first and ends up in
 * order of signal, then place. `arena` lends scratch. 0, or -1 without memory. */
int smt_match(const smt_readers *readers, const smt_scale *scale, const smt_tokens *tokens, smt_arena *arena, smt_hits *hits);

#endif
