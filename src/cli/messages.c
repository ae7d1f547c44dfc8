#include <stdarg.h>
#include <stdio.h>

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
