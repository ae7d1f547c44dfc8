/* smtone explain: one post or lines of them, each explained on a page for a person. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyser.h"
#include "explanation.h"
#include "lines.h"

static const char HELP[] =
    "Usage: smtone explain [OPTION]... [TEXT]...\n"
    "Explain a post for a person: the text with what was found in it, what each thing found weighs, the scores, the verdict and the runner-up, and "
    "what\n"
    "would change it. The words of TEXT are one post; without TEXT, each line of standard input is one, as JSON or as plain text.\n"
    "\n"
    "      --color WHEN     auto (default: on a terminal, unless NO_COLOR is set), always or never\n"
    "  -t, --text POINTER   where the text stands in a JSON line, as a JSON Pointer such as /data/text\n"
    "  -l, --lang LANG      fr, en or auto (default)\n"
    "  -L, --lexicons DIR   as for smtone\n"
    "  -h, --help           this text\n"
    "\n"
    "Example: smtone explain \"Commande 4471 toujours pas livrée, bande de guignols\"\n";

enum { OPTION_COLOR = 256, LONGEST_LINE = 1 << 20 };

static const struct option LONG_OPTIONS[] = {
    {"color", required_argument, NULL, OPTION_COLOR}, {"text", required_argument, NULL, 't'}, {"lang", required_argument, NULL, 'l'},
    {"lexicons", required_argument, NULL, 'L'},       {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0},
};

typedef struct {
    analyser analyser;
    int colour, done;
    post post;
    output out;
    unsigned long pages;
} explain_run;

/* A terminal that shows colours, and a user who has not said no (no-color.org). */
static int wants_colour(void)
{
    const char *no = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static exit_code read_colour(explain_run *self, const char *when)
{
    if (strcmp(when, "auto") == 0)
        self->colour = wants_colour();
    else if (strcmp(when, "always") == 0 || strcmp(when, "never") == 0)
        self->colour = strcmp(when, "always") == 0;
    else
        return analyser_usage(&self->analyser, "--color takes auto, always or never, not", when);
    return EXIT_OK;
}

static exit_code read_options(explain_run *self, int argc, char **argv)
{
    int option;
    exit_code code = EXIT_OK;
    while (code == EXIT_OK && !self->done && (option = analyser_next(&self->analyser, argc, argv, ":t:l:L:h", LONG_OPTIONS)) != -1) {
        if (option == OPTION_COLOR) {
            code = read_colour(self, optarg);
        } else if (option == 'h') {
            fputs(HELP, stdout);
            self->done = 1;
        } else {
            code = analyser_option(&self->analyser, option, optarg);
        }
    }
    return code;
}

/* The page of one post, an empty line before each but the first. */
static smtone_status write_page(explain_run *self, const smtone_post *post, smtone_error *error)
{
    size_t before = self->out.length;
    if (self->pages > 0)
        output_char(&self->out, '\n');
    smtone_status status = explanation_write(&self->out, self->analyser.context, post, self->colour, error);
    if (status != SMTONE_OK)
        self->out.length = before;
    self->pages += status == SMTONE_OK;
    return status;
}

/* A line that begins like an object is read as JSON, everything else is the text itself. */
static exit_code explain_line(explain_run *self, const line *in)
{
    smtone_error error = {0};
    smtone_post post = {.text = in->text, .text_length = in->length, .force_lang = self->analyser.force_lang};
    char lang[8];
    if (in->too_long) {
        say("standard input:%lu: line is over %d bytes", in->number, LONGEST_LINE);
        return EXIT_OK;
    }
    if (in->length > 0 && in->text[0] == '{') {
        if (post_read(in->text, in->length, &self->analyser.pointers, &self->post) != 0) {
            say("out of memory");
            return EXIT_IO;
        }
        if (self->post.error.code != NULL) {
            say("standard input:%lu: %s", in->number, self->post.error.message);
            return EXIT_OK;
        }
        post = analyser_input(&self->analyser, &self->post, lang);
    }
    if (write_page(self, &post, &error) != SMTONE_OK)
        say("standard input:%lu: %s", in->number, error.message);
    return error.status == SMTONE_ERR_MEMORY ? EXIT_IO : EXIT_OK;
}

static void flush_when_idle(void *user)
{
    output_flush(&((explain_run *)user)->out);
}

static exit_code explain_lines(explain_run *self)
{
    line in;
    int got = 0;
    exit_code code = EXIT_OK;
    lines *from = lines_new(STDIN_FILENO, LONGEST_LINE, flush_when_idle, self);
    if (from == NULL) {
        say("out of memory");
        return EXIT_IO;
    }
    while (code == EXIT_OK && self->out.error == 0 && (got = lines_next(from, &in)) > 0)
        code = explain_line(self, &in);
    if (got < 0) {
        say("standard input: cannot be read: %s", strerror(errno));
        code = EXIT_IO;
    }
    lines_free(from);
    return code;
}

/* The words on the command line, put together again. */
static exit_code explain_words(explain_run *self, char **words, int count)
{
    output text = {.fd = -1};
    smtone_error error = {0};
    for (int i = 0; i < count; i++) {
        output_text(&text, i == 0 ? "" : " ");
        output_text(&text, words[i]);
    }
    smtone_post post = {.text = text.bytes == NULL ? "" : text.bytes, .text_length = text.length, .force_lang = self->analyser.force_lang};
    smtone_status status = write_page(self, &post, &error);
    if (status != SMTONE_OK)
        say("%s", error.message);
    output_free(&text);
    return status == SMTONE_OK ? EXIT_OK : status == SMTONE_ERR_MEMORY ? EXIT_IO : EXIT_USAGE;
}

static exit_code explain_all(explain_run *self, char **words, int count)
{
    exit_code code = analyser_open(&self->analyser);
    if (code == EXIT_OK)
        code = count == 0 ? explain_lines(self) : explain_words(self, words, count);
    if (output_flush(&self->out) != 0) {
        say("standard output: cannot be written: %s", strerror(self->out.error));
        code = EXIT_IO;
    }
    return code;
}

exit_code command_explain(int argc, char **argv)
{
    explain_run self = {.analyser = {.command = "smtone explain"}, .colour = wants_colour(), .out = {.fd = STDOUT_FILENO}};
    exit_code code = read_options(&self, argc, argv);
    if (code == EXIT_OK && !self.done)
        code = explain_all(&self, argv + optind, argc - optind);
    output_free(&self.out);
    post_free(&self.post);
    analyser_close(&self.analyser);
    return code;
}
