#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

smtone_status smt_fail(smtone_error *error, smtone_status status, const char *source, unsigned line, const char *format, ...)
{
    if (error == NULL || error->status != SMTONE_OK)
        return status;
    error->status = status;
    error->line = line;
    snprintf(error->source, sizeof error->source, "%s", source == NULL ? "" : source);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    return status;
}

smtone_status smt_no_memory(smtone_error *error)
{
    return smt_fail(error, SMTONE_ERR_MEMORY, NULL, 0, "out of memory");
}
