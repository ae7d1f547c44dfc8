/* Growing arrays: an item pointer, a count and a capacity that the owner keeps. */
#ifndef SMT_ARRAY_H
#define SMT_ARRAY_H

#include <stddef.h>

/* Makes room for `need` items of `size` bytes. `items` is the address of the item pointer: it and *capacity are updated and 0 returned, or
 * -1 without memory and nothing changed. */
int smt_reserve(void *items, size_t *capacity, size_t need, size_t size);

/* Room for one more at `count`; evaluates to 0 or -1. */
#define SMT_ROOM(items, count, capacity) smt_reserve(&(items), &(capacity), (count) + 1, sizeof *(items))

#endif
