#include "base/map.h"

#include <stdlib.h>
#include <string.h>

uint64_t smt_hash(uint64_t seed, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        seed = (seed ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return seed;
}

/* The slot that holds the key, or the empty one where it would go. The capacity is a power of two and never full. */
static smt_map_slot *find_slot(const smt_map *map, const char *key, size_t length, uint64_t hash)
{
    size_t mask = map->capacity - 1;
    for (size_t i = (hash ^ hash >> 32) & mask;; i = (i + 1) & mask) {
        smt_map_slot *slot = &map->slots[i];
        if (slot->key == NULL)
            return slot;
        if (slot->hash == hash && slot->length == length && memcmp(slot->key, key, length) == 0)
            return slot;
    }
}

static int grow(smt_map *map)
{
    smt_map bigger = {.capacity = map->capacity == 0 ? 64 : map->capacity * 2, .count = map->count, .keys = map->keys};
    bigger.slots = calloc(bigger.capacity, sizeof *bigger.slots);
    if (bigger.slots == NULL)
        return -1;
    for (size_t i = 0; i < map->capacity; i++) {
        const smt_map_slot *old = &map->slots[i];
        if (old->key != NULL)
            *find_slot(&bigger, old->key, old->length, old->hash) = *old;
    }
    free(map->slots);
    *map = bigger;
    return 0;
}

uint32_t smt_map_get(const smt_map *map, const char *key, size_t length)
{
    if (map->count == 0)
        return SMT_NONE;
    const smt_map_slot *slot = find_slot(map, key, length, smt_hash(SMT_HASH_SEED, key, length));
    return slot->key == NULL ? SMT_NONE : slot->value;
}

const char *smt_map_key(const smt_map *map, const char *key, size_t length)
{
    if (map->count == 0)
        return NULL;
    return find_slot(map, key, length, smt_hash(SMT_HASH_SEED, key, length))->key;
}

int smt_map_put(smt_map *map, const char *key, size_t length, uint32_t value)
{
    if (map->count * 2 >= map->capacity && grow(map) != 0)
        return -1;
    uint64_t hash = smt_hash(SMT_HASH_SEED, key, length);
    smt_map_slot *slot = find_slot(map, key, length, hash);
    if (slot->key == NULL) {
        const char *copy = smt_arena_copy(&map->keys, key, length);
        if (copy == NULL)
            return -1;
        *slot = (smt_map_slot){.key = copy, .length = (uint32_t)length, .hash = hash};
        map->count++;
    }
    slot->value = value;
    return 0;
}

void smt_map_clear(smt_map *map)
{
    if (map->capacity > 0)
        memset(map->slots, 0, map->capacity * sizeof *map->slots);
    map->count = 0;
    smt_arena_reset(&map->keys);
}

void smt_map_free(smt_map *map)
{
    free(map->slots);
    smt_arena_free(&map->keys);
    *map = (smt_map){0};
}
