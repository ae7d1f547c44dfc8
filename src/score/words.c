#include "score/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/unicode.h"

enum { SYMBOLS_MOST = 192, LONGEST_WORD = 120, WORDS_KEPT = 100000 };

/* The symbols of a form, collected without doubles. */
typedef struct {
    const smt_lexicon *lexicon;
    uint32_t symbols[SYMBOLS_MOST];
    size_t count;
} collection;

static void collect(collection *self, uint32_t symbol)
{
    if (symbol == SMT_NONE || self->count == SYMBOLS_MOST)
        return;
    for (size_t i = 0; i < self->count; i++) {
        if (self->symbols[i] == symbol)
            return;
    }
    self->symbols[self->count++] = symbol;
}

static void collect_aliases(collection *self, char tag, const char *text, size_t length)
{
    char key[2 * LONGEST_WORD + 2];
    if (length > 2 * LONGEST_WORD)
        return;
    key[0] = tag;
    memcpy(key + 1, text, length);
    uint32_t index = smt_map_get(&self->lexicon->folded, key, length + 1);
    if (index == SMT_NONE)
        return;
    const smt_lists *aliases = &self->lexicon->aliases_of;
    for (uint32_t i = smt_lists_first(aliases, index); i != SMT_NONE; i = aliases->links[i].next)
        collect(self, aliases->links[i].value);
}

/* A text under one tag: as it stands; typed without accents, also what is written so without them; with accents nobody knows, as if it had none. */
static void collect_text(collection *self, char tag, const char *text, size_t length)
{
    char plain[2 * LONGEST_WORD + 2];
    uint32_t exact = smt_symbol_find(self->lexicon, tag, text, length);
    collect(self, exact);
    size_t plain_length = smt_strip_accents(text, length, plain);
    int unaccented = plain_length == length && memcmp(plain, text, length) == 0;
    if (unaccented || exact == SMT_NONE) {
        if (!unaccented)
            collect(self, smt_symbol_find(self->lexicon, tag, plain, plain_length));
        collect_aliases(self, tag, plain, plain_length);
    }
}

static void collect_prefixes(collection *self, const char *text, size_t length)
{
    size_t longest = length < self->lexicon->longest_prefix ? length : self->lexicon->longest_prefix;
    for (size_t end = 3; end <= longest; end++) {
        if (end == length || (text[end] & 0xC0) != 0x80)
            collect_text(self, '*', text, end);
    }
}

static void collect_classes(collection *self)
{
    const smt_lists *classes = &self->lexicon->classes_of;
    for (size_t at = 0; at < self->count; at++) { /* grows as classes of classes are found */
        for (uint32_t i = smt_lists_first(classes, self->symbols[at]); i != SMT_NONE; i = classes->links[i].next)
            collect(self, classes->links[i].value);
    }
}

static void collect_form(collection *self, smt_stemmer *stemmer, const char *form, size_t length)
{
    size_t stem_length = 0;
    collect_text(self, '=', form, length);
    collect(self, smt_symbol_find(self->lexicon, '!', form, length));
    collect_prefixes(self, form, length);
    const char *stem = stemmer == NULL ? NULL : smt_stem(stemmer, form, length, &stem_length);
    if (stem != NULL)
        collect_text(self, '~', stem, stem_length);
    uint32_t lemma = smt_map_get(&self->lexicon->lemmas, form, length);
    if (lemma != SMT_NONE)
        collect_text(self, '~', self->lexicon->lemma_stems[lemma].form, self->lexicon->lemma_stems[lemma].length);
    collect_classes(self);
}

/* One copy of every doubled letter, the last reduction of "nuul"; 0 if there is none. */
static size_t undouble(const char *form, size_t length, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (i == 0 || form[i] != form[i - 1] || (form[i] & 0x80))
            out[used++] = form[i];
    }
    return used < length ? used : 0;
}

static smt_word *make_word(smt_words *words, const collection *found)
{
    smt_word *word = smt_arena_alloc(&words->arena, sizeof *word + found->count * sizeof *word->symbols);
    if (word == NULL)
        return NULL;
    word->count = (uint32_t)found->count;
    word->signature = 0;
    for (size_t i = 0; i < found->count; i++)
        word->signature |= smt_signature(found->symbols[i]);
    memcpy(word->symbols, found->symbols, found->count * sizeof *word->symbols);
    return word;
}

/* A duration is one token; by its unit (weeks, mois) terms tell a long one from a short one. */
static void collect_unit(collection *self, smt_stemmer *stemmer, const smt_token *token)
{
    uint32_t at = token->length;
    while (at > 0 && token->form[at - 1] != ' ')
        at--;
    if (at > 0)
        collect_form(self, stemmer, token->form + at, token->length - at);
}

static const smt_word *meet(smt_words *words, const smt_token *token)
{
    collection found = {.lexicon = words->lexicon};
    char shorter[LONGEST_WORD];
    if (token->length <= LONGEST_WORD) {
        collect_form(&found, words->stemmer, token->form, token->length);
        if (token->kind == SMT_DURATION)
            collect_unit(&found, words->stemmer, token);
        size_t length = found.count == 0 ? undouble(token->form, token->length, shorter) : 0; /* by the form alone: it is remembered */
        if (length > 0)
            collect_form(&found, words->stemmer, shorter, length);
    }
    if (SMT_ROOM(words->words, words->count, words->capacity) != 0)
        return NULL;
    const smt_word *word = make_word(words, &found);
    if (word == NULL || smt_map_put(&words->index, token->form, token->length, (uint32_t)words->count) != 0)
        return NULL;
    words->words[words->count++] = word;
    return word;
}

int smt_words_look_up(smt_words *words, smt_tokens *tokens, int borrowed)
{
    static const smt_word NOTHING = {0};
    for (size_t i = 0; i < tokens->count; i++) {
        smt_token *token = &tokens->items[i];
        if (!(token->flags & SMT_BORROWED) != !borrowed)
            continue;
        token->word = &NOTHING;
        if (token->kind == SMT_URL || token->kind == SMT_MENTION)
            continue;
        uint32_t known = smt_map_get(&words->index, token->form, token->length);
        token->word = known != SMT_NONE ? words->words[known] : meet(words, token);
        if (token->word == NULL)
            return -1;
    }
    return 0;
}

int smt_word_has(const smt_word *word, uint32_t symbol)
{
    for (uint32_t i = 0; i < word->count; i++) {
        if (word->symbols[i] == symbol)
            return 1;
    }
    return 0;
}

void smt_words_trim(smt_words *words)
{
    if (words->count < WORDS_KEPT)
        return;
    smt_map_clear(&words->index);
    smt_arena_reset(&words->arena);
    words->count = 0;
}

void smt_words_free(smt_words *words)
{
    smt_stemmer_free(words->stemmer);
    smt_map_free(&words->index);
    smt_arena_free(&words->arena);
    free(words->words);
    *words = (smt_words){0};
}
