/* Scores as a flat table: CSV (RFC 4180) or TSV, one header line, constant columns. */
#ifndef TABLE_H
#define TABLE_H

#include "output.h"
#include "record.h"

typedef enum { TABLE_CSV, TABLE_TSV } table_kind;

void table_write_header(output *out, table_kind kind);
void table_write_row(output *out, table_kind kind, const record *of);

#endif
