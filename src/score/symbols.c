#include "score/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "text/unicode.h"

enum { LONGEST_KEY = 256 };

int smt_lists_add(smt_lists *lists, uint32_t index, uint32_t value)
{
    if (smt_reserve(&lists->heads, &lists->head_capacity, (size_t)index + 1, sizeof *lists->heads) != 0 ||
        SMT_ROOM(lists->links, lists->count, lists->capacity) != 0)
        return -1;
    while (lists->head_count <= index)
        lists->heads[lists->head_count++] = SMT_NONE;
    lists->links[lists->count] = (struct smt_link){value, lists->heads[index]};
    lists->heads[index] = (uint32_t)lists->count++;
    return 0;
}

uint32_t smt_lists_first(const smt_lists *lists, uint32_t index)
{
    return index < lists->head_count ? lists->heads[index] : SMT_NONE;
}

void smt_lists_free(smt_lists *lists)
{
    free(lists->links);
    free(lists->heads);
    *lists = (smt_lists){0};
}

/* Tag and text as one key; 0 if it is too long to be a word. */
static size_t make_key(char key[LONGEST_KEY], char tag, const char *text, size_t length)
{
    if (length >= LONGEST_KEY)
        return 0;
    key[0] = tag;
    memcpy(key + 1, text, length);
    return length + 1;
}

uint32_t smt_symbol_find(const smt_lexicon *lexicon, char tag, const char *text, size_t length)
{
    char key[LONGEST_KEY];
    size_t size = make_key(key, tag, text, length);
    return size == 0 ? SMT_NONE : smt_map_get(&lexicon->symbols, key, size);
}

int smt_symbol_alias(smt_lexicon *lexicon, char tag, const char *text, size_t length, uint32_t symbol)
{
    char key[LONGEST_KEY] = "";
    size_t size = make_key(key, tag, text, length);
    uint32_t index = smt_map_get(&lexicon->folded, key, size);
    if (index == SMT_NONE) {
        index = lexicon->folded_count;
        if (smt_map_put(&lexicon->folded, key, size, index) != 0)
            return -1;
        lexicon->folded_count++;
    }
    for (uint32_t i = smt_lists_first(&lexicon->aliases_of, index); i != SMT_NONE; i = lexicon->aliases_of.links[i].next) {
        if (lexicon->aliases_of.links[i].value == symbol)
            return 0;
    }
    return smt_lists_add(&lexicon->aliases_of, index, symbol);
}

uint32_t smt_symbol_make(smt_lexicon *lexicon, char tag, const char *text, size_t length)
{
    char key[LONGEST_KEY] = "", plain[2 * LONGEST_KEY];
    size_t size = make_key(key, tag, text, length);
    uint32_t symbol = smt_map_get(&lexicon->symbols, key, size);
    if (symbol != SMT_NONE)
        return symbol;
    symbol = (uint32_t)lexicon->symbol_count;
    if (size == 0 || SMT_ROOM(lexicon->letters, lexicon->symbol_count, lexicon->symbol_capacity) != 0 ||
        smt_map_put(&lexicon->symbols, key, size, symbol) != 0)
        return SMT_NONE;
    lexicon->letters[lexicon->symbol_count++] = (unsigned char)(tag == '{' || tag == '<' ? 0 : length);
    if (tag != '=' && tag != '~' && tag != '*')
        return symbol;
    size_t plain_length = smt_strip_accents(text, length, plain);
    if ((plain_length != length || memcmp(plain, text, length) != 0) && smt_symbol_alias(lexicon, tag, plain, plain_length, symbol) != 0)
        return SMT_NONE;
    return symbol;
}
