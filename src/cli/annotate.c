/* smtone [FILE...]: posts in, the same posts with their scores out. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"
#include "options.h"
#include "post.h"
#include "record.h"
#include "table.h"

typedef struct {
    options *options;
    post post;
    output out;
    unsigned long records, errors;
    char first_error[1024]; /* "feed.jsonl:42: text is empty" */
} run;

static void flush_when_idle(void *user)
{
    output_flush(&((run *)user)->out);
}

static void note_error(run *self, const char *name, unsigned long number)
{
    if (self->errors++ == 0)
        snprintf(self->first_error, sizeof self->first_error, "%s:%lu: %s", name, number, self->post.error.message);
}

static void set_error(post *post, const char *code, const char *message)
{
    post->error.code = code;
    snprintf(post->error.message, sizeof post->error.message, "%s", message);
}

/* The result for the post that was read, NULL where it has an error (post.error tells); 0 or -1 without memory. */
static int analyse(run *self, const smtone_result **result)
{
    smtone_error error = {0};
    *result = NULL;
    switch (analyser_run(&self->options->analyser, &self->post, result, &error)) {
    case SMTONE_OK: return 0;
    case SMTONE_ERR_TEXT: set_error(&self->post, "empty_text", error.message); return 0;
    case SMTONE_ERR_LIMIT: set_error(&self->post, "too_long", error.message); return 0;
    default: return -1;
    }
}

static void write_record(run *self, const record *record)
{
    switch (self->options->format) {
    case OUTPUT_ANNOTATED: record_write_annotated(&self->out, record); break;
    case OUTPUT_SCORES: record_write_scores(&self->out, record); break;
    case OUTPUT_CSV: table_write_row(&self->out, TABLE_CSV, record); break;
    case OUTPUT_TSV: table_write_row(&self->out, TABLE_TSV, record); break;
    }
}

/* One line in, one line out. */
static int annotate_line(run *self, const char *name, const line *in)
{
    const smtone_result *result = NULL;
    if (in->too_long) {
        post_read("", 0, &self->options->analyser.pointers, &self->post);
        set_error(&self->post, "too_long", "line is over the limit: raise it with --max-line");
    } else if (post_read(in->text, in->length, &self->options->analyser.pointers, &self->post) != 0) {
        return -1;
    }
    if (self->post.error.code == NULL && analyse(self, &result) != 0)
        return -1;
    if (result == NULL)
        note_error(self, name, in->number);
    self->records++;
    write_record(self, &(record){.post = &self->post,
                                 .result = result,
                                 .model = smtone_model_name(self->options->analyser.model),
                                 .line = in->number,
                                 .explain = self->options->explain});
    output_maybe_flush(&self->out);
    return 0;
}

static exit_code annotate_descriptor(run *self, const char *name, int fd)
{
    line in;
    int got = 0;
    lines *from = lines_new(fd, self->options->longest_line, flush_when_idle, self);
    if (from == NULL) {
        say("out of memory");
        return EXIT_IO;
    }
    while (self->out.error == 0 && (got = lines_next(from, &in)) > 0) {
        if (annotate_line(self, name, &in) != 0) {
            say("%s:%lu: out of memory", name, in.number);
            got = -2;
            break;
        }
    }
    if (got == -1)
        say("%s: cannot be read: %s", name, strerror(errno));
    lines_free(from);
    return got < 0 ? EXIT_IO : EXIT_OK;
}

static exit_code annotate_file(run *self, const char *name)
{
    if (strcmp(name, "-") == 0)
        return annotate_descriptor(self, "standard input", STDIN_FILENO);
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        say("%s: cannot be opened: %s", name, strerror(errno));
        return EXIT_IO;
    }
    exit_code code = annotate_descriptor(self, name, fd);
    close(fd);
    return code;
}

static exit_code annotate_all(run *self)
{
    exit_code code = EXIT_OK;
    if (self->options->format == OUTPUT_CSV || self->options->format == OUTPUT_TSV)
        table_write_header(&self->out, self->options->format == OUTPUT_CSV ? TABLE_CSV : TABLE_TSV);
    if (self->options->file_count == 0)
        code = annotate_file(self, "-");
    for (size_t i = 0; i < self->options->file_count && self->out.error == 0; i++) {
        if (annotate_file(self, self->options->files[i]) != EXIT_OK)
            code = EXIT_IO;
    }
    if (output_flush(&self->out) != 0 || (close(STDOUT_FILENO) != 0 && errno != EBADF)) {
        say("standard output: cannot be written: %s", strerror(self->out.error == 0 ? errno : self->out.error));
        code = EXIT_IO;
    }
    if (self->errors > 0)
        say("%s (%lu of %lu records have an error)", self->first_error, self->errors, self->records);
    return code == EXIT_OK && self->errors > 0 && self->options->strict ? EXIT_BAD_RECORD : code;
}

exit_code command_annotate(int argc, char **argv)
{
    options options;
    exit_code code = options_read(argc, argv, &options);
    if (code != EXIT_OK || options.done)
        return code;
    run self = {.options = &options, .out = {.fd = STDOUT_FILENO}};
    code = analyser_open(&options.analyser);
    if (code == EXIT_OK)
        code = annotate_all(&self);
    output_free(&self.out);
    post_free(&self.post);
    analyser_close(&options.analyser);
    return code;
}
