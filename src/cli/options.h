/* The options of `smtone [FILE...]`. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stddef.h>

#include "analyser.h"

typedef enum { OUTPUT_ANNOTATED, OUTPUT_SCORES, OUTPUT_CSV, OUTPUT_TSV } output_format;

typedef struct {
    analyser analyser;
    output_format format;
    int explain, strict;
    size_t longest_line;
    char **files; /* none: standard input */
    size_t file_count;
    int done; /* --help or --version was served */
} options;

/* Reads the arguments; on EXIT_USAGE the reason was said. */
exit_code options_read(int argc, char **argv, options *out);

#endif
