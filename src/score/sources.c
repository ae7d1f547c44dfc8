#include "score/sources.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"

static const char *const FOLDERS[] = {"", "any", "en", "fr", "language"};
enum { FOLDER_COUNT = sizeof FOLDERS / sizeof FOLDERS[0], LARGEST_FILE = 64 << 20 };

static char *joined(const char *a, const char *separator, const char *b)
{
    size_t size = strlen(a) + strlen(separator) + strlen(b) + 1;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "%s%s%s", a, separator, b);
    return text;
}

static smtone_status add(smt_sources *sources, const char *folder, const char *path, const char *text, size_t length, unsigned layer,
                         smtone_error *error)
{
    smt_source source = {
        .text = text, .length = length, .layer = layer, .owned = layer > 0, .path = joined("", "", path), .name = joined(folder, "/", path)};
    if (source.path == NULL || source.name == NULL || SMT_ROOM(sources->items, sources->count, sources->capacity) != 0) {
        free(source.path);
        free(source.name);
        return smt_no_memory(error);
    }
    sources->items[sources->count++] = source;
    sources->hash = smt_hash(sources->hash, path, strlen(path) + 1);
    sources->hash = smt_hash(sources->hash, text, length);
    return SMTONE_OK;
}

/* The whole of a file, to be freed; NULL with errno set. */
static char *read_file(const char *name, size_t *length)
{
    FILE *file = fopen(name, "rb");
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    if (file == NULL)
        return NULL;
    do {
        if (*length > LARGEST_FILE || smt_reserve(&text, &capacity, *length + 65536, 1) != 0) {
            errno = *length > LARGEST_FILE ? EFBIG : ENOMEM;
            goto fail;
        }
        *length += fread(text + *length, 1, 65536, file);
    } while (!feof(file) && !ferror(file));
    if (ferror(file))
        goto fail;
    fclose(file);
    return text;

fail:
    free(text);
    fclose(file);
    return NULL;
}

static int is_table(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + length - 4, ".tsv") == 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static smtone_status add_file(smt_sources *sources, const char *dir, unsigned layer, const char *folder, const char *base, smtone_error *error)
{
    smtone_status status = SMTONE_OK;
    char *path = joined(folder, folder[0] == '\0' ? "" : "/", base);
    char *name = path == NULL ? NULL : joined(dir, "/", path);
    size_t length = 0;
    char *text = name == NULL ? NULL : read_file(name, &length);
    if (name == NULL)
        status = smt_no_memory(error);
    else if (text == NULL)
        status = smt_fail(error, SMTONE_ERR_IO, name, 0, "cannot be read: %s", strerror(errno));
    else
        status = add(sources, dir, path, text, length, layer, error);
    if (status != SMTONE_OK)
        free(text);
    free(path);
    free(name);
    return status;
}

static smtone_status add_folder(smt_sources *sources, const char *dir, unsigned layer, const char *folder, smtone_error *error)
{
    smtone_status status = SMTONE_OK;
    struct dirent **entries = NULL;
    char *place = joined(dir, "/", folder);
    if (place == NULL)
        return smt_no_memory(error);
    int count = scandir(place, &entries, is_table, by_bytes);
    if (count < 0 && (folder[0] == '\0' || errno != ENOENT))
        status = smt_fail(error, SMTONE_ERR_IO, place, 0, "lexicon folder cannot be read: %s", strerror(errno));
    for (int i = 0; i < count; i++) {
        if (status == SMTONE_OK)
            status = add_file(sources, dir, layer, folder, entries[i]->d_name, error);
        free(entries[i]);
    }
    free(entries);
    free(place);
    return status;
}

smtone_status smt_sources_load(const char *const *dirs, size_t count, smt_sources *out, smtone_error *error)
{
    smtone_status status = SMTONE_OK;
    *out = (smt_sources){.hash = SMT_HASH_SEED};
    for (size_t i = 0; i < smt_embedded_count && status == SMTONE_OK; i++) {
        const smt_embedded_file *file = &smt_embedded[i];
        status = add(out, "lexicons", file->path, file->text, (size_t)(file->end - file->text), 0, error);
    }
    for (size_t i = 0; i < count && status == SMTONE_OK; i++) {
        for (size_t f = 0; f < FOLDER_COUNT && status == SMTONE_OK; f++)
            status = add_folder(out, dirs[i], (unsigned)i + 1, FOLDERS[f], error);
    }
    return status;
}

void smt_source_parts(const smt_source *source, char folder[32], char base[64])
{
    const char *slash = strrchr(source->path, '/');
    const char *name = slash == NULL ? source->path : slash + 1;
    snprintf(folder, 32, "%.*s", (int)(slash == NULL ? 0 : slash - source->path), source->path);
    snprintf(base, 64, "%.*s", (int)(strlen(name) - 4), name);
}

void smt_sources_free(smt_sources *sources)
{
    for (size_t i = 0; i < sources->count; i++) {
        if (sources->items[i].owned)
            free((char *)sources->items[i].text);
        free(sources->items[i].path);
        free(sources->items[i].name);
    }
    free(sources->items);
    *sources = (smt_sources){0};
}
