#include "text/keyboard.h"

#include <string.h>

/* Rows of keys, and how many neighbours in a row betray them: the upper ones hold words (power, liberty, azerty itself). */
static const struct {
    const char *keys;
    size_t telling;
} ROWS[] = {{"asdfghjkl", 4}, {"qsdfghjklm", 4}, {"zxcvbnm", 4}, {"wxcvbn", 4}, {"qwertyuiop", 7}, {"azertyuiop", 7}};

/* A word of these keys alone, and of no vowel but a, is no word from this length on: fjdkslqs. */
enum { MASHED_LENGTH = 7 };
static const char MIDDLE_KEYS[] = "sdfghjklqm";

static size_t neighbours_in_row(const char *word, size_t length, const char *keys, int step)
{
    size_t best = 0, run = 0;
    const char *last = NULL;
    for (size_t i = 0; i < length; i++) {
        const char *key = word[i] == '\0' ? NULL : strchr(keys, word[i]);
        run = key == NULL ? 0 : last != NULL && key == last + step ? run + 1 : 1;
        last = key;
        best = run > best ? run : best;
    }
    return best;
}

int smt_is_keyboard_run(const char *word, size_t length)
{
    size_t middle = 0;
    for (size_t i = 0; i < length; i++)
        middle += word[i] != '\0' && strchr(MIDDLE_KEYS, word[i]) != NULL;
    if (middle == length && length >= MASHED_LENGTH)
        return 1;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        if (neighbours_in_row(word, length, ROWS[i].keys, 1) >= ROWS[i].telling ||
            neighbours_in_row(word, length, ROWS[i].keys, -1) >= ROWS[i].telling)
            return 1;
    }
    return 0;
}
