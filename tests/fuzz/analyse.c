/* Any bytes as a post's text: the whole analysis survives, its spans lie within the text, its scores within their ranges. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "smtone.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int holds)
{
    if (!holds)
        abort();
}

static void check_result(const smtone_result *result, size_t size)
{
    const double scores[] = {result->grievance,      result->troll,     result->abuse,       result->anger,
                             result->disappointment, result->injustice, result->exasperation};
    for (size_t i = 0; i < sizeof scores / sizeof scores[0]; i++)
        check(isnan(scores[i]) || (scores[i] >= 0 && scores[i] <= 1));
    for (size_t i = 0; i < result->evidence_count; i++) {
        smtone_span span = result->evidence[i].span;
        check(span.start == SMTONE_NOWHERE || (span.start < span.end && span.end <= size));
        check(isfinite(result->evidence[i].value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static smtone_model *model;
    static smtone_context *context;
    static const char *const LANGS[] = {NULL, "fr", "en"};
    const smtone_result *result = NULL;
    if (context == NULL && (smtone_model_new(NULL, 0, &model, NULL) != SMTONE_OK || smtone_context_new(model, &context, NULL) != SMTONE_OK))
        abort();
    if (size == 0)
        return 0;
    smtone_post post = {.text = (const char *)data + 1, .text_length = size - 1, .force_lang = LANGS[data[0] % 3]};
    if (smtone_analyse(context, &post, &result, NULL) == SMTONE_OK)
        check_result(result, size - 1);
    return 0;
}
