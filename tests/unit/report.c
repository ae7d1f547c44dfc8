/* The figures of eval, on samples small enough to work out by hand; the pages of explain, on posts that the shipped lexicons are sure of. */
#include "test.h"

#include <math.h>

#include <stdio.h>
#include <stdlib.h>

#include "counterfactual.h"
#include "explanation.h"
#include "metrics.h"
#include "paint.h"
#include "reasons.h"

static void a_perfect_score_is_perfect(void **state)
{
    (void)state;
    sample samples[] = {{0.9, 1, 1, 0}, {0.8, 1, 1, 1}, {0.2, 1, 0, 2}, {0.1, 1, 0, 3}};
    binary_metrics m;
    measure_binary(samples, 4, 0.5, &m);
    assert_float_equal(m.auc, 1, 1e-9);
    assert_float_equal(m.f1, 1, 1e-9);
    assert_float_equal(m.average_precision, 1, 1e-9);
    assert_float_equal(m.base_rate, 0.5, 1e-9);
}

static void figures_are_those_of_the_definition(void **state)
{
    (void)state;
    /* ranked: yes, no, yes, no */
    sample samples[] = {{0.3, 1, 0, 3}, {0.9, 1, 1, 0}, {0.6, 1, 1, 2}, {0.7, 1, 0, 1}};
    binary_metrics m;
    measure_binary(samples, 4, 0.65, &m);
    assert_float_equal(m.auc, 0.75, 1e-9); /* 3 of 4 pairs in order */
    assert_float_equal(m.precision, 0.5, 1e-9);
    assert_float_equal(m.recall, 0.5, 1e-9);
    assert_float_equal(m.best_f1, 0.8, 1e-9); /* at 0.6: 2 of 3 right, 2 of 2 found */
    assert_float_equal(m.best_threshold, 0.6, 1e-9);
    assert_float_equal(m.average_precision, (1 + 2.0 / 3) / 2, 1e-9);
}

static void ties_count_half_and_weights_count(void **state)
{
    (void)state;
    sample ties[] = {{0.5, 1, 1, 0}, {0.5, 1, 0, 1}};
    sample weighted[] = {{0.9, 3, 1, 0}, {0.8, 1, 0, 1}, {0.7, 1, 1, 2}};
    binary_metrics m;
    measure_binary(ties, 2, 0.5, &m);
    assert_float_equal(m.auc, 0.5, 1e-9);
    measure_binary(weighted, 3, 0.75, &m);
    assert_float_equal(m.auc, 0.75, 1e-9);
    assert_float_equal(m.precision, 0.75, 1e-9);
    assert_float_equal(m.base_rate, 0.8, 1e-9);
}

static void without_positives_there_is_no_figure(void **state)
{
    (void)state;
    sample samples[] = {{0.5, 1, 0, 0}};
    binary_metrics m;
    measure_binary(samples, 1, 0.5, &m);
    assert_true(isnan(m.auc) && isnan(m.recall) && isnan(m.average_precision));
    measure_binary(NULL, 0, 0.5, &m);
    assert_true(isnan(m.auc) && isnan(m.f1));
}

static void classes_are_counted(void **state)
{
    (void)state;
    class_sample samples[] = {{0, 0, 0, 0.9, 1}, {0, 1, 1, 0.9, 1}, {1, 1, 2, 0.5, 1}, {1, 1, 3, 0.5, 1}};
    class_metrics m;
    measure_classes(samples, 4, 2, &m);
    assert_float_equal(m.accuracy, 0.75, 1e-9);
    assert_float_equal(m.f1[0], 2.0 / 3, 1e-9);
    assert_float_equal(m.f1[1], 0.8, 1e-9);
    assert_float_equal(m.macro_f1, (2.0 / 3 + 0.8) / 2, 1e-9);
    assert_float_equal(m.confusion[0][1], 1, 1e-9);
    /* at 0.9 one of two is right: 0.8 too sure over two; at 0.5 both are: 1 too modest */
    assert_float_equal(m.calibration_error, (0.8 + 1) / 4, 1e-9);
}

static const char RUDE[] = "bande de voleurs, commande 4471 toujours pas livrée depuis 3 semaines";

static smtone_post post_of(const char *text, const char *lang)
{
    return (smtone_post){.text = text, .text_length = strlen(text), .force_lang = lang};
}

static const smtone_result *analyse(smtone_context *context, const char *text)
{
    smtone_post post = post_of(text, "fr");
    const smtone_result *result = NULL;
    assert_int_equal(smtone_analyse(context, &post, &result, NULL), SMTONE_OK);
    return result;
}

static void reasons_add_up_to_the_scores(void **state)
{
    const smtone_result *result = analyse(*state, RUDE);
    reasons why;
    assert_int_equal(reasons_gather(result, &why), 0);
    assert_string_equal(why.items[0].signal, "bias");
    assert_float_equal(1 / (1 + exp(-reasons_sum(&why, REASON_GRIEVANCE))), result->grievance, 1e-3);
    assert_float_equal(1 / (1 + exp(-reasons_sum(&why, REASON_TROLL))), result->troll, 1e-3);
    assert_float_equal(1 / (1 + exp(-reasons_sum(&why, REASON_ABUSE))), result->abuse, 1e-3);
    assert_float_equal(1 - exp(-fmax(0, reasons_sum(&why, REASON_EXASPERATION))), result->exasperation, 1e-3);
    for (size_t i = 1; i < why.count; i++) {
        for (size_t other = 0; other < i; other++) /* one reason for a signal at a place */
            assert_false(why.items[i].signal == why.items[other].signal && why.items[i].span.start == why.items[other].span.start &&
                         why.items[i].span.end == why.items[other].span.end);
    }
    reasons_free(&why);
}

/* Every change told is true: the post so changed is analysed to that verdict. */
static void changes_change_the_verdict(void **state)
{
    static const char *const POSTS[] = {RUDE, "sale type, ferme ta gueule", "Bonjour, à quelle heure fermez-vous ?"};
    for (size_t i = 0; i < 3; i++) {
        smtone_post post = post_of(POSTS[i], "fr");
        const smtone_result *result = analyse(*state, POSTS[i]);
        const char *triage = result->triage;
        reasons why;
        changes found;
        assert_int_equal(reasons_gather(result, &why), 0);
        assert_int_equal(changes_find(*state, &post, triage, &why, &found), 0);
        assert_true(found.count > 0);
        for (size_t c = 0; c < found.count; c++) {
            char text[512];
            const change *one = &found.items[c];
            snprintf(text, sizeof text, "%s%s%s", POSTS[i], one->added == NULL ? "" : "\n", one->added == NULL ? "" : one->added);
            for (size_t r = 0; r < one->left_out_count; r++) {
                smtone_span span = why.items[one->left_out[r]].span;
                memset(text + span.start, ' ', span.end - span.start);
            }
            assert_string_not_equal(one->triage, triage);
            assert_string_equal(analyse(*state, text)->triage, one->triage);
        }
        reasons_free(&why);
    }
}

static char *page_of(smtone_context *context, const char *text, const char *lang, int colour)
{
    output out = {.fd = -1};
    smtone_post post = post_of(text, lang);
    assert_int_equal(explanation_write(&out, context, &post, colour, NULL), SMTONE_OK);
    output_char(&out, '\0');
    return out.bytes;
}

static void a_page_says_it_all(void **state)
{
    char *page = page_of(*state, RUDE, "fr", 0);
    static const char *const SAID[] = {"[bande de voleurs], [commande 4471",
                                       "insult.group",
                                       "bias",
                                       "score, 1 / (1 + exp(-x))",
                                       "exasperation ",
                                       "grievance, ",
                                       "runner-up",
                                       "reference \"4471\"",
                                       "what would change it"};
    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++) {
        if (strstr(page, SAID[i]) == NULL)
            fail_msg("the page does not say: %s", SAID[i]);
    }
    assert_null(strchr(page, '\33'));
    free(page);
    page = page_of(*state, RUDE, "fr", 1);
    assert_non_null(strstr(page, "\33[35mbande de voleurs\33[0m"));
    free(page);
}

static void a_post_cannot_steer_the_terminal(void **state)
{
    char *page = page_of(*state,
                         "tout\33[2J est\r cassé\a depuis \xe2\x80\xae hier \xc2\x9b"
                         "2J\n\tmerci",
                         "fr", 0);
    assert_null(strpbrk(page, "\33\r\a\t"));
    assert_null(strstr(page, "\xe2\x80\xae"));
    assert_null(strstr(page, "\xc2\x9b"));
    free(page);
}

static void what_is_not_scored_is_said(void **state)
{
    char *page = page_of(*state, "leider ist das Paket noch nicht angekommen und ich warte", NULL, 0);
    assert_non_null(strstr(page, "not scored"));
    free(page);
    output out = {.fd = -1};
    smtone_error error = {0};
    smtone_post post = post_of(" ", "fr");
    assert_int_equal(explanation_write(&out, *state, &post, 0, &error), SMTONE_ERR_TEXT);
    assert_int_equal(out.length, 0);
}

static void long_quotes_are_cut_between_characters(void **state)
{
    (void)state;
    output out = {.fd = -1};
    assert_int_equal(paint_excerpt(&out, "ééééé", 10, 3), 3);
    output_char(&out, ' ');
    assert_int_equal(paint_excerpt(&out, "a\nb", 3, 3), 3);
    output_char(&out, '\0');
    assert_string_equal(out.bytes, "éé… a b");
    output_free(&out);
}

static smtone_model *shipped;

static int open_model(void **state)
{
    smtone_context *context = NULL;
    if (smtone_model_new(NULL, 0, &shipped, NULL) != SMTONE_OK || smtone_context_new(shipped, &context, NULL) != SMTONE_OK)
        return -1;
    *state = context;
    return 0;
}

static int close_model(void **state)
{
    smtone_context_free(*state);
    smtone_model_free(shipped);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_perfect_score_is_perfect),
        cmocka_unit_test(figures_are_those_of_the_definition),
        cmocka_unit_test(ties_count_half_and_weights_count),
        cmocka_unit_test(without_positives_there_is_no_figure),
        cmocka_unit_test(classes_are_counted),
        cmocka_unit_test(reasons_add_up_to_the_scores),
        cmocka_unit_test(changes_change_the_verdict),
        cmocka_unit_test(a_page_says_it_all),
        cmocka_unit_test(a_post_cannot_steer_the_terminal),
        cmocka_unit_test(what_is_not_scored_is_said),
        cmocka_unit_test(long_quotes_are_cut_between_characters),
    };
    return cmocka_run_group_tests_name("report", tests, open_model, close_model);
}
