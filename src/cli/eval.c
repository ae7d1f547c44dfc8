/* smtone eval: how far the scores agree with a person's labels, on any labelled posts. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyser.h"
#include "evaluation.h"
#include "lines.h"
#include "post.h"
#include "record.h"

static const char HELP[] =
    "Usage: smtone eval [OPTION]... [FILE]...\n"
    "Score labelled posts (JSON Lines) and say how far the scores agree with the labels: for each label n, base rate, precision, recall and F1 at "
    "the\n"
    "shipped threshold, the best F1 of any threshold, AUC and average precision; for classes the confusion matrix, macro-F1, accuracy and "
    "calibration\n"
    "error. A post's member \"weight\" is respected. A label that is null leaves the post out; one that is absent means no.\n"
    "\n"
    "      --label NAME=POINTER[=VALUE]  a yes or no: true, a number over 0, or the given value\n"
    "      --score NAME=[-]POINTER       the score in the smtone member to hold it against (- turns its sign)\n"
    "                                    or evidence:SIGNAL, the sum of the evidence whose signal begins so\n"
    "      --threshold NAME=NUMBER       from where on the score means yes (0.5)\n"
    "      --class NAME=POINTER[=SCORE]  one of several words, and where the smtone member has its own (the same place)\n"
    "      --where POINTER=VALUE         only posts with this value; may be repeated, all must hold\n"
    "  -t, --text POINTER                where the text stands\n"
    "  -l, --lang LANG                   fr, en or auto\n"
    "  -L, --lexicons DIR                as for smtone\n"
    "      --errors N                    show the N worst misses of each label, with their evidence\n"
    "      --json                        the figures as one JSON object\n"
    "  -h, --help                        this text\n"
    "\n"
    "Without --label and --class the labels of data/labelled.jsonl are taken: the four emotions, triage, address and formality.\n"
    "\n"
    "Example: smtone eval --label anger=/labels/anger --score anger=/emotions/anger posts.jsonl\n";

static const char EVIDENCE[] = "evidence:";

enum { OPTION_LABEL = 256, OPTION_SCORE, OPTION_THRESHOLD, OPTION_CLASS, OPTION_WHERE, OPTION_ERRORS, OPTION_JSON };
enum { WHERE_MOST = 8, LONGEST_LINE = 1 << 24, ERRORS_MOST = 1000 };

static const struct option LONG_OPTIONS[] = {
    {"label", required_argument, NULL, OPTION_LABEL},
    {"score", required_argument, NULL, OPTION_SCORE},
    {"threshold", required_argument, NULL, OPTION_THRESHOLD},
    {"class", required_argument, NULL, OPTION_CLASS},
    {"where", required_argument, NULL, OPTION_WHERE},
    {"errors", required_argument, NULL, OPTION_ERRORS},
    {"json", no_argument, NULL, OPTION_JSON},
    {"text", required_argument, NULL, 't'},
    {"lang", required_argument, NULL, 'l'},
    {"lexicons", required_argument, NULL, 'L'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

typedef struct {
    char pointer[128];
    const char *value;
} condition;

typedef struct {
    evaluation figures;
    condition where[WHERE_MOST];
    size_t where_count;
    analyser analyser;
    size_t errors;
    int json, done, explain;
    post post;
    output record; /* the smtone member of the post at hand, as text */
    char **kept;   /* of each post, what --errors shows */
    size_t post_count, kept_capacity;
    unsigned long bad;
} eval_run;

/* Cuts "NAME=REST" and returns REST, NULL if there is no name or no rest. The name is cut off in place. */
static char *cut(char *argument)
{
    char *equals = strchr(argument, '=');
    if (equals == NULL || equals == argument || equals[1] == '\0')
        return NULL;
    *equals = '\0';
    return equals + 1;
}

static label_rule *rule_named(eval_run *self, const char *name)
{
    evaluation *figures = &self->figures;
    for (size_t i = 0; i < figures->count; i++) {
        if (strcmp(figures->rules[i].name, name) == 0)
            return &figures->rules[i];
    }
    if (figures->count == LABELS_MOST)
        return NULL;
    label_rule *rule = &figures->rules[figures->count++];
    *rule = (label_rule){.name = name, .sign = 1, .threshold = 0.5};
    return rule;
}

static exit_code set_pointer(const eval_run *self, char out[128], const char *pointer, size_t length, const char *argument)
{
    snprintf(out, 128, "%.*s", (int)length, pointer);
    return length < 128 && pointer_is_valid(out) && length > 0
               ? EXIT_OK
               : analyser_usage(&self->analyser, "not a JSON Pointer such as /labels/anger:", argument);
}

static exit_code add_label(eval_run *self, char *argument, int is_class)
{
    char *pointer = cut(argument);
    label_rule *rule = pointer == NULL ? NULL : rule_named(self, argument);
    if (rule == NULL)
        return analyser_usage(&self->analyser, "write NAME=POINTER, and no more than 32 labels, not", argument);
    size_t length = strcspn(pointer, "=");
    rule->is_class = is_class;
    const char *score = pointer[length] == '=' ? pointer + length + 1 : pointer;
    if (is_class && set_pointer(self, rule->score, score, strlen(score), pointer) != EXIT_OK)
        return EXIT_USAGE;
    if (!is_class && pointer[length] == '=')
        rule->equals = pointer + length + 1;
    return set_pointer(self, rule->label, pointer, length, pointer);
}

static exit_code add_score(eval_run *self, char *argument)
{
    char *pointer = cut(argument);
    label_rule *rule = pointer == NULL ? NULL : rule_named(self, argument);
    if (rule == NULL)
        return analyser_usage(&self->analyser, "write NAME=POINTER, not", argument);
    if (*pointer == '-') {
        rule->sign = -1;
        pointer++;
    }
    rule->sums_evidence = strncmp(pointer, EVIDENCE, strlen(EVIDENCE)) == 0;
    if (!rule->sums_evidence)
        return set_pointer(self, rule->score, pointer, strlen(pointer), pointer);
    snprintf(rule->score, sizeof rule->score, "%s", pointer + strlen(EVIDENCE));
    self->explain = 1;
    return EXIT_OK;
}

static exit_code add_threshold(eval_run *self, char *argument)
{
    char *number = cut(argument), *end = NULL;
    label_rule *rule = number == NULL ? NULL : rule_named(self, argument);
    double value = number == NULL ? 0 : strtod(number, &end);
    if (rule == NULL || *end != '\0')
        return analyser_usage(&self->analyser, "write NAME=NUMBER, not", argument);
    rule->threshold = value;
    return EXIT_OK;
}

static exit_code add_where(eval_run *self, char *argument)
{
    const char *value = strchr(argument, '=');
    if (value == NULL || self->where_count == WHERE_MOST)
        return analyser_usage(&self->analyser, "write POINTER=VALUE, at most 8 times, not", argument);
    condition *next = &self->where[self->where_count++];
    next->value = value + 1;
    return set_pointer(self, next->pointer, argument, (size_t)(value - argument), argument);
}

static exit_code read_option(eval_run *self, int option, char *argument)
{
    switch (option) {
    case OPTION_LABEL: return add_label(self, argument, 0);
    case OPTION_CLASS: return add_label(self, argument, 1);
    case OPTION_SCORE: return add_score(self, argument);
    case OPTION_THRESHOLD: return add_threshold(self, argument);
    case OPTION_WHERE: return add_where(self, argument);
    case OPTION_ERRORS:
        self->errors = strtoul(argument, NULL, 10);
        return self->errors > 0 && self->errors <= ERRORS_MOST
                   ? EXIT_OK
                   : analyser_usage(&self->analyser, "--errors takes a number from 1 to 1000, not", argument);
    case OPTION_JSON: self->json = 1; return EXIT_OK;
    case 'h':
        fputs(HELP, stdout);
        self->done = 1;
        return EXIT_OK;
    default: return analyser_option(&self->analyser, option, argument);
    }
}

static exit_code read_options(eval_run *self, int argc, char **argv)
{
    int option;
    exit_code code = EXIT_OK;
    while (code == EXIT_OK && !self->done && (option = analyser_next(&self->analyser, argc, argv, ":t:l:L:h", LONG_OPTIONS)) != -1)
        code = read_option(self, option, optarg);
    return code;
}

/* The labels that our own posts carry. */
static void take_usual_labels(eval_run *self)
{
    static const char *const EMOTIONS[] = {"anger", "disappointment", "injustice", "exasperation"}, *const CLASSES[] = {"triage", "address",
                                                                                                                        "formality"};
    for (size_t i = 0; i < 4; i++) {
        label_rule *rule = rule_named(self, EMOTIONS[i]);
        snprintf(rule->label, sizeof rule->label, "/emotions/%s", EMOTIONS[i]);
        snprintf(rule->score, sizeof rule->score, "/emotions/%s", EMOTIONS[i]);
    }
    for (size_t i = 0; i < 3; i++) {
        label_rule *rule = rule_named(self, CLASSES[i]);
        rule->is_class = 1;
        snprintf(rule->label, sizeof rule->label, "/%s", CLASSES[i]);
        snprintf(rule->score, sizeof rule->score, "%s/%s", i == 0 ? "" : "/register", CLASSES[i]);
    }
}

static int is_wanted(const eval_run *self, json_t *root)
{
    for (size_t i = 0; i < self->where_count; i++) {
        json_t *value = pointer_resolve(root, self->where[i].pointer);
        char number[32] = "";
        if (json_is_number(value))
            snprintf(number, sizeof number, "%g", json_number_value(value));
        const char *text = json_is_string(value) ? json_string_value(value) : json_is_true(value) ? "true" : json_is_false(value) ? "false" : number;
        if (strcmp(text, self->where[i].value) != 0)
            return 0;
    }
    return 1;
}

/* The post's text and what weighed most, as --errors shows it; NULL without memory. */
static char *shown_post(const eval_run *self, const smtone_result *result)
{
    output out = {.fd = -1};
    const char *before = "\n    ";
    output_json_string(&out, self->post.text.text, self->post.text.length);
    for (size_t i = 0; i < result->evidence_count; i++) {
        const smtone_evidence *piece = &result->evidence[i];
        if (fabs(piece->value) < 0.2)
            continue;
        output_text(&out, before);
        before = "; ";
        output_text(&out, piece->signal);
        output_char(&out, ' ');
        output_text(&out, piece->axis);
        output_text(&out, piece->value < 0 ? " " : " +");
        output_number(&out, piece->value);
    }
    output_char(&out, '\0');
    return out.error == 0 ? out.bytes : NULL;
}

static int keep(eval_run *self, const smtone_result *result)
{
    if (self->errors == 0)
        return 0;
    if (self->post_count == self->kept_capacity) {
        size_t bigger = self->kept_capacity == 0 ? 256 : self->kept_capacity * 2;
        char **grown = realloc(self->kept, bigger * sizeof *grown);
        if (grown == NULL)
            return -1;
        self->kept = grown;
        self->kept_capacity = bigger;
    }
    self->kept[self->post_count] = shown_post(self, result);
    return self->kept[self->post_count] == NULL ? -1 : 0;
}

/* The record as smtone would write it, decoded: labels are held against what users see. */
static json_t *record_of(eval_run *self, const smtone_result *result)
{
    self->record.length = 0;
    record_write_scores(&self->record, &(record){.post = &self->post, .result = result, .model = "", .line = 0, .explain = self->explain});
    json_t *whole = self->record.error == 0 ? json_loadb(self->record.bytes, self->record.length, JSON_ALLOW_NUL, NULL) : NULL;
    json_t *inner = json_incref(json_object_get(whole, "smtone"));
    json_decref(whole);
    return inner;
}

/* 0, or -1 without memory. Lines that are no posts are counted and passed over. */
static int eval_line(eval_run *self, const line *in)
{
    const smtone_result *result = NULL;
    if (in->too_long) {
        self->bad++;
        return 0;
    }
    if (post_read(in->text, in->length, &self->analyser.pointers, &self->post) != 0)
        return -1;
    const post *p = &self->post;
    if (p->error.code != NULL || analyser_run(&self->analyser, p, &result, NULL) != SMTONE_OK) {
        self->bad++;
        return 0;
    }
    if (!is_wanted(self, p->root))
        return 0;
    json_t *said = record_of(self, result);
    int failed = said == NULL || evaluation_add(&self->figures, p->root, said, self->post_count) != 0 || keep(self, result) != 0;
    json_decref(said);
    self->post_count += !failed;
    return failed ? -1 : 0;
}

static exit_code eval_file(eval_run *self, const char *name)
{
    int standard = strcmp(name, "-") == 0, got = 0;
    int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    line in;
    if (fd < 0) {
        say("%s: cannot be opened: %s", name, strerror(errno));
        return EXIT_IO;
    }
    lines *from = lines_new(fd, LONGEST_LINE, NULL, NULL);
    int memory = from != NULL;
    while (memory && (got = lines_next(from, &in)) > 0)
        memory = eval_line(self, &in) == 0;
    if (!memory)
        say("out of memory");
    else if (got < 0)
        say("%s: cannot be read: %s", name, strerror(errno));
    lines_free(from);
    if (!standard)
        close(fd);
    return memory && got == 0 ? EXIT_OK : EXIT_IO;
}

static void write_errors(const eval_run *self, output *out)
{
    size_t posts[ERRORS_MOST];
    for (size_t i = 0; i < self->figures.count; i++) {
        size_t count = evaluation_worst(&self->figures, i, posts, self->errors);
        output_text(out, "\nworst of ");
        output_text(out, self->figures.rules[i].name);
        output_text(out, ":\n");
        for (size_t n = 0; n < count; n++) {
            output_text(out, "  ");
            output_text(out, self->kept[posts[n]]);
            output_char(out, '\n');
        }
    }
}

static exit_code write_report(eval_run *self)
{
    output out = {.fd = STDOUT_FILENO};
    if (self->json)
        evaluation_write_json(&self->figures, &out);
    else
        evaluation_write_text(&self->figures, &out);
    if (self->errors > 0 && !self->json)
        write_errors(self, &out);
    int failed = output_flush(&out) != 0;
    if (failed)
        say("standard output: cannot be written: %s", strerror(out.error));
    if (self->bad > 0)
        say("%lu lines could not be read as posts", self->bad);
    output_free(&out);
    return failed ? EXIT_IO : EXIT_OK;
}

static exit_code eval_all(eval_run *self, char **files, int count)
{
    if (self->figures.count == 0)
        take_usual_labels(self);
    for (size_t i = 0; i < self->figures.count; i++) {
        if (self->figures.rules[i].label[0] == '\0' || self->figures.rules[i].score[0] == '\0')
            return analyser_usage(&self->analyser, "give both --label and --score for", self->figures.rules[i].name);
    }
    exit_code code = analyser_open(&self->analyser);
    if (count == 0 && code == EXIT_OK)
        code = eval_file(self, "-");
    for (int i = 0; i < count && code == EXIT_OK; i++)
        code = eval_file(self, files[i]);
    return code == EXIT_OK ? write_report(self) : code;
}

exit_code command_eval(int argc, char **argv)
{
    eval_run *self = calloc(1, sizeof *self);
    if (self == NULL) {
        say("out of memory");
        return EXIT_IO;
    }
    self->analyser.command = "smtone eval";
    exit_code code = read_options(self, argc, argv);
    if (code == EXIT_OK && !self->done)
        code = eval_all(self, argv + optind, argc - optind);
    for (size_t i = 0; i < self->post_count && self->kept != NULL; i++)
        free(self->kept[i]);
    free(self->kept);
    evaluation_free(&self->figures);
    output_free(&self->record);
    post_free(&self->post);
    analyser_close(&self->analyser);
    free(self);
    return code;
}
