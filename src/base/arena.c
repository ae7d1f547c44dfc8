#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct smt_block {
    smt_block *next;
    size_t size, used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

static smt_block *block_new(size_t size)
{
    smt_block *block = malloc(sizeof *block + size);
    if (block != NULL)
        *block = (smt_block){.size = size};
    return block;
}

/* The next block with room: one kept from an earlier post, else a new one put after the current. */
static smt_block *block_with_room(smt_arena *arena, size_t size)
{
    smt_block *block = arena->current;
    while (block != NULL && block->size - block->used < size && block->next != NULL)
        block = block->next;
    if (block == NULL || block->size - block->used < size) {
        smt_block *fresh = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
        if (fresh == NULL)
            return NULL;
        if (block == NULL)
            arena->first = fresh;
        else
            block->next = fresh;
        block = fresh;
    }
    arena->current = block;
    return block;
}

void *smt_arena_alloc(smt_arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        return NULL;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    smt_block *block = arena->current;
    if (block == NULL || block->size - block->used < size)
        block = block_with_room(arena, size);
    if (block == NULL)
        return NULL;
    void *result = block->bytes + block->used;
    block->used += size;
    return result;
}

void *smt_arena_zeroed(smt_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size)
        return NULL;
    void *result = smt_arena_alloc(arena, count * size);
    if (result != NULL)
        memset(result, 0, count * size);
    return result;
}

char *smt_arena_copy(smt_arena *arena, const char *bytes, size_t length)
{
    char *copy = smt_arena_alloc(arena, length + 1);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

void smt_arena_reset(smt_arena *arena)
{
    for (smt_block *block = arena->first; block != NULL; block = block->next)
        block->used = 0;
    arena->current = arena->first;
}

void smt_arena_free(smt_arena *arena)
{
    smt_block *next;
    for (smt_block *block = arena->first; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    *arena = (smt_arena){0};
}
