/* HTML character references as they leak into feeds. */
#ifndef SMT_ENTITIES_H
#define SMT_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

/* If `text` begins with a reference (&amp; &#39; &eacute; …), sets *point and returns its length in bytes; else 0. */
size_t smt_entity(const char *text, size_t length, uint32_t *point);

#endif
