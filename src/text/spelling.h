/* How a word as typed is read: SMS and slang spellings, contractions and elisions, compounds. One table for each language. */
#ifndef SMT_SPELLING_H
#define SMT_SPELLING_H

#include "base/arena.h"
#include "base/map.h"

typedef struct {
    const char *form;
    uint32_t length;
} smt_form;

typedef struct {
    smt_form *forms;
    size_t count;
} smt_reading;

typedef enum { SMT_NO_SPLIT, SMT_SPLIT_FRENCH, SMT_SPLIT_ENGLISH } smt_split;

typedef struct {
    smt_split split;
    smt_map forms;     /* typed form -> index in readings */
    smt_map compounds; /* forms with ' or - that are one word: aujourd'hui, rendez-vous */
    smt_map known;     /* forms that hashtags may be cut into */
    smt_form *masked;  /* words that people hide letters of, the likelier first */
    size_t masked_count, masked_capacity;
    smt_reading *readings;
    size_t count, capacity;
    smt_arena arena;
} smt_spelling;

enum { SMT_PARTS_MOST = 24 };

/* The words that `form` stands for, as it is respelled and split: written to `parts` (at most SMT_PARTS_MOST), their number returned. Parts that are
 * cut from `form` point into it; others belong to the table. *respelled is set to 1 if the table changed the word. */
size_t smt_spelling_read(const smt_spelling *spelling, smt_form form, smt_form parts[SMT_PARTS_MOST], int *respelled);

/* Adds a row: `typed` is read as the words of `standard`, separated by spaces. 1 if the form was there (and is replaced), 0 if not, -1 without memory. */
int smt_spelling_add(smt_spelling *spelling, smt_form typed, const char *standard, size_t length);

/* Adds a word that people hide letters of. 0, or -1 without memory. */
int smt_spelling_add_masked(smt_spelling *spelling, smt_form word);

void smt_spelling_free(smt_spelling *spelling);

#endif
