/* Tokens: what the scores are looked up for. */
#ifndef SMT_TOKEN_H
#define SMT_TOKEN_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    SMT_WORD,
    SMT_NUMBER,
    SMT_ORDINAL,
    SMT_AMOUNT,
    SMT_DATE,
    SMT_TIME,
    SMT_DURATION,
    SMT_REFERENCE,
    SMT_PERCENT,
    SMT_URL,
    SMT_MENTION,
    SMT_HASHTAG,
    SMT_EMOJI,
    SMT_EMOTICON,
    SMT_EXCLAIM,
    SMT_QUESTION,
    SMT_ELLIPSIS,
    SMT_GRAWLIX,  /* #@$%!: swearing in signs */
    SMT_KEYBOARD, /* qsdfghjk: keys hit at random */
    SMT_KIND_COUNT
} smt_kind;

enum {
    SMT_CAPS = 1,       /* a word of two letters or more, all capitals */
    SMT_ELONGATED = 2,  /* letters were repeated three times or more */
    SMT_QUOTED = 4,     /* between quotation marks */
    SMT_IN_HASHTAG = 8, /* a word of a hashtag */
    SMT_MASKED = 16,    /* it was disguised: f***, c0nnard, s c a m */
    SMT_BORROWED = 32   /* in the post's other language */
};

typedef struct smt_word smt_word; /* what the lexicon knows of a form; score/words.h */

typedef struct {
    const char *form; /* normalised, not NUL-terminated; lives as long as the analysis */
    uint32_t length;
    uint32_t start, end; /* bytes of the original text */
    uint32_t sentence, clause;
    unsigned char kind, flags;
    const smt_word *word;
} smt_token;

typedef struct {
    smt_token *items;
    size_t count, capacity;
} smt_tokens;

#endif
