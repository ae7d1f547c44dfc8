#include "score/tsv.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "text/utf8.h"

smtone_status smt_tsv_fail(smt_tsv *table, const char *format, ...)
{
    char message[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    table->status = smt_fail(table->error, SMTONE_ERR_LEXICON, table->source->name, table->line, "%s", message);
    return table->status;
}

int smt_field_is(smt_field field, const char *text)
{
    return strlen(text) == field.length && memcmp(field.start, text, field.length) == 0;
}

/* The next line that is neither empty nor a comment. */
static int next_line(smt_tsv *table, smt_field *line)
{
    const char *end = table->source->text + table->source->length;
    while (table->at < end) {
        const char *newline = memchr(table->at, '\n', (size_t)(end - table->at));
        const char *stop = newline == NULL ? end : newline;
        *line = (smt_field){table->at, (size_t)(stop - table->at)};
        table->at = newline == NULL ? end : newline + 1;
        table->line++;
        if (line->length > 0 && line->start[line->length - 1] == '\r')
            line->length--;
        if (line->length > 0 && line->start[0] != '#')
            return 1;
    }
    return 0;
}

/* Cuts the next field off a line; 0 when none is left. */
static int next_field(smt_field *line, smt_field *field)
{
    if (line->start == NULL)
        return 0;
    const char *tab = memchr(line->start, '\t', line->length);
    size_t length = tab == NULL ? line->length : (size_t)(tab - line->start);
    *field = (smt_field){line->start, length};
    *line = tab == NULL ? (smt_field){NULL, 0} : (smt_field){tab + 1, line->length - length - 1};
    return 1;
}

static void read_header(smt_tsv *table, smt_field line, size_t required)
{
    smt_field name;
    unsigned seen = 0;
    while (table->status == SMTONE_OK && next_field(&line, &name)) {
        size_t i = 0;
        while (i < table->column_count && !smt_field_is(name, table->columns[i]))
            i++;
        if (i == table->column_count)
            smt_tsv_fail(table, "unknown column '%.*s': see lexicons/README.md for the columns of this table", (int)name.length, name.start);
        else if (seen >> i & 1)
            smt_tsv_fail(table, "column '%s' stands twice", table->columns[i]);
        else
            table->order[table->order_count++] = (signed char)i;
        seen |= 1U << i;
    }
    for (size_t i = 0; i < required && table->status == SMTONE_OK; i++) {
        if (!(seen >> i & 1))
            smt_tsv_fail(table, "column '%s' is missing from the header line", table->columns[i]);
    }
}

smtone_status smt_tsv_begin(smt_tsv *table, const smt_source *source, const char *const *columns, size_t count, size_t required, smtone_error *error)
{
    *table = (smt_tsv){.source = source, .columns = columns, .column_count = count, .at = source->text, .error = error};
    smt_field line;
    size_t valid = smt_utf8_valid(source->text, source->length);
    if (valid < source->length) {
        for (const char *p = source->text; p < source->text + valid; p++)
            table->line += *p == '\n';
        table->line++;
        return smt_tsv_fail(table, "not valid UTF-8: save the file as UTF-8");
    }
    if (source->length >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0)
        table->at += 3;
    if (next_line(table, &line))
        read_header(table, line, required);
    else
        smt_tsv_fail(table, "empty table: the first line must name its columns");
    return table->status;
}

int smt_tsv_row(smt_tsv *table)
{
    smt_field line, field;
    if (table->status != SMTONE_OK || !next_line(table, &line))
        return 0;
    for (size_t i = 0; i < table->column_count; i++)
        table->fields[i] = (smt_field){"", 0};
    size_t i = 0;
    while (next_field(&line, &field)) {
        if (i == table->order_count) {
            smt_tsv_fail(table, "more fields than the %zu columns of the header: is there a tab too many?", table->order_count);
            return 0;
        }
        table->fields[table->order[i++]] = field;
    }
    return 1;
}

double smt_tsv_number(smt_tsv *table, size_t column, double otherwise)
{
    smt_field field = table->fields[column];
    if (field.length == 0)
        return otherwise;
    double sign = 1, value = 0, scale = 1;
    size_t i = 0, digits = 0;
    if (field.start[0] == '-' || field.start[0] == '+')
        sign = field.start[i++] == '-' ? -1 : 1;
    for (int fraction = 0; i < field.length; i++) { /* by hand: strtod follows the locale */
        if (field.start[i] == '.' && !fraction) {
            fraction = 1;
        } else if (field.start[i] >= '0' && field.start[i] <= '9' && digits < 15) {
            value = value * 10 + (field.start[i] - '0');
            scale = fraction ? scale * 10 : scale;
            digits++;
        } else {
            digits = 0;
            break;
        }
    }
    if (digits == 0) {
        smt_tsv_fail(table, "%s '%.*s' is not a number: write it like 0.7", table->columns[column], (int)field.length, field.start);
        return otherwise;
    }
    return sign * value / scale;
}

unsigned smt_tsv_flags(smt_tsv *table, size_t column, const char *const *names)
{
    smt_field flags = table->fields[column];
    unsigned found = 0;
    while (flags.length > 0) {
        const char *comma = memchr(flags.start, ',', flags.length);
        smt_field flag = {flags.start, comma == NULL ? flags.length : (size_t)(comma - flags.start)};
        size_t bit = 0;
        while (names[bit] != NULL && !smt_field_is(flag, names[bit]))
            bit++;
        if (names[bit] == NULL) {
            smt_tsv_fail(table, "unknown flag '%.*s': see lexicons/README.md for the flags of this table", (int)flag.length, flag.start);
            return 0;
        }
        found |= 1U << bit;
        flags = comma == NULL ? (smt_field){"", 0} : (smt_field){comma + 1, flags.length - flag.length - 1};
    }
    return found;
}
