/* The text stages, each alone: UTF-8, normalising, tokens, spelling, hashtags, stems. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/disguise.h"
#include "text/keyboard.h"
#include "text/entities.h"
#include "text/normalise.h"
#include "text/spelling.h"
#include "text/stem.h"
#include "text/tokenise.h"
#include "text/unicode.h"
#include "text/utf8.h"

static void utf8_is_validated(void **state)
{
    (void)state;
    assert_int_equal(smt_utf8_valid("déçu 😡", 11), 11);
    assert_int_equal(smt_utf8_valid("a\xC0\xAF", 3), 1);        /* overlong */
    assert_int_equal(smt_utf8_valid("\xED\xA0\x80", 3), 0);     /* a surrogate */
    assert_int_equal(smt_utf8_valid("\xF4\x90\x80\x80", 4), 0); /* over U+10FFFF */
    assert_int_equal(smt_utf8_valid("ab\xE2\x82", 4), 2);       /* cut off */
}

static void utf8_round_trips(void **state)
{
    (void)state;
    for (uint32_t point = 0; point < 0x110000; point += point < 0x3000 ? 1 : 257) {
        char bytes[4];
        uint32_t back = 0;
        if (point >= 0xD800 && point < 0xE000)
            continue;
        size_t length = smt_utf8_write(bytes, point);
        assert_int_equal(smt_utf8_valid(bytes, length), length);
        assert_int_equal(smt_utf8_read(bytes, &back), length);
        assert_int_equal(back, point);
    }
}

/* Normalises and compares; the offsets must climb and end at the original's end. */
static void check_normal(const char *text, const char *expected)
{
    smt_normal normal = {0};
    assert_int_equal(smt_normalise(text, strlen(text), &normal), 0);
    assert_string_equal(normal.text, expected);
    assert_int_equal(normal.origin[normal.length], strlen(text));
    for (size_t i = 0; i < normal.length; i++)
        assert_true(normal.origin[i] <= normal.origin[i + 1]);
    smt_normal_free(&normal);
}

static void text_is_normalised(void **state)
{
    (void)state;
    check_normal("DÉÇU", "déçu");
    check_normal("de\xCC\x81"
                 "c\xCC\xA7u",
                 "déçu"); /* decomposed */
    check_normal("l\u2019attente", "l'attente");
    check_normal("«\u00A0non\u00A0»", "\" non \"");
    check_normal("c&#39;est &eacute;norme &amp; nul", "c'est énorme & nul");
    check_normal("&nosuch; &;", "&nosuch; &;");
    check_normal("nuuuuul", "nuul");
    check_normal("a\u200Bb\u202Ec", "abc");
    check_normal("👍🏽", "👍");
    check_normal("STRASSE Straße", "strasse strasse");
    check_normal("1000000", "1000000"); /* digits are not letters: no elongation */
}

static void offsets_lead_back(void **state)
{
    (void)state;
    smt_normal normal = {0};
    const char *text = "&eacute;&eacute; NUUUUL ok";
    assert_int_equal(smt_normalise(text, strlen(text), &normal), 0);
    const char *found = strstr(normal.text, "nuul");
    assert_non_null(found);
    size_t at = (size_t)(found - normal.text);
    assert_int_equal(normal.origin[at], 17);
    assert_int_equal(normal.origin[at + 4], 23);
    assert_true(normal.flags[at] & SMT_UPPER);
    assert_true(normal.flags[at + 2] & SMT_STRETCHED);
    smt_normal_free(&normal);
}

static void marks_without_end_are_cut(void **state)
{
    (void)state;
    char *text = malloc(200001);
    text[0] = 'e';
    for (size_t i = 1; i < 200001; i += 2)
        memcpy(text + i, "\xCC\x81", 2);
    smt_normal normal = {0};
    assert_int_equal(smt_normalise(text, 200001, &normal), 0);
    assert_true(normal.length < 64);
    smt_normal_free(&normal);
    free(text);
}

static smt_tokeniser *tokeniser;
static smt_token_matcher *matcher;

static int tokens_setup(void **state)
{
    (void)state;
    return smt_tokeniser_new(&tokeniser, NULL) != SMTONE_OK || smt_token_matcher_new(tokeniser, &matcher, NULL) != SMTONE_OK;
}

static int tokens_teardown(void **state)
{
    (void)state;
    smt_token_matcher_free(matcher);
    smt_tokeniser_free(tokeniser);
    return 0;
}

/* Writes the tokens as KIND:form with a space between, for the language of `spelling`. */
static void check_tokens_as(const smt_spelling *spelling, const char *text, const char *expected)
{
    static const char KINDS[] = "wnoadtlrpumhecx?sgk";
    char written[1024] = "";
    smt_normal normal = {0};
    smt_tokens tokens = {0};
    assert_int_equal(smt_normalise(text, strlen(text), &normal), 0);
    assert_int_equal(smt_tokenise(matcher, &normal, (const smt_spelling *const[2]){spelling}, &tokens), 0);
    for (size_t i = 0; i < tokens.count; i++) {
        const smt_token *token = &tokens.items[i];
        size_t used = strlen(written);
        snprintf(written + used, sizeof written - used, "%s%c:%.*s", i == 0 ? "" : " ", KINDS[token->kind], (int)token->length, token->form);
        assert_true(token->start < token->end && token->end <= strlen(text));
    }
    assert_string_equal(written, expected);
    smt_normal_free(&normal);
    free(tokens.items);
}

static void check_tokens(const char *text, const char *expected)
{
    smt_spelling french = {.split = SMT_SPLIT_FRENCH};
    assert_true(smt_map_put(&french.compounds, "aujourd'hui", 11, 0) == 0);
    check_tokens_as(&french, text, expected);
    smt_spelling_free(&french);
}

static void words_are_cut(void **state)
{
    (void)state;
    check_tokens("L'attente, qu'on subit aujourd'hui", "w:l' w:attente w:qu' w:on w:subit w:aujourd'hui");
    check_tokens("Est-ce que ça marche ?", "w:est w:ce w:que w:ça w:marche ?:?");
    smt_spelling english = {.split = SMT_SPLIT_ENGLISH};
    assert_int_equal(smt_spelling_add(&english, (smt_form){"don't", 5}, "do not", 6), 0);
    check_tokens_as(&english, "I don't trust John's app", "w:i w:do w:not w:trust w:john w:'s w:app");
    smt_spelling_free(&english);
}

static void kinds_are_told(void **state)
{
    (void)state;
    check_tokens("49,90 € et £12.50", "a:49,90 € w:et a:£12.50");
    check_tokens("le 14/03 à 18h30, 2 h de retard", "w:le d:14/03 w:à t:18h30 l:2 h w:de w:retard");
    check_tokens("depuis 3 semaines, 4e fois", "w:depuis l:3 semaines o:4e w:fois");
    check_tokens("dossier 2023-B-0917 ou n° 4471", "w:dossier r:2023-b-0917 w:ou r:n° 4471");
    check_tokens("100 % sur https://exemple.fr/a?b=1 @RailExpress", "p:100 % w:sur u:https://exemple.fr/a?b=1 m:@railexpress");
    check_tokens("12 mars 2026", "d:12 mars 2026");
}

static void emoji_are_whole(void **state)
{
    (void)state;
    check_tokens("👨‍👩‍👧 👍🏽 🇫🇷 ❤️", "e:👨‍👩‍👧 e:👍 e:🇫🇷 e:❤");
    check_tokens("bof :-( <3 :/", "w:bof c::-( c:<3 c::/");
    check_tokens("quoi ?!! non!!!", "w:quoi ?:?!! x:?!! w:non x:!!!");
}

static void hashtags_are_split(void **state)
{
    (void)state;
    check_tokens("#JeSuisEnColère", "h:#jesuisencolère w:je w:suis w:en w:colère");
    smt_spelling english = {.split = SMT_SPLIT_ENGLISH};
    const char *known[] = {"customer", "service", "fail", "custom"};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(smt_map_put(&english.known, known[i], strlen(known[i]), 0), 0);
    check_tokens_as(&english, "#customerservicefail", "h:#customerservicefail w:customer w:service w:fail");
    check_tokens_as(&english, "#qwzrtpl", "h:#qwzrtpl");
    smt_spelling_free(&english);
}

static void capitals_and_elongation_are_flags(void **state)
{
    (void)state;
    smt_spelling plain = {0};
    smt_normal normal = {0};
    smt_tokens tokens = {0};
    const char *text = "NUL nuuuul A \"dit\" f**k";
    assert_int_equal(smt_normalise(text, strlen(text), &normal), 0);
    assert_int_equal(smt_tokenise(matcher, &normal, (const smt_spelling *const[2]){&plain}, &tokens), 0);
    assert_int_equal(tokens.count, 5);
    assert_true(tokens.items[0].flags & SMT_CAPS);
    assert_true(tokens.items[1].flags & SMT_ELONGATED);
    assert_false(tokens.items[2].flags & SMT_CAPS);
    assert_true(tokens.items[3].flags & SMT_QUOTED);
    smt_normal_free(&normal);
    free(tokens.items);
}

static void spelling_reads_several_words(void **state)
{
    (void)state;
    smt_spelling french = {.split = SMT_SPLIT_FRENCH};
    smt_form parts[SMT_PARTS_MOST];
    int respelled = 0;
    assert_int_equal(smt_spelling_add(&french, (smt_form){"jai", 3}, "j'ai", 4), 0);
    assert_int_equal(smt_spelling_add(&french, (smt_form){"jai", 3}, "j'ai", 4), 1);
    assert_int_equal(smt_spelling_read(&french, (smt_form){"jai", 3}, parts, &respelled), 2);
    assert_true(respelled);
    assert_memory_equal(parts[0].form, "j'", 2);
    assert_memory_equal(parts[1].form, "ai", 2);
    smt_spelling_free(&french);
}

static void check_undisguised(const smt_spelling *spelling, const char *text, const char *expected)
{
    smt_normal normal = {0}, scratch = {0};
    assert_int_equal(smt_normalise(text, strlen(text), &normal), 0);
    assert_int_equal(smt_undisguise(spelling, &normal, &scratch), 0);
    assert_string_equal(normal.text, expected);
    assert_int_equal(normal.origin[normal.length], strlen(text));
    for (size_t i = 0; i < normal.length; i++)
        assert_true(normal.origin[i] <= normal.origin[i + 1]);
    smt_normal_free(&normal);
    smt_normal_free(&scratch);
}

static void disguised_words_are_read(void **state)
{
    (void)state;
    static const char *const MASKED[] = {"shit", "fuck", "fucking", "asshole"};
    smt_spelling spelling = {0};
    for (size_t i = 0; i < sizeof MASKED / sizeof MASKED[0]; i++)
        assert_int_equal(smt_spelling_add_masked(&spelling, (smt_form){MASKED[i], (uint32_t)strlen(MASKED[i])}), 0);
    assert_int_equal(smt_map_put(&spelling.known, "scam", 4, 0), 0);
    check_undisguised(&spelling, "What the F***!", "what the fuck!");
    check_undisguised(&spelling, "f*ing", "fucking");
    check_undisguised(&spelling, "bull sh!t, @$$hole", "bull shit, asshole");
    check_undisguised(&spelling, "a sc4m: S C A M", "a scam: scam");
    check_undisguised(&spelling, "s.c.a.m and u n k n o w n", "scam and unknown");
    /* what stays: stars that mark, names with digits, mentions, hashtags, letters that are words */
    check_undisguised(&spelling, "free* 2*3 b2b mp3 @sh1t #sh1t i a m", "free* 2*3 b2b mp3 @sh1t #sh1t i a m");
    smt_spelling_free(&spelling);
}

static void keys_at_random_are_no_words(void **state)
{
    (void)state;
    static const char *const RUNS[] = {"asdfgh", "qsdfghjklm", "lkjhgf", "zxcvbn", "sdkfjlhgk"};
    static const char *const WORDS[] = {"liberty", "azerty", "poverty", "glass", "flask", "were", "salads"};
    for (size_t i = 0; i < sizeof RUNS / sizeof RUNS[0]; i++)
        assert_true(smt_is_keyboard_run(RUNS[i], strlen(RUNS[i])));
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        assert_false(smt_is_keyboard_run(WORDS[i], strlen(WORDS[i])));
}

static void words_are_stemmed(void **state)
{
    (void)state;
    smt_stemmer *stemmer = NULL;
    size_t length = 0;
    assert_int_equal(smt_stemmer_new("fr", &stemmer, NULL), SMTONE_OK);
    assert_memory_equal(smt_stem(stemmer, "remboursements", 14, &length), "rembours", 8);
    assert_int_equal(length, 8);
    smt_stemmer_free(stemmer);
    assert_int_equal(smt_stemmer_new("en", &stemmer, NULL), SMTONE_OK);
    assert_memory_equal(smt_stem(stemmer, "cancelled", 9, &length), "cancel", 6);
    smt_stemmer_free(stemmer);
}

static void accents_are_stripped(void **state)
{
    (void)state;
    char plain[64];
    size_t length = smt_strip_accents("déçu cœur", strlen("déçu cœur"), plain);
    assert_int_equal(length, 10);
    assert_memory_equal(plain, "decu coeur", 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_validated),
        cmocka_unit_test(utf8_round_trips),
        cmocka_unit_test(text_is_normalised),
        cmocka_unit_test(offsets_lead_back),
        cmocka_unit_test(marks_without_end_are_cut),
        cmocka_unit_test(words_are_cut),
        cmocka_unit_test(kinds_are_told),
        cmocka_unit_test(emoji_are_whole),
        cmocka_unit_test(hashtags_are_split),
        cmocka_unit_test(capitals_and_elongation_are_flags),
        cmocka_unit_test(spelling_reads_several_words),
        cmocka_unit_test(disguised_words_are_read),
        cmocka_unit_test(keys_at_random_are_no_words),
        cmocka_unit_test(words_are_stemmed),
        cmocka_unit_test(accents_are_stripped),
    };
    return cmocka_run_group_tests_name("text", tests, tokens_setup, tokens_teardown);
}
