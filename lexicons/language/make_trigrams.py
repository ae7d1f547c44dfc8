#!/usr/bin/env python3
"""Counts the character trigrams of data/language/XX.txt and writes lexicons/language/trigrams.tsv.

Run it after a change to the texts:  python3 lexicons/language/make_trigrams.py

Text is cut as in src/text/language.c: what src/text/normalise.c does (NFC, case folded, straight apostrophes, letters
repeated three times or more cut to two), then words of letters. An apostrophe before another letter belongs to the part
before it (l', don'). Mentions, hashtags and URLs are left out. A word is padded with one space on either side.
"""

import collections
import pathlib
import re
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXTS = ROOT / "data" / "language"
TABLE = ROOT / "lexicons" / "language" / "trigrams.tsv"

FIRST = ["fr", "en"]  # the engine's own languages; the rest follow by the alphabet
LEAST = 2             # a trigram seen less often than this says nothing
WIDEST = 4000         # bytes a line, at most

APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\uff07\u0060\u00b4", "'"))
REPEATED = re.compile(r"([^\W\d_])\1{2,}")
NAME_OR_WORD = re.compile(r"(?:[@#]|http|www\.)[^ \n]*|([^\W\d_]+(?:'(?=[^\W\d_]))?)")


def normalise(text):
    """The text as normalise.c leaves it, as far as letters go."""
    text = unicodedata.normalize("NFC", text).translate(APOSTROPHES).casefold()
    return REPEATED.sub(r"\1\1", text)


def words(text):
    """The words of a text, names left out."""
    return [match[1] for match in NAME_OR_WORD.finditer(normalise(text)) if match[1]]


def trigrams(word):
    """The trigrams of a word with a space on either side."""
    padded = f" {word} "
    return [padded[i:i + 3] for i in range(len(padded) - 2)]


def count(path):
    """How often each trigram stands in a text: those seen often enough, the most frequent first."""
    counts = collections.Counter(gram for word in words(path.read_text(encoding="utf-8")) for gram in trigrams(word))
    kept = [(gram, number) for gram, number in counts.items() if number >= LEAST]
    return sorted(kept, key=lambda item: (-item[1], item[0]))


def rows(language, grams):
    """The lines of one language, none wider than WIDEST bytes."""
    line, width = [], 0
    for gram, number in grams:
        item = f"{gram.replace(' ', '_')}:{number}"
        if width + len(item.encode()) + 1 > WIDEST - 16:  # room for the language and the tabs
            yield f"{language}\t{' '.join(line)}\t"
            line, width = [], 0
        line.append(item)
        width += len(item.encode()) + 1
    if line:
        yield f"{language}\t{' '.join(line)}\t"


def main():
    paths = sorted(TEXTS.glob("??.txt"), key=lambda path: (path.stem not in FIRST, FIRST.index(path.stem) if path.stem in FIRST else 0, path.stem))
    lines = ["lang\tgrams\tnote", "# written by lexicons/language/make_trigrams.py from data/language: change the texts, not this table"]
    for path in paths:
        lines += rows(path.stem, count(path))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE.relative_to(ROOT)}: {len(paths)} languages, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
