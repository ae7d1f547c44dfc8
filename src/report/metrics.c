#include "metrics.h"

#include <math.h>
#include <stdlib.h>

static int highest_first(const void *left, const void *right)
{
    const sample *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->post < b->post ? -1 : a->post > b->post;
}

static double f1_of(double hits, double called, double positives)
{
    return called + positives > 0 ? 2 * hits / (called + positives) : NAN;
}

static void at_threshold(const sample *samples, size_t count, double threshold, double positives, binary_metrics *out)
{
    double hits = 0, called = 0;
    for (size_t i = 0; i < count && samples[i].score >= threshold; i++) {
        called += samples[i].weight;
        hits += samples[i].truth ? samples[i].weight : 0;
    }
    out->precision = called > 0 ? hits / called : NAN;
    out->recall = positives > 0 ? hits / positives : NAN;
    out->f1 = f1_of(hits, called, positives);
}

/* One pass from the highest score down, a run of equal scores at a time. */
static void over_all_thresholds(const sample *samples, size_t count, double positives, double negatives, binary_metrics *out)
{
    double hits = 0, called = 0, ranked = 0, precision_sum = 0;
    for (size_t i = 0; i < count;) {
        double run_hits = 0, run_called = 0, score = samples[i].score;
        for (; i < count && samples[i].score == score; i++) {
            run_called += samples[i].weight;
            run_hits += samples[i].truth ? samples[i].weight : 0;
        }
        ranked += (run_called - run_hits) * (hits + run_hits / 2);
        hits += run_hits;
        called += run_called;
        precision_sum += called > 0 ? run_hits * hits / called : 0;
        double f1 = f1_of(hits, called, positives);
        if (!(f1 <= out->best_f1)) {
            out->best_f1 = f1;
            out->best_threshold = score;
        }
    }
    out->auc = positives > 0 && negatives > 0 ? ranked / (positives * negatives) : NAN;
    out->average_precision = positives > 0 ? precision_sum / positives : NAN;
}

void measure_binary(sample *samples, size_t count, double threshold, binary_metrics *out)
{
    double all = 0, positives = 0;
    for (size_t i = 0; i < count; i++) {
        all += samples[i].weight;
        positives += samples[i].truth ? samples[i].weight : 0;
    }
    *out = (binary_metrics){.count = count, .base_rate = all > 0 ? positives / all : NAN, .best_f1 = NAN, .best_threshold = NAN};
    if (count > 0)
        qsort(samples, count, sizeof *samples, highest_first);
    at_threshold(samples, count, threshold, positives, out);
    over_all_thresholds(samples, count, positives, all - positives, out);
}

/* How far, on average, the confidence of a bin's posts is from the share of them that is right. */
static double calibration_error(const class_sample *samples, size_t count)
{
    double gap[CALIBRATION_BINS] = {0}, all = 0, error = 0;
    for (size_t i = 0; i < count; i++) {
        const class_sample *one = &samples[i];
        if (isnan(one->confidence))
            continue;
        int bin = (int)fmin(one->confidence * CALIBRATION_BINS, CALIBRATION_BINS - 1);
        gap[bin] += one->weight * (one->confidence - (one->truth == one->predicted));
        all += one->weight;
    }
    for (int bin = 0; bin < CALIBRATION_BINS; bin++)
        error += fabs(gap[bin]);
    return all > 0 ? error / all : NAN;
}

static double class_f1(const class_metrics *of, size_t class, size_t classes, int *occurs)
{
    double truths = 0, predictions = 0;
    for (size_t other = 0; other < classes; other++) {
        truths += of->confusion[class][other];
        predictions += of->confusion[other][class];
    }
    *occurs = truths > 0;
    return truths + predictions > 0 ? 2 * of->confusion[class][class] / (truths + predictions) : NAN;
}

void measure_classes(const class_sample *samples, size_t count, size_t classes, class_metrics *out)
{
    double all = 0, right = 0, occurring = 0;
    *out = (class_metrics){.count = count};
    for (size_t i = 0; i < count; i++) {
        out->confusion[samples[i].truth][samples[i].predicted] += samples[i].weight;
        all += samples[i].weight;
        right += samples[i].truth == samples[i].predicted ? samples[i].weight : 0;
    }
    for (size_t class = 0; class < classes; class ++) {
        int occurs;
        out->f1[class] = class_f1(out, class, classes, &occurs);
        out->macro_f1 += occurs ? out->f1[class] : 0;
        occurring += occurs;
    }
    out->macro_f1 = occurring > 0 ? out->macro_f1 / occurring : NAN;
    out->accuracy = all > 0 ? right / all : NAN;
    out->calibration_error = calibration_error(samples, count);
}
