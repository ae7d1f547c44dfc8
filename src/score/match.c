#include "score/match.h"

#include <stdlib.h>

#include "base/array.h"

/* Matching one term around one token. */
typedef struct {
    const smt_lexicon *lexicon;
    const smt_tokens *tokens;
    const uint64_t *signatures; /* of each token */
    const smt_term *term;
    const smt_element *elements;
    int borrowed; /* only words of the other language are seen */
    uint32_t sentence;
    uint32_t places[64]; /* the token of each element */
} attempt;

static int is_borrowed(const smt_token *token)
{
    return (token->flags & SMT_BORROWED) != 0;
}

static int fits(const attempt *self, const smt_element *element, size_t at)
{
    const smt_token *token = &self->tokens->items[at];
    const uint32_t *symbols = self->lexicon->element_symbols + element->first_symbol;
    int legible = is_borrowed(token) == self->borrowed;
    if (token->sentence != self->sentence || (token->kind == SMT_WORD && !legible))
        return 0;
    for (uint32_t i = 0; i < element->symbol_count; i++) {
        if (legible && smt_word_has(token->word, symbols[i]))
            return 1;
        if (token->kind != SMT_WORD && symbols[i] == self->lexicon->kind_symbols[token->kind])
            return 1;
        if (token->flags & SMT_CAPS && symbols[i] == self->lexicon->caps_symbol)
            return 1;
        if (token->flags & SMT_QUOTED && symbols[i] == self->lexicon->quoted_symbol)
            return 1;
    }
    return 0;
}

/* The elements after the anchor, from `element` on, which may stand at `at` or, over its gap, later. */
static int match_after(attempt *self, size_t element, size_t at)
{
    if (element == self->term->element_count)
        return 1;
    for (size_t skipped = 0; skipped <= self->elements[element].gap && at + skipped < self->tokens->count; skipped++) {
        if (self->tokens->items[at + skipped].sentence != self->sentence)
            return 0;
        if (fits(self, &self->elements[element], at + skipped)) {
            self->places[element] = (uint32_t)(at + skipped);
            if (match_after(self, element + 1, at + skipped + 1))
                return 1;
        }
    }
    return 0;
}

/* The elements before `element`, which stands at token `at`. */
static int match_before(attempt *self, size_t element, size_t at)
{
    if (element == 0)
        return 1;
    for (size_t skipped = 0; skipped <= self->elements[element].gap && skipped < at; skipped++) {
        size_t before = at - 1 - skipped;
        if (self->tokens->items[before].sentence != self->sentence)
            return 0;
        if (fits(self, &self->elements[element - 1], before)) {
            self->places[element - 1] = (uint32_t)before;
            if (match_before(self, element - 1, before))
                return 1;
        }
    }
    return 0;
}

/* Tokens that do not count at a sentence's start: whom it is for, and what decorates it. */
static int is_address(const smt_token *token)
{
    return token->kind == SMT_MENTION || token->kind == SMT_EMOJI || token->kind == SMT_HASHTAG || token->flags & SMT_IN_HASHTAG;
}

enum { ADDRESSES_MOST = 64 }; /* more than this before or after a sentence is a wall of tags: looked at no further */

/* At most `gap` other tokens stand between the sentence's start and `at`. */
static int at_sentence_start(const smt_tokens *tokens, size_t at, unsigned gap)
{
    size_t far = at > ADDRESSES_MOST ? at - ADDRESSES_MOST : 0;
    while (at > far && tokens->items[at - 1].sentence == tokens->items[at].sentence) {
        if (!is_address(&tokens->items[at - 1]) && gap-- == 0)
            return 0;
        at--;
    }
    return 1;
}

static int at_sentence_end(const smt_tokens *tokens, size_t last, unsigned gap)
{
    size_t far = last + ADDRESSES_MOST < tokens->count ? last + ADDRESSES_MOST : tokens->count;
    for (size_t at = last + 1; at < far && tokens->items[at].sentence == tokens->items[last].sentence; at++) {
        const smt_token *token = &tokens->items[at];
        int mark = token->kind == SMT_EXCLAIM || token->kind == SMT_QUESTION || token->kind == SMT_ELLIPSIS || token->kind == SMT_EMOTICON ||
                   token->kind == SMT_URL;
        if (!mark && !is_address(token) && gap-- == 0)
            return 0;
    }
    return 1;
}

static int add_hit(const attempt *self, smt_hits *hits)
{
    const smt_term *term = self->term;
    const smt_entry *entry = &self->lexicon->entries[term->entry];
    if (SMT_ROOM(hits->items, hits->count, hits->capacity) != 0)
        return -1;
    smt_hit *hit = &hits->items[hits->count++];
    *hit = (smt_hit){.entry = term->entry,
                     .signal = entry->signal,
                     .role = entry->role,
                     .borrowed = (unsigned char)self->borrowed,
                     .from = self->places[0],
                     .to = self->places[term->element_count - 1] + 1,
                     .factor = 1};
    for (unsigned short i = 0; i < term->element_count && self->places[i] - self->places[0] < 64; i++)
        hit->own |= UINT64_C(1) << (self->places[i] - self->places[0]);
    if (term->capture_to > term->capture_from) {
        hit->capture_from = self->places[term->capture_from];
        hit->capture_to = self->places[term->capture_to - 1] + 1;
    }
    return 0;
}

/* One term with its anchor at one token. */
static int try_term(attempt *self, const smt_term *term, size_t at, smt_hits *hits)
{
    const smt_entry *entry = &self->lexicon->entries[term->entry];
    self->term = term;
    self->elements = self->lexicon->elements + term->first_element;
    self->places[term->anchor] = (uint32_t)at;
    if (!match_after(self, (size_t)term->anchor + 1, at + 1) || !match_before(self, term->anchor, at))
        return 0;
    if ((term->at_start && !at_sentence_start(self->tokens, self->places[0], self->elements[0].gap)) ||
        (term->at_end && !at_sentence_end(self->tokens, self->places[term->element_count - 1], term->end_gap)))
        return 0;
    if (entry->weight == 0 && entry->role == SMT_ROLE_SIGNAL)
        return 0; /* taken out by a later layer */
    return add_hit(self, hits);
}

/* Does one of the tokens that can stand beside the anchor look as if it fitted? Most terms end here. */
static int is_plausible(const attempt *self, const smt_posting *posting, size_t at)
{
    uint64_t seen = posting->side == 0 ? UINT64_MAX : 0;
    for (size_t step = 1; step <= (size_t)posting->gap + 1; step++) {
        if (posting->side > 0 && at + step < self->tokens->count)
            seen |= self->signatures[at + step];
        else if (posting->side < 0 && step <= at)
            seen |= self->signatures[at - step];
    }
    return (seen & posting->neighbours) != 0;
}

static int try_symbol(attempt *self, uint32_t symbol, size_t at, smt_hits *hits)
{
    const smt_lexicon *lexicon = self->lexicon;
    const smt_posting *end = lexicon->postings + lexicon->first_posting[symbol + 1];
    self->sentence = self->tokens->items[at].sentence;
    for (const smt_posting *posting = lexicon->postings + lexicon->first_posting[symbol]; posting < end; posting++) {
        if (is_plausible(self, posting, at) && try_term(self, &lexicon->terms[posting->term], at, hits) != 0)
            return -1;
    }
    return 0;
}

static const uint64_t *token_signatures(const smt_lexicon *lexicon, const smt_tokens *tokens, int borrowed, smt_arena *arena)
{
    uint64_t *signatures = smt_arena_alloc(arena, tokens->count * sizeof *signatures);
    for (size_t i = 0; i < tokens->count && signatures != NULL; i++) {
        const smt_token *token = &tokens->items[i];
        signatures[i] = is_borrowed(token) == borrowed ? token->word->signature : 0;
        if (token->kind != SMT_WORD)
            signatures[i] |= smt_signature(lexicon->kind_symbols[token->kind]);
        if (token->flags & SMT_CAPS)
            signatures[i] |= smt_signature(lexicon->caps_symbol);
        if (token->flags & SMT_QUOTED)
            signatures[i] |= smt_signature(lexicon->quoted_symbol);
    }
    return signatures;
}

/* What the terms of one lexicon find in the words of its language. */
static int find_all(const smt_lexicon *lexicon, const smt_tokens *tokens, int borrowed, smt_arena *arena, smt_hits *hits)
{
    /* one for all terms: clearing it for each would cost more than the matching */
    attempt self = {.lexicon = lexicon, .tokens = tokens, .borrowed = borrowed, .signatures = token_signatures(lexicon, tokens, borrowed, arena)};
    if (self.signatures == NULL)
        return -1;
    for (size_t at = 0; at < tokens->count; at++) {
        const smt_token *token = &tokens->items[at];
        if (is_borrowed(token) != borrowed)
            continue;
        for (uint32_t s = 0; s < token->word->count; s++) {
            if (try_symbol(&self, token->word->symbols[s], at, hits) != 0)
                return -1;
        }
        if (token->kind != SMT_WORD && try_symbol(&self, lexicon->kind_symbols[token->kind], at, hits) != 0)
            return -1;
        if (token->flags & SMT_CAPS && try_symbol(&self, lexicon->caps_symbol, at, hits) != 0)
            return -1;
        if (token->flags & SMT_QUOTED && try_symbol(&self, lexicon->quoted_symbol, at, hits) != 0)
            return -1;
    }
    return 0;
}

/* By role and signal, the longest first, then by place: a total order, so that the result never depends on how hits were found. */
static int longest_first(const void *left, const void *right)
{
    const smt_hit *a = left, *b = right;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    if (a->signal != b->signal)
        return a->signal < b->signal ? -1 : 1;
    uint32_t a_length = a->to - a->from, b_length = b->to - b->from;
    if (a_length != b_length)
        return a_length > b_length ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->borrowed != b->borrowed)
        return a->borrowed < b->borrowed ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

static int by_place(const void *left, const void *right)
{
    const smt_hit *a = left, *b = right;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    if (a->signal != b->signal)
        return a->signal < b->signal ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->borrowed != b->borrowed)
        return a->borrowed < b->borrowed ? -1 : 1;
    return a->entry < b->entry ? -1 : a->entry > b->entry;
}

/* Of overlapping hits of one signal the longest stays, unless the signal lets all count; then doubles alone are dropped. `owner` has room for one number per token: the run that took it. */
static void drop_overlaps(smt_hits *hits, const smt_scale *scale, uint32_t *owner, size_t tokens)
{
    for (size_t i = 0; i < tokens; i++)
        owner[i] = 0;
    uint32_t run = 0;
    for (size_t i = 0; i < hits->count; i++) {
        smt_hit *hit = &hits->items[i];
        if (i == 0 || hit->signal != hit[-1].signal || hit->role != hit[-1].role)
            run++;
        if (hit->role == SMT_ROLE_SIGNAL && scale->signals[hit->signal].flags & SMT_OVERLAPPING) {
            hit->dropped = i > 0 && hit->entry == hit[-1].entry && hit->borrowed == hit[-1].borrowed && hit->from == hit[-1].from;
            continue;
        }
        for (uint32_t at = hit->from; at < hit->to && !hit->dropped; at++)
            hit->dropped = owner[at] == run;
        for (uint32_t at = hit->from; at < hit->to && !hit->dropped; at++)
            owner[at] = run;
    }
}

/* What lies inside a longer harmless phrase does not count. `cover` gets, for each token, the harmless hit it is in (its place in `hits`, from 1). */
static void drop_harmless(smt_hits *hits, uint32_t harmless, uint32_t *cover, size_t tokens)
{
    for (size_t i = 0; i < tokens; i++)
        cover[i] = 0;
    for (size_t i = 0; i < hits->count; i++) {
        const smt_hit *hit = &hits->items[i];
        for (uint32_t at = hit->from; at < hit->to && hit->signal == harmless && hit->role == SMT_ROLE_SIGNAL; at++)
            cover[at] = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < hits->count; i++) {
        smt_hit *hit = &hits->items[i];
        if (hit->signal == harmless || hit->role != SMT_ROLE_SIGNAL || cover[hit->from] == 0)
            continue;
        const smt_hit *phrase = &hits->items[cover[hit->from] - 1];
        hit->dropped = hit->to <= phrase->to && hit->to - hit->from < phrase->to - phrase->from;
    }
}

static void remove_dropped(smt_hits *hits)
{
    size_t kept = 0;
    for (size_t i = 0; i < hits->count; i++) {
        if (!hits->items[i].dropped)
            hits->items[kept++] = hits->items[i];
    }
    hits->count = kept;
}

int smt_match(const smt_readers *readers, const smt_scale *scale, const smt_tokens *tokens, smt_arena *arena, smt_hits *hits)
{
    hits->count = 0;
    for (int borrowed = 0; borrowed < 2 && readers->by[borrowed] != NULL; borrowed++) {
        if (find_all(readers->by[borrowed], tokens, borrowed, arena, hits) != 0)
            return -1;
    }
    if (hits->count == 0)
        return 0;
    uint32_t *marks = smt_arena_alloc(arena, tokens->count * sizeof *marks);
    if (marks == NULL)
        return -1;
    qsort(hits->items, hits->count, sizeof *hits->items, longest_first);
    drop_overlaps(hits, scale, marks, tokens->count);
    remove_dropped(hits);
    drop_harmless(hits, scale->harmless, marks, tokens->count);
    remove_dropped(hits);
    qsort(hits->items, hits->count, sizeof *hits->items, by_place);
    return 0;
}
