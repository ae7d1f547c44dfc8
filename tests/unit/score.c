/* The score stages on a small lexicon of the test's own, laid over the embedded one. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "smtone.h"

/* A lexicon folder with one term file, made for one check. */
static char folder[64];

static void write_file(const char *path, const char *text)
{
    char name[256];
    snprintf(name, sizeof name, "%s/%s", folder, path);
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void make_folder(const char *path, const char *text)
{
    char name[128];
    snprintf(folder, sizeof folder, "/tmp/smtone-unit-XXXXXX");
    assert_non_null(mkdtemp(folder));
    const char *folders[] = {"fr", "en", "any", "language"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s/%s", folder, folders[i]);
        assert_int_equal(mkdir(name, 0700), 0);
    }
    write_file(path, text);
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
}

/* The sum on an axis of the evidence whose signal is `signal`, for one text in one language. */
static double weight_of(const char *terms_path, const char *terms, const char *lang, const char *text, const char *signal, const char *axis)
{
    smtone_model *model = NULL;
    smtone_context *context = NULL;
    smtone_error error = {0};
    const smtone_result *result = NULL;
    make_folder(terms_path, terms);
    const char *dirs[] = {folder};
    if (smtone_model_new(dirs, 1, &model, &error) != SMTONE_OK)
        fail_msg("%s:%u: %s", error.source, error.line, error.message);
    assert_int_equal(smtone_context_new(model, &context, &error), SMTONE_OK);
    smtone_post post = {.text = text, .text_length = strlen(text), .force_lang = lang};
    assert_int_equal(smtone_analyse(context, &post, &result, &error), SMTONE_OK);
    double sum = 0;
    for (size_t i = 0; i < result->evidence_count; i++) {
        if (strcmp(result->evidence[i].signal, signal) == 0 && strcmp(result->evidence[i].axis, axis) == 0)
            sum += result->evidence[i].value;
    }
    smtone_context_free(context);
    smtone_model_free(model);
    remove_folder();
    return sum;
}

/* `zorg` and its like are in no lexicon: what they weigh comes from the test alone. */
static void check_term(const char *term, const char *text, double expected)
{
    char table[512];
    snprintf(table, sizeof table, "term\tweight\tsignal\n%s\t1\tanger\n", term);
    double weight = weight_of("fr/mine.tsv", table, "fr", text, "anger", "anger");
    if (fabs(weight - expected) > 0.0001)
        fail_msg("term '%s' on '%s': %f, expected %f", term, text, weight, expected);
}

static void terms_match_as_written(void **state)
{
    (void)state;
    check_term("zorg", "zorg", 1);
    check_term("zorg", "zorgs", 0);
    check_term("zorg*", "le zorgisme", 1);
    check_term("zorguer~", "ils zorguaient", 1);
    check_term("zorgué", "zorgue", 1);  /* typed without accents */
    check_term("=zorgué", "zorgue", 0); /* the accents are asked for */
    check_term("zorg", "ZOOORG", 1.25);
    check_term("zorg", "zorrrrg", 1.25); /* elongation is intensity */
    check_term("(zorg|blif)", "un blif", 1);
    check_term("zorg blif", "zorg, blif", 1); /* punctuation aside */
    check_term("zorg blif", "zorg. blif", 0); /* never over a sentence's end */
    check_term("zorg ..2 blif", "zorg un deux blif", 1);
    check_term("zorg ..2 blif", "zorg un deux trois blif", 0);
    check_term("zorg un? blif", "zorg blif", 1);
    check_term("zorg <amount>", "zorg 49,90 €", 1);
    check_term("<start> zorg", "@marque zorg", 1);
    check_term("<start> zorg", "un zorg", 0);
    check_term("zorg <end>", "un zorg !!", 1 * 1.16);
    check_term("zorg <end>", "zorg un", 0);
    check_term("(#zorgfail)", "pff #ZorgFail", 1);
}

static void the_longest_match_wins(void **state)
{
    (void)state;
    const char *table = "term\tweight\tsignal\nzorg\t1\tanger\nzorg blif\t0.4\tanger\n";
    assert_float_equal(weight_of("fr/mine.tsv", table, "fr", "zorg blif", "anger", "anger"), 0.4, 0.0001);
    table = "term\tweight\tsignal\nzorg\t1\tanger\nune zorg douce\t1\tharmless\n";
    assert_float_equal(weight_of("fr/mine.tsv", table, "fr", "une zorg douce", "anger", "anger"), 0, 0.0001);
}

static void context_changes_the_weight(void **state)
{
    (void)state;
    assert_true(weight_of("fr/mine.tsv", "term\tweight\tsignal\nzorg\t1\tanger\n", "fr", "je ne suis pas zorg", "anger", "anger") <= 0);
    assert_true(weight_of("en/mine.tsv", "term\tweight\tsignal\nzorg\t1\tanger\n", "en", "I'm not zorg", "anger", "anger") <= 0);
    /* the scope of a negation ends with its clause */
    assert_true(weight_of("en/mine.tsv", "term\tweight\tsignal\nzorg\t1\tanger\n", "en", "not that, I am zorg", "anger", "anger") >= 1);
    assert_true(weight_of("en/mine.tsv", "term\tweight\tsignal\nzorg\t1\tanger\n", "en", "I am very zorg", "anger", "anger") > 1);
    assert_true(weight_of("fr/mine.tsv", "term\tweight\tsignal\nzorg\t1\tanger\n", "fr", "un peu zorg", "anger", "anger") < 1);
    assert_float_equal(weight_of("fr/mine.tsv", "term\tweight\tsignal\nzorg\t1\tanger\n", "fr", "je suis ZORG ce soir", "anger", "anger"), 1.3,
                       0.0001);
}

static double anger_of(const char *lang, const char *text)
{
    const char *path = strcmp(lang, "fr") == 0 ? "fr/mine.tsv" : "en/mine.tsv";
    return weight_of(path, "term\tweight\tsignal\nzorg\t1\tanger\nblif\t1\tpositive\n", lang, text, "anger", "anger");
}

static void frames_change_the_weight(void **state)
{
    (void)state;
    assert_true(anger_of("fr", "si le train est zorg") < 0.6);
    assert_true(anger_of("en", "I hope it is zorg") < 0.6);
    assert_true(anger_of("en", "is it zorg?") < 0.6);
    assert_float_equal(anger_of("en", "is it zorg?!"), anger_of("en", "it is zorg?!"), 0.0001); /* a shouted question is none */
    /* but and mais weigh what follows, if something of the contrary valence stands on the other side */
    assert_true(anger_of("en", "it is zorg but blif") < 1);
    assert_true(anger_of("fr", "il est blif mais zorg") > 1);
    assert_float_equal(anger_of("en", "it is zorg but here"), 1, 0.0001);
}

static void stretches_are_read_in_their_language(void **state)
{
    (void)state;
    const char *table = "term\tweight\tsignal\nthis is zorg\t1\tanger\n";
    assert_float_equal(weight_of("en/mine.tsv", table, "fr", "j'attends mon colis depuis lundi, this is zorg and I want my money", "anger", "anger"),
                       1, 0.3);
    assert_float_equal(weight_of("en/mine.tsv", table, "fr", "j'attends mon colis depuis lundi", "anger", "anger"), 0, 0.3);
}

static void fitted_words_weigh_on_axes_of_their_own(void **state)
{
    (void)state;
    const char *table = "term\tanger\ttroll\nzorg\t0.4\t-0.2\n";
    assert_float_equal(weight_of("fr/fitted.tsv", table, "fr", "zorg", "fitted", "anger"), 0.4, 0.0001);
    assert_float_equal(weight_of("fr/fitted.tsv", table, "fr", "zorg", "fitted", "troll"), -0.2, 0.0001);
    assert_float_equal(weight_of("fr/fitted.tsv", table, "fr", "zorg", "fitted", "injustice"), 0, 0.0001);
}

static double safety(const char *path, const char *table)
{
    return weight_of(path, table, "en", "smell of burning from the socket", "event.safety", "troll");
}

static void corrections_are_added_to_the_weights(void **state)
{
    (void)state;
    double none = safety("corrections.tsv", "signal\ttroll\nevent.safety\t0\n");
    double some = safety("corrections.tsv", "signal\ttroll\nevent.safety\t-0.2\n") - none;
    double twice = safety("corrections.tsv", "signal\ttroll\nevent.safety\t-0.4\n") - none;
    assert_true(some < 0);
    assert_float_equal(twice, 2 * some, 0.001);
    /* a signal written anew is written whole: no shipped correction is added to it */
    assert_float_equal(safety("signals.tsv", "signal\tgroup\ttroll\tnote\nevent.safety\tevent\t-0.2\tdanger\n"), some, 0.001);
}

static void emoji_never_outweigh_words(void **state)
{
    (void)state;
    const char *table = "term\tweight\tsignal\nzorg\t1.5\tpositive\n";
    double alone = weight_of("fr/mine.tsv", table, "fr", "😡", "anger", "anger");
    double run = weight_of("fr/mine.tsv", table, "fr", "😡😡😡😡😡😡", "anger", "anger");
    double against = weight_of("fr/mine.tsv", table, "fr", "c'est zorg 😡😡😡😡😡😡", "anger", "anger");
    assert_true(alone > 0 && run > alone && run < 2 * alone + 0.0001);
    assert_true(against < run);
}

static void repeats_and_groups_are_bounded(void **state)
{
    (void)state;
    const char *table = "term\tweight\tsignal\nzorg\t1\tanger\n";
    assert_float_equal(weight_of("fr/mine.tsv", table, "fr", "zorg et zorg", "anger", "anger"), 1.5, 0.0001);
    assert_true(weight_of("fr/mine.tsv", "term\tweight\tsignal\nzorg\t9\tanger\n", "fr", "zorg", "anger", "anger") < 4);
}

static void scores_follow_from_the_evidence(void **state)
{
    (void)state;
    smtone_model *model = NULL;
    smtone_context *context = NULL;
    const smtone_result *result = NULL;
    const char *texts[] = {"Toujours pas de remboursement, 3e relance, c'est inadmissible !!! Bande de voleurs 😡",
                           "Your app keeps CRASHING and nobody answers, thanks for nothing", "Merci beaucoup, au top", "😡😡😡"};
    assert_int_equal(smtone_model_new(NULL, 0, &model, NULL), SMTONE_OK);
    assert_int_equal(smtone_context_new(model, &context, NULL), SMTONE_OK);
    for (size_t t = 0; t < 4; t++) {
        smtone_post post = {.text = texts[t], .text_length = strlen(texts[t])};
        assert_int_equal(smtone_analyse(context, &post, &result, NULL), SMTONE_OK);
        double anger = 0, grievance = 0;
        for (size_t i = 0; i < result->evidence_count; i++) {
            const smtone_evidence *piece = &result->evidence[i];
            anger += strcmp(piece->axis, "anger") == 0 ? piece->value : 0;
            grievance += strcmp(piece->axis, "grievance") == 0 ? piece->value : 0;
            assert_true(piece->span.start == SMTONE_NOWHERE || (piece->span.start < piece->span.end && piece->span.end <= strlen(texts[t])));
        }
        assert_float_equal(result->anger, 1 - exp(-fmax(0, anger)), 1e-9);
        assert_float_equal(result->grievance, 1 / (1 + exp(-grievance)), 1e-9);
    }
    smtone_context_free(context);
    smtone_model_free(model);
}

static void errors_are_told(void **state)
{
    (void)state;
    smtone_model *model = NULL;
    smtone_context *context = NULL;
    const smtone_result *result = NULL;
    smtone_error error = {0};
    const char *dirs[] = {"/nowhere/at/all"};
    assert_int_equal(smtone_model_new(dirs, 1, &model, &error), SMTONE_ERR_IO);
    assert_null(model);
    assert_string_equal(error.source, "/nowhere/at/all/");
    assert_int_equal(smtone_model_new(NULL, 1, &model, NULL), SMTONE_ERR_ARGUMENT);
    assert_int_equal(smtone_model_new(NULL, 0, &model, NULL), SMTONE_OK);
    assert_int_equal(smtone_context_new(model, &context, NULL), SMTONE_OK);
    smtone_post posts[] = {{.text = "", .text_length = 0}, {.text = " \n ", .text_length = 3}, {.text = "\xFF", .text_length = 1}};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(smtone_analyse(context, &posts[i], &result, NULL), SMTONE_ERR_TEXT);
    assert_null(result);
    smtone_context_free(context);
    smtone_model_free(model);
    smtone_context_free(NULL);
    smtone_model_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_match_as_written),
        cmocka_unit_test(the_longest_match_wins),
        cmocka_unit_test(frames_change_the_weight),
        cmocka_unit_test(stretches_are_read_in_their_language),
        cmocka_unit_test(fitted_words_weigh_on_axes_of_their_own),
        cmocka_unit_test(corrections_are_added_to_the_weights),
        cmocka_unit_test(emoji_never_outweigh_words),
        cmocka_unit_test(context_changes_the_weight),
        cmocka_unit_test(repeats_and_groups_are_bounded),
        cmocka_unit_test(scores_follow_from_the_evidence),
        cmocka_unit_test(errors_are_told),
    };
    return cmocka_run_group_tests_name("score", tests, NULL, NULL);
}
