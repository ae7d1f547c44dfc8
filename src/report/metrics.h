/* How well scores agree with labels. */
#ifndef METRICS_H
#define METRICS_H

#include <stddef.h>

/* One labelled post: what the score said, what the label says, how much the post counts, and which one it is. */
typedef struct {
    double score, weight;
    int truth;
    size_t post;
} sample;

/* All sums are weighted. A figure that has no meaning (no positives, say) is NAN. */
typedef struct {
    size_t count;
    double base_rate;
    double precision, recall, f1;   /* at the threshold */
    double best_f1, best_threshold; /* the F1 that some threshold would reach */
    double auc;                     /* area under the ROC curve: Mann-Whitney's U, ties count half */
    double average_precision;       /* area under the precision-recall curve, by steps */
} binary_metrics;

/* Measures `count` samples and sorts them by score, the highest first. */
void measure_binary(sample *samples, size_t count, double threshold, binary_metrics *out);

/* One post of a decision between classes: the true and the predicted class as indexes, and the confidence in 0..1, or NAN where there is none. */
typedef struct {
    size_t truth, predicted, post;
    double confidence, weight;
} class_sample;

enum { CLASSES_MOST = 12, CALIBRATION_BINS = 5 };

typedef struct {
    size_t count;
    double confusion[CLASSES_MOST][CLASSES_MOST]; /* [true][predicted] */
    double f1[CLASSES_MOST], macro_f1, accuracy;
    double calibration_error; /* expected calibration error over bins of equal width (Naeini et al. 2015) */
} class_metrics;

/* macro_f1 is the mean over the classes that occur as labels. */
void measure_classes(const class_sample *samples, size_t count, size_t classes, class_metrics *out);

#endif
