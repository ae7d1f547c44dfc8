/* What every command that reads posts has in common: -t, -l and -L, the model they ask for, and a post's analysis. */
#ifndef ANALYSER_H
#define ANALYSER_H

#include <getopt.h>
#include <stddef.h>

#include "cli.h"
#include "post.h"

enum { LEXICONS_MOST = 16 };

/* Zeroed, then filled by options, then opened. */
typedef struct {
    const char *command; /* "smtone eval": whose --help messages point to */
    post_pointers pointers;
    const char *force_lang; /* NULL: found for each post */
    const char *lexicons[LEXICONS_MOST];
    size_t lexicon_count;
    smtone_model *model;
    smtone_context *context;
} analyser;

/* Says "what 'argument'; try COMMAND --help"; EXIT_USAGE. */
exit_code analyser_usage(const analyser *self, const char *what, const char *argument);

/* The next option of a command line, -1 behind the last; '?' for one that is unknown or lacks its argument, which is said. */
int analyser_next(const analyser *self, int argc, char **argv, const char *letters, const struct option *names);

/* Takes the options 't', 'l' and 'L'; EXIT_USAGE for a bad argument, and for every other option, '?' among them. */
exit_code analyser_option(analyser *self, int option, const char *argument);

/* Makes the model and a context; what goes wrong is said. */
exit_code analyser_open(analyser *self);

/* A post that was read without an error as the library takes it, with the language it claims copied to `lang`. */
smtone_post analyser_input(const analyser *self, const post *post, char lang[8]);

/* Analyses a post that was read without an error. */
smtone_status analyser_run(analyser *self, const post *post, const smtone_result **result, smtone_error *error);

/* Frees the model and the context; may be called before analyser_open. */
void analyser_close(analyser *self);

#endif
