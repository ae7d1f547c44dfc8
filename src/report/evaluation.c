#include "evaluation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "post.h"

static int make_room(label_data *data)
{
    if (data->count < data->capacity)
        return 0;
    size_t bigger = data->capacity == 0 ? 256 : data->capacity * 2;
    sample *samples = realloc(data->samples, bigger * sizeof *samples);
    if (samples == NULL)
        return -1;
    data->samples = samples;
    class_sample *class_samples = realloc(data->class_samples, bigger * sizeof *class_samples);
    if (class_samples == NULL)
        return -1;
    data->class_samples = class_samples;
    data->capacity = bigger;
    return 0;
}

static int equals(json_t *value, const char *text)
{
    char number[32];
    if (json_is_string(value))
        return strcmp(json_string_value(value), text) == 0;
    if (!json_is_number(value))
        return (json_is_true(value) && strcmp(text, "true") == 0) || (json_is_false(value) && strcmp(text, "false") == 0);
    snprintf(number, sizeof number, "%g", json_number_value(value));
    return strcmp(number, text) == 0;
}

/* A label that is absent is no; a list holds a word or not. */
static int is_yes(json_t *value, const char *wanted)
{
    size_t i;
    json_t *item;
    if (wanted == NULL)
        return json_is_true(value) || (json_is_number(value) && json_number_value(value) > 0);
    if (!json_is_array(value))
        return equals(value, wanted);
    json_array_foreach(value, i, item)
    {
        if (equals(item, wanted))
            return 1;
    }
    return 0;
}

/* The index of a class, made if new; CLASSES_MOST when there are too many. */
static size_t class_of(label_data *data, const char *name)
{
    size_t i = 0;
    while (i < data->class_count && strcmp(data->classes[i], name) != 0)
        i++;
    if (i == data->class_count && i < CLASSES_MOST)
        snprintf(data->classes[data->class_count++], sizeof data->classes[0], "%s", name);
    return i;
}

static void add_class(label_data *data, json_t *truth, json_t *predicted, double confidence, double weight, size_t post)
{
    if (!json_is_string(truth))
        return;
    size_t true_class = class_of(data, json_string_value(truth));
    size_t said = class_of(data, json_is_string(predicted) ? json_string_value(predicted) : "null");
    if (true_class < CLASSES_MOST && said < CLASSES_MOST)
        data->class_samples[data->count++] = (class_sample){true_class, said, post, confidence, weight};
}

/* The sum of the values of the evidence whose signal begins with the rule's score. */
static double sum_of_evidence(const label_rule *rule, json_t *record)
{
    double sum = 0;
    size_t i;
    json_t *piece;
    json_array_foreach(json_object_get(record, "evidence"), i, piece)
    {
        const char *signal = json_string_value(json_object_get(piece, "signal"));
        if (signal != NULL && strncmp(signal, rule->score, strlen(rule->score)) == 0)
            sum += json_number_value(json_object_get(piece, "value"));
    }
    return sum;
}

static void add_binary(label_data *data, const label_rule *rule, json_t *truth, json_t *record, double weight, size_t post)
{
    json_t *score = rule->sums_evidence ? NULL : pointer_resolve(record, rule->score);
    double value = json_is_number(score) ? rule->sign * json_number_value(score) : -1; /* unscored: below every score that says yes */
    if (rule->sums_evidence)
        value = rule->sign * sum_of_evidence(rule, record);
    if (!json_is_null(truth))
        data->samples[data->count++] = (sample){value, weight, is_yes(truth, rule->equals), post};
}

int evaluation_add(evaluation *self, json_t *root, json_t *record, size_t post)
{
    json_t *weight_member = json_object_get(root, "weight"), *confidence_member = json_object_get(record, "confidence");
    double weight = json_is_number(weight_member) ? json_number_value(weight_member) : 1;
    for (size_t i = 0; i < self->count; i++) {
        const label_rule *rule = &self->rules[i];
        json_t *truth = pointer_resolve(root, rule->label);
        double confidence = strcmp(rule->score, "/triage") == 0 && json_is_number(confidence_member) ? json_number_value(confidence_member) : NAN;
        if (make_room(&self->data[i]) != 0)
            return -1;
        if (rule->is_class)
            add_class(&self->data[i], truth, pointer_resolve(record, rule->score), confidence, weight, post);
        else
            add_binary(&self->data[i], rule, truth, record, weight, post);
    }
    return 0;
}

static void aligned(output *out, double value, int width, int decimals)
{
    char text[64];
    if (isnan(value))
        snprintf(text, sizeof text, "%*s", width, "-");
    else
        snprintf(text, sizeof text, "%*.*f", width, decimals, value);
    output_text(out, text);
}

static void write_binary_text(output *out, const label_rule *rule, const binary_metrics *m)
{
    char head[96];
    snprintf(head, sizeof head, "%-18s %7zu", rule->name, m->count);
    output_text(out, head);
    const double figures[] = {m->base_rate, m->precision, m->recall, m->f1, m->best_f1, m->best_threshold, m->auc, m->average_precision};
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        aligned(out, figures[i], 8, 3);
    output_char(out, '\n');
}

static void write_class_text(output *out, const label_rule *rule, const label_data *data, const class_metrics *m)
{
    char head[160];
    snprintf(head, sizeof head, "\n%s: n %zu, macro-F1 %.3f, accuracy %.3f", rule->name, m->count, m->macro_f1, m->accuracy);
    output_text(out, head);
    if (!isnan(m->calibration_error)) {
        output_text(out, ", calibration error ");
        aligned(out, m->calibration_error, 0, 3);
    }
    output_text(out, "\n  labelled \\ said ");
    for (size_t said = 0; said < data->class_count; said++) {
        snprintf(head, sizeof head, "%12.12s", data->classes[said]);
        output_text(out, head);
    }
    output_text(out, "      F1\n");
    for (size_t truth = 0; truth < data->class_count; truth++) {
        snprintf(head, sizeof head, "  %-16.16s", data->classes[truth]);
        output_text(out, head);
        for (size_t said = 0; said < data->class_count; said++)
            aligned(out, m->confusion[truth][said], 12, 0);
        aligned(out, m->f1[truth], 8, 3);
        output_char(out, '\n');
    }
}

/* What is wrong with the most confidence comes first, for the reader of errors. */
static int worst_first(const void *left, const void *right)
{
    const class_sample *a = left, *b = right;
    int a_wrong = a->truth != a->predicted, b_wrong = b->truth != b->predicted;
    double a_sure = isnan(a->confidence) ? 0 : a->confidence, b_sure = isnan(b->confidence) ? 0 : b->confidence;
    if (a_wrong != b_wrong)
        return b_wrong - a_wrong;
    if (a_sure != b_sure)
        return a_sure > b_sure ? -1 : 1;
    return a->post < b->post ? -1 : a->post > b->post;
}

static void measure_label(label_data *data, class_metrics *m)
{
    if (data->count > 0)
        qsort(data->class_samples, data->count, sizeof *data->class_samples, worst_first);
    measure_classes(data->class_samples, data->count, data->class_count, m);
}

void evaluation_write_text(evaluation *self, output *out)
{
    int headed = 0;
    for (size_t i = 0; i < self->count; i++) {
        binary_metrics m;
        if (self->rules[i].is_class)
            continue;
        if (!headed)
            output_text(out, "label                    n    base    prec  recall      F1  bestF1      at     AUC      AP\n");
        headed = 1;
        measure_binary(self->data[i].samples, self->data[i].count, self->rules[i].threshold, &m);
        write_binary_text(out, &self->rules[i], &m);
    }
    for (size_t i = 0; i < self->count; i++) {
        class_metrics m;
        if (!self->rules[i].is_class)
            continue;
        measure_label(&self->data[i], &m);
        write_class_text(out, &self->rules[i], &self->data[i], &m);
    }
}

static void figure(output *out, const char *before, const char *name, double value)
{
    output_text(out, before);
    output_json_string(out, name, strlen(name));
    output_char(out, ':');
    output_number(out, value);
}

static void write_binary_json(output *out, const binary_metrics *m)
{
    figure(out, "{", "n", (double)m->count);
    figure(out, ",", "base_rate", m->base_rate);
    figure(out, ",", "precision", m->precision);
    figure(out, ",", "recall", m->recall);
    figure(out, ",", "f1", m->f1);
    figure(out, ",", "best_f1", m->best_f1);
    figure(out, ",", "best_threshold", m->best_threshold);
    figure(out, ",", "auc", m->auc);
    figure(out, ",", "average_precision", m->average_precision);
    output_char(out, '}');
}

static void write_class_json(output *out, const label_data *data, const class_metrics *m)
{
    figure(out, "{", "n", (double)m->count);
    figure(out, ",", "macro_f1", m->macro_f1);
    figure(out, ",", "accuracy", m->accuracy);
    figure(out, ",", "calibration_error", m->calibration_error);
    output_text(out, ",\"f1\":");
    for (size_t i = 0; i < data->class_count; i++)
        figure(out, i == 0 ? "{" : ",", data->classes[i], m->f1[i]);
    output_text(out, data->class_count == 0 ? "{},\"confusion\":{" : "},\"confusion\":{");
    for (size_t truth = 0; truth < data->class_count; truth++) {
        output_text(out, truth == 0 ? "" : ",");
        output_json_string(out, data->classes[truth], strlen(data->classes[truth]));
        for (size_t said = 0; said < data->class_count; said++)
            figure(out, said == 0 ? ":{" : ",", data->classes[said], m->confusion[truth][said]);
        output_char(out, '}');
    }
    output_text(out, "}}");
}

void evaluation_write_json(evaluation *self, output *out)
{
    output_char(out, '{');
    for (size_t i = 0; i < self->count; i++) {
        const label_rule *rule = &self->rules[i];
        label_data *data = &self->data[i];
        output_text(out, i == 0 ? "" : ",");
        output_json_string(out, rule->name, strlen(rule->name));
        output_char(out, ':');
        if (rule->is_class) {
            class_metrics m;
            measure_label(data, &m);
            write_class_json(out, data, &m);
        } else {
            binary_metrics m;
            measure_binary(data->samples, data->count, rule->threshold, &m);
            write_binary_json(out, &m);
        }
    }
    output_text(out, "}\n");
}

size_t evaluation_worst(const evaluation *self, size_t label, size_t *posts, size_t most)
{
    const label_rule *rule = &self->rules[label];
    const label_data *data = &self->data[label];
    size_t found = 0;
    if (rule->is_class) {
        for (size_t i = 0; i < data->count && found < most; i++) {
            if (data->class_samples[i].truth != data->class_samples[i].predicted)
                posts[found++] = data->class_samples[i].post;
        }
        return found;
    }
    /* sorted, the highest first: false alarms from the top, then misses from the bottom, in turn */
    for (size_t high = 0, low = data->count; high < low && found < most;) {
        while (high < low && (data->samples[high].truth || data->samples[high].score < rule->threshold))
            high++;
        if (high < low)
            posts[found++] = data->samples[high++].post;
        while (low > high && (!data->samples[low - 1].truth || data->samples[low - 1].score >= rule->threshold))
            low--;
        if (low > high && found < most)
            posts[found++] = data->samples[--low].post;
    }
    return found;
}

void evaluation_free(evaluation *self)
{
    for (size_t i = 0; i < LABELS_MOST; i++) {
        free(self->data[i].samples);
        free(self->data[i].class_samples);
    }
}
