/* The lexicon of one language: its spelling table, its terms compiled to sequences of symbols, and an index from symbols to terms. */
#ifndef SMT_LEXICON_H
#define SMT_LEXICON_H

#include "score/scale.h"
#include "score/sources.h"
#include "text/spelling.h"
#include "text/stem.h"
#include "text/token.h"
#include "text/tokenise.h"

/* Lists of numbers, one for each index: an index from symbols to what hangs on them. */
typedef struct {
    struct smt_link {
        uint32_t value, next;
    } * links;
    size_t count, capacity;
    uint32_t *heads;
    size_t head_capacity, head_count;
} smt_lists;

int smt_lists_add(smt_lists *lists, uint32_t index, uint32_t value);
/* The first link of a list, SMT_NONE where it is empty. */
uint32_t smt_lists_first(const smt_lists *lists, uint32_t index);
void smt_lists_free(smt_lists *lists);

typedef enum { SMT_ROLE_SIGNAL, SMT_ROLE_NEGATOR, SMT_ROLE_INTENSIFIER, SMT_ROLE_FRAME, SMT_ROLE_COUNT } smt_role;

/* How far a frame (but, if, they say) reaches: its clause, its sentence, its sentence where that is a question, or
 * from one side of it to the other where they are of contrary valence. */
typedef enum { SMT_REACH_CLAUSE, SMT_REACH_SENTENCE, SMT_REACH_QUESTION, SMT_REACH_CONTRARY } smt_reach;

enum { SMT_FIXED = 1, SMT_PERSON = 2 };

/* A row of a term file. */
typedef struct {
    uint32_t signal;
    smt_role role;
    double weight;        /* of a signal; or the factor of a negator or intensifier, or of a frame for what comes after it */
    const float *weights; /* of a word fitted to posts: what it adds to each explained axis; else NULL */
    double before;        /* a frame's factor for what comes before it */
    const char *rule;
    smt_reach reach;
    unsigned touches; /* a frame: the signals with one of these flags */
    unsigned flags, layer, line;
    unsigned char forward, back; /* words reached after and before, of a negator or intensifier */
} smt_entry;

/* What one token of a match must be: any of these symbols, after at most `gap` tokens of any kind. */
typedef struct {
    uint32_t first_symbol, symbol_count;
    unsigned char gap;
} smt_element;

/* One way of writing an entry; an entry with optional elements has several. */
typedef struct {
    uint32_t entry, first_element;
    unsigned short element_count, anchor;    /* the rarest element: by it the term is found */
    unsigned char at_start, at_end, end_gap; /* <start>, <end>, and how many tokens may stand before <end> */
    unsigned char capture_from, capture_to;  /* elements [from, to), empty where nothing is captured */
} smt_term;

/* A term as its anchor's symbol finds it, with what can be told of it at a glance: one of the tokens beside the anchor must carry one of these symbols. */
typedef struct {
    uint64_t neighbours; /* signature of the element beside the anchor; all ones where there is none */
    uint32_t term;
    unsigned char gap; /* tokens that may be passed over before that element */
    signed char side;  /* 1: it comes after the anchor, -1: before */
} smt_posting;

typedef struct {
    const char *language; /* "fr", "en", or "" for the lexicon that needs no language */
    smt_spelling spelling;
    smt_map lemmas; /* an inflected form -> its place in lemma_stems */
    smt_form *lemma_stems;
    size_t lemma_count, lemma_capacity;
    smt_map symbols; /* a tag and a text -> symbol: "=form" "!form" "~stem" "*prefix" "{class" "<kind" */
    size_t symbol_count, symbol_capacity;
    unsigned char *letters;  /* of each symbol's text; 0 for classes and kinds */
    smt_lists terms_of;      /* symbol -> terms anchored on it, while loading */
    smt_posting *postings;   /* the same in one piece, a symbol's own side by side */
    uint32_t *first_posting; /* of each symbol; one more than there are symbols */
    smt_lists classes_of;    /* symbol -> classes it belongs to */
    smt_map folded;          /* a tag and a text without accents -> index in aliases_of */
    uint32_t folded_count;
    smt_lists aliases_of; /* -> symbols that are written so without accents */
    smt_entry *entries;
    smt_term *terms;
    smt_element *elements;
    uint32_t *element_symbols;
    size_t entry_count, entry_capacity, term_count, term_capacity, element_count, element_capacity, element_symbol_count, element_symbol_capacity;
    smt_map entry_keys; /* role, signal and term -> entry */
    uint32_t kind_symbols[SMT_KIND_COUNT], caps_symbol, quoted_symbol, scope_end, aim;
    unsigned longest_prefix; /* in bytes */
} smt_lexicon;

/* What compiling a lexicon needs besides its sources. */
typedef struct {
    const smt_scale *scale;
    smt_token_matcher *matcher;
    smtone_error *error;
} smt_lexicon_tools;

/* Reads the files of `language` ("fr", "en" or "") and of any/ from the sources. */
smtone_status smt_lexicon_load(smt_lexicon *lexicon, const char *language, const smt_sources *sources, const smt_lexicon_tools *tools);

void smt_lexicon_free(smt_lexicon *lexicon);

/* A symbol's bit in signatures: sets of symbols that can say no for certain. */
static inline uint64_t smt_signature(uint32_t symbol)
{
    return UINT64_C(1) << (symbol * UINT32_C(2654435769) >> 26);
}

/* The symbol of a tag and a text; SMT_NONE where no term uses it. */
uint32_t smt_symbol_find(const smt_lexicon *lexicon, char tag, const char *text, size_t length);

#endif
