/* The figures of eval, on samples small enough to work out by hand. */
#include "test.h"

#include <math.h>

#include "metrics.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_perfect_score_is_perfect),
        cmocka_unit_test(figures_are_those_of_the_definition),
        cmocka_unit_test(ties_count_half_and_weights_count),
        cmocka_unit_test(without_positives_there_is_no_figure),
        cmocka_unit_test(classes_are_counted),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
