#!/usr/bin/env python3
"""Fits what is left of the four emotions once the hand-made signals have spoken: corrections of the signals' weights, the axes' biases and the weights of
words in fitted.tsv. Rewrites signals.tsv, axes.tsv and */fitted.tsv in place; read the diff, then `make check`.

    lexicons/fit.py build/smtone data/written.jsonl [--also SET FILE EMOTION=LABEL WEIGHT]...

Posts have "text", "lang" and "emotions" (0, 1, 2). --also takes in a set of another kind with one yes/no label ("labels" member), each post with this weight; what the
set has in common is left out, so that its base rate moves nothing. Needs python3-sklearn and python3-snowballstemmer.

The model is a logistic regression with a squared penalty. The sum of the hand-made evidence is one feature with hardly a penalty, so that it stays the unit of the
scale; signals and words have a strong one and only correct it. Probability becomes evidence by dividing by the weight of that sum: at the decision threshold the evidence is
ln 2, where 1 - exp(-x) is 0.5.
"""
import argparse, collections, json, math, re, subprocess, sys, tempfile, unicodedata
from pathlib import Path

import numpy as np
import snowballstemmer
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
EMOTIONS = ["anger", "disappointment", "injustice", "exasperation"]
AXES = EMOTIONS + ["grievance", "troll"]
HAND, SOURCE = 5.0, 3.0  # scale of the hand-made sum and of what a set has in common: the larger, the less it is penalised
SIGNAL = 0.3  # scale of the signals
WORD = {"anger": 0.2, "disappointment": 0.2, "injustice": 0.15, "exasperation": 0.3}  # scale of the words
THRESHOLD = {"anger": -0.45, "disappointment": -1.25, "injustice": -1.3, "exasperation": -1.1}  # log odds from which an emotion is called present
RARE = 5  # words in fewer posts are left out
FAINT = 0.04  # weights below this are left out
UNTOUCHED = re.compile(r"sarcasm|mark\.|address\.|familiar|formal|affect\.|harmless|wish|fact\.|fitted|bias")  # how it is said is no emotion


def table(path):
    """The comments, the header and the rows of a table."""
    lines = path.read_text().split("\n")
    comments = [x for x in lines if x.startswith("#")]
    rows = [x.split("\t") for x in lines if x and not x.startswith("#")]
    return comments, rows[0], rows[1:]


def write_table(path, comments, header, rows):
    path.write_text("\n".join(comments + ["\t".join(x) for x in [header] + rows]) + "\n")


# ---- features


def strengths_folder(folder):
    """A lexicon folder under which every signal adds its strength, uncapped, to one axis: the evidence shows the strengths."""
    _, header, rows = table(HERE / "signals.tsv")
    keep = {"signal", "group", "flags", "valence", "note"}
    for row in rows:
        row[:] = [x if name in keep else "" for name, x in zip(header, row)]
        row[header.index("grievance")] = "1"
    write_table(folder / "signals.tsv", [], header, rows)
    _, header, rows = table(HERE / "groups.tsv")
    write_table(folder / "groups.tsv", [], header, [[row[0]] + [""] * (len(header) - 1) for row in rows])
    (folder / "settings.tsv").write_text("name\tvalue\tnote\nsign_share\t100\t\n")


def evidence(smtone, posts, *options):
    lines = "".join(json.dumps({"text": p["text"], "lang": p["lang"]}) + "\n" for p in posts)
    done = subprocess.run([smtone, "--explain", "-o", "scores", *options], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(x)["smtone"]["evidence"] or [] for x in done.stdout.splitlines()]


def sums(pieces, axes, key):
    out = collections.defaultdict(float)
    for piece in pieces:
        if piece["axis"] in axes and not re.match("fitted|bias", piece["signal"]):
            out[piece[key]] += piece["value"]
    return out


class Words:
    """Words and pairs of words of a post, cut about as smtone cuts them."""

    TOKEN = re.compile(r"https?://\S+|@[\w.]+|#?[^\W\d_]+(?:['-][^\W\d_]+)*|\d[\d.,]*|[.!?;\n]+")

    def __init__(self):
        self.stem = {"fr": snowballstemmer.stemmer("french"), "en": snowballstemmer.stemmer("english")}
        self.spelling = {lang: {row[0]: row[1].lower() for row in table(HERE / lang / "spelling.tsv")[2]} for lang in self.stem}
        self.surface = collections.defaultdict(collections.Counter)

    def cut(self, post):
        lang, spelling = post["lang"], self.spelling[post["lang"]]
        text = unicodedata.normalize("NFC", post["text"]).lower().replace("’", "'")
        for token in self.TOKEN.findall(re.sub(r"(\w)\1{2,}", r"\1\1", text)):
            if not token.lstrip("#")[:1].isalpha() or token.startswith("http"):
                yield None  # a border: pairs do not reach over it
                continue
            for word in spelling.get(token.lstrip("#"), token.lstrip("#")).split():
                elided = re.match(r"(c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu)'(.+)", word) if lang == "fr" else None
                if elided:
                    yield elided.group(1) + "'"
                    word = elided.group(2)
                for part in word.split("-"):
                    yield part.removesuffix("'s") if lang == "en" else part

    def features(self, post):
        words, lang, out = list(self.cut(post)), post["lang"], set()
        for word in filter(None, words):
            stem = self.stem[lang].stemWord(word)
            self.surface[lang, stem][word] += 1
            out.add((lang, stem, ""))
        out.update((lang, a, b) for a, b in zip(words, words[1:]) if a and b)
        return out

    def term(self, lang, first, second):
        if second:
            return first + " " + second
        word = self.surface[lang, first].most_common(1)[0][0]
        return word + "~" if len(word) > 2 else word


def sparse(rows, index):
    cells = [(i, index[x]) for i, row in enumerate(rows) for x in row if x in index]
    return csr_matrix((np.ones(len(cells)), ([i for i, _ in cells], [j for _, j in cells])), shape=(len(rows), len(index)))


# ---- the fit


def load(arguments):
    """Posts with "emotions" (None where unknown), a weight for each emotion, and the number of the set they come from."""
    posts = [dict(p, weight=1, source=0) for p in map(json.loads, open(arguments.posts))]
    for name, file, label, weight in arguments.also or []:
        source = 1 + sorted({x[0] for x in arguments.also}).index(name)
        emotion, label = label.split("=")
        for row in map(json.loads, open(file)):
            emotions = dict.fromkeys(EMOTIONS)
            emotions.update(dict.fromkeys(EMOTIONS, 0) if emotion == "none" else {emotion: int(bool(row["labels"].get(label)))})
            share = min(4, row.get("weight", 3) / 3)  # a set sampled by label says how much each post stands for
            posts.append({"text": row["text"], "lang": row["lang"], "emotions": emotions, "weight": float(weight) * share, "source": source})
    return posts


def fit(emotion, posts, hand, signals, words, sources):
    rows = [i for i, p in enumerate(posts) if p["emotions"][emotion] is not None]
    features = hstack([csr_matrix(hand * HAND), csr_matrix(signals * SIGNAL), words * WORD[emotion], csr_matrix(sources * SOURCE)]).tocsr()
    truth = [posts[i]["emotions"][emotion] > 0 for i in rows]
    model = LogisticRegression(C=0.5, max_iter=500, solver="liblinear")
    model.fit(features[rows], truth, sample_weight=[posts[i]["weight"] for i in rows])
    weights, unit = model.coef_[0], model.coef_[0][0] * HAND
    bias = min(0, math.log(2) + (float(np.ravel(model.intercept_)[0]) - THRESHOLD[emotion]) / unit)  # nobody feels anything before a word is said
    count = signals.shape[1]
    return bias, weights[1 : 1 + count] * SIGNAL / unit, weights[1 + count : 1 + count + words.shape[1]] * WORD[emotion] / unit


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.02 else ""


def write_signals(corrections):
    comments, header, rows = table(HERE / "signals.tsv")
    for row in rows:
        for emotion, by_signal in corrections.items():
            if row[0] in by_signal and row[0].split(".")[0] != emotion:  # an emotion's own words stay the unit
                at = header.index(emotion)
                row[at] = number(float(row[at] or 0) + by_signal[row[0]])
    write_table(HERE / "signals.tsv", comments, header, rows)


def write_biases(biases):
    comments, header, rows = table(HERE / "axes.tsv")
    rows = [row for row in rows if row[0] not in biases]
    rows += [[emotion, f"{bias:.2f}", "fitted, see fit.py: where the sum of the evidence begins to count"] for emotion, bias in biases.items() if bias < 0]
    write_table(HERE / "axes.tsv", comments, header, rows)


def write_words(lang, weights):
    """Replaces the columns of the emotions and keeps the others."""
    path = HERE / lang / "fitted.tsv"
    comments, header, rows = table(path)
    old = {row[0]: dict(zip(header[1:], row[1:])) for row in rows}
    out = []
    for term in sorted(set(old) | set(weights)):
        row = [weights.get(term, {}).get(e, "") for e in EMOTIONS] + [old.get(term, {}).get(axis, "") for axis in AXES[len(EMOTIONS) :]]
        if any(row):
            out.append([term] + row)
    write_table(path, comments, ["term"] + AXES, out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("smtone")
    parser.add_argument("posts")
    parser.add_argument("--also", nargs=4, action="append", metavar=("SET", "FILE", "EMOTION=LABEL", "WEIGHT"))
    arguments = parser.parse_args()
    posts = load(arguments)
    with tempfile.TemporaryDirectory() as folder:
        strengths_folder(Path(folder))
        strengths = [sums(x, {"grievance"}, "signal") for x in evidence(arguments.smtone, posts, "-L", folder)]
    hand = [sums(x, set(EMOTIONS), "axis") for x in evidence(arguments.smtone, posts)]
    names = sorted({x for row in strengths for x in row if not UNTOUCHED.match(x)})
    signals = np.array([[max(-1.5, min(1.5, row.get(x, 0))) for x in names] for row in strengths])
    cutter = Words()
    found = [cutter.features(p) for p in posts]
    counts = collections.Counter(x for row, p in zip(found, posts) for x in row if p["source"] == 0 or not x[2])
    terms = sorted(x for x, times in counts.items() if times >= RARE)
    words = sparse(found, {x: i for i, x in enumerate(terms)})
    sources = np.array([[p["source"] == s for s in range(1, 1 + max(q["source"] for q in posts))] for p in posts], dtype=float)
    biases, corrections, by_lang = {}, {}, {"fr": {}, "en": {}}
    for emotion in EMOTIONS:
        sum_of_hand = np.array([[min(row.get(emotion, 0), 2)] for row in hand])
        biases[emotion], for_signals, for_words = fit(emotion, posts, sum_of_hand, signals, words, sources)
        corrections[emotion] = dict(zip(names, for_signals))
        for (lang, first, second), weight in zip(terms, for_words):
            if abs(weight) >= FAINT:
                by_lang[lang].setdefault(cutter.term(lang, first, second), {})[emotion] = f"{weight:.2f}"
        print(f"{emotion}: bias {biases[emotion]:.2f}, {sum(emotion in x for y in by_lang.values() for x in y.values())} words", file=sys.stderr)
    write_signals(corrections)
    write_biases(biases)
    for lang, weights in by_lang.items():
        write_words(lang, weights)


if __name__ == "__main__":
    main()
