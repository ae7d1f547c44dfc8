/* The table of contents: what a model and a context are made of, and the stages a post goes through, in order. */
#include "smtone.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "decide/axes.h"
#include "decide/facts.h"
#include "decide/policy.h"
#include "score/context.h"
#include "score/evidence.h"
#include "score/languages.h"
#include "score/lexicon.h"
#include "score/match.h"
#include "score/rules.h"
#include "text/disguise.h"
#include "text/language.h"
#include "text/normalise.h"
#include "text/tokenise.h"
#include "text/unicode.h"
#include "text/utf8.h"

#ifndef SMTONE_VERSION
#define SMTONE_VERSION "0.1.0"
#endif

enum { LIST_MOST = 16, TEXT_MOST = 1 << 28 };

static const char *const LANG_NAMES[SMT_LANG_COUNT] = {"und", "fr", "en"};
static const char *const LEXICON_NAMES[SMT_LANG_COUNT] = {"", "fr", "en"};

struct smtone_model {
    char name[32];
    smt_sources sources;
    smt_scale scale;
    smt_tokeniser *tokeniser;
    smt_language_model language;
    smt_lexicon lexicons[SMT_LANG_COUNT]; /* by smt_lang; that of SMT_UND needs no language */
    smt_rules rules;
    smt_policy policy;
    smt_fact_signals facts;
};

struct smtone_context {
    const smtone_model *model;
    smt_arena arena;
    smt_normal normal, scratch;
    smt_token_matcher *matcher;
    smt_tokens tokens;
    smt_words words[SMT_LANG_COUNT];
    smt_hits hits;
    smt_evidence_list evidence;
    double scores[SMT_AXIS_COUNT];
    smtone_evidence *explained;
    size_t explained_capacity;
    const char *acts[LIST_MOST], *avoid[LIST_MOST];
    smtone_result result;
};

/* ---- the model ---- */

static smtone_status load_lexicons(smtone_model *model, smtone_error *error)
{
    smt_lexicon_tools tools = {.scale = &model->scale, .error = error};
    smtone_status status = smt_token_matcher_new(model->tokeniser, &tools.matcher, error);
    for (int lang = 0; lang < SMT_LANG_COUNT && status == SMTONE_OK; lang++)
        status = smt_lexicon_load(&model->lexicons[lang], LEXICON_NAMES[lang], &model->sources, &tools);
    smt_token_matcher_free(tools.matcher);
    return status;
}

static smtone_status load_model(smtone_model *model, const char *const *dirs, size_t count, smtone_error *error)
{
    smtone_status status = smt_sources_load(dirs, count, &model->sources, error);
    if (status == SMTONE_OK)
        status = smt_scale_load(&model->scale, &model->sources, error);
    if (status == SMTONE_OK)
        status = smt_tokeniser_new(&model->tokeniser, error);
    if (status == SMTONE_OK)
        status = load_lexicons(model, error);
    if (status == SMTONE_OK)
        status = smt_language_model_load(&model->language, &model->scale, &model->sources, error);
    if (status == SMTONE_OK)
        status = smt_rules_load(&model->rules, &model->scale, &model->sources, error);
    if (status == SMTONE_OK)
        status = smt_policy_load(&model->policy, &model->scale, &model->sources, error);
    return status;
}

smtone_status smtone_model_new(const char *const *dirs, size_t count, smtone_model **out, smtone_error *error)
{
    if (out == NULL || (dirs == NULL && count > 0))
        return smt_fail(error, SMTONE_ERR_ARGUMENT, NULL, 0, "smtone_model_new: NULL argument");
    *out = NULL;
    smtone_model *model = calloc(1, sizeof *model);
    if (model == NULL)
        return smt_no_memory(error);
    smtone_status status = load_model(model, dirs, count, error);
    if (status != SMTONE_OK) {
        smtone_model_free(model);
        return status;
    }
    smt_fact_signals_find(&model->facts, &model->scale);
    const char *dot = strrchr(SMTONE_VERSION, '.');
    snprintf(model->name, sizeof model->name, "%.*s-%08x", (int)(dot - SMTONE_VERSION), SMTONE_VERSION,
             (unsigned)(model->sources.hash ^ model->sources.hash >> 32));
    smt_sources_free(&model->sources); /* all is compiled now */
    *out = model;
    return SMTONE_OK;
}

void smtone_model_free(smtone_model *model)
{
    if (model == NULL)
        return;
    smt_sources_free(&model->sources);
    smt_scale_free(&model->scale);
    smt_tokeniser_free(model->tokeniser);
    smt_language_model_free(&model->language);
    for (int lang = 0; lang < SMT_LANG_COUNT; lang++)
        smt_lexicon_free(&model->lexicons[lang]);
    smt_rules_free(&model->rules);
    smt_policy_free(&model->policy);
    free(model);
}

const char *smtone_model_name(const smtone_model *model)
{
    return model->name;
}

const char *smtone_version(void)
{
    return SMTONE_VERSION;
}

/* ---- the context ---- */

smtone_status smtone_context_new(const smtone_model *model, smtone_context **out, smtone_error *error)
{
    if (out == NULL || model == NULL)
        return smt_fail(error, SMTONE_ERR_ARGUMENT, NULL, 0, "smtone_context_new: NULL argument");
    *out = NULL;
    smtone_context *context = calloc(1, sizeof *context);
    if (context == NULL)
        return smt_no_memory(error);
    context->model = model;
    smtone_status status = smt_token_matcher_new(model->tokeniser, &context->matcher, error);
    if (status == SMTONE_OK)
        status = smt_evidence_new(&context->evidence, &model->scale, error);
    for (int lang = 0; lang < SMT_LANG_COUNT && status == SMTONE_OK; lang++) {
        context->words[lang].lexicon = &model->lexicons[lang];
        if (lang != SMT_UND)
            status = smt_stemmer_new(LEXICON_NAMES[lang], &context->words[lang].stemmer, error);
    }
    if (status != SMTONE_OK) {
        smtone_context_free(context);
        return status;
    }
    *out = context;
    return SMTONE_OK;
}

void smtone_context_free(smtone_context *context)
{
    if (context == NULL)
        return;
    smt_arena_free(&context->arena);
    smt_normal_free(&context->normal);
    smt_normal_free(&context->scratch);
    smt_token_matcher_free(context->matcher);
    free(context->tokens.items);
    for (int lang = 0; lang < SMT_LANG_COUNT; lang++)
        smt_words_free(&context->words[lang]);
    free(context->hits.items);
    smt_evidence_free(&context->evidence);
    free(context->explained);
    free(context);
}

/* ---- a post ---- */

static int is_blank(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t point;
        at += smt_utf8_read(text + at, &point);
        if (!smt_is_space(point) && !smt_is_ignorable(point))
            return 0;
    }
    return 1;
}

static smtone_status check_text(const smtone_post *post, smtone_error *error)
{
    if (post->text == NULL)
        return smt_fail(error, SMTONE_ERR_ARGUMENT, NULL, 0, "post without a text");
    if (post->text_length > TEXT_MOST)
        return smt_fail(error, SMTONE_ERR_LIMIT, NULL, 0, "text is longer than %d bytes", TEXT_MOST);
    size_t valid = smt_utf8_valid(post->text, post->text_length);
    if (valid < post->text_length)
        return smt_fail(error, SMTONE_ERR_TEXT, NULL, 0, "text is not valid UTF-8 at byte %zu", valid);
    if (is_blank(post->text, post->text_length))
        return smt_fail(error, SMTONE_ERR_TEXT, NULL, 0, "text is empty");
    return SMTONE_OK;
}

static smt_language find_language(const smtone_context *context, const smtone_post *post)
{
    for (int lang = SMT_FR; lang < SMT_LANG_COUNT && post->force_lang != NULL; lang++) {
        if (strcmp(post->force_lang, LANG_NAMES[lang]) == 0)
            return (smt_language){.lang = (smt_lang)lang, .confidence = 1};
    }
    return smt_language_find(&context->model->language, &context->normal, post->lang);
}

static double count_words(const smt_tokens *tokens)
{
    double words = 0;
    for (size_t i = 0; i < tokens->count; i++)
        words += tokens->items[i].kind == SMT_WORD;
    return words;
}

/* The other of our two languages where stretches of the post are in it, else SMT_UND. */
static smt_lang find_stretches(smtone_context *self, smt_lang lang)
{
    const smt_lexicon *lexicons = self->model->lexicons;
    const smt_map *known[SMT_LANG_COUNT] = {NULL, &lexicons[SMT_FR].spelling.known, &lexicons[SMT_EN].spelling.known};
    if (lang == SMT_UND || smt_language_stretches(&self->model->language, lang, known, &self->normal, &self->arena) == 0)
        return SMT_UND;
    return lang == SMT_FR ? SMT_EN : SMT_FR;
}

static int look_up(smtone_context *self, smt_lang lang, int borrowed)
{
    smt_words_trim(&self->words[lang]);
    return smt_words_look_up(&self->words[lang], &self->tokens, borrowed);
}

/* Text to tokens to hits to evidence to raw sums. 0, or -1 without memory. */
static int score(smtone_context *self, smt_lang lang, double *words)
{
    const smtone_model *model = self->model;
    if (smt_undisguise(&model->lexicons[lang].spelling, &self->normal, &self->scratch) != 0)
        return -1;
    smt_lang other = find_stretches(self, lang);
    const smt_readers readers = {.by = {&model->lexicons[lang], other == SMT_UND ? NULL : &model->lexicons[other]}};
    const smt_spelling *spellings[2] = {&model->lexicons[lang].spelling, &model->lexicons[other].spelling};
    smt_evidence_clear(&self->evidence);
    if (smt_tokenise(self->matcher, &self->normal, spellings, &self->tokens) != 0 || look_up(self, lang, 0) != 0 ||
        (other != SMT_UND && look_up(self, other, 1) != 0) || smt_match(&readers, &model->scale, &self->tokens, &self->arena, &self->hits) != 0 ||
        smt_apply_context(&readers, &model->scale, &self->tokens, &self->arena, &self->hits) != 0)
        return -1;
    *words = count_words(&self->tokens);
    if (smt_evidence_add_hits(&self->evidence, &readers, &self->tokens, &self->hits) != 0 ||
        (lang != SMT_UND && smt_rules_apply(&model->rules, &self->evidence, *words) != 0))
        return -1;
    return 0;
}

/* Gives the pieces of the seven explained axes their public form. 0 or -1. */
static int explain(smtone_context *self)
{
    const smt_evidence_list *list = &self->evidence;
    smtone_result *result = &self->result;
    if (smt_reserve(&self->explained, &self->explained_capacity, list->count + 1, sizeof *self->explained) != 0)
        return -1;
    result->evidence_count = 0;
    for (size_t i = 0; i < list->count; i++) {
        const smt_piece *piece = &list->pieces[i];
        if (piece->axis >= SMT_EXPLAINED_AXES || piece->value == 0)
            continue;
        const smt_signal *signal = piece->signal == SMT_NONE ? NULL : &self->model->scale.signals[piece->signal];
        self->explained[result->evidence_count++] = (smtone_evidence){.signal = signal == NULL ? "bias" : signal->name,
                                                                      .axis = smt_axis_names[piece->axis],
                                                                      .value = piece->value,
                                                                      .span = piece->span,
                                                                      .rule = piece->rule,
                                                                      .note = signal == NULL ? "where the axis starts" : signal->note};
    }
    result->evidence = self->explained;
    return 0;
}

static void set_scores(smtone_result *result, const double scores[SMT_AXIS_COUNT])
{
    result->anger = scores[SMT_ANGER];
    result->disappointment = scores[SMT_DISAPPOINTMENT];
    result->injustice = scores[SMT_INJUSTICE];
    result->exasperation = scores[SMT_EXASPERATION];
    result->grievance = scores[SMT_GRIEVANCE];
    result->troll = scores[SMT_TROLL];
    result->abuse = scores[SMT_ABUSE];
    result->valence = scores[SMT_VALENCE];
    result->distributive = scores[SMT_DISTRIBUTIVE];
    result->procedural = scores[SMT_PROCEDURAL];
    result->interactional = scores[SMT_INTERACTIONAL];
    result->urgency = scores[SMT_URGENCY];
    result->reg.formality_score = scores[SMT_FORMALITY];
}

/* How sure the verdict is, which one came second, and how likely that is. */
static void set_confidence(const smtone_context *self, smtone_result *result)
{
    static const char *const VERDICTS[3] = {"grievance", "troll", "other"};
    double probability[3];
    smt_verdicts(&self->model->scale, self->evidence.raw, probability);
    result->runner_up_confidence = -1;
    for (int i = 0; i < 3; i++) {
        if (strcmp(VERDICTS[i], result->triage) == 0) {
            result->confidence = probability[i];
        } else if (probability[i] > result->runner_up_confidence) {
            result->runner_up = VERDICTS[i];
            result->runner_up_confidence = probability[i];
        }
    }
    result->review = result->confidence < self->model->scale.settings[SMT_SET_REVIEW_BELOW];
}

static void decide(smtone_context *self, smt_lang lang, double words)
{
    const smtone_model *model = self->model;
    smtone_result *result = &self->result;
    smt_view view = {
        .strengths = self->evidence.strengths, .scores = self->scores, .words = words, .members = {[SMT_MEMBER_LANG] = LANG_NAMES[lang]}};
    smt_axes_score(&model->scale, self->evidence.raw, self->scores);
    set_scores(result, self->scores);
    smt_policy_decide(&model->policy, &view, SMT_MEMBER_TRIAGE, SMT_MEMBER_REPLY_ROUTE);
    result->triage = view.members[SMT_MEMBER_TRIAGE] == NULL ? "other" : view.members[SMT_MEMBER_TRIAGE];
    set_confidence(self, result);
    result->review |= view.members[SMT_MEMBER_REVIEW] != NULL && strcmp(view.members[SMT_MEMBER_REVIEW], "true") == 0;
    result->posture = view.members[SMT_MEMBER_POSTURE];
    result->escalation = view.members[SMT_MEMBER_ESCALATION];
    result->priority = smt_priority(&model->scale, self->scores, smt_escalation_height(result->escalation));
    result->reg.address = view.members[SMT_MEMBER_ADDRESS];
    result->reg.formality = view.members[SMT_MEMBER_FORMALITY];
    result->reg.affect = view.members[SMT_MEMBER_AFFECT];
    result->reply.address = view.members[SMT_MEMBER_REPLY_ADDRESS];
    result->reply.formality = view.members[SMT_MEMBER_REPLY_FORMALITY];
    result->reply.route = view.members[SMT_MEMBER_REPLY_ROUTE];
    result->reply.acts = self->acts;
    result->reply.avoid = self->avoid;
    result->reply.act_count = smt_policy_collect(&model->policy, &view, SMT_MEMBER_REPLY_ACTS, self->acts, LIST_MOST);
    result->reply.avoid_count = smt_policy_collect(&model->policy, &view, SMT_MEMBER_REPLY_AVOID, self->avoid, LIST_MOST);
}

/* A post in a language that is not ours, without anything that needs none: nothing is scored. */
static void decide_nothing(smtone_context *self)
{
    double unknown[SMT_AXIS_COUNT];
    for (int axis = 0; axis < SMT_AXIS_COUNT; axis++)
        unknown[axis] = NAN;
    set_scores(&self->result, unknown);
    self->result.triage = "other";
    self->result.confidence = self->result.runner_up_confidence = NAN;
    self->result.review = 1;
    self->result.priority = -1;
}

static smtone_result empty_result(smt_language language)
{
    static const smtone_span NOWHERE = {SMTONE_NOWHERE, SMTONE_NOWHERE};
    return (smtone_result){.lang = LANG_NAMES[language.lang],
                           .lang_confidence = language.confidence,
                           .facts = {.since = NOWHERE, .amount = NOWHERE, .reference = NOWHERE, .deadline = NOWHERE}};
}

smtone_status smtone_analyse(smtone_context *context, const smtone_post *post, const smtone_result **out, smtone_error *error)
{
    double words = 0;
    if (context == NULL || post == NULL || out == NULL)
        return smt_fail(error, SMTONE_ERR_ARGUMENT, NULL, 0, "smtone_analyse: NULL argument");
    *out = NULL;
    smtone_status status = check_text(post, error);
    if (status != SMTONE_OK)
        return status;
    smt_arena_reset(&context->arena);
    if (smt_normalise(post->text, post->text_length, &context->normal) != 0)
        return smt_no_memory(error);
    smt_language language = find_language(context, post);
    context->result = empty_result(language);
    if (score(context, language.lang, &words) != 0)
        return smt_no_memory(error);
    if (language.lang == SMT_UND && context->evidence.count == 0) {
        decide_nothing(context);
    } else {
        if (smt_evidence_total(&context->evidence) != 0 || explain(context) != 0)
            return smt_no_memory(error);
        decide(context, language.lang, words);
        smt_facts_find(&context->model->facts, &context->tokens, &context->hits, &context->result);
    }
    *out = &context->result;
    return SMTONE_OK;
}
