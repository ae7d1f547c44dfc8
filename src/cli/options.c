#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char HELP[] =
    "Usage: smtone [OPTION]... [FILE]...\n"
    "Read posts as JSON Lines, French and English, and write each one with a member \"smtone\" added: what its author feels, grievance or\n"
    "troll, how urgent, in which register to reply. Without FILE, or for -, standard input is read.\n"
    "\n"
    "  -e, --explain         add the evidence for every score\n"
    "  -o, --output FORMAT   annotated (default), scores (id and scores only), csv or tsv\n"
    "  -t, --text POINTER    where the text stands, as a JSON Pointer such as /data/text\n"
    "  -l, --lang LANG       fr or en: the language of all posts; auto (default) finds it for each\n"
    "  -L, --lexicons DIR    add a folder of lexicons, or override entries with it; may be repeated\n"
    "      --max-line BYTES  longest line that is read as a post (default 1048576)\n"
    "      --strict          exit with 1 if a line could not be read as a post\n"
    "  -h, --help            this text\n"
    "  -V, --version         version and lexicons\n"
    "\n"
    "smtone explain TEXT: a page for a person, with the reason for every number.\n"
    "smtone eval --help: how far the scores agree with labels.\n"
    "As many lines come out as went in, in order: a line that is no post gets an error record in its place.\n"
    "Exit status: 0 all read, 1 --strict and a bad line, 2 usage, 3 an invalid lexicon, 4 input or output failed.\n"
    "\n"
    "Example: smtone < feed.jsonl | jq -c 'select(.smtone.triage == \"grievance\" and .smtone.priority >= 70)'\n";

enum { OPTION_MAX_LINE = 256, OPTION_STRICT };

static const struct option LONG_OPTIONS[] = {
    {"explain", no_argument, NULL, 'e'},          {"output", required_argument, NULL, 'o'},
    {"text", required_argument, NULL, 't'},       {"lang", required_argument, NULL, 'l'},
    {"lexicons", required_argument, NULL, 'L'},   {"max-line", required_argument, NULL, OPTION_MAX_LINE},
    {"strict", no_argument, NULL, OPTION_STRICT}, {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'V'},          {NULL, 0, NULL, 0},
};

static exit_code read_format(const char *name, options *out)
{
    static const char *const NAMES[] = {"annotated", "scores", "csv", "tsv"};
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(name, NAMES[i]) == 0) {
            out->format = (output_format)i;
            return EXIT_OK;
        }
    }
    return analyser_usage(&out->analyser, "--output takes annotated, scores, csv or tsv, not", name);
}

static exit_code read_limit(const char *number, options *out)
{
    char *end;
    unsigned long long value = strtoull(number, &end, 10);
    if (number[0] < '0' || number[0] > '9' || *end != '\0' || value < 2 || value > 1ULL << 28)
        return analyser_usage(&out->analyser, "--max-line takes a number of bytes from 2 to 268435456, not", number);
    out->longest_line = (size_t)value;
    return EXIT_OK;
}

static exit_code show_version(options *out)
{
    exit_code code = analyser_open(&out->analyser);
    out->done = 1;
    if (code == EXIT_OK)
        printf("smtone %s (model %s)\n", smtone_version(), smtone_model_name(out->analyser.model));
    analyser_close(&out->analyser);
    return code;
}

static exit_code read_option(int option, const char *argument, options *out)
{
    switch (option) {
    case 'e': out->explain = 1; return EXIT_OK;
    case 'o': return read_format(argument, out);
    case OPTION_MAX_LINE: return read_limit(argument, out);
    case OPTION_STRICT: out->strict = 1; return EXIT_OK;
    case 'h':
        fputs(HELP, stdout);
        out->done = 1;
        return EXIT_OK;
    case 'V': return show_version(out);
    default: return analyser_option(&out->analyser, option, argument);
    }
}

exit_code options_read(int argc, char **argv, options *out)
{
    int option;
    exit_code code = EXIT_OK;
    *out = (options){.analyser = {.command = "smtone"}, .longest_line = 1 << 20};
    while (code == EXIT_OK && !out->done && (option = analyser_next(&out->analyser, argc, argv, ":eo:t:l:L:hV", LONG_OPTIONS)) != -1)
        code = read_option(option, optarg, out);
    out->files = argv + optind;
    out->file_count = (size_t)(argc - optind);
    return code;
}
