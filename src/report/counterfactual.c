#include "counterfactual.h"

#include <stdlib.h>
#include <string.h>

enum { ALONE_MOST = 3 }; /* changes by one reason left out that are told */

typedef struct {
    smtone_context *context;
    const smtone_post *post;
    const char *triage;
    const reasons *why;
    size_t ranked[LEFT_OUT_MOST]; /* reasons that hold the verdict up, the strongest first */
    size_t ranked_count;
    char *text;
} search;

/* Sentences that make a post something else, by verdict and language. */
static const struct {
    const char *lang, *triage, *sentence;
} ADDITIONS[] = {
    {"fr", "grievance", "Ma commande 4471 n'est toujours pas arrivée."},
    {"en", "grievance", "My order 4471 still has not arrived."},
    {"fr", "other", "C'est réglé depuis ce matin, merci beaucoup !"},
    {"en", "other", "All sorted this morning, thank you so much!"},
};

/* How far a reason holds the verdict up against the two others. */
static double support(const reason *one, const char *triage)
{
    double grievance = one->values[REASON_GRIEVANCE], troll = one->values[REASON_TROLL];
    if (strcmp(triage, "grievance") == 0)
        return grievance - (troll > 0 ? troll : 0);
    if (strcmp(triage, "troll") == 0)
        return troll - (grievance > 0 ? grievance : 0);
    return -(grievance > troll ? grievance : troll);
}

/* 1 for a reason that stands somewhere in the text where none ranked before it stands. */
static int has_own_place(const search *self, const reason *one)
{
    int own = one->span.start != SMTONE_NOWHERE;
    for (size_t i = 0; i < self->ranked_count && own; i++) {
        smtone_span other = self->why->items[self->ranked[i]].span;
        own = other.start != one->span.start || other.end != one->span.end;
    }
    return own;
}

/* Puts the reasons with a place that support the verdict in order, the strongest first. */
static void rank(search *self)
{
    for (size_t i = 0; i < self->why->count; i++) {
        double weight = support(&self->why->items[i], self->triage);
        if (weight <= 0 || !has_own_place(self, &self->why->items[i]))
            continue;
        size_t at = self->ranked_count < LEFT_OUT_MOST ? self->ranked_count++ : LEFT_OUT_MOST;
        for (; at > 0 && support(&self->why->items[self->ranked[at - 1]], self->triage) < weight; at--) {
            if (at < LEFT_OUT_MOST)
                self->ranked[at] = self->ranked[at - 1];
        }
        if (at < LEFT_OUT_MOST)
            self->ranked[at] = i;
    }
}

/* Analyses the text that was put together; 1 if the verdict is another one, 0 if not, -1 without memory. */
static int turns(search *self, size_t length, change *found)
{
    const smtone_result *result = NULL;
    smtone_post post = *self->post;
    post.text = self->text;
    post.text_length = length;
    switch (smtone_analyse(self->context, &post, &result, NULL)) {
    case SMTONE_OK: break;
    case SMTONE_ERR_TEXT:
    case SMTONE_ERR_LIMIT: return 0;
    default: return -1;
    }
    found->triage = result->triage;
    found->confidence = result->confidence;
    return strcmp(result->triage, self->triage) != 0;
}

/* The post without the words of the reasons in `found`. */
static int turns_without(search *self, change *found)
{
    size_t length = self->post->text_length;
    memcpy(self->text, self->post->text, length);
    for (size_t i = 0; i < found->left_out_count; i++) {
        smtone_span span = self->why->items[found->left_out[i]].span;
        memset(self->text + span.start, ' ', span.end - span.start);
    }
    return turns(self, length, found);
}

static int leave_out_one(search *self, changes *out)
{
    for (size_t i = 0; i < self->ranked_count && out->count < ALONE_MOST; i++) {
        change *next = &out->items[out->count];
        *next = (change){.left_out = {self->ranked[i]}, .left_out_count = 1};
        int turned = turns_without(self, next);
        if (turned < 0)
            return -1;
        out->count += (size_t)turned;
    }
    return 0;
}

static int leave_out_several(search *self, changes *out)
{
    change *next = &out->items[out->count];
    *next = (change){.triage = NULL};
    int turned = 0;
    while (turned == 0 && next->left_out_count < self->ranked_count) {
        next->left_out[next->left_out_count] = self->ranked[next->left_out_count];
        next->left_out_count++;
        turned = turns_without(self, next);
    }
    out->count += turned > 0;
    return turned < 0 ? -1 : 0;
}

static int add_sentences(search *self, changes *out)
{
    for (size_t i = 0; i < sizeof ADDITIONS / sizeof ADDITIONS[0] && out->count < CHANGES_MOST; i++) {
        const char *sentence = ADDITIONS[i].sentence;
        size_t length = self->post->text_length, more = strlen(sentence);
        if (self->post->force_lang == NULL || strcmp(ADDITIONS[i].lang, self->post->force_lang) != 0 ||
            strcmp(ADDITIONS[i].triage, self->triage) == 0)
            continue;
        memcpy(self->text, self->post->text, length);
        self->text[length] = '\n';
        memcpy(self->text + length + 1, sentence, more);
        change *next = &out->items[out->count];
        *next = (change){.added = sentence};
        int turned = turns(self, length + 1 + more, next);
        if (turned < 0)
            return -1;
        out->count += (size_t)turned;
    }
    return 0;
}

int changes_find(smtone_context *context, const smtone_post *post, const char *triage, const reasons *why, changes *out)
{
    search self = {.context = context, .post = post, .triage = triage, .why = why, .text = malloc(post->text_length + 128)};
    *out = (changes){.count = 0};
    if (self.text == NULL)
        return -1;
    rank(&self);
    int failed = leave_out_one(&self, out);
    if (failed == 0 && out->count == 0)
        failed = leave_out_several(&self, out);
    if (failed == 0)
        failed = add_sentences(&self, out);
    free(self.text);
    return failed;
}
