/* Filling the caller's smtone_error. */
#ifndef SMT_ERROR_H
#define SMT_ERROR_H

#include "smtone.h"

/* Writes status, place and message into `error` unless it is NULL or already holds an error, and returns `status`. */
__attribute__((format(printf, 5, 6))) smtone_status smt_fail(smtone_error *error, smtone_status status, const char *source, unsigned line,
                                                             const char *format, ...);

/* The same for the one failure that has nothing to tell. */
smtone_status smt_no_memory(smtone_error *error);

#endif
