/* Compiling a term as it is written ("toujours pas .. reçu~") into elements of symbols; inside src/score only. */
#ifndef SMT_TERM_H
#define SMT_TERM_H

#include "score/lexicon.h"
#include "score/tsv.h"

enum { SMT_CHOICE_WORDS = 8 };

/* One alternative of an element: usually one word, several where it is split (n'a, doesn't). */
typedef struct {
    uint32_t symbols[SMT_CHOICE_WORDS];
    size_t count;
} smt_choice;

/* What compiling terms needs; reused from term to term. */
typedef struct {
    smt_lexicon *lexicon;
    smt_token_matcher *matcher;
    smt_stemmer *stemmer; /* NULL for the lexicon without a language */
    smt_normal normal;
    smt_tokens tokens;
    smt_arena arena;
    smt_map literals; /* a literal met before -> its choice: the same words come thousands of times */
    smt_choice *choices;
    size_t choice_count, choice_capacity;
} smt_term_compiler;

/* Frees what the compiler gathered, not the lexicon and not what was lent to it. */
void smt_term_compiler_free(smt_term_compiler *compiler);

/* Compiles the term in the table's row for `entry` and adds its variants to the lexicon. Errors are the table's. *negator is set to 1 if a negator is part of it. */
smtone_status smt_term_compile(smt_term_compiler *compiler, smt_tsv *table, smt_field term, uint32_t entry);

/* The symbol of one member of a class. SMT_NONE for a member that the spelling table reads as several words (cant is can not): posts never hold it as one. */
smtone_status smt_member_symbol(smt_term_compiler *compiler, smt_tsv *table, smt_field member, uint32_t *symbol);

#endif
