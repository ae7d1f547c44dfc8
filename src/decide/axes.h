/* From raw sums to scores. */
#ifndef SMT_AXES_H
#define SMT_AXES_H

#include "score/scale.h"

/* Squashes each raw sum into its score: emotions, kinds of injustice and urgency 1 - exp(-max(0, raw)); grievance, troll, abuse and formality
 * 1 / (1 + exp(-raw)); valence tanh(raw / scale). */
void smt_axes_score(const smt_scale *scale, const double raw[SMT_AXIS_COUNT], double scores[SMT_AXIS_COUNT]);

/* The probability of grievance, troll and other, in this order, by which the verdict is held: a softmax of the two raw sums and 0 (for other), its
 * slope and bias fitted so that of posts at 0.8 eight in ten are right. */
void smt_verdicts(const smt_scale *scale, const double raw[SMT_AXIS_COUNT], double probability[3]);

/* What to answer first, 0..100: rises with grievance, urgency and the strongest emotion, falls with troll. More urgency or more grievance never lowers it. */
int smt_priority(const smt_scale *scale, const double scores[SMT_AXIS_COUNT]);

#endif
