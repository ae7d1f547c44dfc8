#include "post.h"

#include <stdio.h>
#include <string.h>

/* The usual members, tried in this order. */
static const char *const TEXT_MEMBERS[] = {"/text", "/full_text", "/body", "/message", "/content", NULL};
static const char *const ID_MEMBERS[] = {"/id_str", "/id", NULL};
static const char *const AUTHOR_MEMBERS[] = {
    "/author/username", "/author/id", "/author", "/user/screen_name", "/user/id_str", "/user/username", "/user", "/author_id", NULL};
static const char *const TIME_MEMBERS[] = {"/created_at", "/createdAt", "/timestamp", "/date", NULL};
static const char *const LANG_MEMBERS[] = {"/lang", "/language", NULL};

static void fail(post *out, const char *code, const char *message)
{
    out->error.code = code;
    snprintf(out->error.message, sizeof out->error.message, "%s", message);
}

int pointer_is_valid(const char *pointer)
{
    if (*pointer != '\0' && *pointer != '/')
        return 0;
    for (; *pointer != '\0'; pointer++) {
        if (*pointer == '~' && pointer[1] != '0' && pointer[1] != '1')
            return 0;
    }
    return 1;
}

/* The member of an object or the item of an array that a reference token (no slash in it) names. */
static json_t *step(json_t *from, const char *token, size_t length)
{
    char key[256];
    size_t used = 0;
    for (size_t i = 0; i < length && used + 1 < sizeof key; i++) {
        key[used++] = token[i] != '~' ? token[i] : token[i + 1] == '1' ? '/' : '~';
        i += token[i] == '~';
    }
    key[used] = '\0';
    if (json_is_object(from))
        return json_object_get(from, key);
    if (!json_is_array(from) || used == 0 || used > 9 || strspn(key, "0123456789") != used || (key[0] == '0' && used > 1))
        return NULL;
    size_t index = 0;
    for (size_t i = 0; i < used; i++)
        index = index * 10 + (size_t)(key[i] - '0');
    return json_array_get(from, index);
}

json_t *pointer_resolve(json_t *root, const char *pointer)
{
    while (root != NULL && *pointer == '/') {
        size_t length = strcspn(pointer + 1, "/");
        root = step(root, pointer + 1, length);
        pointer += length + 1;
    }
    return root;
}

static slice string_of(json_t *value)
{
    return json_is_string(value) ? (slice){json_string_value(value), json_string_length(value)} : (slice){0};
}

static slice first_string(json_t *root, const char *const *members)
{
    slice found = {0};
    for (; *members != NULL && found.text == NULL; members++)
        found = string_of(pointer_resolve(root, *members));
    return found;
}

/* An id may be a number; it is kept as it was written. */
static slice find_id(post *out)
{
    slice id = first_string(out->root, ID_MEMBERS);
    json_t *number = json_object_get(out->root, "id");
    if (id.text != NULL || !json_is_number(number))
        return id;
    for (size_t i = out->scan.count; i-- > 0;) {
        const member *m = &out->scan.members[i];
        if (m->key_end - m->key_start == 2 && memcmp(out->line + m->key_start, "id", 2) == 0)
            return (slice){out->line + m->value_start, m->value_end - m->value_start};
    }
    return id;
}

/* jansson takes no integer over 64 bits; as reals they pass, and the bytes themselves are kept anyway. */
static json_t *decode(const char *text, size_t length, json_error_t *error)
{
    json_t *root = json_loadb(text, length, JSON_ALLOW_NUL, error);
    if (root == NULL && json_error_code(error) == json_error_numeric_overflow)
        root = json_loadb(text, length, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, error);
    return root;
}

static int find_members(post *out, const post_pointers *pointers)
{
    json_error_t error;
    out->root = decode(out->line + out->scan.start, out->scan.end - out->scan.start, &error);
    if (out->root == NULL) {
        if (json_error_code(&error) == json_error_out_of_memory)
            return -1;
        fail(out, "unreadable", error.text);
        return 0;
    }
    out->text = pointers->text == NULL ? first_string(out->root, TEXT_MEMBERS) : string_of(pointer_resolve(out->root, pointers->text));
    out->id = find_id(out);
    out->author = first_string(out->root, AUTHOR_MEMBERS);
    out->created_at = first_string(out->root, TIME_MEMBERS);
    out->lang = first_string(out->root, LANG_MEMBERS);
    if (out->text.text == NULL)
        fail(out, "no_text", pointers->text == NULL ? "no text member: name it with --text POINTER" : "no string at the --text pointer");
    else if (out->text.length == 0)
        fail(out, "empty_text", "text is empty");
    return 0;
}

int post_read(const char *line, size_t length, const post_pointers *pointers, post *out)
{
    json_decref(out->root);
    *out = (post){.line = line, .scan = out->scan};
    switch (scan_line(line, length, &out->scan)) {
    case SCAN_OBJECT: out->is_object = 1; return find_members(out, pointers);
    case SCAN_NOT_UTF8: fail(out, "invalid_utf8", "line is not valid UTF-8"); return 0;
    case SCAN_NOT_OBJECT: fail(out, "not_an_object", "line is JSON, but no object"); return 0;
    case SCAN_NOT_JSON: fail(out, "not_json", "line is not a JSON object"); return 0;
    case SCAN_NO_MEMORY: break;
    }
    return -1;
}

void post_free(post *self)
{
    json_decref(self->root);
    scan_free(&self->scan);
    *self = (post){0};
}
