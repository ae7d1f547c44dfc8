/* From scores to decisions: what to answer first, and how sure the verdict is. */
#include "test.h"

#include <math.h>

#include "decide/axes.h"
#include "decide/policy.h"
#include "score/sources.h"

enum { STEPS = 11 };

static smt_sources sources;
static smt_scale scale;

static int load(void **state)
{
    (void)state;
    return smt_sources_load(NULL, 0, &sources, NULL) == SMTONE_OK && smt_scale_load(&scale, &sources, NULL) == SMTONE_OK ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    smt_scale_free(&scale);
    smt_sources_free(&sources);
    return 0;
}

/* Priority along one axis from 0 to 1, everything else as in `at`: 1 if it never falls, -1 if it never rises. */
static int direction_along(smt_axis axis, const double at[SMT_AXIS_COUNT], double height)
{
    double scores[SMT_AXIS_COUNT];
    int falls = 0, rises = 0, before = 0;
    memcpy(scores, at, sizeof scores);
    for (int step = 0; step < STEPS; step++) {
        scores[axis] = step / (STEPS - 1.0);
        int now = smt_priority(&scale, scores, height);
        assert_in_range(now, 0, 100);
        falls |= step > 0 && now < before;
        rises |= step > 0 && now > before;
        before = now;
    }
    return !falls ? 1 : !rises ? -1 : 0;
}

static void more_urgency_or_grievance_never_lowers_priority(void **state)
{
    (void)state;
    double at[SMT_AXIS_COUNT] = {0};
    for (int point = 0; point < 81; point++) {
        at[SMT_GRIEVANCE] = point % 3 / 2.0;
        at[SMT_TROLL] = point / 3 % 3 / 2.0;
        at[SMT_ANGER] = point / 9 % 3 / 2.0;
        at[SMT_URGENCY] = point / 27 / 2.0;
        for (double height = 0; height <= 1; height += 0.5) {
            assert_int_equal(direction_along(SMT_GRIEVANCE, at, height), 1);
            assert_int_equal(direction_along(SMT_URGENCY, at, height), 1);
            assert_int_equal(direction_along(SMT_EXASPERATION, at, height), 1);
            assert_true(direction_along(SMT_TROLL, at, height) != 0);
        }
    }
}

static void what_is_urgent_stays_so_from_a_troll(void **state)
{
    (void)state;
    double troll[SMT_AXIS_COUNT] = {[SMT_TROLL] = 1, [SMT_URGENCY] = 0.95}, calm[SMT_AXIS_COUNT] = {0};
    assert_true(smt_priority(&scale, troll, 0) >= 75);
    assert_int_equal(smt_priority(&scale, calm, 0), 0);
}

static void a_higher_rung_comes_first(void **state)
{
    (void)state;
    static const char *const RUNGS[] = {"none", "incident", "threat_to_leave", "anger_at_silence", "public_shaming", "campaign", "legal"};
    double scores[SMT_AXIS_COUNT] = {[SMT_GRIEVANCE] = 0.8};
    assert_float_equal(smt_escalation_height(NULL), 0, 0);
    assert_float_equal(smt_escalation_height("legal"), 1, 0);
    for (size_t i = 1; i < sizeof RUNGS / sizeof RUNGS[0]; i++)
        assert_true(smt_priority(&scale, scores, smt_escalation_height(RUNGS[i - 1])) <
                    smt_priority(&scale, scores, smt_escalation_height(RUNGS[i])));
}

static void verdicts_share_one_certainty(void **state)
{
    (void)state;
    double raw[SMT_AXIS_COUNT] = {[SMT_GRIEVANCE] = 3, [SMT_TROLL] = -2}, p[3], q[3];
    smt_verdicts(&scale, raw, p);
    assert_float_equal(p[0] + p[1] + p[2], 1, 1e-12);
    assert_true(p[0] > p[1] && p[0] > p[2]);
    raw[SMT_GRIEVANCE] = 5;
    smt_verdicts(&scale, raw, q);
    assert_true(q[0] > p[0]);
    assert_float_equal(q[1], p[1], 1e-12); /* how big the claim is says nothing of who is at work */
    raw[SMT_GRIEVANCE] = 800;              /* far out nothing overflows */
    smt_verdicts(&scale, raw, q);
    assert_true(isfinite(q[0]) && q[0] <= 1 && q[2] >= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_urgency_or_grievance_never_lowers_priority),
        cmocka_unit_test(what_is_urgent_stays_so_from_a_troll),
        cmocka_unit_test(a_higher_rung_comes_first),
        cmocka_unit_test(verdicts_share_one_certainty),
    };
    return cmocka_run_group_tests_name("decide", tests, load, unload);
}
