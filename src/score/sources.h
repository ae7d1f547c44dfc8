/* The lexicon files in force: the embedded ones, then those of the folders given. */
#ifndef SMT_SOURCES_H
#define SMT_SOURCES_H

#include <stddef.h>
#include <stdint.h>

#include "smtone.h"

typedef struct {
    char *path; /* inside the lexicon folder: "fr/anger.tsv" */
    char *name; /* for messages: "lexicons/fr/anger.tsv" or the folder given and the path */
    const char *text;
    size_t length;
    unsigned layer; /* 0: embedded; n: the n-th folder given */
    int owned;      /* text was read from a file and is freed with the list */
} smt_source;

typedef struct {
    smt_source *items;
    size_t count, capacity;
    uint64_t hash; /* over every path and text, in order */
} smt_sources;

/* One embedded file; the table is generated at build time. */
typedef struct {
    const char *path, *text, *end;
} smt_embedded_file;
extern const smt_embedded_file smt_embedded[];
extern const size_t smt_embedded_count;

/* Lists the embedded files and reads those of `dirs`, in order and within a folder by name. */
smtone_status smt_sources_load(const char *const *dirs, size_t count, smt_sources *out, smtone_error *error);

/* The folder of a path and its name without ".tsv": of "fr/anger.tsv" they are "fr" and "anger". `folder` is empty at the top. */
void smt_source_parts(const smt_source *source, char folder[32], char base[64]);

void smt_sources_free(smt_sources *sources);

#endif
