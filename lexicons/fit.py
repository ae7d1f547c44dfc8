#!/usr/bin/env python3
"""Fits what is left of the scores once the hand-made signals have spoken: corrections of the signals' weights (corrections.tsv), the axes' biases (axes.tsv) and
the weights of words (*/fitted.tsv). Rewrites these tables in place; the same posts and hand-made tables give the same result. Read the diff, then `make check`.

    lexicons/fit.py build/smtone data/written.jsonl data/comments.jsonl [--also SET FILE AXIS=LABEL WEIGHT]...

Posts have "text", "lang" and what is known of "triage", "emotions" (0, 1, 2) and "abuse" (0, 1). --also takes in a set of another kind with one yes/no label ("labels"
member; none=none: no emotion at all), each post with this weight; what the set has in common is left out, so that its base rate moves nothing. Needs python3-sklearn and
python3-snowballstemmer.

The model is a logistic regression with a squared penalty, one for each axis. The sum of the hand-made evidence is one feature with hardly a penalty, so that it stays
the unit of the scale; signals and words have a strong one and only correct it. Log odds become evidence by dividing by the weight of that sum: at the threshold, an
emotion's evidence is ln 2, where 1 - exp(-x) is 0.5; that of grievance, troll and abuse is 0, where 1 / (1 + exp(-x)) is.
"""
import argparse, collections, json, math, re, subprocess, sys, tempfile, typing, unicodedata
from pathlib import Path

import numpy as np
import snowballstemmer
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
EMOTIONS = ["anger", "disappointment", "injustice", "exasperation"]
HAND, SOURCE = 5.0, 3.0  # scale of the hand-made sum and of what a set has in common: the larger, the less it is penalised


class Axis(typing.NamedTuple):
    signal: float  # scale of the signals
    word: float  # scale of the words
    threshold: float  # log odds from which the axis counts as present
    most: float  # the hand-made sum counts up to here
    untouched: str  # signals that keep the weights they have


SAID_HOW = r"sarcasm|mark\.|address\.|familiar|formal|affect\.|harmless|wish|fact\."  # how it is said is no emotion
AXES = {
    "anger": Axis(0.3, 0.2, -0.45, 2, SAID_HOW),
    "disappointment": Axis(0.3, 0.2, -1.25, 2, SAID_HOW),
    "injustice": Axis(0.3, 0.15, -1.3, 2, SAID_HOW),
    "exasperation": Axis(0.3, 0.3, -1.1, 2, SAID_HOW),
    "grievance": Axis(0.15, 0.3, 0.4, 4, r"mark\.quoted|address\.|formal|affect\.|harmless"),
    "troll": Axis(0.15, 0.3, 0, 3, r"mark\.quoted|address\.|formal|affect\.|harmless"),
    "abuse": Axis(0.15, 0.3, -0.3, 4, r"event|circumstance|demand|stake|address\.|formal|affect\.|harmless"),
}
BORROWED = 0.1  # what a troll's post weighs in the fit of grievance: it borrows the words of a claim
COSTLY = 4  # what an angry grievance weighs in the fit of troll: to call it one is the costlier error
RARE = 5  # words in fewer posts are left out
EXCUSE = -0.15  # no word takes more than this from abuse: what else is said excuses no insult
FAINT = 0.04  # weights below this are left out


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


def uncorrected_folder(folder):
    """A lexicon folder that takes back what an earlier fit added to the signals."""
    _, _, rows = table(HERE / "signals.tsv")
    write_table(folder / "corrections.tsv", [], ["signal"], [[row[0]] for row in rows])


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


def labels(post):
    """What is known of a post on every axis; a calm post that is no troll's abuses nobody."""
    known = dict.fromkeys(AXES)
    if "emotions" in post:
        known.update((e, int(post["emotions"][e] > 0)) for e in EMOTIONS)
    if "triage" in post:
        known.update((axis, int(post["triage"] == axis)) for axis in ("grievance", "troll"))
        if post["triage"] != "troll" and post["emotions"]["anger"] == 0:
            known["abuse"] = 0
    if "abuse" in post:
        known["abuse"] = post["abuse"]
    return known


def load(arguments):
    """Posts with what is known of them, a weight, and the number of the set they come from."""
    posts = [dict(p, known=labels(p), weight=1, source=0) for file in arguments.posts for p in map(json.loads, open(file))]
    for name, file, label, weight in arguments.also or []:
        source = 1 + sorted({x[0] for x in arguments.also}).index(name)
        axis, label = label.split("=")
        for row in map(json.loads, open(file)):
            known = dict.fromkeys(AXES)
            known.update(dict.fromkeys(EMOTIONS, 0) if axis == "none" else {axis: int(bool(row["labels"].get(label)))})
            share = min(4, row.get("weight", 3) / 3)  # a set sampled by label says how much each post stands for
            posts.append({"text": row["text"], "lang": row["lang"], "known": known, "weight": float(weight) * share, "source": source})
    return posts


def importance(axis, known):
    if axis == "grievance" and known["troll"]:
        return BORROWED
    return COSTLY if axis == "troll" and known["grievance"] and known["anger"] else 1


def fit(axis, posts, hand, signals, words, sources):
    """The bias of an axis, and the weights of signals and words, in the unit of the hand-made sum."""
    scale = AXES[axis]
    rows = [i for i, p in enumerate(posts) if p["known"][axis] is not None]
    features = hstack([csr_matrix(hand * HAND), csr_matrix(signals * scale.signal), words * scale.word, csr_matrix(sources * SOURCE)]).tocsr()
    truth = [posts[i]["known"][axis] for i in rows]
    weight = [posts[i]["weight"] * importance(axis, posts[i]["known"]) for i in rows]
    model = LogisticRegression(C=0.5, max_iter=500, solver="liblinear", random_state=0)
    model.fit(features[rows], truth, sample_weight=weight)
    weights, unit = model.coef_[0], model.coef_[0][0] * HAND
    bias = (float(np.ravel(model.intercept_)[0]) - scale.threshold) / unit
    if axis in EMOTIONS:
        bias = min(0, math.log(2) + bias)  # nobody feels anything before a word is said
    count = signals.shape[1]
    return bias, weights[1 : 1 + count] * scale.signal / unit, weights[1 + count : 1 + count + words.shape[1]] * scale.word / unit


def number(value):
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.02 else ""


def write_corrections(names, corrections):
    """The whole table anew. An emotion's own words stay the unit."""
    path = HERE / "corrections.tsv"
    rows = [[name] + [number(corrections[axis].get(name, 0)) for axis in AXES] for name in names]
    write_table(path, table(path)[0], ["signal", *AXES], [row for row in rows if any(row[1:])])


def write_biases(biases):
    path = HERE / "axes.tsv"
    comments, header, rows = table(path)
    rows = [row for row in rows if row[0] not in biases]
    rows += [[axis, f"{bias:.2f}", "fitted, see fit.py: where the sum of the evidence begins to count"] for axis, bias in biases.items() if bias < 0]
    write_table(path, comments, header, rows)


def write_words(lang, weights):
    path = HERE / lang / "fitted.tsv"
    rows = [[term] + [weights[term].get(axis, "") for axis in AXES] for term in sorted(weights)]
    write_table(path, table(path)[0], ["term", *AXES], rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("smtone")
    parser.add_argument("posts", nargs="+")
    parser.add_argument("--also", nargs=4, action="append", metavar=("SET", "FILE", "AXIS=LABEL", "WEIGHT"))
    arguments = parser.parse_args()
    posts = load(arguments)
    with tempfile.TemporaryDirectory() as bare, tempfile.TemporaryDirectory() as uncorrected:
        strengths_folder(Path(bare))
        uncorrected_folder(Path(uncorrected))
        strengths = [sums(x, {"grievance"}, "signal") for x in evidence(arguments.smtone, posts, "-L", bare)]
        hand = [sums(x, set(AXES), "axis") for x in evidence(arguments.smtone, posts, "-L", uncorrected)]
    names = sorted({x for row in strengths for x in row})
    signals = np.array([[max(-1.5, min(1.5, row.get(x, 0))) for x in names] for row in strengths])
    cutter = Words()
    found = [cutter.features(p) for p in posts]
    counts = collections.Counter(x for row, p in zip(found, posts) for x in row if p["source"] == 0 or not x[2])
    terms = sorted(x for x, times in counts.items() if times >= RARE)
    words = sparse(found, {x: i for i, x in enumerate(terms)})
    sources = np.array([[p["source"] == s for s in range(1, 1 + max(q["source"] for q in posts))] for p in posts], dtype=float)
    biases, corrections, by_lang = {}, {}, {"fr": {}, "en": {}}
    for axis, scale in AXES.items():
        sum_of_hand = np.array([[max(-scale.most, min(row.get(axis, 0), scale.most))] for row in hand])
        touched = np.array([not re.match(scale.untouched, x) and x.split(".")[0] != axis for x in names], dtype=float)
        biases[axis], for_signals, for_words = fit(axis, posts, sum_of_hand, signals * touched, words, sources)
        corrections[axis] = dict(zip(names, for_signals))
        for (lang, first, second), weight in zip(terms, for_words):
            weight = max(weight, EXCUSE) if axis == "abuse" else weight
            if abs(weight) >= FAINT:
                by_lang[lang].setdefault(cutter.term(lang, first, second), {})[axis] = f"{weight:.2f}"
        print(f"{axis}: bias {biases[axis]:.2f}, {sum(axis in x for y in by_lang.values() for x in y.values())} words", file=sys.stderr)
    write_corrections(names, corrections)
    write_biases(biases)
    for lang, weights in by_lang.items():
        write_words(lang, weights)


if __name__ == "__main__":
    main()
