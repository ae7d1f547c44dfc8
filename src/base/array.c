#include "base/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int smt_reserve(void *items, size_t *capacity, size_t need, size_t size)
{
    if (need <= *capacity)
        return 0;
    size_t bigger = *capacity < 8 ? 16 : *capacity * 2;
    if (bigger < need)
        bigger = need;
    if (bigger > SIZE_MAX / size)
        return -1;
    void *pointer; /* copied in and out: `items` may point to a pointer of any type */
    memcpy(&pointer, items, sizeof pointer);
    pointer = realloc(pointer, bigger * size);
    if (pointer == NULL)
        return -1;
    memcpy(items, &pointer, sizeof pointer);
    *capacity = bigger;
    return 0;
}
