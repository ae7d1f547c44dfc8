#include "score/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"

smtone_status smt_evidence_new(smt_evidence_list *list, const smt_scale *scale, smtone_error *error)
{
    *list = (smt_evidence_list){.scale = scale};
    list->strengths = calloc(scale->signal_count + 1, sizeof *list->strengths);
    list->sums = calloc((scale->group_count + 1) * SMT_AXIS_COUNT, sizeof *list->sums);
    return list->strengths == NULL || list->sums == NULL ? smt_no_memory(error) : SMTONE_OK;
}

void smt_evidence_free(smt_evidence_list *list)
{
    free(list->pieces);
    free(list->strengths);
    free(list->sums);
    free(list->repeats);
    *list = (smt_evidence_list){0};
}

void smt_evidence_clear(smt_evidence_list *list)
{
    list->count = 0;
    list->post++;
    memset(list->strengths, 0, list->scale->signal_count * sizeof *list->strengths);
}

static int add_piece(smt_evidence_list *list, smt_piece piece)
{
    if (SMT_ROOM(list->pieces, list->count, list->capacity) != 0)
        return -1;
    list->pieces[list->count++] = piece;
    return 0;
}

/* A signal of some strength, on every axis it weighs on: by its own weights, or on the explained axes by those of a fitted word. */
static int add_signal(smt_evidence_list *list, uint32_t signal, double strength, const float *weights, smt_piece piece)
{
    const smt_signal *of = &list->scale->signals[signal];
    list->strengths[signal] += strength;
    for (int axis = 0; axis < (weights == NULL ? (int)SMT_AXIS_COUNT : (int)SMT_EXPLAINED_AXES); axis++) {
        piece.signal = signal;
        piece.axis = (smt_axis)axis;
        piece.value = strength * (weights == NULL ? of->weights[axis] : (double)weights[axis]);
        if (piece.value != 0 && add_piece(list, piece) != 0)
            return -1;
    }
    return 0;
}

/* How often the entry has been met in this post before. Entries of all lexicons share the numbers: those of the post's own language come first. */
static uint32_t times_before(smt_evidence_list *list, uint32_t entry)
{
    struct smt_repeat *repeat = &list->repeats[entry];
    if (repeat->post != list->post)
        *repeat = (struct smt_repeat){.post = list->post};
    return repeat->times++;
}

static int is_sign(const smt_tokens *tokens, const smt_hit *hit)
{
    for (uint32_t at = hit->from; at < hit->to; at++) {
        if (tokens->items[at].kind != SMT_EMOJI && tokens->items[at].kind != SMT_EMOTICON)
            return 0;
    }
    return 1;
}

int smt_evidence_add_hits(smt_evidence_list *list, const smt_readers *readers, const smt_tokens *tokens, const smt_hits *hits)
{
    size_t had = list->repeats_capacity, own = readers->by[0]->entry_count, borrowed = readers->by[1] == NULL ? 0 : readers->by[1]->entry_count;
    if (smt_reserve(&list->repeats, &list->repeats_capacity, own + borrowed, sizeof *list->repeats) != 0)
        return -1;
    memset(list->repeats + had, 0, (list->repeats_capacity - had) * sizeof *list->repeats);
    const double *settings = list->scale->settings;
    uint32_t signs = 0; /* of one signal: hits come in order of signals */
    for (size_t i = 0; i < hits->count; i++) {
        const smt_hit *hit = &hits->items[i];
        int sign = is_sign(tokens, hit);
        signs = i > 0 && hit[-1].signal == hit->signal ? signs : 0;
        uint32_t before = times_before(list, hit->entry + (hit->borrowed ? (uint32_t)own : 0));
        double again = sign ? pow(settings[SMT_SET_SIGN_RUN], signs++) : before == 0 ? 1 : pow(settings[SMT_SET_REPEAT], before);
        const smt_entry *entry = &readers->by[hit->borrowed]->entries[hit->entry];
        double strength = entry->weight * hit->factor * again;
        smt_piece piece = {.span = {tokens->items[hit->from].start, tokens->items[hit->to - 1].end},
                           .rule = hit->rule == NULL && again < 1 ? "repeated" : hit->rule,
                           .sign = sign};
        if (fabs(strength) >= 0.00005 && add_signal(list, hit->signal, strength, entry->weights, piece) != 0)
            return -1;
    }
    return 0;
}

int smt_evidence_add_derived(smt_evidence_list *list, uint32_t signal, double strength)
{
    return add_signal(list, signal, strength, NULL, (smt_piece){.span = {SMTONE_NOWHERE, SMTONE_NOWHERE}, .rule = "derived"});
}

/* A group may add no more than its cap to an axis, in either direction: its pieces shrink alike. */
static void apply_caps(smt_evidence_list *list)
{
    const smt_scale *scale = list->scale;
    memset(list->sums, 0, scale->group_count * SMT_AXIS_COUNT * sizeof *list->sums);
    for (size_t i = 0; i < list->count; i++) {
        const smt_piece *piece = &list->pieces[i];
        list->sums[scale->signals[piece->signal].group * SMT_AXIS_COUNT + piece->axis] += piece->value;
    }
    for (size_t i = 0; i < list->count; i++) {
        smt_piece *piece = &list->pieces[i];
        uint32_t group = scale->signals[piece->signal].group;
        double sum = fabs(list->sums[group * SMT_AXIS_COUNT + piece->axis]), cap = scale->groups[group].caps[piece->axis];
        if (sum > cap) {
            piece->value *= cap / sum;
            piece->rule = piece->rule == NULL ? "capped" : piece->rule;
        }
    }
}

/* Emoji that say the contrary of the words (by their valence) are held down to a share of them, on every axis alike. */
static void apply_signs(smt_evidence_list *list)
{
    const double *settings = list->scale->settings;
    double words = 0, against = 0;
    for (size_t i = 0; i < list->count; i++)
        words += list->pieces[i].axis == SMT_VALENCE && !list->pieces[i].sign ? list->pieces[i].value : 0;
    for (size_t i = 0; i < list->count; i++) {
        const smt_piece *piece = &list->pieces[i];
        against += piece->axis == SMT_VALENCE && piece->sign && piece->value * words < 0 ? fabs(piece->value) : 0;
    }
    double most = settings[SMT_SET_SIGN_SHARE] * fabs(words);
    if (fabs(words) < settings[SMT_SET_SIGN_WORDS] || against <= most)
        return;
    for (size_t i = 0; i < list->count; i++) {
        smt_piece *piece = &list->pieces[i];
        if (piece->sign && list->scale->signals[piece->signal].weights[SMT_VALENCE] * words < 0) {
            piece->value *= most / against;
            piece->rule = "contradicted";
        }
    }
}

static double rounded(double value)
{
    return round(value * 10000) / 10000;
}

int smt_evidence_total(smt_evidence_list *list)
{
    apply_caps(list);
    apply_signs(list);
    for (int axis = 0; axis < SMT_AXIS_COUNT; axis++) {
        list->raw[axis] = 0;
        smt_piece bias = {.signal = SMT_NONE, .axis = (smt_axis)axis, .value = list->scale->bias[axis], .span = {SMTONE_NOWHERE, SMTONE_NOWHERE}};
        if (bias.value != 0 && add_piece(list, bias) != 0)
            return -1;
    }
    for (size_t i = 0; i < list->count; i++) {
        list->pieces[i].value = rounded(list->pieces[i].value);
        list->raw[list->pieces[i].axis] += list->pieces[i].value;
    }
    return 0;
}
