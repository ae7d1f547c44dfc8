/* Any bytes as a post to explain: a page comes out, and nothing in it could steer a terminal. */
#include <stdint.h>
#include <stdlib.h>

#include "explanation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static smtone_model *model;
    static smtone_context *context;
    static const char *const LANGS[] = {NULL, "fr", "en"};
    output out = {.fd = -1};
    if (context == NULL && (smtone_model_new(NULL, 0, &model, NULL) != SMTONE_OK || smtone_context_new(model, &context, NULL) != SMTONE_OK))
        abort();
    if (size == 0)
        return 0;
    smtone_post post = {.text = (const char *)data + 1, .text_length = size - 1, .force_lang = LANGS[data[0] % 3]};
    smtone_status status = explanation_write(&out, context, &post, 0, NULL);
    if ((status == SMTONE_OK) != (out.length > 0))
        abort();
    for (size_t i = 0; i < out.length; i++) {
        unsigned char byte = (unsigned char)out.bytes[i];
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F)
            abort();
    }
    output_free(&out);
    return 0;
}
