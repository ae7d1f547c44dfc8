#include "score/context.h"

#include <math.h>

/* How far a modifier can be from what it modifies, in tokens: no reach is longer, and the cost stays linear. */
enum { WINDOW = 64 };

/* Where in a sentence the first and the last hit of a valence stand, by token: 0 is good, 1 is bad. */
typedef struct {
    uint32_t first[2], last[2];
} side;

/* A post and what in it modifies. */
typedef struct {
    const smt_readers *readers;
    const smt_scale *scale;
    const smt_tokens *tokens;
    smt_hits *hits;
    size_t first[SMT_ROLE_COUNT + 1]; /* hits are in order of role, then place: where each role begins; signals first */
    side *sides;                      /* of each sentence */
    int shouts;                       /* most words are capitals: none of them stands out */
} scene;

static const smt_entry *entry_of(const scene *self, const smt_hit *hit)
{
    return &self->readers->by[hit->borrowed]->entries[hit->entry];
}

/* The lexicon of the language that a token is in. */
static const smt_lexicon *lexicon_of(const scene *self, const smt_token *token)
{
    return self->readers->by[(token->flags & SMT_BORROWED) != 0];
}

/* Does a token belong to a class, which its language's lexicon may not have? */
static int is_in(const smt_token *token, uint32_t class)
{
    return class != SMT_NONE && smt_word_has(token->word, class);
}

/* Is there a border of clauses between two tokens: punctuation, or a word that begins a clause of its own (but, que)? */
static int same_clause(const scene *self, uint32_t from, uint32_t to)
{
    const smt_token *tokens = self->tokens->items;
    if (tokens[from].clause != tokens[to].clause)
        return 0;
    for (uint32_t at = from + 1; at <= to; at++) {
        if (at < to && is_in(&tokens[at], lexicon_of(self, &tokens[at])->scope_end))
            return 0;
    }
    return 1;
}

/* Is the modifier among the hit's own words (toujours *pas* reçu), with one of its words at least, or does it stand in a gap? */
static int is_own(const smt_hit *modifier, const smt_hit *hit)
{
    if (modifier->from < hit->from || modifier->to > hit->to)
        return 0;
    for (uint32_t at = modifier->from; at < modifier->to; at++) {
        if (at - hit->from >= 64 || hit->own >> (at - hit->from) & 1)
            return 1;
    }
    return 0;
}

/* Does a modifier reach a hit? One of the hit's own words does not; one that stands in its gap does. */
static int reaches(const scene *self, const smt_hit *modifier, const smt_hit *hit)
{
    const smt_entry *entry = entry_of(self, modifier);
    if (modifier->from >= hit->from && modifier->to <= hit->to)
        return !is_own(modifier, hit);
    if (modifier->to <= hit->from)
        return hit->from - modifier->to < entry->forward && same_clause(self, modifier->to - 1, hit->from);
    if (modifier->from >= hit->to)
        return modifier->from - hit->to < entry->back && same_clause(self, hit->to - 1, modifier->from);
    return 0;
}

/* The modifiers of a role near a hit: the first of them, and *end behind the last. */
static const smt_hit *near_hit(const scene *self, smt_role role, const smt_hit *hit, const smt_hit **end)
{
    size_t low = self->first[role], high = self->first[role + 1];
    uint32_t earliest = hit->from > WINDOW ? hit->from - WINDOW : 0;
    *end = self->hits->items + high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->hits->items[middle].from < earliest)
            low = middle + 1;
        else
            high = middle;
    }
    const smt_hit *begin = self->hits->items + low, *stop = begin;
    while (stop < *end && stop->from < hit->to + WINDOW)
        stop++;
    *end = stop;
    return begin;
}

static int contains_negator(const scene *self, const smt_hit *hit)
{
    const smt_hit *end, *modifier = near_hit(self, SMT_ROLE_NEGATOR, hit, &end);
    for (; modifier < end; modifier++) {
        if (is_own(modifier, hit))
            return 1;
    }
    return 0;
}

/* Two negators make a weak affirmation: their factors multiply. */
static void apply_negation(const scene *self, smt_hit *hit)
{
    const smt_entry *entry = entry_of(self, hit);
    const smt_signal *signal = &self->scale->signals[hit->signal];
    if (!(signal->flags & SMT_NEGATABLE) || entry->flags & SMT_FIXED || contains_negator(self, hit))
        return;
    double factor = 1;
    const smt_hit *end, *modifier = near_hit(self, SMT_ROLE_NEGATOR, hit, &end);
    for (; modifier < end; modifier++) {
        if (reaches(self, modifier, hit)) {
            factor *= entry_of(self, modifier)->weight;
            hit->rule = "negated";
        }
    }
    if (factor < 0 && signal->negated != SMT_NONE) {
        hit->signal = signal->negated;
        factor = 1;
    }
    hit->factor *= factor;
}

static double intensity(const scene *self, const smt_hit *hit)
{
    double factor = 1;
    const smt_hit *end, *modifier = near_hit(self, SMT_ROLE_INTENSIFIER, hit, &end);
    for (; modifier < end; modifier++) {
        if (reaches(self, modifier, hit))
            factor *= entry_of(self, modifier)->weight;
    }
    return fmin(factor, self->scale->settings[SMT_SET_INTENSITY_MOST]);
}

/* ---- frames ---- */

/* A question that is also shouted (?!) is asked for effect: none. */
static int is_question(const scene *self, uint32_t at)
{
    int question = 0;
    const smt_tokens *tokens = self->tokens;
    uint32_t sentence = tokens->items[at].sentence;
    size_t far = at + WINDOW < tokens->count ? at + WINDOW : tokens->count;
    for (size_t i = at; i < far && tokens->items[i].sentence == sentence; i++) {
        if (tokens->items[i].kind == SMT_EXCLAIM)
            return 0;
        question |= tokens->items[i].kind == SMT_QUESTION;
    }
    return question;
}

static double valence_of(const scene *self, const smt_hit *hit)
{
    return self->scale->signals[hit->signal].weights[SMT_VALENCE] * entry_of(self, hit)->weight * hit->factor;
}

/* Notes where good and bad things are said. -1 without memory. */
static int find_sides(scene *self, smt_arena *arena)
{
    const smt_token *tokens = self->tokens->items;
    size_t sentences = self->tokens->count == 0 ? 0 : tokens[self->tokens->count - 1].sentence + (size_t)1;
    self->sides = smt_arena_alloc(arena, sentences * sizeof *self->sides);
    if (self->sides == NULL)
        return -1;
    for (size_t i = 0; i < sentences; i++)
        self->sides[i] = (side){.first = {UINT32_MAX, UINT32_MAX}};
    for (size_t i = 0; i < self->first[1]; i++) {
        const smt_hit *hit = &self->hits->items[i];
        double valence = valence_of(self, hit);
        side *in = &self->sides[tokens[hit->from].sentence];
        int bad = valence < 0;
        if (valence == 0)
            continue;
        in->first[bad] = hit->from < in->first[bad] ? hit->from : in->first[bad];
        in->last[bad] = hit->to > in->last[bad] ? hit->to : in->last[bad];
    }
    return 0;
}

/* Does a frame stand between the hit and something of the contrary valence? */
static int is_contrary(const scene *self, const smt_hit *frame, const smt_hit *hit, int after)
{
    const side *in = &self->sides[self->tokens->items[hit->from].sentence];
    int other = !(valence_of(self, hit) < 0);
    return after ? in->first[other] < frame->from : in->last[other] > frame->to;
}

/* What a frame multiplies a hit by: 1 where it does not reach it, or is made of the hit's own words. */
static double frame_factor(const scene *self, const smt_hit *frame, const smt_hit *hit)
{
    const smt_entry *entry = entry_of(self, frame);
    const smt_token *tokens = self->tokens->items;
    if (tokens[frame->from].sentence != tokens[hit->from].sentence || is_own(frame, hit))
        return 1;
    if (entry->reach == SMT_REACH_QUESTION && !is_question(self, frame->from))
        return 1;
    int after = hit->from >= frame->to || (hit->from >= frame->from && hit->to > frame->to);
    if (entry->reach == SMT_REACH_CLAUSE && tokens[frame->from].clause != tokens[hit->from].clause)
        return 1;
    if (entry->reach == SMT_REACH_CONTRARY && !is_contrary(self, frame, hit, after))
        return 1;
    return after ? entry->weight : entry->before;
}

/* Of the frames around a hit the one that changes it most counts: a clause is no less real for being hypothetical twice. */
static void apply_frames(const scene *self, smt_hit *hit)
{
    double factor = 1;
    const char *rule = NULL;
    const smt_hit *end, *frame = near_hit(self, SMT_ROLE_FRAME, hit, &end);
    for (; frame < end; frame++) {
        double its = entry_of(self, frame)->touches & self->scale->signals[hit->signal].flags ? frame_factor(self, frame, hit) : 1;
        if (fabs(its - 1) > fabs(factor - 1)) {
            factor = its;
            rule = entry_of(self, frame)->rule;
        }
    }
    hit->factor *= factor;
    hit->rule = hit->rule == NULL ? rule : hit->rule;
}

static unsigned flags_of(const scene *self, const smt_hit *hit)
{
    unsigned flags = 0;
    for (uint32_t at = hit->from; at < hit->to; at++)
        flags |= self->tokens->items[at].flags;
    return flags;
}

/* What the exclamation marks at the end of the hit's sentence add. */
static double exclamation(const scene *self, const smt_hit *hit)
{
    const smt_tokens *tokens = self->tokens;
    uint32_t sentence = tokens->items[hit->from].sentence;
    size_t at = hit->to;
    size_t far = at + WINDOW < tokens->count ? at + WINDOW : tokens->count;
    while (at < far && tokens->items[at].sentence == sentence && tokens->items[at].kind != SMT_EXCLAIM)
        at++;
    if (at == far || tokens->items[at].sentence != sentence)
        return 1;
    double marks = fmin((double)tokens->items[at].length, self->scale->settings[SMT_SET_EXCLAMATION_MOST]);
    return 1 + marks * self->scale->settings[SMT_SET_EXCLAMATION];
}

static void multiply(smt_hit *hit, double factor, const char *rule)
{
    hit->factor *= factor;
    if (factor != 1 && hit->rule == NULL)
        hit->rule = rule;
}

/* Is someone near whom an insult could be for: you, they, a mention? Swearing at a thing or at fate is no abuse of a person. */
static int is_aimed(const scene *self, const smt_hit *hit)
{
    enum { NEAR = 6 };
    const smt_token *tokens = self->tokens->items;
    uint32_t sentence = tokens[hit->from].sentence;
    size_t from = hit->from > NEAR ? hit->from - NEAR : 0, to = hit->to + NEAR < self->tokens->count ? hit->to + NEAR : self->tokens->count;
    for (size_t at = from; at < to; at++) {
        if (tokens[at].sentence == sentence && (tokens[at].kind == SMT_MENTION || is_in(&tokens[at], lexicon_of(self, &tokens[at])->aim)))
            return 1;
    }
    return 0;
}

static void apply_aim(const scene *self, smt_hit *hit)
{
    uint32_t aimed = self->scale->signals[hit->signal].aimed;
    if (!(entry_of(self, hit)->flags & SMT_PERSON) || aimed == SMT_NONE || !is_aimed(self, hit))
        return;
    hit->signal = aimed;
    hit->rule = hit->rule == NULL ? "aimed" : hit->rule;
}

static void apply_scaling(const scene *self, smt_hit *hit)
{
    const double *settings = self->scale->settings;
    const smt_signal *signal = &self->scale->signals[hit->signal];
    unsigned flags = flags_of(self, hit);
    if (flags & SMT_QUOTED)
        multiply(hit, settings[SMT_SET_QUOTED], "quoted");
    if (!(signal->flags & SMT_SCALABLE))
        return;
    int fixed = (entry_of(self, hit)->flags & SMT_FIXED) != 0; /* by the words around it; its own letters still count */
    double factor = fixed ? 1 : intensity(self, hit);
    multiply(hit, factor, factor > 1 ? "intensified" : "diminished");
    if (flags & SMT_CAPS && !self->shouts)
        multiply(hit, settings[SMT_SET_CAPITALS], "capitals");
    if (flags & SMT_ELONGATED)
        multiply(hit, settings[SMT_SET_ELONGATION], "elongated");
    if (!fixed)
        multiply(hit, exclamation(self, hit), "exclaimed");
}

static int most_capitals(const smt_tokens *tokens, double share)
{
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        words += tokens->items[i].kind == SMT_WORD && tokens->items[i].length > 1;
        capitals += (tokens->items[i].flags & SMT_CAPS) != 0;
    }
    return (double)capitals > share * (double)words;
}

int smt_apply_context(const smt_readers *readers, const smt_scale *scale, const smt_tokens *tokens, smt_arena *arena, smt_hits *hits)
{
    scene self = {.readers = readers, .scale = scale, .tokens = tokens, .hits = hits};
    self.shouts = most_capitals(tokens, scale->settings[SMT_SET_CAPITALS_SHARE]);
    for (int role = SMT_ROLE_SIGNAL; role < SMT_ROLE_COUNT; role++) {
        self.first[role + 1] = self.first[role];
        while (self.first[role + 1] < hits->count && (int)hits->items[self.first[role + 1]].role == role)
            self.first[role + 1]++;
    }
    for (size_t i = 0; i < self.first[1]; i++)
        apply_negation(&self, &hits->items[i]);
    if (find_sides(&self, arena) != 0)
        return -1;
    for (size_t i = 0; i < self.first[1]; i++) {
        apply_aim(&self, &hits->items[i]);
        apply_frames(&self, &hits->items[i]);
        apply_scaling(&self, &hits->items[i]);
    }
    hits->count = self.first[1]; /* the modifiers have done their work */
    return 0;
}
