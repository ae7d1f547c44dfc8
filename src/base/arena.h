/* A bump allocator: everything of one post (or one model) is taken from it and given back at once. */
#ifndef SMT_ARENA_H
#define SMT_ARENA_H

#include <stddef.h>

typedef struct smt_block smt_block;

typedef struct {
    smt_block *first, *current;
} smt_arena;

/* `size` bytes aligned for any type, not zeroed; NULL when there is no memory. A zeroed struct is an empty arena. */
void *smt_arena_alloc(smt_arena *arena, size_t size);

/* The same for `count` items of `size` bytes, zeroed. */
void *smt_arena_zeroed(smt_arena *arena, size_t count, size_t size);

/* A copy of `length` bytes with a NUL after them. */
char *smt_arena_copy(smt_arena *arena, const char *bytes, size_t length);

/* Takes everything back but keeps the blocks for the next post. */
void smt_arena_reset(smt_arena *arena);

void smt_arena_free(smt_arena *arena);

#endif
