/* What the commands share: exit codes, messages. */
#ifndef CLI_H
#define CLI_H

#include "smtone.h"

typedef enum {
    EXIT_OK = 0,
    EXIT_BAD_RECORD = 1, /* --strict, and a record had an error */
    EXIT_USAGE = 2,
    EXIT_LEXICON = 3,
    EXIT_IO = 4
} exit_code;

/* A message on standard error: "smtone: " before it, a newline after it. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/* Says what went wrong in the library, with its place, and returns the exit code for it. */
exit_code say_error(const smtone_error *error);

/* The commands; each gets the arguments from its own name on and returns the exit code. */
exit_code command_annotate(int argc, char **argv);
exit_code command_eval(int argc, char **argv);
exit_code command_explain(int argc, char **argv);

#endif
