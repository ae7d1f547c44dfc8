#include "text/keyboard.h"

#include <string.h>

/* The lower rows of QWERTY and AZERTY: the upper ones hold words (liberty, power). So many neighbours in a row betray them. */
static const char *const ROWS[] = {"asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn"};

/* A word of the middle keys alone is no word from this length on: fjdkslqs. */
enum { TELLING_RUN = 4, MASHED_LENGTH = 7 };
static const char MIDDLE_KEYS[] = "sdfghjklqm";

static int is_on(const char *keys, char letter)
{
    return letter != '\0' && strchr(keys, letter) != NULL;
}

static size_t neighbours_in_row(const char *word, size_t length, const char *keys, int step)
{
    size_t best = 0, run = 0;
    const char *last = NULL;
    for (size_t i = 0; i < length; i++) {
        const char *key = is_on(keys, word[i]) ? strchr(keys, word[i]) : NULL;
        run = key == NULL ? 0 : last != NULL && key == last + step ? run + 1 : 1;
        last = key;
        best = run > best ? run : best;
    }
    return best;
}

int smt_is_keyboard_run(const char *word, size_t length)
{
    size_t middle = 0;
    for (size_t i = 0; i < length; i++) {
        if (is_on("eiouy", word[i]))
            return 0; /* nearly every word ends here */
        middle += is_on(MIDDLE_KEYS, word[i]);
    }
    if (middle == length && length >= MASHED_LENGTH)
        return 1;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0] && length >= TELLING_RUN; i++) {
        if (neighbours_in_row(word, length, ROWS[i], 1) >= TELLING_RUN || neighbours_in_row(word, length, ROWS[i], -1) >= TELLING_RUN)
            return 1;
    }
    return 0;
}
