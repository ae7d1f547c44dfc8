#include "lines.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

struct lines {
    int fd, ended;
    size_t limit;
    void (*idle)(void *user);
    void *user;
    char *buffer;
    size_t capacity, begin, end; /* what is read and not yet handed out: [begin, end) */
    size_t searched;             /* no newline before this */
    unsigned long number;
};

lines *lines_new(int fd, size_t limit, void (*idle)(void *user), void *user)
{
    lines *self = calloc(1, sizeof *self);
    if (self == NULL)
        return NULL;
    *self = (lines){.fd = fd, .limit = limit, .idle = idle, .user = user, .capacity = BLOCK};
    self->buffer = malloc(self->capacity);
    if (self->buffer == NULL) {
        free(self);
        return NULL;
    }
    return self;
}

void lines_free(lines *from)
{
    if (from == NULL)
        return;
    free(from->buffer);
    free(from);
}

static void tell_if_idle(lines *self)
{
    struct pollfd waiting = {.fd = self->fd, .events = POLLIN};
    if (self->idle != NULL && poll(&waiting, 1, 0) == 0)
        self->idle(self->user);
}

/* Moves what is left to the front and makes room for a block behind it; 0 or -1. */
static int make_room(lines *self)
{
    if (self->begin > 0) {
        memmove(self->buffer, self->buffer + self->begin, self->end - self->begin);
        self->end -= self->begin;
        self->searched -= self->begin;
        self->begin = 0;
    }
    if (self->capacity - self->end >= BLOCK / 2)
        return 0;
    char *grown = realloc(self->buffer, self->capacity * 2);
    if (grown == NULL)
        return -1;
    self->buffer = grown;
    self->capacity *= 2;
    return 0;
}

/* Reads once: 1 if something came, 0 at the end, -1 on an error. */
static int fill(lines *self)
{
    ssize_t got;
    if (make_room(self) != 0) {
        errno = ENOMEM;
        return -1;
    }
    tell_if_idle(self);
    do {
        got = read(self->fd, self->buffer + self->end, self->capacity - self->end);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return -1;
    self->ended = got == 0;
    if (self->number == 0 && self->begin == 0 && self->end < 3 && self->end + (size_t)got >= 3 && memcmp(self->buffer, "\xEF\xBB\xBF", 3) == 0)
        self->begin = self->searched = 3;
    self->end += (size_t)got;
    return got > 0;
}

static void hand_out(lines *self, size_t stop, line *out)
{
    *out = (line){.text = self->buffer + self->begin, .length = stop - self->begin, .number = ++self->number};
    if (out->length > 0 && out->text[out->length - 1] == '\r')
        out->length--;
    out->too_long = out->length > self->limit;
    self->begin = self->searched = stop < self->end ? stop + 1 : stop;
}

/* Passes over the rest of a line that is over the limit; its beginning stays in the buffer. */
static int skip_rest(lines *self, line *out)
{
    char *newline = NULL;
    size_t kept = self->begin + self->limit + 2;
    for (;;) {
        newline = memchr(self->buffer + kept, '\n', self->end - kept);
        if (newline != NULL || self->ended)
            break;
        self->end = self->searched = kept;
        if (fill(self) < 0)
            return -1;
        kept = self->begin + self->limit + 2;
    }
    size_t next = newline == NULL ? self->end : (size_t)(newline - self->buffer) + 1;
    *out = (line){.text = self->buffer + self->begin, .length = self->limit, .number = ++self->number, .too_long = 1};
    self->begin = self->searched = next;
    return 1;
}

int lines_next(lines *from, line *out)
{
    for (;;) {
        char *newline = memchr(from->buffer + from->searched, '\n', from->end - from->searched);
        if (newline != NULL) {
            hand_out(from, (size_t)(newline - from->buffer), out);
            return 1;
        }
        from->searched = from->end;
        if (from->ended) {
            if (from->begin == from->end)
                return 0;
            hand_out(from, from->end, out);
            return 1;
        }
        if (from->end - from->begin > from->limit + 2)
            return skip_rest(from, out);
        if (fill(from) < 0)
            return -1;
    }
}
