#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("smtone: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

exit_code say_error(const smtone_error *error)
{
    if (error->source[0] != '\0' && error->line > 0)
        say("%s:%u: %s", error->source, error->line, error->message);
    else if (error->source[0] != '\0')
        say("%s: %s", error->source, error->message);
    else
        say("%s", error->message);
    return error->status == SMTONE_ERR_LEXICON ? EXIT_LEXICON : error->status == SMTONE_ERR_ARGUMENT ? EXIT_USAGE : EXIT_IO;
}

/* A first argument that names a command runs it; everything else scores a feed. */
static const struct {
    const char *name;
    exit_code (*run)(int argc, char **argv);
} COMMANDS[] = {
    {"annotate", command_annotate},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
        if (strcmp(argv[1], COMMANDS[i].name) == 0)
            return (int)COMMANDS[i].run(argc - 1, argv + 1);
    }
    return (int)command_annotate(argc, argv);
}
