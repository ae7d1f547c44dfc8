#include "text/entities.h"

#include <string.h>

static const struct {
    const char *name;
    uint32_t point;
} NAMED[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},    {"nbsp", 0xA0},     {"laquo", 0xAB},
    {"raquo", 0xBB},   {"agrave", 0xE0},  {"acirc", 0xE2},   {"auml", 0xE4},    {"aelig", 0xE6},   {"ccedil", 0xE7},   {"egrave", 0xE8},
    {"eacute", 0xE9},  {"ecirc", 0xEA},   {"euml", 0xEB},    {"icirc", 0xEE},   {"iuml", 0xEF},    {"ocirc", 0xF4},    {"ouml", 0xF6},
    {"ugrave", 0xF9},  {"ucirc", 0xFB},   {"uuml", 0xFC},    {"Agrave", 0xC0},  {"Acirc", 0xC2},   {"Ccedil", 0xC7},   {"Egrave", 0xC8},
    {"Eacute", 0xC9},  {"Ecirc", 0xCA},   {"Icirc", 0xCE},   {"Ocirc", 0xD4},   {"Ugrave", 0xD9},  {"oelig", 0x153},   {"OElig", 0x152},
    {"euro", 0x20AC},  {"pound", 0xA3},   {"cent", 0xA2},    {"yen", 0xA5},     {"deg", 0xB0},     {"hellip", 0x2026}, {"rsquo", 0x2019},
    {"lsquo", 0x2018}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"bull", 0x2022},   {"copy", 0xA9},
    {"reg", 0xAE},     {"trade", 0x2122}, {"times", 0xD7},   {"frac12", 0xBD},  {"iexcl", 0xA1},   {"iquest", 0xBF},   {"ntilde", 0xF1},
    {"aacute", 0xE1},  {"iacute", 0xED},  {"oacute", 0xF3},  {"uacute", 0xFA},  {"szlig", 0xDF},
};

static int digit_value(char c, unsigned base)
{
    unsigned value = c >= '0' && c <= '9' ? (unsigned)(c - '0') : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (unsigned)((c | 0x20) - 'a') + 10 : 99;
    return value < base ? (int)value : -1;
}

/* What stands between "&#" and ";". */
static int numeric(const char *digits, size_t length, uint32_t *point)
{
    unsigned base = length > 1 && (digits[0] | 0x20) == 'x' ? 16 : 10;
    uint32_t value = 0;
    for (size_t i = base == 16; i < length; i++) {
        int digit = digit_value(digits[i], base);
        if (digit < 0 || value > 0x10FFFF)
            return 0;
        value = value * base + (uint32_t)digit;
    }
    if (length == 0 || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        return 0;
    *point = value;
    return 1;
}

size_t smt_entity(const char *text, size_t length, uint32_t *point)
{
    enum { LONGEST = 10 };
    if (length < 4 || text[0] != '&')
        return 0;
    const char *end = memchr(text, ';', length < LONGEST ? length : LONGEST);
    if (end == NULL)
        return 0;
    size_t name = (size_t)(end - text) - 1;
    if (text[1] == '#')
        return name >= 2 && numeric(text + 2, name - 1, point) ? name + 2 : 0;
    for (size_t i = 0; i < sizeof NAMED / sizeof NAMED[0]; i++) {
        if (strlen(NAMED[i].name) == name && memcmp(NAMED[i].name, text + 1, name) == 0) {
            *point = NAMED[i].point;
            return name + 2;
        }
    }
    return 0;
}
