/* smtone: reads posts of customers, French and English: what the author feels, whether there is a genuine grievance in it or only
 * a troll at work, how urgent it is, and in which register to reply. Offline, and with the reason for every number.
 *
 *     smtone_model *model = NULL;
 *     smtone_context *context = NULL;
 *     smtone_error error = {0};
 *     smtone_post post = {.text = text, .text_length = strlen(text)};
 *     const smtone_result *result = NULL;
 *     if (smtone_model_new(NULL, 0, &model, &error) == SMTONE_OK && smtone_context_new(model, &context, &error) == SMTONE_OK
 *         && smtone_analyse(context, &post, &result, &error) == SMTONE_OK)
 *         printf("%s %.2f\n", result->triage, result->grievance);
 *     smtone_context_free(context);
 *     smtone_model_free(model);
 *
 * Conventions. All text is UTF-8 with a length in bytes; offsets are bytes of the text as it was given. Scores are doubles; NAN stands for
 * "not known" (null in JSON). A string that does not apply is NULL. No function prints, exits or keeps state outside its arguments. */
#ifndef SMTONE_H
#define SMTONE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SMTONE_SCHEMA 1

#if defined(__GNUC__)
#define SMTONE_API __attribute__((visibility("default")))
#else
#define SMTONE_API
#endif

/* What a call came to. */
typedef enum {
    SMTONE_OK = 0,
    SMTONE_ERR_MEMORY,  /* no memory; the context stays usable, the post was not analysed */
    SMTONE_ERR_LEXICON, /* a lexicon is invalid: the error names file and line */
    SMTONE_ERR_TEXT,    /* the text is empty or not UTF-8 */
    SMTONE_ERR_LIMIT,   /* the text is longer than the model's limit */
    SMTONE_ERR_IO,      /* a lexicon folder or file could not be read */
    SMTONE_ERR_ARGUMENT /* a NULL or a value that the function does not take */
} smtone_status;

/* Where and why a call failed. The caller owns it, sets it to zero first, and may pass NULL where it does not care. The first error wins: a
 * struct that already holds one is left as it is. `source` is a file's name or empty, `line` counts from 1 or is 0. */
typedef struct {
    smtone_status status;
    unsigned line;
    char source[256];
    char message[512];
} smtone_error;

/* The lexicons, weights and compiled patterns. Immutable once made: one model serves any number of threads at once. */
typedef struct smtone_model smtone_model;

/* What one thread needs to analyse posts: stemmers, match data, caches, an arena. Reused from post to post, so that in the steady
 * state nothing is allocated. One thread at a time may use a context. */
typedef struct smtone_context smtone_context;

/* A post as it comes in. `text` is required. `lang` is the language the post itself claims ("fr", "en-GB", …), a hint that evidence may
 * overrule, or NULL. `force_lang` is "fr" or "en" to switch detection off, or NULL. None of it is kept after the call. */
typedef struct {
    const char *text;
    size_t text_length;
    const char *lang;
    const char *force_lang;
} smtone_post;

/* A stretch of the text, in bytes: [start, end). `start` is SMTONE_NOWHERE where there is none. */
#define SMTONE_NOWHERE ((size_t)-1)
typedef struct {
    size_t start, end;
} smtone_span;

/* One reason for one score: what `signal` added to the raw sum of `axis`, modifiers and caps included, rounded to 4 decimals. The scores are computed
 * from these very values, so they can be recomputed. `rule` names what changed it ("negated", "intensified", "capitals", …) or is NULL;
 * `note` says what the signal means. */
typedef struct {
    const char *signal;
    const char *axis;
    double value;
    smtone_span span;
    const char *rule;
    const char *note;
} smtone_evidence;

/* What smtone has to say of a post. All of it belongs to the context and is valid until the context's next call. With language "und" no words
 * are scored: the scores are NAN unless something that needs no language (emoji, punctuation) was found.
 *
 * Emotions are 1 - exp(-max(0, raw)); grievance, troll and abuse are 1 / (1 + exp(-raw)), the bias being a piece of evidence of its own;
 * all in 0..1. grievance is how surely there is a claim if the author is sincere, troll how surely he is not, abuse how far people are attacked. valence is in
 * -1..1, urgency in 0..1, confidence in 0..1. priority, in 0..100 (-1: not known), is 100 (1 - (1 - U urgency) (1 - claim)) with
 * claim = (1 - (1 - G grievance) (1 - E emotion) (1 - H height)) (1 - T troll), where emotion is the strongest of the four, height the rung of the escalation
 * (0 none .. 1 legal), and the letters are the settings priority_*: more urgency or more grievance never lowers it. */
typedef struct {
    const char *lang; /* "fr", "en", "und" */
    double lang_confidence;
    const char *triage; /* "grievance", "troll", "other" */
    double confidence;
    const char *runner_up; /* the likeliest of the two others */
    double runner_up_confidence;
    int review; /* 1: too close to call, a person should look */
    double grievance, troll, abuse;
    double anger, disappointment, injustice, exasperation;
    double valence;
    double distributive, procedural, interactional; /* kinds of injustice */
    const char *posture;
    const char *escalation;
    double urgency;
    int priority;
    struct {
        smtone_span since, amount, reference, deadline;
    } facts;
    struct {
        const char *address, *formality, *affect;
        double formality_score; /* 0 familiar .. 1 formal */
    } reg;
    struct {
        const char *address, *formality, *route;
        const char *const *acts, *const *avoid;
        size_t act_count, avoid_count;
    } reply;
    const smtone_evidence *evidence;
    size_t evidence_count;
} smtone_result;

/* Makes a model from the embedded lexicons, with the lexicon folders `dirs[0..count)` added on top in that order (each laid out like
 * lexicons/; missing files are fine, a missing folder is SMTONE_ERR_IO). `dirs` may be NULL when count is 0. On success *out is the model,
 * to be freed by the caller; otherwise *out is NULL and `error` says which file and line. Takes some milliseconds. */
SMTONE_API smtone_status smtone_model_new(const char *const *dirs, size_t count, smtone_model **out, smtone_error *error);

/* Frees a model; NULL is allowed. Every context made from it must be freed before. */
SMTONE_API void smtone_model_free(smtone_model *model);

/* The model's name: version, a dash, and 8 hexadecimal digits of a hash over all lexicons in force, e.g. "1.0-3fa9c1d2". Valid as long as
 * the model. Two models with the same name give the same scores. */
SMTONE_API const char *smtone_model_name(const smtone_model *model);

/* Makes a context for one thread. The model must outlive it. On failure *out is NULL. */
SMTONE_API smtone_status smtone_context_new(const smtone_model *model, smtone_context **out, smtone_error *error);

/* Frees a context and every result it gave; NULL is allowed. */
SMTONE_API void smtone_context_free(smtone_context *context);

/* Analyses one post. On success *out points to the result, owned by the context and valid until its next call. SMTONE_ERR_TEXT: the text is
 * empty (or only white space) or no valid UTF-8 (RFC 3629); the context stays usable. The same model and post give the same result on any thread, in any locale. */
SMTONE_API smtone_status smtone_analyse(smtone_context *context, const smtone_post *post, const smtone_result **out, smtone_error *error);

/* The library's version, "major.minor.patch"; static. */
SMTONE_API const char *smtone_version(void);

#ifdef __cplusplus
}
#endif
#endif
