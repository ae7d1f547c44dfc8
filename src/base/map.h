/* Strings to numbers: an open-addressing hash map that keeps its own copies of the keys. */
#ifndef SMT_MAP_H
#define SMT_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SMT_NONE UINT32_MAX

typedef struct {
    const char *key;
    uint32_t length, value;
    uint64_t hash;
} smt_map_slot;

typedef struct {
    smt_map_slot *slots;
    size_t capacity, count;
    smt_arena keys;
} smt_map;

/* The value of a key, SMT_NONE where it is not there. A zeroed struct is an empty map. */
uint32_t smt_map_get(const smt_map *map, const char *key, size_t length);

/* Sets a key's value; 0 on success, -1 without memory (the map is as before). */
int smt_map_put(smt_map *map, const char *key, size_t length, uint32_t value);

/* The map's own copy of a key that is in it (NUL-terminated), else NULL. */
const char *smt_map_key(const smt_map *map, const char *key, size_t length);

void smt_map_clear(smt_map *map);
void smt_map_free(smt_map *map);

/* FNV-1a (Fowler, Noll, Vo), 64 bits; `seed` chains calls, start with SMT_HASH_SEED. */
#define SMT_HASH_SEED UINT64_C(0xcbf29ce484222325)
uint64_t smt_hash(uint64_t seed, const char *bytes, size_t length);

#endif
