#define PCRE2_CODE_UNIT_WIDTH 8
#include "text/tokenise.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "text/hashtag.h"
#include "text/keyboard.h"
#include "text/utf8.h"

/* The token pattern, for case-folded text. The mark after each alternative, (*:x), names its kind. Every repeat is bounded or possessive
 * and what it takes is consumed, so the cost is linear in the text. */
#define MONTHS                                                                                                                                       \
    "(?:janv(?:ier)?|jan(?:uary)?|f[ée]vr?(?:ier)?|feb(?:ruary)?|mars|march|mar|avr(?:il)?|apr(?:il)?|mai|may|juin|june?|juil(?:let)?|july?|"       \
    "ao[uû]t|aug(?:ust)?|sept(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|d[ée]c(?:embre|ember)?)\\b"
#define COUNT "(?:\\d{1,3}(?:[ .,'\\x{202F}]\\d{3})++(?:[.,]\\d{1,2})?+|\\d{1,15}+(?:[.,]\\d{1,9})?+)"
#define CURRENCY                                                                                                                                       \
    "(?:€(?:\\d\\d)?|\\$|£|euros?|eur|balles|boules|dollars?|piastres?|pounds?|quid|bucks|francs?|chf|cad|usd|gbp|inr|rs|rupees?|lakhs?|centimes?|" \
    "cents)(?!\\w)"
#define SMALL_NUMBER                                                                                                                                 \
    "(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante|plusieurs|quelques|one|two|three|"      \
    "four|five|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|several|many|a few|a couple(?: of)?|an?|half an?|demi)"
#define UNIT                                                                                                                                         \
    "(?:secondes?|seconds?|secs?|minutes?|mins?|mn|heures?|hours?|hrs?|h|jours?|days?|j|semaines?|weeks?|wks?|sem|mois|months?|mths?|ans?|"          \
    "ann[ée]es?|years?|yrs?|nuits?|nights?|trimestres?|d[ée]cennies?|decades?|quinzaine)\\b"

static const char TOKEN_PATTERN[] =
    "(?:https?://[^\\s<>\"]++|www\\.[^\\s<>\"]++|(?:pic\\.twitter\\.com|t\\.co|bit\\.ly)/\\S++|[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64})++"
    "|[a-z0-9-]{2,40}\\.(?:com|fr|net|org|ca|be|ch|co\\.uk|ie|eu|io)\\b(?:/\\S*+)?+)(*:u)"
    "|(?=[!?^]{0,8}([#@$%&*])[!?^]{0,8}(?!\\1)[#@$%&*])[!?^#@$%&*]{4,40}+(*:g)"
    "|@\\w{1,60}+(?:[.-]\\w{1,60}+)*+(*:m)"
    "|\\#(?=[\\w]{0,60}\\p{L})\\w{1,139}+(*:h)"
    "|(?:[€$£¥₹]|(?:rs|inr|usd|cad)\\.?)\\s?" COUNT "[km]?\\b(*:a)"
    "|" COUNT "\\s?k?" CURRENCY "(*:a)"
    "|\\d{2,6}(?:[.,]\\d\\d)?e(?=\\s{0,2}(?:par|/|de|pour|le|la)\\b)(*:a)"
    "|" COUNT "\\s?%(*:p)"
    "|\\d{4}-\\d{2}-\\d{2}(?!\\w)(*:d)"
    "|(?!24/7)\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?(?![\\w/])(*:d)"
    "|\\d{1,2}[.-]\\d{1,2}[.-](?:\\d{4}|\\d{2})(?!\\w)(*:d)"
    "|\\d{1,2}(?:er|st|nd|rd|th)?\\s(?:of\\s)?" MONTHS "(?:\\s\\d{4}\\b)?(*:d)"
    "|" MONTHS "\\s\\d{1,2}(?:st|nd|rd|th)?\\b(?:,?\\s\\d{4}\\b)?(*:d)"
    "|\\d{1,2}\\s?:\\s?\\d{2}(?!\\d)(?:\\s?[ap]\\.?m\\b)?(*:t)"
    "|\\d{1,2}\\s?h\\s?\\d{2}(?!\\w)(*:t)"
    "|\\d{1,2}\\s?(?:[ap]m\\b|[ap]\\.m\\.)(*:t)"
    "|" COUNT "(?:e|è|ème|eme|ième|ieme|nde?|er|ère|st|nd|rd|th)\\b(?!\\s?(?:jours?|days?)\\s?ouvr)(*:o)"
    "|(?:" COUNT "\\+?|" SMALL_NUMBER "\\b)[\\s-]{0,2}(?:bonnes? |longues? |full |whole |long )?" UNIT "(?:\\s?(?:et demie?|and a half))?(*:l)"
    "|(?:deuxi|troisi|quatri|cinqui|sixi|septi|huiti|neuvi|dixi|[eé]ni)[eè]me\\b(*:o)|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    "umpteenth)\\b(*:o)"
    "|(?:n°|nº|num[ée]ro)\\s?(?=[a-z-]{0,8}\\d)[a-z0-9](?:[a-z0-9/-]{0,30}[a-z0-9])?(*:r)|\\#\\d{3,30}+(*:r)"
    "|(?=[a-z0-9-]{0,30}\\d)(?=[0-9-]{0,30}[a-z])[a-z0-9]{1,20}+(?:-[a-z0-9]{1,20}+){1,5}+(?![\\w-])(*:r)"
    "|[a-z]{1,4}\\d{3,20}(?:[a-z]{1,4})?(?!\\w)(*:r)|\\d{6,24}(?!\\w)(*:r)"
    "|(?<!\\w)(?:>?[:;=][\\-'o^]{0,2}(?:[()\\[\\]/"
    "\\\\|*@$3]++|[pdcosx](?!\\w))|<3++|x[dp]++(?!\\w)|\\^[_.-]?\\^|-[_.]++-|t[_.]t(?!\\w)|d:(?!\\w)|\\)\\s?:(?!\\w)|¯\\\\_\\(ツ\\)_/¯)(*:c)"
    "|&(*:w)|\\d{1,4}[a-z]{1,3}(?![\\w'])(*:w)|" COUNT "(*:n)"
    "|(?:(?:jus|lors|puis|quoi)?qu|[cdjlmnst])'(?=\\s|\\z)(*:w)"
    "|\\p{L}(?:[\\p{L}\\p{M}\\p{N}_]++|\\*++(?=[\\p{L}*]|(?!\\w)(?<=\\*\\*))|['-](?=\\p{L}))*+(*:w)"
    "|(?:\\p{Regional_Indicator}{2}|[0-9\\#*]\\x{20E3}|(?![©®™])\\p{Extended_Pictographic}(?:\\x{200D}\\p{Extended_Pictographic})*+)(*:e)"
    "|[!?¡¿‽]++(?:\\s?[!?]++)*+(*:x)"
    "|(?:\\.{2,}+|…++)(*:s)"
    "|[.;\\n]++(*:.)|[,:()\\[\\]–—/|]++|-(?=\\s)(*:,)|\"(*:q)";

enum { NO_TOKEN = -1, SENTENCE_END = -2, CLAUSE_END = -3, QUOTE = -4, MARKS_RUN = -5 };

static int kind_of_mark(char mark)
{
    static const struct {
        char mark;
        signed char kind;
    } KINDS[] = {
        {'w', SMT_WORD},    {'n', SMT_NUMBER},   {'o', SMT_ORDINAL},   {'a', SMT_AMOUNT},   {'d', SMT_DATE},
        {'t', SMT_TIME},    {'l', SMT_DURATION}, {'r', SMT_REFERENCE}, {'p', SMT_PERCENT},  {'u', SMT_URL},
        {'m', SMT_MENTION}, {'h', SMT_HASHTAG},  {'e', SMT_EMOJI},     {'c', SMT_EMOTICON}, {'s', SMT_ELLIPSIS},
        {'x', MARKS_RUN},   {'.', SENTENCE_END}, {',', CLAUSE_END},    {'q', QUOTE},        {'g', SMT_GRAWLIX},
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (KINDS[i].mark == mark)
            return KINDS[i].kind;
    }
    return NO_TOKEN;
}

struct smt_tokeniser {
    pcre2_code *code;
};

struct smt_token_matcher {
    const smt_tokeniser *tokeniser;
    pcre2_match_data *match;
};

smtone_status smt_tokeniser_new(smt_tokeniser **out, smtone_error *error)
{
    int code = 0;
    PCRE2_SIZE at = 0;
    smt_tokeniser *self = calloc(1, sizeof *self);
    *out = NULL;
    if (self == NULL)
        return smt_no_memory(error);
    self->code = pcre2_compile((PCRE2_SPTR)TOKEN_PATTERN, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED, &code, &at, NULL);
    if (self->code == NULL) {
        free(self);
        if (code == PCRE2_ERROR_NOMEMORY)
            return smt_no_memory(error);
        PCRE2_UCHAR text[128] = "";
        pcre2_get_error_message(code, text, sizeof text);
        return smt_fail(error, SMTONE_ERR_ARGUMENT, NULL, 0, "token pattern, offset %zu: %s", (size_t)at, (const char *)text);
    }
    pcre2_jit_compile(self->code, PCRE2_JIT_COMPLETE); /* without JIT support it is interpreted */
    *out = self;
    return SMTONE_OK;
}

void smt_tokeniser_free(smt_tokeniser *tokeniser)
{
    if (tokeniser == NULL)
        return;
    pcre2_code_free(tokeniser->code);
    free(tokeniser);
}

smtone_status smt_token_matcher_new(const smt_tokeniser *tokeniser, smt_token_matcher **out, smtone_error *error)
{
    smt_token_matcher *self = calloc(1, sizeof *self);
    *out = NULL;
    if (self == NULL)
        return smt_no_memory(error);
    self->tokeniser = tokeniser;
    self->match = pcre2_match_data_create(4, NULL);
    if (self->match == NULL) {
        free(self);
        return smt_no_memory(error);
    }
    *out = self;
    return SMTONE_OK;
}

void smt_token_matcher_free(smt_token_matcher *matcher)
{
    if (matcher == NULL)
        return;
    pcre2_match_data_free(matcher->match);
    free(matcher);
}

/* One text on its way into tokens. */
typedef struct {
    const smt_normal *text;
    const smt_spelling *const *spellings; /* of the post's language, and of the other */
    smt_tokens *tokens;
    uint32_t sentence, clause;
    int quoted;
    size_t quote_began; /* the first token after the opening quotation mark */
} scan;

/* Where in the original what ends at `to` ends. A character that became several (a mark left on its own, a folded letter) is taken whole. */
static uint32_t original_end(const smt_normal *text, size_t from, size_t to)
{
    while (to < text->length && text->origin[to] == text->origin[from])
        to++;
    return text->origin[to];
}

static smt_token *add(scan *self, int kind, smt_form form, size_t from, size_t to, unsigned flags)
{
    smt_tokens *tokens = self->tokens;
    if (SMT_ROOM(tokens->items, tokens->count, tokens->capacity) != 0)
        return NULL;
    smt_token *token = &tokens->items[tokens->count++];
    *token = (smt_token){.form = form.form,
                         .length = form.length,
                         .start = self->text->origin[from],
                         .end = original_end(self->text, from, to),
                         .sentence = self->sentence,
                         .clause = self->clause,
                         .kind = (unsigned char)kind,
                         .flags = (unsigned char)flags};
    return token;
}

/* CAPITALS, elongation and hidden letters, seen on the word as it was typed. */
static unsigned look_at(const smt_normal *text, size_t from, size_t to)
{
    unsigned letters = 0, capitals = 0, flags = 0;
    for (size_t i = from; i < to; i++) {
        if ((text->text[i] & 0xC0) == 0x80)
            continue;
        letters += (text->flags[i] & SMT_LETTER) != 0;
        capitals += (text->flags[i] & SMT_UPPER) != 0;
    }
    for (size_t i = from; i < to; i++)
        flags |= (text->flags[i] & SMT_STRETCHED ? SMT_ELONGATED : 0U) | (text->flags[i] & SMT_HIDDEN ? SMT_MASKED : 0U);
    return flags | (letters > 1 && capitals == letters ? SMT_CAPS : 0U);
}

/* A word becomes the words it stands for. Parts cut from the word have spans of their own; respelled ones share the whole. */
static int add_word(scan *self, size_t from, size_t to, unsigned more_flags)
{
    smt_form parts[SMT_PARTS_MOST], whole = {self->text->text + from, (uint32_t)(to - from)};
    int borrowed = (self->text->flags[from] & SMT_ELSEWHERE) != 0;
    if (smt_is_keyboard_run(whole.form, whole.length) && !(look_at(self->text, from, to) & SMT_CAPS)) /* in capitals it is a reference */
        return add(self, SMT_KEYBOARD, whole, from, to, 0) == NULL ? -1 : 0;
    unsigned flags = look_at(self->text, from, to) | more_flags | (borrowed ? SMT_BORROWED : 0U);
    int respelled = 0;
    size_t count = smt_spelling_read(self->spellings[borrowed], whole, parts, &respelled);
    for (size_t i = 0; i < count; i++) {
        size_t part_from = from, part_to = to;
        if (!respelled) {
            part_from = (size_t)(parts[i].form - self->text->text);
            part_to = part_from + parts[i].length;
        }
        if (add(self, SMT_WORD, parts[i], part_from, part_to, flags) == NULL)
            return -1;
    }
    return 0;
}

/* The hashtag as a whole, then the words it can be cut into. */
static int add_hashtag(scan *self, size_t from, size_t to)
{
    smt_form whole = {self->text->text + from, (uint32_t)(to - from)};
    if (add(self, SMT_HASHTAG, whole, from, to, 0) == NULL)
        return -1;
    size_t cuts[SMT_HASHTAG_WORDS + 1];
    size_t words = smt_hashtag_cut(self->text, from + 1, to, &self->spellings[0]->known, cuts);
    for (size_t i = 0; i < words; i++) {
        if (self->text->text[cuts[i]] != '_' && add_word(self, cuts[i], cuts[i + 1], SMT_IN_HASHTAG) != 0)
            return -1;
    }
    return 0;
}

/* A run of ! and ?: one token for each of the two that is in it. */
static int add_marks(scan *self, size_t from, size_t to)
{
    smt_form run = {self->text->text + from, (uint32_t)(to - from)};
    if (memchr(run.form, '?', run.length) != NULL && add(self, SMT_QUESTION, run, from, to, 0) == NULL)
        return -1;
    if (memchr(run.form, '!', run.length) != NULL && add(self, SMT_EXCLAIM, run, from, to, 0) == NULL)
        return -1;
    self->sentence++;
    self->clause++;
    return 0;
}

static void toggle_quote(scan *self)
{
    if (self->quoted) {
        for (size_t i = self->quote_began; i < self->tokens->count; i++)
            self->tokens->items[i].flags |= SMT_QUOTED;
    }
    self->quoted = !self->quoted;
    self->quote_began = self->tokens->count;
    self->clause++;
}

static int take(scan *self, int kind, size_t from, size_t to)
{
    switch (kind) {
    case SMT_WORD: return add_word(self, from, to, 0);
    case SMT_HASHTAG: return add_hashtag(self, from, to);
    case MARKS_RUN: return add_marks(self, from, to);
    case QUOTE: toggle_quote(self); return 0;
    case SENTENCE_END:
        self->sentence++;
        self->clause++;
        return 0;
    case CLAUSE_END: self->clause++; return 0;
    case NO_TOKEN: return 0;
    default: {
        smt_form form = {self->text->text + from, (uint32_t)(to - from)};
        if (kind == SMT_ELLIPSIS)
            self->clause++;
        return add(self, kind, form, from, to, 0) == NULL ? -1 : 0;
    }
    }
}

int smt_tokenise(smt_token_matcher *matcher, const smt_normal *text, const smt_spelling *const spellings[2], smt_tokens *tokens)
{
    scan self = {.text = text, .spellings = spellings, .tokens = tokens};
    tokens->count = 0;
    for (size_t at = 0; at < text->length;) {
        if (text->text[at] == ' ') {
            at++;
            continue;
        }
        int found = pcre2_match(matcher->tokeniser->code, (PCRE2_SPTR)text->text, text->length, at, PCRE2_NO_UTF_CHECK, matcher->match, NULL);
        size_t end = found > 0 ? pcre2_get_ovector_pointer(matcher->match)[1] : at;
        if (end <= at) { /* nothing we know: one character is passed over */
            uint32_t point;
            at += smt_utf8_read(text->text + at, &point);
            continue;
        }
        PCRE2_SPTR mark = pcre2_get_mark(matcher->match);
        if (take(&self, mark == NULL ? CLAUSE_END : kind_of_mark((char)mark[0]), at, end) != 0)
            return -1;
        at = end;
    }
    return 0;
}
