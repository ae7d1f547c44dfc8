/* The options of `smtone [FILE...]`. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stddef.h>

#include "cli.h"
#include "post.h"

typedef enum { OUTPUT_ANNOTATED, OUTPUT_SCORES, OUTPUT_CSV, OUTPUT_TSV } output_format;

enum { LEXICONS_MOST = 16 };

typedef struct {
    post_pointers pointers;
    const char *force_lang; /* NULL: found for each post */
    const char *lexicons[LEXICONS_MOST];
    size_t lexicon_count;
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
