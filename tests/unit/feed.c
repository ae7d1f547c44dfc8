/* Lines, the JSON scan, posts and the output buffer, each alone. */
#include "test.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "lines.h"
#include "output.h"
#include "post.h"
#include "scan.h"

/* Writes `bytes` into a pipe in pieces of `piece` and reads them back as lines, joined by "|". */
static void check_lines(const char *bytes, size_t length, size_t limit, const char *expected)
{
    int ends[2];
    char joined[4096] = "";
    size_t used = 0;
    line found;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, length), (ssize_t)length);
    close(ends[1]);
    lines *from = lines_new(ends[0], limit, NULL, NULL);
    while (lines_next(from, &found) > 0) {
        size_t shown = found.length < 20 ? found.length : 20;
        memcpy(joined + used, found.text, shown);
        used += shown;
        if (found.too_long)
            joined[used++] = '!';
        joined[used++] = '|';
    }
    joined[used] = '\0';
    assert_string_equal(joined, expected);
    lines_free(from);
    close(ends[0]);
}

static void lines_are_found(void **state)
{
    (void)state;
    check_lines("a\nb\n", 4, 100, "a|b|");
    check_lines("a\r\nb", 4, 100, "a|b|");
    check_lines("\xEF\xBB\xBF"
                "a\n\n",
                6, 100, "a||");
    check_lines("", 0, 100, "");
    check_lines("\n", 1, 100, "|");
    check_lines("abcdefgh\nij\n", 12, 5, "abcdefgh!|ij|");
}

static void long_lines_are_passed_over(void **state)
{
    (void)state;
    char name[] = "/tmp/smtone-lines-XXXXXX";
    int fd = mkstemp(name);
    char *block = malloc(1 << 20);
    memset(block, 'x', 1 << 20);
    for (int i = 0; i < 5; i++)
        assert_int_equal(write(fd, block, 1 << 20), 1 << 20);
    assert_int_equal(write(fd, "\nnext\n", 6), 6);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    line found;
    lines *from = lines_new(fd, 1000, NULL, NULL);
    assert_int_equal(lines_next(from, &found), 1);
    assert_true(found.too_long);
    assert_int_equal(found.length, 1000);
    assert_int_equal(lines_next(from, &found), 1);
    assert_int_equal(found.length, 4);
    assert_int_equal(found.number, 2);
    assert_int_equal(lines_next(from, &found), 0);
    lines_free(from);
    free(block);
    close(fd);
    unlink(name);
}

static void check_scan(const char *text, scan_verdict expected)
{
    scan found = {0};
    scan_verdict verdict = scan_line(text, strlen(text), &found);
    if (verdict != expected)
        fail_msg("%s: verdict %d, expected %d", text, verdict, expected);
    scan_free(&found);
}

static void json_is_judged(void **state)
{
    (void)state;
    const char *objects[] = {"{}", " {\"a\":1} ", "{\"a\":[{},[],\"\\u00e9\",-1.5e+3,true,false,null]}",
                             "{\"a\":{\"b\":{\"c\":[1,[2,[3]]]}},\"d\":0}", "{\"\\ud800\":1e999}"};
    const char *bad[] = {"",           "{",          "{\"a\"}",         "{\"a\":}",       "{\"a\":1,}", "{a:1}",
                         "{\"a\":01}", "{\"a\":1.}", "{\"a\":\"\\x\"}", "{\"a\":\"\n\"}", "{} x",       "{\"a\":[1,]}",
                         "{\"a\":[1}", "{\"a\":+1}", "{\"a\":tru}",     "hello"};
    const char *other[] = {"[]", "1", "\"x\"", "null", "true"};
    for (size_t i = 0; i < sizeof objects / sizeof objects[0]; i++)
        check_scan(objects[i], SCAN_OBJECT);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        check_scan(bad[i], SCAN_NOT_JSON);
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
        check_scan(other[i], SCAN_NOT_OBJECT);
    check_scan("{\"a\":\"\xFF\"}", SCAN_NOT_UTF8);
}

/* What jansson takes for an object the scan takes too, and the other way round. */
static void the_scan_agrees_with_jansson(void **state)
{
    static const char ALPHABET[] = "{}[]\",:\\u0e1-.tn a\xC3\xA9";
    (void)state;
    srand(4711);
    for (int round = 0; round < 200000; round++) {
        char text[24];
        size_t length = 1 + (size_t)rand() % 12;
        text[0] = '{';
        for (size_t i = 1; i < length; i++)
            text[i] = ALPHABET[(size_t)rand() % (sizeof ALPHABET - 1)];
        if (rand() % 2)
            text[length++] = '}';
        scan found = {0};
        json_t *root = json_loadb(text, length, JSON_ALLOW_NUL, NULL);
        int ours = scan_line(text, length, &found) == SCAN_OBJECT;
        if (ours != (root != NULL))
            fail_msg("%.*s: scan %d, jansson %d", (int)length, text, ours, root != NULL);
        json_decref(root);
        scan_free(&found);
    }
}

static void members_are_placed(void **state)
{
    (void)state;
    const char *text = " { \"a\" : [1, {\"x\":2}] , \"b\":\"y\" } ";
    scan found = {0};
    assert_int_equal(scan_line(text, strlen(text), &found), SCAN_OBJECT);
    assert_int_equal(found.count, 2);
    assert_memory_equal(text + found.members[0].value_start, "[1, {\"x\":2}]", found.members[0].value_end - found.members[0].value_start);
    assert_memory_equal(text + found.members[1].key_start, "b", 1);
    assert_memory_equal(text + found.members[1].value_start, "\"y\"", 3);
    scan_free(&found);
}

static void check_post(const char *text, const char *pointer, const char *expected_text, const char *code)
{
    post found = {0};
    post_pointers pointers = {.text = pointer};
    assert_int_equal(post_read(text, strlen(text), &pointers, &found), 0);
    if (code == NULL)
        assert_null(found.error.code);
    else
        assert_string_equal(found.error.code, code);
    if (expected_text != NULL)
        assert_memory_equal(found.text.text, expected_text, found.text.length);
    post_free(&found);
}

static void posts_are_read(void **state)
{
    (void)state;
    check_post("{\"text\":\"d\\u00e9\\u00e7u\"}", NULL, "déçu", NULL);
    check_post("{\"data\":{\"a/b\":[0,{\"t\":\"x\"}]}}", "/data/a~1b/1/t", "x", NULL);
    check_post("{\"data\":{}}", "/data/text", NULL, "no_text");
    check_post("{\"text\":5}", NULL, NULL, "no_text");
    check_post("{\"text\":\"\"}", NULL, NULL, "empty_text");
    check_post("[1]", NULL, NULL, "not_an_object");
    check_post("{", NULL, NULL, "not_json");
    check_post("{\"text\":\"\\ud800\"}", NULL, NULL, "unreadable");
    check_post("{\"text\":\"x\",\"id\":123456789012345678901234567890}", NULL, "x", NULL);
    assert_true(pointer_is_valid("") && pointer_is_valid("/a~0~1"));
    assert_false(pointer_is_valid("a") || pointer_is_valid("/a~2"));
}

static void numbers_are_short_and_exact(void **state)
{
    (void)state;
    const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},           {-0.00001, "0"},    {1, "1"},
                 {0.5, "0.5"},       {0.0625, "0.0625"}, {-0.82, "-0.82"},
                 {0.99996, "1"},     {74, "74"},         {12345.6789, "12345.6789"},
                 {0.0001, "0.0001"}, {NAN, "null"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        output out = {.fd = -1};
        output_number(&out, cases[i].value);
        output_char(&out, '\0');
        assert_string_equal(out.bytes, cases[i].text);
        output_free(&out);
    }
}

static void strings_are_escaped(void **state)
{
    (void)state;
    output out = {.fd = -1};
    output_json_string(&out, "a\"\\\n\x01\x7F\0é", 9);
    output_char(&out, '\0');
    assert_string_equal(out.bytes, "\"a\\\"\\\\\\n\\u0001\\u007f\\u0000é\"");
    output_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_found),
        cmocka_unit_test(long_lines_are_passed_over),
        cmocka_unit_test(json_is_judged),
        cmocka_unit_test(the_scan_agrees_with_jansson),
        cmocka_unit_test(members_are_placed),
        cmocka_unit_test(posts_are_read),
        cmocka_unit_test(numbers_are_short_and_exact),
        cmocka_unit_test(strings_are_escaped),
    };
    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
