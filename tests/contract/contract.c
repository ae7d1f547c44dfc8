/* The stream contract, clause by clause, against the real command: its path is the first argument. */
#include "../unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *command;

typedef struct {
    char *out, *err;
    size_t out_length, err_length;
    int status; /* exit code, or 128 + signal */
} outcome;

typedef struct {
    pid_t pid;
    int in, out, err;
} child;

static child start(const char *const *options)
{
    const char *argv[16] = {command};
    int in[2], out[2], err[2];
    for (int i = 0; options != NULL && options[i] != NULL; i++)
        argv[i + 1] = options[i];
    assert_true(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 && pipe2(err, O_CLOEXEC) == 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(in[0], 0);
        dup2(out[1], 1);
        dup2(err[1], 2);
        execv(command, (char *const *)argv);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    close(err[1]);
    return (child){pid, in[1], out[0], err[0]};
}

static int finish(child *of)
{
    int status;
    assert_int_equal(waitpid(of->pid, &status, 0), of->pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Feeds all of the input while it reads both outputs, as a shell pipeline would. */
static outcome run(const char *const *options, const char *input, size_t length)
{
    child of = start(options);
    outcome result = {.out = calloc(1, 1 << 24), .err = calloc(1, 1 << 16)};
    size_t sent = 0;
    int open_ends = 2;
    fcntl(of.in, F_SETFL, O_NONBLOCK);
    while (open_ends > 0) {
        struct pollfd ends[3] = {{.fd = of.out, .events = POLLIN}, {.fd = of.err, .events = POLLIN}, {.fd = of.in, .events = POLLOUT}};
        poll(ends, of.in >= 0 ? 3 : 2, 10000);
        if (of.in >= 0 && ends[2].revents) {
            ssize_t wrote = write(of.in, input + sent, length - sent);
            sent += wrote > 0 ? (size_t)wrote : 0;
            if (sent == length || (wrote < 0 && errno != EAGAIN)) {
                close(of.in);
                of.in = -1;
            }
        }
        if (ends[0].revents) {
            ssize_t got = read(of.out, result.out + result.out_length, (1 << 24) - 1 - result.out_length);
            result.out_length += got > 0 ? (size_t)got : 0;
            if (got <= 0) {
                close(of.out);
                of.out = -1;
                open_ends--;
            }
        }
        if (ends[1].revents) {
            ssize_t got = read(of.err, result.err + result.err_length, (1 << 16) - 1 - result.err_length);
            result.err_length += got > 0 ? (size_t)got : 0;
            if (got <= 0) {
                close(of.err);
                of.err = -1;
                open_ends--;
            }
        }
    }
    if (of.in >= 0)
        close(of.in);
    result.status = finish(&of);
    return result;
}

static outcome run_text(const char *const *options, const char *input)
{
    return run(options, input, strlen(input));
}

static void drop(outcome *of)
{
    free(of->out);
    free(of->err);
}

static size_t count_lines(const outcome *of)
{
    size_t lines = 0;
    for (size_t i = 0; i < of->out_length; i++)
        lines += of->out[i] == '\n';
    return lines;
}

static json_t *nth_line(const outcome *of, size_t n)
{
    const char *at = of->out;
    for (; n > 0; n--)
        at = strchr(at, '\n') + 1;
    return json_loadb(at, (size_t)(strchr(at, '\n') - at), JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, NULL);
}

static const char *error_code(const outcome *of, size_t n)
{
    static char code[64];
    json_t *root = nth_line(of, n);
    assert_non_null(root);
    json_t *error = json_object_get(json_object_get(root, "smtone"), "error");
    snprintf(code, sizeof code, "%s", error == NULL ? "none" : json_string_value(json_object_get(error, "code")));
    assert_true(error == NULL || json_number_value(json_object_get(error, "line")) == (double)(n + 1));
    json_decref(root);
    return code;
}

static void as_many_lines_come_out(void **state)
{
    static const char INPUT[] = "{\"text\":\"merci\"}\n\nnot json\n[1]\n{\"a\":1}\n{\"text\":\"\"}\n{\"text\":\"  \"}\n{\"text\":\"\xFF\"}\n"
                                "{\"text\":\"\\ud83d\"}\n{\"text\":\"fin\"}";
    static const char *const CODES[] = {"none",       "not_json",   "not_json",     "not_an_object", "no_text",
                                        "empty_text", "empty_text", "invalid_utf8", "unreadable",    "none"};
    (void)state;
    outcome got = run(NULL, INPUT, sizeof INPUT - 1);
    assert_int_equal(count_lines(&got), 10);
    for (size_t i = 0; i < 10; i++) {
        if (i == 8) /* jansson takes no lone surrogate, neither ours nor the test's; the bytes come out all the same */
            assert_non_null(strstr(got.out, "{\"text\":\"\\ud83d\",\"smtone\":{\"schema\":1,\"error\":{\"code\":\"unreadable\""));
        else
            assert_string_equal(error_code(&got, i), CODES[i]);
    }
    assert_int_equal(got.status, 0);
    assert_non_null(strstr(got.err, "smtone: standard input:2: "));
    assert_non_null(strstr(got.err, "8 of 10 records"));
    drop(&got);
}

static void the_posts_bytes_stay(void **state)
{
    static const struct {
        const char *in, *before, *after;
    } CASES[] = {
        {"{\"text\":\"ok\"}", "{\"text\":\"ok\",\"smtone\":{", "}}\n"},
        {" { \"id\" : 12345678901234567890 , \"x\":1.50e+1,\"text\":\"d\\u00e9\\/\" }  ",
         "{ \"id\" : 12345678901234567890 , \"x\":1.50e+1,\"text\":\"d\\u00e9\\/\" ,\"smtone\":{", "}}\n"},
        {"{\"smtone\":{\"old\":[1,2]},\"text\":\"ok\"}", "{\"text\":\"ok\",\"smtone\":{\"schema\"", "}}\n"},
        {"{\"text\":\"ok\", \"smtone\" : null }", "{\"text\":\"ok\", \"smtone\":{\"schema\"", "} }\n"},
        {"{\"text\":\"ok\",\"smt\\u006fne\":1,\"b\":2}", "{\"text\":\"ok\",\"b\":2,\"smtone\":{", "}}\n"},
        {"{}", "{\"smtone\":{\"schema\":1,\"error\"", "}}\n"},
        {"{\"text\":\"ok\",\"a\":{\"smtone\":1}}", "{\"text\":\"ok\",\"a\":{\"smtone\":1},\"smtone\":{", "}}\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        outcome got = run_text(NULL, CASES[i].in);
        if (strncmp(got.out, CASES[i].before, strlen(CASES[i].before)) != 0)
            fail_msg("%s became %s", CASES[i].in, got.out);
        assert_string_equal(got.out + got.out_length - strlen(CASES[i].after), CASES[i].after);
        json_t *root = nth_line(&got, 0);
        assert_non_null(root);
        json_decref(root);
        drop(&got);
    }
}

static void what_it_wrote_it_writes_again(void **state)
{
    (void)state;
    outcome once = run_text(NULL, "{\"text\":\"toujours rien, c'est nul\",\"id\":\"7\"}\n");
    outcome twice = run(NULL, once.out, once.out_length);
    assert_string_equal(once.out, twice.out);
    drop(&once);
    drop(&twice);
}

static void line_ends_and_limits(void **state)
{
    (void)state;
    outcome got = run_text(NULL, "\xEF\xBB\xBF{\"text\":\"un\"}\r\n{\"text\":\"deux\"}");
    assert_int_equal(count_lines(&got), 2);
    assert_memory_equal(got.out, "{\"text\":\"un\",\"smtone\"", 20);
    assert_null(strchr(got.out, '\r'));
    drop(&got);
    const char *options[] = {"--max-line", "40", NULL};
    got = run_text(options, "{\"text\":\"a line that is longer than forty bytes\"}\n{\"text\":\"short\"}\n");
    assert_string_equal(error_code(&got, 0), "too_long");
    assert_string_equal(error_code(&got, 1), "none");
    assert_memory_equal(got.out, "{\"smtone\"", 9);
    drop(&got);
    size_t size = 3 << 20;
    char *huge = malloc(size);
    memset(huge, 'x', size);
    memcpy(huge + size - 20, "\n{\"text\":\"short\"}\n", 18);
    got = run(NULL, huge, size - 2);
    assert_int_equal(count_lines(&got), 2);
    assert_string_equal(error_code(&got, 0), "too_long");
    assert_string_equal(error_code(&got, 1), "none");
    drop(&got);
    free(huge);
}

/* With the pipe still open, every line is answered before the next is sent. */
static void a_live_pipe_is_answered(void **state)
{
    (void)state;
    char answer[65536];
    child of = start(NULL);
    for (int i = 0; i < 20; i++) {
        struct pollfd waiting = {.fd = of.out, .events = POLLIN};
        assert_int_equal(write(of.in, "{\"text\":\"encore une panne\"}\n", 28), 28);
        assert_int_equal(poll(&waiting, 1, 20000), 1);
        ssize_t got = read(of.out, answer, sizeof answer);
        assert_true(got > 0 && answer[got - 1] == '\n');
    }
    close(of.in);
    close(of.out);
    close(of.err);
    assert_int_equal(finish(&of), 0);
}

static void exit_codes_are_kept(void **state)
{
    static const char *const STRICT[] = {"--strict", NULL}, *const WRONG[] = {"--nonsense", NULL}, *const WRONG_VALUE[] = {"-o", "yaml", NULL},
                             *const NO_LEXICON[] = {"--lexicons", "/nowhere", NULL}, *const NO_FILE[] = {"/nowhere/feed.jsonl", NULL},
                             *const POINTER[] = {"--text", "text", NULL}, *const FOLDER[] = {"/tmp", NULL};
    static const struct {
        const char *const *options;
        const char *input;
        int status;
    } CASES[] = {
        {NULL, "", 0},        {STRICT, "{\"text\":\"ok\"}\n", 0},
        {STRICT, "bad\n", 1}, {WRONG, "", 2},
        {WRONG_VALUE, "", 2}, {POINTER, "", 2},
        {NO_LEXICON, "", 4},  {NO_FILE, "", 4},
        {FOLDER, "", 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        outcome got = run_text(CASES[i].options, CASES[i].input);
        if (got.status != CASES[i].status)
            fail_msg("case %zu: exit %d, expected %d: %s", i, got.status, CASES[i].status, got.err);
        if (got.status >= 2)
            assert_memory_equal(got.err, "smtone: ", 8);
        drop(&got);
    }
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    char line[512];
    snprintf(line, sizeof line, "echo '{\"text\":\"ok\"}' | '%s' > /dev/full 2> /dev/null", command);
    int status = system(line);
    assert_int_equal(WEXITSTATUS(status), 4);
}

static void a_reader_that_leaves_ends_it(void **state)
{
    (void)state;
    child of = start(NULL);
    signal(SIGPIPE, SIG_IGN); /* for this test's own writes; the child was started with the default */
    close(of.out);
    for (int i = 0; i < 100 && write(of.in, "{\"text\":\"ok\"}\n", 14) == 14; i++)
        usleep(1000);
    close(of.in);
    close(of.err);
    assert_int_equal(finish(&of), 128 + SIGPIPE);
    signal(SIGPIPE, SIG_DFL);
}

/* ---- the record ---- */

static const char *const KEYS[] = {"schema",   "model", "lang",     "lang_confidence", "triage",         "confidence", "review",     "grievance",
                                   "troll",    "abuse", "emotions", "valence",         "injustice_kind", "posture",    "escalation", "urgency",
                                   "priority", "facts", "register", "reply",           "history",        "evidence"};

static void check_keys(json_t *object, const char *const *keys, size_t count)
{
    assert_true(json_is_object(object));
    assert_int_equal(json_object_size(object), count);
    for (size_t i = 0; i < count; i++) {
        if (json_object_get(object, keys[i]) == NULL)
            fail_msg("key %s is missing", keys[i]);
    }
}

static void check_record(json_t *smtone)
{
    static const char *const EMOTIONS[] = {"anger", "disappointment", "injustice", "exasperation"},
                             *const KINDS[] = {"distributive", "procedural", "interactional"},
                             *const FACTS[] = {"since", "amount", "reference", "deadline"},
                             *const REGISTER[] = {"address", "formality", "formality_score", "affect"},
                             *const REPLY[] = {"address", "formality", "acts", "avoid", "route"};
    check_keys(smtone, KEYS, sizeof KEYS / sizeof KEYS[0]);
    check_keys(json_object_get(smtone, "emotions"), EMOTIONS, 4);
    check_keys(json_object_get(smtone, "injustice_kind"), KINDS, 3);
    check_keys(json_object_get(smtone, "facts"), FACTS, 4);
    check_keys(json_object_get(smtone, "register"), REGISTER, 4);
    check_keys(json_object_get(smtone, "reply"), REPLY, 5);
}

static json_t *record_of(const char *const *options, const char *text)
{
    char line[4096];
    json_t *post = json_pack("{ss}", "text", text);
    char *dumped = json_dumps(post, 0);
    snprintf(line, sizeof line, "%s\n", dumped);
    free(dumped);
    json_decref(post);
    outcome got = run_text(options, line);
    json_t *root = nth_line(&got, 0);
    assert_non_null(root);
    json_t *smtone = json_incref(json_object_get(root, "smtone"));
    json_decref(root);
    drop(&got);
    return smtone;
}

static void the_record_has_every_key(void **state)
{
    static const char *const TEXTS[] = {"Toujours pas de remboursement depuis 3 semaines, commande 4471-B22, 49,90 € !",
                                        "Great, another delay. Thanks a lot 🙄", "Das ist doch eine Frechheit, ich warte seit Wochen", "😡", "???"};
    (void)state;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        json_t *record = record_of(NULL, TEXTS[i]);
        check_record(record);
        assert_true(json_is_null(json_object_get(record, "evidence")) && json_is_null(json_object_get(record, "history")));
        json_decref(record);
    }
}

static void other_languages_are_not_guessed(void **state)
{
    (void)state;
    json_t *record = record_of(NULL, "Das ist doch eine Frechheit, ich warte seit Wochen auf mein Paket");
    assert_string_equal(json_string_value(json_object_get(record, "lang")), "und");
    assert_true(json_is_null(json_object_get(record, "grievance")));
    assert_true(json_is_null(json_object_get(json_object_get(record, "emotions"), "anger")));
    json_decref(record);
    record = record_of(NULL, "Das ist doch eine Frechheit, ich warte seit Wochen auf mein Paket 😡😡");
    assert_true(json_is_number(json_object_get(record, "grievance")));
    assert_true(json_number_value(json_object_get(json_object_get(record, "emotions"), "anger")) > 0);
    json_decref(record);
}

static double sum_of(json_t *evidence, const char *axis)
{
    double sum = 0;
    size_t i;
    json_t *piece;
    json_array_foreach(evidence, i, piece) sum +=
        strcmp(json_string_value(json_object_get(piece, "axis")), axis) == 0 ? json_number_value(json_object_get(piece, "value")) : 0;
    return sum;
}

static void every_score_is_explained(void **state)
{
    static const char *const EXPLAIN[] = {"--explain", NULL}, *const PIECE[] = {"signal", "axis", "value", "start", "end", "text", "rule"};
    static const char *const TEXTS[] = {"Toujours pas de remboursement depuis 3 semaines, c'est INADMISSIBLE !!! Bande de voleurs 😡😡",
                                        "You charged me TWICE and hung up, you absolute clowns. Still waiting!!", "Merci beaucoup, service au top",
                                        "ok c'est bon, je vous remercie"};
    (void)state;
    for (size_t t = 0; t < sizeof TEXTS / sizeof TEXTS[0]; t++) {
        json_t *record = record_of(EXPLAIN, TEXTS[t]), *evidence = json_object_get(record, "evidence"), *piece;
        size_t i;
        json_array_foreach(evidence, i, piece)
        {
            check_keys(piece, PIECE, 7);
            if (json_is_null(json_object_get(piece, "start")))
                continue;
            size_t start = (size_t)json_number_value(json_object_get(piece, "start")), end = (size_t)json_number_value(json_object_get(piece, "end"));
            assert_memory_equal(TEXTS[t] + start, json_string_value(json_object_get(piece, "text")), end - start);
        }
        static const char *const AXES[] = {"grievance", "troll", "abuse"}, *const EMOTIONS[] = {"anger", "disappointment", "injustice",
                                                                                                "exasperation"};
        for (size_t a = 0; a < 3; a++)
            assert_float_equal(json_number_value(json_object_get(record, AXES[a])), 1 / (1 + exp(-sum_of(evidence, AXES[a]))), 0.0005);
        for (size_t a = 0; a < 4; a++)
            assert_float_equal(json_number_value(json_object_get(json_object_get(record, "emotions"), EMOTIONS[a])),
                               1 - exp(-fmax(0, sum_of(evidence, EMOTIONS[a]))), 0.0005);
        json_decref(record);
    }
}

static void tables_are_flat(void **state)
{
    static const char *const CSV[] = {"-o", "csv", NULL}, *const TSV[] = {"-o", "tsv", NULL}, *const SCORES[] = {"-o", "scores", NULL};
    static const char INPUT[] = "{\"id\":1,\"text\":\"payé 49,90 € et rien reçu\",\"author\":\"=cmd\\tx\"}\nbad\n";
    (void)state;
    outcome got = run_text(CSV, INPUT);
    assert_int_equal(count_lines(&got), 3);
    assert_memory_equal(got.out, "id,author,", 10);
    assert_non_null(strstr(got.out, "\r\n\"1\",\"'=cmd\tx\","));
    drop(&got);
    got = run_text(TSV, INPUT);
    size_t tabs[3] = {0};
    for (size_t i = 0, line = 0; i < got.out_length; i++) {
        line += got.out[i] == '\n';
        tabs[line < 3 ? line : 2] += got.out[i] == '\t';
    }
    assert_true(tabs[0] > 30 && tabs[0] == tabs[1] && tabs[1] == tabs[2]);
    drop(&got);
    got = run_text(SCORES, INPUT);
    assert_memory_equal(got.out, "{\"id\":\"1\",\"smtone\":{\"schema\":1,", 31);
    drop(&got);
}

/* The same bytes whatever came before, and in any locale. */
static void it_is_reproducible(void **state)
{
    static const char TWO[] = "{\"text\":\"c'est nuuuul, encore une panne\"}\n{\"text\":\"nuul ce service\"}\n";
    (void)state;
    outcome both = run_text(NULL, TWO), second = run_text(NULL, strchr(TWO, '\n') + 1);
    assert_string_equal(strchr(both.out, '\n') + 1, second.out);
    setenv("LC_ALL", "fr_FR.UTF-8", 1);
    outcome french = run_text(NULL, TWO);
    unsetenv("LC_ALL");
    assert_string_equal(french.out, both.out);
    drop(&both);
    drop(&second);
    drop(&french);
}

static void help_and_version(void **state)
{
    static const char *const HELP[] = {"--help", NULL}, *const VERSION[] = {"--version", NULL};
    (void)state;
    outcome got = run_text(HELP, "");
    assert_true(got.status == 0 && strncmp(got.out, "Usage: smtone", 13) == 0 && got.err_length == 0);
    drop(&got);
    got = run_text(VERSION, "");
    assert_true(got.status == 0 && strncmp(got.out, "smtone ", 7) == 0);
    drop(&got);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_lines_come_out),
        cmocka_unit_test(the_posts_bytes_stay),
        cmocka_unit_test(what_it_wrote_it_writes_again),
        cmocka_unit_test(line_ends_and_limits),
        cmocka_unit_test(a_live_pipe_is_answered),
        cmocka_unit_test(exit_codes_are_kept),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(a_reader_that_leaves_ends_it),
        cmocka_unit_test(the_record_has_every_key),
        cmocka_unit_test(other_languages_are_not_guessed),
        cmocka_unit_test(every_score_is_explained),
        cmocka_unit_test(tables_are_flat),
        cmocka_unit_test(it_is_reproducible),
        cmocka_unit_test(help_and_version),
    };
    command = argc > 1 ? argv[1] : "build/smtone";
    return cmocka_run_group_tests_name("contract", tests, NULL, NULL);
}
