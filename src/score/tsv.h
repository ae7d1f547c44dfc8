/* Reading a table: a header line that names its columns, rows of fields, # comments. */
#ifndef SMT_TSV_H
#define SMT_TSV_H

#include "score/sources.h"

enum { SMT_COLUMNS_MOST = 32 };

typedef struct {
    const char *start; /* not NUL-terminated; "" where the row is shorter than the header */
    size_t length;
} smt_field;

typedef struct {
    const smt_source *source;
    const char *const *columns; /* the names that the caller knows; its fields come in this order */
    size_t column_count;
    smt_field fields[SMT_COLUMNS_MOST];
    signed char order[SMT_COLUMNS_MOST]; /* the table's columns, as indexes into `columns` */
    size_t order_count;
    const char *at;
    unsigned line;
    smtone_error *error;
    smtone_status status;
} smt_tsv;

/* Begins a table and reads its header. The first `required` of the columns must be there. An unknown column is an error. */
smtone_status smt_tsv_begin(smt_tsv *table, const smt_source *source, const char *const *columns, size_t count, size_t required, smtone_error *error);

/* The next row: 1, or 0 at the end or on an error (then table->status tells). */
int smt_tsv_row(smt_tsv *table);

/* Reports an error in the current row; returns SMTONE_ERR_LEXICON. */
__attribute__((format(printf, 2, 3))) smtone_status smt_tsv_fail(smt_tsv *table, const char *format, ...);

/* The number in a column; `otherwise` where the field is empty. On anything else the table fails. */
double smt_tsv_number(smt_tsv *table, size_t column, double otherwise);

/* The flags of a comma-separated field as bits: the n-th of `names` (which end in NULL) is bit n. On an unknown flag the table fails. */
unsigned smt_tsv_flags(smt_tsv *table, size_t column, const char *const *names);

int smt_field_is(smt_field field, const char *text);

#endif
