#include "score/condition.h"

#include <string.h>

#include "base/error.h"

const char *const smt_member_names[SMT_MEMBER_COUNT] = {
    "lang",   "triage",        "posture",         "escalation",  "review",     "address",     "formality",
    "affect", "reply.address", "reply.formality", "reply.route", "reply.acts", "reply.avoid",
};

enum { OPERANDS_MOST = 64, TESTS_MOST = 24 };

typedef enum { OF_SIGNAL, OF_AXIS, OF_WORDS, OF_NUMBER } operand_kind;

typedef struct {
    operand_kind kind;
    uint32_t index;
    double number;
} operand;

/* Sums of operands compared, or a member compared with a word. */
struct smt_test {
    int negated;
    enum { AT_LEAST, ABOVE, AT_MOST, BELOW, SAME, DIFFERENT } comparison;
    const operand *left, *right;
    size_t left_count, right_count;
    smt_member member; /* SMT_MEMBER_COUNT: numbers are compared */
    const char *word;
};

smt_member smt_member_find(smt_field name)
{
    int i = 0;
    while (i < SMT_MEMBER_COUNT && !smt_field_is(name, smt_member_names[i]))
        i++;
    return (smt_member)i;
}

static int is_number(smt_field field)
{
    return field.length > 0 && (strchr("0123456789.", field.start[0]) != NULL || (field.start[0] == '-' && field.length > 1));
}

/* A name stands for the signal of that name and for all signals below it: event for event.late and so on. */
static size_t add_signals(const smt_scale *scale, smt_field name, operand *out, size_t count)
{
    for (size_t i = 0; i < scale->signal_count && count < OPERANDS_MOST; i++) {
        const char *signal = scale->signals[i].name;
        int below = strncmp(signal, name.start, name.length) == 0 && (signal[name.length] == '\0' || signal[name.length] == '.');
        if (below && (signal[name.length] == '\0' || strcmp(signal + strlen(signal) - strlen(".negated"), ".negated") != 0))
            out[count++] = (operand){.kind = OF_SIGNAL, .index = (uint32_t)i};
    }
    return count;
}

static smtone_status add_operand(smt_tsv *table, smt_field name, const smt_scale *scale, operand *out, size_t *count)
{
    size_t before = *count;
    if (*count == OPERANDS_MOST)
        return smt_tsv_fail(table, "condition names more than %d signals", OPERANDS_MOST);
    if (is_number(name)) {
        smt_tsv number = *table;
        number.fields[0] = name;
        out[(*count)++] = (operand){.kind = OF_NUMBER, .number = smt_tsv_number(&number, 0, 0)};
        table->status = number.status;
        return table->status;
    }
    if (smt_field_is(name, "#words")) {
        out[(*count)++] = (operand){.kind = OF_WORDS};
        return SMTONE_OK;
    }
    for (int axis = 0; axis < SMT_AXIS_COUNT && name.length > 0 && name.start[0] == '@'; axis++) {
        if (smt_field_is((smt_field){name.start + 1, name.length - 1}, smt_axis_names[axis]))
            out[(*count)++] = (operand){.kind = OF_AXIS, .index = (uint32_t)axis};
    }
    if (*count == before)
        *count = add_signals(scale, name, out, *count);
    if (*count == before)
        return smt_tsv_fail(table, "condition names '%.*s', which is no signal, @axis or member", (int)name.length, name.start);
    return SMTONE_OK;
}

/* Names joined by |, in the arena. */
static smtone_status read_sum(smt_tsv *table, smt_field names, const smt_scale *scale, smt_arena *arena, const operand **out, size_t *count)
{
    operand found[OPERANDS_MOST];
    *count = 0;
    do {
        const char *bar = memchr(names.start, '|', names.length);
        smt_field name = {names.start, bar == NULL ? names.length : (size_t)(bar - names.start)};
        if (add_operand(table, name, scale, found, count) != SMTONE_OK)
            return table->status;
        names = bar == NULL ? (smt_field){NULL, 0} : (smt_field){bar + 1, names.length - name.length - 1};
    } while (names.start != NULL);
    operand *kept = smt_arena_alloc(arena, *count * sizeof *kept);
    if (kept == NULL)
        return smt_no_memory(table->error);
    memcpy(kept, found, *count * sizeof *kept);
    *out = kept;
    return SMTONE_OK;
}

/* Where the comparison stands in a test; sets its kind and length. The length is 0 if there is none. */
static size_t find_comparison(smt_field text, size_t *length, struct smt_test *test)
{
    size_t at = 0;
    while (at < text.length && strchr("<>=", text.start[at]) == NULL && !(text.start[at] == '!' && at > 0))
        at++;
    *length = 0;
    if (at == text.length)
        return at;
    int equals = at + 1 < text.length && text.start[at + 1] == '=';
    *length = equals ? 2 : 1;
    switch (text.start[at]) {
    case '>': test->comparison = equals ? AT_LEAST : ABOVE; break;
    case '<': test->comparison = equals ? AT_MOST : BELOW; break;
    case '=': test->comparison = SAME; break;
    default: test->comparison = DIFFERENT; break;
    }
    return at;
}

static smtone_status read_test(smt_tsv *table, smt_field text, const smt_scale *scale, smt_arena *arena, struct smt_test *out)
{
    static const operand NOTHING = {.kind = OF_NUMBER};
    size_t length;
    if (text.start[0] == '!') {
        out->negated = 1;
        text = (smt_field){text.start + 1, text.length - 1};
    }
    size_t at = find_comparison(text, &length, out);
    smt_field left = {text.start, at}, right = {text.start + at + length, text.length - at - length};
    out->member = smt_member_find(left);
    if (out->member != SMT_MEMBER_COUNT) {
        out->word = smt_arena_copy(arena, right.start, right.length);
        if (length == 0 || (out->comparison != SAME && out->comparison != DIFFERENT))
            return smt_tsv_fail(table, "member '%.*s' is compared by = or != only", (int)left.length, left.start);
        return out->word == NULL ? smt_no_memory(table->error) : SMTONE_OK;
    }
    if (read_sum(table, left, scale, arena, &out->left, &out->left_count) != SMTONE_OK)
        return table->status;
    if (length > 0)
        return read_sum(table, right, scale, arena, &out->right, &out->right_count);
    out->comparison = ABOVE;
    out->right = &NOTHING;
    out->right_count = 1;
    return SMTONE_OK;
}

smtone_status smt_condition_read(smt_tsv *table, smt_field field, const smt_scale *scale, smt_arena *arena, smt_condition *out)
{
    struct smt_test *tests = smt_arena_zeroed(arena, TESTS_MOST, sizeof *tests);
    if (tests == NULL)
        return smt_no_memory(table->error);
    *out = (smt_condition){.tests = tests};
    while (field.length > 0) {
        const char *space = memchr(field.start, ' ', field.length);
        smt_field text = {field.start, space == NULL ? field.length : (size_t)(space - field.start)};
        size_t taken = text.length + (space != NULL);
        field = (smt_field){field.start + taken, field.length - taken};
        if (text.length == 0)
            continue;
        if (out->count == TESTS_MOST)
            return smt_tsv_fail(table, "more than %d tests in a condition", TESTS_MOST);
        if (read_test(table, text, scale, arena, &tests[out->count++]) != SMTONE_OK)
            return table->status;
    }
    return SMTONE_OK;
}

static double sum(const operand *operands, size_t count, const smt_view *view)
{
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        switch (operands[i].kind) {
        case OF_SIGNAL: total += view->strengths[operands[i].index]; break;
        case OF_AXIS: total += view->scores == NULL ? 0 : view->scores[operands[i].index]; break;
        case OF_WORDS: total += view->words; break;
        case OF_NUMBER: total += operands[i].number; break;
        }
    }
    return total;
}

static int compares(const smt_test *test, double left, double right)
{
    switch (test->comparison) {
    case AT_LEAST: return left >= right;
    case ABOVE: return left > right;
    case AT_MOST: return left <= right;
    case BELOW: return left < right;
    case SAME: return left == right;
    default: return left != right;
    }
}

static int test_holds(const smt_test *test, const smt_view *view)
{
    if (test->member != SMT_MEMBER_COUNT) {
        const char *word = view->members[test->member] == NULL ? "null" : view->members[test->member];
        return (strcmp(word, test->word) == 0) == (test->comparison == SAME);
    }
    return compares(test, sum(test->left, test->left_count, view), sum(test->right, test->right_count, view));
}

int smt_condition_holds(const smt_condition *condition, const smt_view *view)
{
    for (size_t i = 0; i < condition->count; i++) {
        const smt_test *test = &condition->tests[i];
        if (test_holds(test, view) == test->negated)
            return 0;
    }
    return 1;
}
