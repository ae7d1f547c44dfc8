/* Keys hit at random in exasperation: asdfghjkl, qsdfjkm, zxcvbn. */
#ifndef SMT_KEYBOARD_H
#define SMT_KEYBOARD_H

#include <stddef.h>

/* Does a word, in lower case, hold neighbours on a keyboard (QWERTY or AZERTY) in a row that no word of French or English has? */
int smt_is_keyboard_run(const char *word, size_t length);

#endif
