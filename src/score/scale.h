/* The scale: axes, the signals and what each adds to them, the groups and their caps, and the remaining numbers. */
#ifndef SMT_SCALE_H
#define SMT_SCALE_H

#include "base/map.h"
#include "score/sources.h"

typedef enum {
    SMT_ANGER,
    SMT_DISAPPOINTMENT,
    SMT_INJUSTICE,
    SMT_EXASPERATION,
    SMT_GRIEVANCE,
    SMT_TROLL,
    SMT_ABUSE,
    SMT_EXPLAINED_AXES, /* those before are explained by evidence in the record */
    SMT_VALENCE = SMT_EXPLAINED_AXES,
    SMT_DISTRIBUTIVE,
    SMT_PROCEDURAL,
    SMT_INTERACTIONAL,
    SMT_URGENCY,
    SMT_FORMALITY,
    SMT_AXIS_COUNT
} smt_axis;

extern const char *const smt_axis_names[SMT_AXIS_COUNT];

typedef enum {
    SMT_SET_REPEAT,         /* the n-th match of one term counts this to the power n-1 */
    SMT_SET_INTENSITY_MOST, /* intensifiers together multiply by no more */
    SMT_SET_CAPITALS,
    SMT_SET_CAPITALS_SHARE, /* above this share of capitals the whole post shouts, and no word stands out */
    SMT_SET_ELONGATION,
    SMT_SET_EXCLAMATION, /* each ! of the sentence's end adds this */
    SMT_SET_EXCLAMATION_MOST,
    SMT_SET_QUOTED,
    SMT_SET_CONFIDENCE_SLOPE,
    SMT_SET_REVIEW_BELOW,
    SMT_SET_VALENCE_SCALE,
    SMT_SET_PRIORITY_GRIEVANCE,
    SMT_SET_PRIORITY_URGENCY,
    SMT_SET_PRIORITY_EMOTION,
    SMT_SET_PRIORITY_TROLL,
    SMT_SET_PRIORITY_ESCALATION,
    SMT_SET_LANG_WORD,
    SMT_SET_LANG_TRIGRAM,
    SMT_SET_LANG_HINT,
    SMT_SET_LANG_CERTAIN,
    SMT_SET_LANG_FEW_WORDS,
    SMT_SET_LANG_KNOWN,
    SMT_SET_LANG_CHANGE,
    SMT_SET_LANG_BORDER,
    SMT_SET_LANG_FRAME,
    SMT_SET_SIGN_RUN,   /* the n-th emoji of one meaning counts this to the power n-1 */
    SMT_SET_SIGN_SHARE, /* emoji against a sentence count at most this share of it */
    SMT_SET_SIGN_WORDS, /* from this valence on a sentence says something clear */
    SMT_SETTING_COUNT
} smt_setting;

enum {
    SMT_NEGATABLE = 1,
    SMT_SCALABLE = 2,
    SMT_OVERLAPPING = 4, /* overlapping matches all count */
    SMT_CLAIMED = 8      /* said to be so: less, where it is only supposed, wished, asked or hearsay */
};

typedef struct {
    const char *name, *note;
    uint32_t group;
    uint32_t negated; /* the signal that takes its place under a negation (NAME.negated), or SMT_NONE */
    uint32_t aimed;   /* the one that takes its place where a term flagged `person` is aimed at someone (NAME.aimed), or SMT_NONE */
    unsigned flags;
    unsigned layer; /* of the row that defines it: corrections of a layer below it no longer hold */
    double weights[SMT_AXIS_COUNT];
    double corrections[SMT_EXPLAINED_AXES]; /* fitted, and part of the weights once all tables are read */
} smt_signal;

typedef struct {
    const char *name;
    double caps[SMT_AXIS_COUNT]; /* INFINITY where there is none */
} smt_group;

typedef struct {
    double bias[SMT_AXIS_COUNT];
    double settings[SMT_SETTING_COUNT];
    smt_map signal_names, group_names;
    smt_signal *signals;
    smt_group *groups;
    size_t signal_count, signal_capacity, group_count, group_capacity;
    uint32_t harmless; /* the signal that disarms what it covers */
    smt_arena arena;
} smt_scale;

/* Reads axes.tsv, settings.tsv, groups.tsv, signals.tsv and corrections.tsv from the sources. */
smtone_status smt_scale_load(smt_scale *scale, const smt_sources *sources, smtone_error *error);

/* The signal of a name, SMT_NONE where there is none. */
uint32_t smt_signal_find(const smt_scale *scale, const char *name, size_t length);

void smt_scale_free(smt_scale *scale);

#endif
