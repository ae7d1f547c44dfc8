/* Conditions as tables write them: "event|demand !praise @grievance>=0.5 triage=troll". */
#ifndef SMT_CONDITION_H
#define SMT_CONDITION_H

#include "score/scale.h"
#include "score/tsv.h"

/* The words that decisions set and conditions may ask for. */
typedef enum {
    SMT_MEMBER_LANG,
    SMT_MEMBER_TRIAGE,
    SMT_MEMBER_POSTURE,
    SMT_MEMBER_ESCALATION,
    SMT_MEMBER_REVIEW,
    SMT_MEMBER_ADDRESS,
    SMT_MEMBER_FORMALITY,
    SMT_MEMBER_AFFECT,
    SMT_MEMBER_REPLY_ADDRESS,
    SMT_MEMBER_REPLY_FORMALITY,
    SMT_MEMBER_REPLY_ROUTE,
    SMT_MEMBER_REPLY_ACTS,  /* a list: every row that holds adds to it */
    SMT_MEMBER_REPLY_AVOID, /* a list */
    SMT_MEMBER_COUNT
} smt_member;

extern const char *const smt_member_names[SMT_MEMBER_COUNT];

/* What a condition is held against. */
typedef struct {
    const double *strengths;               /* of the signals */
    const double *scores;                  /* of the axes; NULL before they are known */
    const char *members[SMT_MEMBER_COUNT]; /* NULL where not yet decided */
    double words;                          /* number of words in the post */
} smt_view;

typedef struct smt_test smt_test;
typedef struct {
    const smt_test *tests;
    size_t count;
} smt_condition;

/* Reads the condition in a field of the table's row; an empty one always holds. Its memory is the arena's. */
smtone_status smt_condition_read(smt_tsv *table, smt_field field, const smt_scale *scale, smt_arena *arena, smt_condition *out);

int smt_condition_holds(const smt_condition *condition, const smt_view *view);

/* The member of a name, SMT_MEMBER_COUNT where there is none. */
smt_member smt_member_find(smt_field name);

#endif
