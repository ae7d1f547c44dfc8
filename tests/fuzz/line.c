/* Any bytes as one line of a feed: the scan and jansson agree on what an object is, and reading the post survives. */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "post.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static post reused;
    post_pointers pointers = {.text = NULL};
    const char *text = (const char *)data;
    if (post_read(text, size, &pointers, &reused) != 0)
        abort();
    json_t *root = json_loadb(text, size, JSON_ALLOW_NUL, NULL);
    if (json_is_object(root) && !reused.is_object && memchr(text, '\0', size) == NULL)
        abort(); /* the scan takes whatever jansson takes, but for a NUL byte behind a number, which is no JSON and which jansson lets pass */
    if (reused.is_object && (reused.scan.end > size || text[reused.scan.start] != '{' || text[reused.scan.end - 1] != '}'))
        abort();
    json_decref(root);
    return 0;
}
