#include "decide/axes.h"

#include <math.h>

static double presence(double raw)
{
    return 1 - exp(-fmax(0, raw));
}

static double logistic(double raw)
{
    return 1 / (1 + exp(-raw));
}

void smt_axes_score(const smt_scale *scale, const double raw[SMT_AXIS_COUNT], double scores[SMT_AXIS_COUNT])
{
    for (int axis = 0; axis < SMT_AXIS_COUNT; axis++) {
        if (axis == SMT_GRIEVANCE || axis == SMT_TROLL || axis == SMT_ABUSE || axis == SMT_FORMALITY)
            scores[axis] = logistic(raw[axis]);
        else if (axis == SMT_VALENCE)
            scores[axis] = tanh(raw[axis] / scale->settings[SMT_SET_VALENCE_SCALE]);
        else
            scores[axis] = presence(raw[axis]);
    }
}

void smt_verdicts(const smt_scale *scale, const double raw[SMT_AXIS_COUNT], double probability[3])
{
    double slope = scale->settings[SMT_SET_CONFIDENCE_SLOPE];
    double troll = logistic(slope * raw[SMT_TROLL]), claim = logistic(slope * raw[SMT_GRIEVANCE]);
    probability[0] = (1 - troll) * claim;
    probability[1] = troll;
    probability[2] = (1 - troll) * (1 - claim);
}

int smt_priority(const smt_scale *scale, const double scores[SMT_AXIS_COUNT], double height)
{
    const double *settings = scale->settings;
    double emotion = fmax(fmax(scores[SMT_ANGER], scores[SMT_DISAPPOINTMENT]), fmax(scores[SMT_INJUSTICE], scores[SMT_EXASPERATION]));
    double claim = 1 - (1 - settings[SMT_SET_PRIORITY_GRIEVANCE] * scores[SMT_GRIEVANCE]) * (1 - settings[SMT_SET_PRIORITY_EMOTION] * emotion) *
                           (1 - settings[SMT_SET_PRIORITY_ESCALATION] * height);
    claim *= 1 - settings[SMT_SET_PRIORITY_TROLL] * scores[SMT_TROLL];
    return (int)lround(100 * (1 - (1 - settings[SMT_SET_PRIORITY_URGENCY] * scores[SMT_URGENCY]) * (1 - claim)));
}
