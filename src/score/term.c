#include "score/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "score/symbols.h"

enum { ITEMS_MOST = 24, CHOICES_MOST = 160, VARIANTS_MOST = 512, SLOTS_MOST = 32, PREFIX_LEAST = 3 };

/* One element as written. */
typedef struct {
    smt_choice choices[CHOICES_MOST];
    size_t count;
    unsigned char gap;                     /* tokens that may be passed over before it */
    unsigned char optional, opens, closes; /* X?, [X, X] */
} item;

typedef struct {
    item items[ITEMS_MOST];
    size_t count;
    unsigned char at_start, at_end, end_gap;
} pattern;

/* A place in a variant: the symbols that fit there. */
typedef struct {
    uint32_t symbols[CHOICES_MOST];
    unsigned short count;
    unsigned char gap, opens, closes;
} slot;

typedef struct {
    smt_term_compiler *compiler;
    smt_tsv *table;
    const pattern *pattern;
    uint32_t entry;
    slot slots[SLOTS_MOST];
    size_t variants;
} expansion;

static smtone_status out_of_memory(smt_tsv *table)
{
    table->status = smt_no_memory(table->error);
    return table->status;
}

/* Cuts a literal into the forms its tokens will have in posts; none for punctuation, which matching passes over. */
static smtone_status cut_literal(smt_term_compiler *self, smt_tsv *table, smt_field literal)
{
    if (smt_normalise(literal.start, literal.length, &self->normal) != 0 ||
        smt_tokenise(self->matcher, &self->normal, (const smt_spelling *const[2]){&self->lexicon->spelling}, &self->tokens) != 0)
        return out_of_memory(table);
    if (self->tokens.count > 0 && self->tokens.items[0].kind == SMT_HASHTAG)
        self->tokens.count = 1; /* the hashtag as a whole, not its words */
    if (self->tokens.count > SMT_CHOICE_WORDS)
        return smt_tsv_fail(table, "'%.*s' is more than %d words", (int)literal.length, literal.start, SMT_CHOICE_WORDS);
    return SMTONE_OK;
}

static uint32_t stem_symbol(smt_term_compiler *self, const smt_token *token)
{
    size_t length = 0;
    const char *stem = smt_stem(self->stemmer, token->form, token->length, &length);
    if (stem == NULL)
        return SMT_NONE;
    uint32_t symbol = smt_symbol_make(self->lexicon, '~', stem, length);
    return symbol;
}

static uint32_t prefix_symbol(smt_term_compiler *self, smt_tsv *table, const smt_token *token)
{
    smt_lexicon *lexicon = self->lexicon;
    if (token->length < PREFIX_LEAST) {
        smt_tsv_fail(table, "prefix '%.*s*' is too short: at least %d letters", (int)token->length, token->form, PREFIX_LEAST);
        return SMT_NONE;
    }
    if (token->length > lexicon->longest_prefix)
        lexicon->longest_prefix = token->length;
    return smt_symbol_make(lexicon, '*', token->form, token->length);
}

/* A literal with its operator: =word, word~, word*, or word. */
static smtone_status read_literal(smt_term_compiler *self, smt_tsv *table, smt_field literal, smt_choice *out)
{
    char operator= '=';
    if (literal.length > 1 && literal.start[0] == '=' && (unsigned char)literal.start[1] >= 'a') {
        operator= '!';
        literal = (smt_field){literal.start + 1, literal.length - 1};
    } else if (literal.length > 1 && strchr("~*", literal.start[literal.length - 1]) != NULL && (unsigned char)literal.start[0] >= 'A') {
        operator= literal.start[--literal.length];
    }
    if (cut_literal(self, table, literal) != SMTONE_OK)
        return table->status;
    out->count = self->tokens.count;
    for (size_t i = 0; i < out->count; i++) {
        const smt_token *token = &self->tokens.items[i];
        int last = i + 1 == out->count;
        if (token->kind == SMT_WORD && smt_map_put(&self->lexicon->spelling.known, token->form, token->length, 0) != 0)
            return out_of_memory(table);
        if (last && operator== '~' && self->stemmer != NULL)
            out->symbols[i] = stem_symbol(self, token);
        else if (last && operator== '*')
            out->symbols[i] = prefix_symbol(self, table, token);
        else
            out->symbols[i] = smt_symbol_make(self->lexicon, operator== '!' ? '!' : '=', token->form, token->length);
        if (out->symbols[i] == SMT_NONE)
            return table->status != SMTONE_OK ? table->status : out_of_memory(table);
    }
    return SMTONE_OK;
}

/* A literal that was read before need not be read again. */
static smtone_status read_literal_once(smt_term_compiler *self, smt_tsv *table, smt_field literal, smt_choice *out)
{
    uint32_t known = smt_map_get(&self->literals, literal.start, literal.length);
    if (known != SMT_NONE) {
        *out = self->choices[known];
        return SMTONE_OK;
    }
    if (read_literal(self, table, literal, out) != SMTONE_OK)
        return table->status;
    if (SMT_ROOM(self->choices, self->choice_count, self->choice_capacity) != 0 ||
        smt_map_put(&self->literals, literal.start, literal.length, (uint32_t)self->choice_count) != 0)
        return out_of_memory(table);
    self->choices[self->choice_count++] = *out;
    return SMTONE_OK;
}

static int is_name(smt_field field)
{
    for (size_t i = 1; i + 1 < field.length; i++) {
        if (strchr("abcdefghijklmnopqrstuvwxyz_.-0123456789", field.start[i]) == NULL)
            return 0;
    }
    return field.length > 2;
}

/* {class} or <kind>: a symbol that must be there already. */
static smtone_status read_named(smt_term_compiler *self, smt_tsv *table, smt_field word, smt_choice *out)
{
    out->count = 1;
    out->symbols[0] = smt_symbol_find(self->lexicon, word.start[0], word.start + 1, word.length - 2);
    if (out->symbols[0] == SMT_NONE)
        return smt_tsv_fail(table, "unknown %s %.*s", word.start[0] == '{' ? "class (see classes.tsv)" : "kind of token (see lexicons/README.md)",
                            (int)word.length, word.start);
    return SMTONE_OK;
}

static smtone_status read_choice(smt_term_compiler *self, smt_tsv *table, smt_field word, smt_choice *out)
{
    char last = word.start[word.length - 1];
    if (((word.start[0] == '{' && last == '}') || (word.start[0] == '<' && last == '>')) && is_name(word))
        return read_named(self, table, word, out);
    return read_literal_once(self, table, word, out);
}

/* (a|b|c) */
static smtone_status read_alternatives(smt_term_compiler *self, smt_tsv *table, smt_field inside, item *out)
{
    while (inside.start != NULL) {
        const char *bar = memchr(inside.start, '|', inside.length);
        smt_field word = {inside.start, bar == NULL ? inside.length : (size_t)(bar - inside.start)};
        inside = bar == NULL ? (smt_field){NULL, 0} : (smt_field){bar + 1, inside.length - word.length - 1};
        if (word.length == 0) {
            out->optional = 1; /* (a|) is (a)? */
            continue;
        }
        if (out->count == CHOICES_MOST)
            return smt_tsv_fail(table, "more than %d alternatives: make a class of them in classes.tsv", CHOICES_MOST);
        smt_choice *next = &out->choices[out->count];
        if (read_choice(self, table, word, next) != SMTONE_OK)
            return table->status;
        if (next->count > 0)
            out->count++;
        else
            out->optional = 1; /* (le|:) is le? */
    }
    return SMTONE_OK;
}

static smtone_status read_item(smt_term_compiler *self, smt_tsv *table, smt_field word, item *out)
{
    if (word.length > 1 && word.start[0] == '[') {
        out->opens = 1;
        word = (smt_field){word.start + 1, word.length - 1};
    }
    if (word.length > 1 && word.start[word.length - 1] == ']' && word.start[0] != ':' && word.start[0] != '=') {
        out->closes = 1;
        word.length--;
    }
    if (word.length > 1 && word.start[word.length - 1] == '?') {
        out->optional = 1;
        word.length--;
    }
    if (word.length > 2 && word.start[0] == '(' && word.start[word.length - 1] == ')')
        return read_alternatives(self, table, (smt_field){word.start + 1, word.length - 2}, out);
    if (word.start[0] == '(' && memchr(word.start, '|', word.length) != NULL)
        return smt_tsv_fail(table, "'%.*s' is not closed: alternatives are written without spaces, (a|b)", (int)word.length, word.start);
    smtone_status status = read_choice(self, table, word, &out->choices[0]);
    out->count = status == SMTONE_OK && out->choices[0].count > 0;
    return status;
}

/* ".." is a gap of up to 2, "..4" of up to 4; 0 if it is no gap. */
static unsigned char gap_of(smt_field word)
{
    if (word.length < 2 || word.length > 3 || word.start[0] != '.' || word.start[1] != '.')
        return 0;
    return word.length == 2 ? 2 : word.start[2] >= '1' && word.start[2] <= '9' ? (unsigned char)(word.start[2] - '0') : 0;
}

/* Places and gaps belong to the pattern; everything else is an item. */
static smtone_status read_word(smt_term_compiler *self, smt_tsv *table, smt_field word, pattern *out, unsigned char *gap)
{
    if (smt_field_is(word, "<start>")) {
        if (out->count > 0)
            return smt_tsv_fail(table, "can never match: <start> must come first");
        out->at_start = 1;
        return SMTONE_OK;
    }
    if (out->at_end)
        return smt_tsv_fail(table, "can never match: <end> must come last");
    if (smt_field_is(word, "<end>")) {
        out->at_end = 1;
        out->end_gap = *gap;
        *gap = 0;
        return SMTONE_OK;
    }
    if (gap_of(word) > 0) {
        *gap = (unsigned char)(*gap + gap_of(word));
        return SMTONE_OK;
    }
    if (out->count == ITEMS_MOST)
        return smt_tsv_fail(table, "more than %d elements", ITEMS_MOST);
    item *next = &out->items[out->count++];
    *next = (item){.gap = *gap};
    if (read_item(self, table, word, next) == SMTONE_OK && next->count > 0)
        *gap = 0;
    else
        out->count--; /* punctuation: as if it were not there */
    return table->status;
}

static smtone_status read_pattern(smt_term_compiler *self, smt_tsv *table, smt_field term, pattern *out)
{
    unsigned char gap = 0;
    out->count = 0;
    out->at_start = out->at_end = out->end_gap = 0;
    while (term.length > 0 && table->status == SMTONE_OK) {
        const char *space = memchr(term.start, ' ', term.length);
        smt_field word = {term.start, space == NULL ? term.length : (size_t)(space - term.start)};
        size_t taken = word.length + (space != NULL);
        term = (smt_field){term.start + taken, term.length - taken};
        if (word.length > 0)
            read_word(self, table, word, out, &gap);
    }
    if (table->status == SMTONE_OK && (gap > 0 || out->count == 0))
        return smt_tsv_fail(table, out->count == 0 ? "can never match: no word, emoji or mark is found in it"
                                                   : "a gap at the end of a term means nothing: take it out");
    return table->status;
}

/* How rare an element is, guessed: long literals are, classes and kinds are not. The rarest one anchors the term. */
static unsigned rarity(const smt_lexicon *lexicon, const slot *slot)
{
    unsigned least = 1000;
    for (size_t i = 0; i < slot->count; i++) {
        unsigned letters = lexicon->letters[slot->symbols[i]];
        least = letters < least ? letters : least;
    }
    return least;
}

static smtone_status add_slot(expansion *self, const slot *slot)
{
    smt_lexicon *lexicon = self->compiler->lexicon;
    if (SMT_ROOM(lexicon->elements, lexicon->element_count, lexicon->element_capacity) != 0 ||
        smt_reserve(&lexicon->element_symbols, &lexicon->element_symbol_capacity, lexicon->element_symbol_count + slot->count, sizeof(uint32_t)) != 0)
        return out_of_memory(self->table);
    lexicon->elements[lexicon->element_count++] =
        (smt_element){.first_symbol = (uint32_t)lexicon->element_symbol_count, .symbol_count = slot->count, .gap = slot->gap};
    memcpy(lexicon->element_symbols + lexicon->element_symbol_count, slot->symbols, slot->count * sizeof(uint32_t));
    lexicon->element_symbol_count += slot->count;
    return SMTONE_OK;
}

/* A whole variant becomes a term, found by its anchor's symbols. */
static smtone_status finish_variant(expansion *self, size_t count)
{
    smt_lexicon *lexicon = self->compiler->lexicon;
    if (count == 0)
        return smt_tsv_fail(self->table, "can never match: every element is optional");
    if (++self->variants > VARIANTS_MOST)
        return smt_tsv_fail(self->table, "stands for more than %d variants: use fewer optional elements", VARIANTS_MOST);
    if (SMT_ROOM(lexicon->terms, lexicon->term_count, lexicon->term_capacity) != 0)
        return out_of_memory(self->table);
    uint32_t at = (uint32_t)lexicon->term_count;
    smt_term *term = &lexicon->terms[lexicon->term_count++];
    *term = (smt_term){.entry = self->entry,
                       .first_element = (uint32_t)lexicon->element_count,
                       .element_count = (unsigned short)count,
                       .at_start = self->pattern->at_start,
                       .at_end = self->pattern->at_end,
                       .end_gap = self->pattern->end_gap};
    unsigned rarest = 0;
    for (size_t i = 0; i < count; i++) {
        const slot *slot = &self->slots[i];
        unsigned here = rarity(lexicon, slot) + 1;
        if (here > rarest) {
            rarest = here;
            term->anchor = (unsigned short)i;
        }
        if (slot->opens)
            term->capture_from = (unsigned char)i;
        if (slot->closes)
            term->capture_to = (unsigned char)(i + 1);
        if (add_slot(self, slot) != SMTONE_OK)
            return self->table->status;
    }
    const slot *anchor = &self->slots[term->anchor];
    for (size_t s = 0; s < anchor->count; s++) {
        if (smt_lists_add(&lexicon->terms_of, anchor->symbols[s], at) != 0)
            return out_of_memory(self->table);
    }
    return SMTONE_OK;
}

static smtone_status expand(expansion *self, size_t at, size_t count, unsigned gap);

/* The variants in which the item is one word: all its one-word alternatives share a place. */
static smtone_status expand_single(expansion *self, size_t at, size_t count, unsigned gap)
{
    const item *item = &self->pattern->items[at];
    slot *place = &self->slots[count];
    *place = (slot){.gap = (unsigned char)gap, .opens = item->opens, .closes = item->closes};
    for (size_t i = 0; i < item->count; i++) {
        if (item->choices[i].count == 1)
            place->symbols[place->count++] = item->choices[i].symbols[0];
    }
    return place->count == 0 ? SMTONE_OK : expand(self, at + 1, count + 1, 0);
}

/* The variants in which the item is one of its alternatives of several words. */
static smtone_status expand_several(expansion *self, size_t at, size_t count, unsigned gap, const smt_choice *choice)
{
    const item *item = &self->pattern->items[at];
    if (count + choice->count > SLOTS_MOST)
        return smt_tsv_fail(self->table, "more than %d words", SLOTS_MOST);
    for (size_t i = 0; i < choice->count; i++)
        self->slots[count + i] = (slot){.symbols = {choice->symbols[i]},
                                        .count = 1,
                                        .gap = (unsigned char)(i == 0 ? gap : 0),
                                        .opens = item->opens && i == 0,
                                        .closes = item->closes && i + 1 == choice->count};
    return expand(self, at + 1, count + choice->count, 0);
}

/* Writes out the items from `at` on after `count` places; `gap` is left over from an optional item that was left out. */
static smtone_status expand(expansion *self, size_t at, size_t count, unsigned gap)
{
    if (at == self->pattern->count)
        return finish_variant(self, count);
    if (count == SLOTS_MOST)
        return smt_tsv_fail(self->table, "more than %d words", SLOTS_MOST);
    const item *item = &self->pattern->items[at];
    gap += item->gap;
    smtone_status status = expand_single(self, at, count, gap);
    for (size_t i = 0; i < item->count && status == SMTONE_OK; i++) {
        if (item->choices[i].count > 1)
            status = expand_several(self, at, count, gap, &item->choices[i]);
    }
    if (item->optional && status == SMTONE_OK)
        status = expand(self, at + 1, count, gap);
    return status;
}

smtone_status smt_term_compile(smt_term_compiler *compiler, smt_tsv *table, smt_field term, uint32_t entry)
{
    pattern *pattern = smt_arena_alloc(&compiler->arena, sizeof *pattern);
    expansion *all = smt_arena_alloc(&compiler->arena, sizeof *all);
    if (pattern == NULL || all == NULL)
        return out_of_memory(table);
    if (read_pattern(compiler, table, term, pattern) == SMTONE_OK) {
        all->compiler = compiler;
        all->table = table;
        all->pattern = pattern;
        all->entry = entry;
        all->variants = 0;
        expand(all, 0, 0, 0);
    }
    smt_arena_reset(&compiler->arena);
    return table->status;
}

smtone_status smt_member_symbol(smt_term_compiler *compiler, smt_tsv *table, smt_field member, uint32_t *symbol)
{
    smt_choice one = {0};
    smtone_status status = read_choice(compiler, table, member, &one);
    *symbol = status == SMTONE_OK && one.count == 1 ? one.symbols[0] : SMT_NONE;
    return status;
}

void smt_term_compiler_free(smt_term_compiler *compiler)
{
    smt_normal_free(&compiler->normal);
    free(compiler->tokens.items);
    smt_arena_free(&compiler->arena);
    smt_map_free(&compiler->literals);
    free(compiler->choices);
}
