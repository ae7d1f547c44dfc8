/* From raw sums to scores. */
#ifndef SMT_AXES_H
#define SMT_AXES_H

#include "score/scale.h"

/* Squashes each raw sum into its score: emotions, kinds of injustice and urgency 1 - exp(-max(0, raw)); grievance, troll, abuse and formality
 * 1 / (1 + exp(-raw)); valence tanh(raw / scale). */
void smt_axes_score(const smt_scale *scale, const double raw[SMT_AXIS_COUNT], double scores[SMT_AXIS_COUNT]);

/* The probability of grievance, troll and other, in this order, by which the verdict is held. Two questions, one after the other: is a troll at work, and, if none
 * is, is there a claim. The slope is fitted so that of posts at 0.8 eight in ten are right. */
void smt_verdicts(const smt_scale *scale, const double raw[SMT_AXIS_COUNT], double probability[3]);

/* What to answer first, 0..100, as a chance that nothing lets the post wait:
 *
 *     claim = (1 - (1 - G grievance) (1 - E emotion) (1 - H height)) (1 - T troll)
 *     priority = 100 (1 - (1 - U urgency) (1 - claim))
 *
 * emotion is the strongest of the four, height the rung of the escalation (0 none .. 1 legal), and G, E, H, T and U are the settings priority_*. More urgency or
 * more grievance never lowers it; trolling lowers the claim, but never what is urgent. */
int smt_priority(const smt_scale *scale, const double scores[SMT_AXIS_COUNT], double height);

#endif
