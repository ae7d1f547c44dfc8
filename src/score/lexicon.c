#include "score/lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "score/symbols.h"
#include "score/term.h"
#include "text/unicode.h"

static const char *const KIND_NAMES[SMT_KIND_COUNT] = {
    "word",    "number",  "ordinal", "amount",   "date",    "time",     "duration", "reference", "percent",  "url",
    "mention", "hashtag", "emoji",   "emoticon", "exclaim", "question", "ellipsis", "grawlix",   "keyboard",
};

/* Loading a lexicon: the lexicon and what reads its terms. */
typedef struct {
    smt_lexicon *lexicon;
    const smt_sources *sources;
    const smt_lexicon_tools *tools;
    smt_term_compiler compiler;
} loader;

typedef smtone_status (*file_reader)(loader *self, const smt_source *source, const char *base);

static smtone_status no_memory(loader *self)
{
    return smt_no_memory(self->tools->error);
}

/* The normalised form of a field, in the lexicon's own memory. */
static smtone_status copy_normal(loader *self, smt_field field, smt_form *out)
{
    smt_normal *normal = &self->compiler.normal;
    if (smt_normalise(field.start, field.length, normal) != 0)
        return no_memory(self);
    out->form = smt_arena_copy(&self->lexicon->spelling.arena, normal->text, normal->length);
    out->length = (uint32_t)normal->length;
    return out->form == NULL ? no_memory(self) : SMTONE_OK;
}

/* Tables that are no term files. */
static int is_special(const char *base)
{
    return strcmp(base, "spelling") == 0 || strcmp(base, "masked") == 0 || strcmp(base, "lemmas") == 0 || strcmp(base, "classes") == 0;
}

/* Runs `read` on every file of the language's folder and of any/ whose name is `base`, or whose name is no special one where base is NULL. */
static smtone_status each_file(loader *self, const char *base, file_reader read)
{
    smtone_status status = SMTONE_OK;
    for (size_t i = 0; i < self->sources->count && status == SMTONE_OK; i++) {
        char folder[32], name[64];
        smt_source_parts(&self->sources->items[i], folder, name);
        int ours = strcmp(folder, "any") == 0 || (folder[0] != '\0' && strcmp(folder, self->lexicon->language) == 0);
        if (ours && (base == NULL ? !is_special(name) : strcmp(base, name) == 0))
            status = read(self, &self->sources->items[i], name);
    }
    return status;
}

static smtone_status read_spelling(loader *self, const smt_source *source, const char *base)
{
    static const char *const COLUMNS[] = {"form", "standard", "note"};
    smt_map seen = {0};
    smt_tsv table;
    (void)base;
    smt_tsv_begin(&table, source, COLUMNS, 3, 2, self->tools->error);
    while (smt_tsv_row(&table)) {
        smt_form form, standard;
        table.status = copy_normal(self, table.fields[0], &form);
        if (table.status == SMTONE_OK)
            table.status = copy_normal(self, table.fields[1], &standard);
        if (table.status != SMTONE_OK)
            break;
        if (form.length == 0 || standard.length == 0 || memchr(form.form, ' ', form.length) != NULL)
            smt_tsv_fail(&table, "form must be one word and standard at least one");
        else if (smt_map_get(&seen, form.form, form.length) != SMT_NONE)
            smt_tsv_fail(&table, "duplicate form '%.*s', first on line %u", (int)form.length, form.form, smt_map_get(&seen, form.form, form.length));
        else if (smt_map_put(&seen, form.form, form.length, table.line) != 0 ||
                 smt_spelling_add(&self->lexicon->spelling, form, standard.form, standard.length) < 0)
            table.status = no_memory(self);
    }
    smt_map_free(&seen);
    return table.status;
}

/* Cuts the next space-separated member off a field; 0 when none is left. */
static int next_member(smt_field *members, smt_field *member)
{
    while (members->length > 0 && members->start[0] == ' ')
        *members = (smt_field){members->start + 1, members->length - 1};
    const char *space = memchr(members->start, ' ', members->length);
    *member = (smt_field){members->start, space == NULL ? members->length : (size_t)(space - members->start)};
    *members = (smt_field){member->start + member->length, members->length - member->length};
    return member->length > 0;
}

/* Forms that the stemmer does not bring together with their lemma: each carries the lemma's stem besides its own. */
static smtone_status add_lemma(loader *self, smt_tsv *table, smt_field forms)
{
    smt_lexicon *lexicon = self->lexicon;
    smt_form lemma, typed;
    smt_field form;
    size_t length = 0;
    if (self->compiler.stemmer == NULL)
        return SMTONE_OK; /* a lexicon without a language has no stems */
    if (copy_normal(self, table->fields[0], &lemma) != SMTONE_OK)
        return no_memory(self);
    const char *stem = smt_stem(self->compiler.stemmer, lemma.form, lemma.length, &length);
    const char *kept = stem == NULL ? NULL : smt_arena_copy(&lexicon->spelling.arena, stem, length);
    if (kept == NULL || SMT_ROOM(lexicon->lemma_stems, lexicon->lemma_count, lexicon->lemma_capacity) != 0)
        return no_memory(self);
    lexicon->lemma_stems[lexicon->lemma_count] = (smt_form){kept, (uint32_t)length};
    while (next_member(&forms, &form)) {
        char plain[256];
        if (copy_normal(self, form, &typed) != SMTONE_OK ||
            smt_map_put(&lexicon->lemmas, typed.form, typed.length, (uint32_t)lexicon->lemma_count) != 0)
            return no_memory(self);
        size_t plain_length = typed.length < sizeof plain ? smt_strip_accents(typed.form, typed.length, plain) : 0;
        if (plain_length > 0 && smt_map_get(&lexicon->lemmas, plain, plain_length) == SMT_NONE &&
            smt_map_put(&lexicon->lemmas, plain, plain_length, (uint32_t)lexicon->lemma_count) != 0)
            return no_memory(self);
    }
    lexicon->lemma_count++;
    return SMTONE_OK;
}

static smtone_status read_lemmas(loader *self, const smt_source *source, const char *base)
{
    static const char *const COLUMNS[] = {"lemma", "forms", "note"};
    smt_tsv table;
    (void)base;
    smt_tsv_begin(&table, source, COLUMNS, 3, 2, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table))
        table.status = add_lemma(self, &table, table.fields[1]);
    return table.status;
}

static smtone_status read_masked(loader *self, const smt_source *source, const char *base)
{
    static const char *const COLUMNS[] = {"words", "note"};
    smt_tsv table;
    (void)base;
    smt_tsv_begin(&table, source, COLUMNS, 2, 1, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        smt_field words = table.fields[0], word;
        while (table.status == SMTONE_OK && next_member(&words, &word)) {
            smt_form form;
            table.status = copy_normal(self, word, &form);
            if (table.status == SMTONE_OK && smt_spelling_add_masked(&self->lexicon->spelling, form) != 0)
                table.status = no_memory(self);
        }
    }
    return table.status;
}

static const char *const CLASS_COLUMNS[] = {"class", "members", "note"};

/* First pass: the names of all classes, and the words that are not split. */
static smtone_status read_class_names(loader *self, const smt_source *source, const char *base)
{
    smt_tsv table;
    (void)base;
    smt_tsv_begin(&table, source, CLASS_COLUMNS, 3, 2, self->tools->error);
    while (smt_tsv_row(&table)) {
        smt_field name = table.fields[0], members = table.fields[1], member;
        if (smt_symbol_make(self->lexicon, '{', name.start, name.length) == SMT_NONE)
            return no_memory(self);
        while (next_member(&members, &member)) {
            smt_form form;
            if (memchr(member.start, '-', member.length) == NULL && !smt_field_is(name, "compound"))
                continue; /* only words with a hyphen, and what is named a compound, are kept whole */
            if (copy_normal(self, member, &form) != SMTONE_OK || smt_map_put(&self->lexicon->spelling.compounds, form.form, form.length, 0) != 0)
                return no_memory(self);
        }
    }
    return table.status;
}

static smtone_status read_class_members(loader *self, const smt_source *source, const char *base)
{
    smt_tsv table;
    (void)base;
    smt_tsv_begin(&table, source, CLASS_COLUMNS, 3, 2, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        smt_field members = table.fields[1], member;
        uint32_t class = smt_symbol_find(self->lexicon, '{', table.fields[0].start, table.fields[0].length);
        while (next_member(&members, &member)) {
            uint32_t symbol;
            if (smt_member_symbol(&self->compiler, &table, member, &symbol) != SMTONE_OK)
                return table.status;
            if (symbol != SMT_NONE && smt_lists_add(&self->lexicon->classes_of, symbol, class) != 0)
                return no_memory(self);
        }
    }
    return table.status;
}

static const char *const TERM_FLAGS[] = {"fixed", "person", NULL}; /* SMT_FIXED and so on */

/* A term that is there already: an error in the same layer; a later layer replaces its numbers. */
static smtone_status replace_entry(loader *self, smt_tsv *table, uint32_t at, const smt_entry *entry)
{
    smt_entry *old = &self->lexicon->entries[at];
    if (old->layer == entry->layer)
        return smt_tsv_fail(table, "duplicate term '%.*s' for this signal, first on line %u: keep one", (int)table->fields[0].length,
                            table->fields[0].start, old->line);
    *old = *entry;
    return SMTONE_OK;
}

static smtone_status add_entry(loader *self, smt_tsv *table, smt_entry entry)
{
    smt_lexicon *lexicon = self->lexicon;
    char key[1024];
    smt_field term = table->fields[0];
    int size = snprintf(key, sizeof key, "%d\t%u\t%.*s", entry.role, (unsigned)entry.signal, (int)term.length, term.start);
    if ((size_t)size >= sizeof key)
        return smt_tsv_fail(table, "term is longer than 1000 bytes");
    uint32_t at = smt_map_get(&lexicon->entry_keys, key, (size_t)size);
    if (at != SMT_NONE)
        return replace_entry(self, table, at, &entry);
    if (SMT_ROOM(lexicon->entries, lexicon->entry_count, lexicon->entry_capacity) != 0 ||
        smt_map_put(&lexicon->entry_keys, key, (size_t)size, (uint32_t)lexicon->entry_count) != 0)
        return no_memory(self);
    lexicon->entries[lexicon->entry_count++] = entry;
    return smt_term_compile(&self->compiler, table, term, (uint32_t)lexicon->entry_count - 1);
}

static smtone_status read_modifiers(loader *self, const smt_source *source, smt_role role)
{
    static const char *const COLUMNS[] = {"term", "weight", "forward", "back", "note"};
    smt_tsv table;
    smt_tsv_begin(&table, source, COLUMNS, 5, 4, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        smt_entry entry = {.role = role, .signal = SMT_NONE, .layer = source->layer, .line = table.line, .weight = smt_tsv_number(&table, 1, 1)};
        double forward = smt_tsv_number(&table, 2, 0), back = smt_tsv_number(&table, 3, 0);
        if (forward < 0 || forward > 20 || back < 0 || back > 20)
            smt_tsv_fail(&table, "reach must be between 0 and 20 words");
        entry.forward = (unsigned char)forward;
        entry.back = (unsigned char)back;
        if (table.status == SMTONE_OK)
            table.status = add_entry(self, &table, entry);
    }
    return table.status;
}

/* The place of a field among names that end in NULL; on any other the table fails and says that `choices` may stand there. */
static unsigned one_of(smt_tsv *table, size_t column, const char *const *names, const char *choices)
{
    unsigned i = 0;
    while (names[i] != NULL && !smt_field_is(table->fields[column], names[i]))
        i++;
    if (names[i] == NULL)
        smt_tsv_fail(table, "'%.*s' in column '%s': write %s", (int)table->fields[column].length, table->fields[column].start, table->columns[column],
                     choices);
    return i;
}

static smtone_status read_frames(loader *self, const smt_source *source, const char *base)
{
    static const char *const COLUMNS[] = {"term", "before", "after", "reach", "on", "rule", "note"};
    static const char *const REACHES[] = {"clause", "sentence", "question", "contrary", NULL}, *const ON[] = {"feelings", "claims", NULL};
    smt_tsv table;
    (void)base;
    smt_tsv_begin(&table, source, COLUMNS, 7, 6, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        smt_entry entry = {.role = SMT_ROLE_FRAME, .signal = SMT_NONE, .layer = source->layer, .line = table.line};
        entry.before = smt_tsv_number(&table, 1, 1);
        entry.weight = smt_tsv_number(&table, 2, 1);
        entry.reach = (smt_reach)one_of(&table, 3, REACHES, "clause, sentence, question or contrary");
        entry.touches = one_of(&table, 4, ON, "feelings or claims") == 0 ? SMT_SCALABLE : SMT_CLAIMED;
        entry.rule = smt_arena_copy(&self->lexicon->spelling.arena, table.fields[5].start, table.fields[5].length);
        if (entry.rule == NULL)
            return no_memory(self);
        if (table.status == SMTONE_OK)
            table.status = add_entry(self, &table, entry);
    }
    return table.status;
}

/* Words with a weight on each axis of their own, all of the signal `fitted`. */
static smtone_status read_fitted(loader *self, const smt_source *source)
{
    const char *columns[SMT_EXPLAINED_AXES + 1] = {"term"};
    for (int axis = 0; axis < SMT_EXPLAINED_AXES; axis++)
        columns[axis + 1] = smt_axis_names[axis];
    smt_tsv table;
    smt_tsv_begin(&table, source, columns, SMT_EXPLAINED_AXES + 1, 1, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        smt_entry entry = {.layer = source->layer, .line = table.line, .weight = 1, .signal = smt_signal_find(self->tools->scale, "fitted", 6)};
        float *weights = smt_arena_alloc(&self->lexicon->spelling.arena, SMT_EXPLAINED_AXES * sizeof *weights);
        if (weights == NULL)
            return no_memory(self);
        if (entry.signal == SMT_NONE)
            return smt_tsv_fail(&table, "signals.tsv has no signal 'fitted', which these words are evidence of");
        for (size_t axis = 0; axis < SMT_EXPLAINED_AXES; axis++)
            weights[axis] = (float)smt_tsv_number(&table, axis + 1, 0);
        entry.weights = weights;
        if (table.status == SMTONE_OK)
            table.status = add_entry(self, &table, entry);
    }
    return table.status;
}

static smtone_status read_terms(loader *self, const smt_source *source, const char *base)
{
    static const char *const COLUMNS[] = {"term", "weight", "signal", "flags", "note"};
    smt_tsv table;
    if (strcmp(base, "negators") == 0 || strcmp(base, "intensifiers") == 0)
        return read_modifiers(self, source, base[0] == 'n' ? SMT_ROLE_NEGATOR : SMT_ROLE_INTENSIFIER);
    if (strcmp(base, "frames") == 0)
        return read_frames(self, source, base);
    if (strcmp(base, "fitted") == 0)
        return read_fitted(self, source);
    smt_tsv_begin(&table, source, COLUMNS, 5, 2, self->tools->error);
    while (table.status == SMTONE_OK && smt_tsv_row(&table)) {
        smt_field signal = table.fields[2].length > 0 ? table.fields[2] : (smt_field){base, strlen(base)};
        smt_entry entry = {.layer = source->layer, .line = table.line, .signal = smt_signal_find(self->tools->scale, signal.start, signal.length)};
        entry.weight = smt_tsv_number(&table, 1, 1);
        if (entry.signal == SMT_NONE)
            smt_tsv_fail(&table, "unknown signal '%.*s': add it to signals.tsv or name another", (int)signal.length, signal.start);
        entry.flags = smt_tsv_flags(&table, 3, TERM_FLAGS);
        if (table.status == SMTONE_OK)
            table.status = add_entry(self, &table, entry);
    }
    return table.status;
}

static int make_kinds(smt_lexicon *lexicon)
{
    for (size_t i = 0; i < SMT_KIND_COUNT; i++) {
        lexicon->kind_symbols[i] = smt_symbol_make(lexicon, '<', KIND_NAMES[i], strlen(KIND_NAMES[i]));
        if (lexicon->kind_symbols[i] == SMT_NONE)
            return -1;
    }
    lexicon->caps_symbol = smt_symbol_make(lexicon, '<', "caps", 4);
    lexicon->quoted_symbol = smt_symbol_make(lexicon, '<', "quoted", 6);
    return lexicon->caps_symbol == SMT_NONE || lexicon->quoted_symbol == SMT_NONE ? -1 : 0;
}

static uint64_t element_signature(const smt_lexicon *lexicon, const smt_element *element)
{
    uint64_t signature = 0;
    for (uint32_t i = 0; i < element->symbol_count; i++)
        signature |= smt_signature(lexicon->element_symbols[element->first_symbol + i]);
    return signature;
}

/* What must stand beside the anchor: the element after it, or before it where the anchor is the last. */
static smt_posting make_posting(const smt_lexicon *lexicon, uint32_t at)
{
    const smt_term *term = &lexicon->terms[at];
    const smt_element *anchor = &lexicon->elements[term->first_element + term->anchor];
    if (term->element_count == 1)
        return (smt_posting){.term = at, .neighbours = UINT64_MAX, .side = 0};
    if (term->anchor + 1 < term->element_count)
        return (smt_posting){.term = at, .neighbours = element_signature(lexicon, anchor + 1), .gap = anchor[1].gap, .side = 1};
    return (smt_posting){.term = at, .neighbours = element_signature(lexicon, anchor - 1), .gap = anchor->gap, .side = -1};
}

/* Lays the lists of terms out in one piece, so that looking through them reads memory in order. */
static smtone_status lay_out_index(loader *self)
{
    smt_lexicon *lexicon = self->lexicon;
    lexicon->postings = calloc(lexicon->terms_of.count + 1, sizeof *lexicon->postings);
    lexicon->first_posting = calloc(lexicon->symbol_count + 1, sizeof *lexicon->first_posting);
    if (lexicon->postings == NULL || lexicon->first_posting == NULL)
        return no_memory(self);
    uint32_t used = 0;
    for (uint32_t symbol = 0; symbol < lexicon->symbol_count; symbol++) {
        lexicon->first_posting[symbol] = used;
        for (uint32_t i = smt_lists_first(&lexicon->terms_of, symbol); i != SMT_NONE; i = lexicon->terms_of.links[i].next)
            lexicon->postings[used++] = make_posting(lexicon, lexicon->terms_of.links[i].value);
    }
    lexicon->first_posting[lexicon->symbol_count] = used;
    smt_lists_free(&lexicon->terms_of);
    return SMTONE_OK;
}

static smtone_status load_files(loader *self)
{
    smtone_status status = each_file(self, "classes", read_class_names);
    if (status == SMTONE_OK)
        status = each_file(self, "spelling", read_spelling);
    if (status == SMTONE_OK)
        status = each_file(self, "masked", read_masked);
    if (status == SMTONE_OK)
        status = each_file(self, "lemmas", read_lemmas);
    if (status == SMTONE_OK)
        status = each_file(self, "classes", read_class_members);
    if (status == SMTONE_OK)
        status = each_file(self, NULL, read_terms);
    if (status == SMTONE_OK)
        status = lay_out_index(self);
    return status;
}

smtone_status smt_lexicon_load(smt_lexicon *lexicon, const char *language, const smt_sources *sources, const smt_lexicon_tools *tools)
{
    loader self = {.lexicon = lexicon, .sources = sources, .tools = tools, .compiler = {.lexicon = lexicon, .matcher = tools->matcher}};
    smtone_status status = SMTONE_OK;
    lexicon->language = language;
    lexicon->spelling.split = strcmp(language, "fr") == 0 ? SMT_SPLIT_FRENCH : language[0] != '\0' ? SMT_SPLIT_ENGLISH : SMT_NO_SPLIT;
    if (make_kinds(lexicon) != 0)
        return no_memory(&self);
    if (language[0] != '\0')
        status = smt_stemmer_new(language, &self.compiler.stemmer, tools->error);
    if (status == SMTONE_OK)
        status = load_files(&self);
    lexicon->scope_end = smt_symbol_find(lexicon, '{', "scope_end", 9);
    lexicon->aim = smt_symbol_find(lexicon, '{', "aim", 3);
    smt_stemmer_free(self.compiler.stemmer);
    smt_term_compiler_free(&self.compiler);
    return status;
}

void smt_lexicon_free(smt_lexicon *lexicon)
{
    smt_spelling_free(&lexicon->spelling);
    smt_map_free(&lexicon->lemmas);
    free(lexicon->lemma_stems);
    smt_map_free(&lexicon->symbols);
    smt_map_free(&lexicon->folded);
    smt_map_free(&lexicon->entry_keys);
    smt_lists_free(&lexicon->terms_of);
    smt_lists_free(&lexicon->classes_of);
    smt_lists_free(&lexicon->aliases_of);
    free(lexicon->letters);
    free(lexicon->postings);
    free(lexicon->first_posting);
    free(lexicon->entries);
    free(lexicon->terms);
    free(lexicon->elements);
    free(lexicon->element_symbols);
}
