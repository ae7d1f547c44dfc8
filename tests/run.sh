#!/bin/sh
# Runs every test against one build and closes with the line "N passed, N failed".
#   tests/run.sh BUILD_FOLDER
# Golden cases are folders under tests/golden: `input` (fed to smtone), `options` (one a line, may be missing), `filter` (a jq program over each
# line that comes out, may be missing) and `expected`. Invalid lexicons are folders under tests/invalid: a lexicon folder and the `message` it must be refused with.
cd "$(dirname "$0")/.." || exit 2
build=$1
smtone=$build/smtone
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
passed=0
failed=0

pass() {
    passed=$((passed + 1))
}

fail() {
    failed=$((failed + 1))
    echo "FAILED: $*"
}

# cmocka programs: their own counts are added up
run_program() {
    echo "== $*"
    "$@" > "$scratch/log" 2>&1
    status=$?
    good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$scratch/log" | head -n 1)
    all=$(sed -n 's/^\[==========\] Running \([0-9]*\) test.*/\1/p' "$scratch/log" | head -n 1)
    if [ -z "$good" ] || [ -z "$all" ]; then
        cat "$scratch/log"
        fail "$* ended with status $status"
        return
    fi
    passed=$((passed + good))
    failed=$((failed + all - good))
    if [ "$good" != "$all" ] || [ $status != 0 ]; then
        grep -vE '^\[ (RUN|      OK)' "$scratch/log"
        [ "$good" != "$all" ] || fail "$* ended with status $status"
    fi
}

run_golden() {
    name=$(basename "$1")
    set --
    if [ -f "tests/golden/$name/options" ]; then
        while IFS= read -r option; do set -- "$@" "$option"; done < "tests/golden/$name/options"
    fi
    "$smtone" "$@" < "tests/golden/$name/input" > "$scratch/out" 2> "$scratch/err"
    status=$?
    if [ -f "tests/golden/$name/filter" ]; then
        jq -c -f "tests/golden/$name/filter" < "$scratch/out" > "$scratch/shown" 2> "$scratch/jq" || cat "$scratch/jq" >> "$scratch/shown"
    else
        cp "$scratch/out" "$scratch/shown"
    fi
    if [ $status = 0 ] && diff -u "tests/golden/$name/expected" "$scratch/shown" > "$scratch/diff"; then
        pass
    else
        fail "golden/$name (status $status)"
        head -n 20 "$scratch/diff"
        cat "$scratch/err"
    fi
}

run_invalid() {
    name=$(basename "$1")
    (cd "tests/invalid/$name" && echo '{"text":"x"}' | "$OLDPWD/$smtone" --lexicons lexicons) > "$scratch/out" 2> "$scratch/err"
    status=$?
    if [ $status = 3 ] && [ ! -s "$scratch/out" ] && diff -u "tests/invalid/$name/message" "$scratch/err" > "$scratch/diff"; then
        pass
    else
        fail "invalid/$name (status $status)"
        cat "$scratch/diff"
    fi
}

# Pairs of sentences, all tables of one language: see tests/golden/language/README.md.
run_pairs() {
    lang=$1
    grep -vE '^(#|first\b|$)' tests/golden/language/"$lang"/*.tsv | sed 's|^tests/golden/language/||; s|\.tsv:|	|' |
        jq -Rc 'split("\t") | {place: .[0], first: .[1], second: .[2], change: .[3]}' > "$scratch/pairs"
    for side in first second; do
        jq -c --arg lang "$lang" "{text: .$side, lang: \$lang}" "$scratch/pairs" | "$smtone" --explain -o scores > "$scratch/$side"
    done
    paste "$scratch/pairs" "$scratch/first" "$scratch/second" | jq -Rr -f tests/pairs.jq > "$scratch/broken" 2> "$scratch/err" || fail "pairs: $(cat "$scratch/err")"
    broken=$(cut -f 1,3,4 "$scratch/broken" | sort -u | wc -l)
    count=$(wc -l < "$scratch/pairs")
    [ "$count" -gt 0 ] || fail "no pairs of sentences in $lang"
    echo "== $((count - broken)) of $count pairs of sentences hold ($lang)"
    passed=$((passed + count - broken))
    failed=$((failed + broken))
    sed 's/^/FAILED: pair /' "$scratch/broken"
}

# The shared library exports what tests/exports lists and nothing else.
run_exports() {
    nm -D --defined-only "$build/libsmtone.so" | awk '$2 != "A" {print $3}' | sort > "$scratch/exports"
    if diff -u tests/exports "$scratch/exports"; then pass; else fail "exported names differ from tests/exports"; fi
}

# The command is made from smtone.h alone: no object of it depends on a header of the library's inside.
run_layers() {
    if grep -lE '(^|[ /])src/(base|text|score|decide)/' "$build"/src/cli/*.d "$build"/src/feed/*.d "$build"/src/sink/*.d "$build"/src/report/*.d > "$scratch/layers" 2> /dev/null; then
        fail "includes internals of the library: $(cat "$scratch/layers")"
    else
        pass
    fi
    for stage in base:text,score,decide text:score,decide score:decide; do
        for right in $(echo "${stage#*:}" | tr , ' '); do
            if grep -n "#include \"$right/" src/"${stage%%:*}"/*.[ch]; then fail "src/${stage%%:*} includes what stands right of it: $right"; else pass; fi
        done
    done
}

# explain as a person calls it: words, lines, colour on a terminal only, and none where NO_COLOR is set.
check_explain() {
    name=$1
    shift
    if "$@" > "$scratch/page" 2> "$scratch/err"; then pass; else fail "explain: $name"; fi
}

has_escapes() { grep -q "$(printf '\033')\[" "$1"; }

on_terminal() { script -qec "$1" /dev/null < /dev/null > "$scratch/terminal" 2>&1; }

run_explain() {
    post="my order 4471 is three weeks late, you muppets"
    check_explain "takes words" sh -c "\"$smtone\" explain $(printf '%s' "$post" | tr -d ,) | grep -q '^  grievance, '"
    check_explain "takes lines of text and JSON" sh -c "printf '%s\n{\"text\":\"%s\"}\n' '$post' '$post' | \"$smtone\" explain | grep -c '^  verdict' | grep -qx 2"
    check_explain "says which line is no post" sh -c "printf '{}\nfine\n' | \"$smtone\" explain 2>&1 > /dev/null | grep -q 'standard input:1: no text member'"
    check_explain "refuses an empty text" sh -c "\"$smtone\" explain '' 2> /dev/null; test \$? = 2"
    "$smtone" explain "$post" > "$scratch/plain"
    check_explain "is plain in a pipe" sh -c "grep -q verdict \"$scratch/plain\" && ! grep -q \"$(printf '\033')\" \"$scratch/plain\""
    if on_terminal "TERM=xterm \"$smtone\" explain '$post'" && has_escapes "$scratch/terminal"; then pass; else fail "explain: colour on a terminal"; fi
    if on_terminal "TERM=xterm NO_COLOR=1 \"$smtone\" explain '$post'" && grep -q verdict "$scratch/terminal" && ! has_escapes "$scratch/terminal"; then pass; else fail "explain: NO_COLOR"; fi
}

# Quality has a floor on our own labelled posts, those of the hard regions (troll that looks like grievance and the reverse) apart;
# where two readers differ there is no right answer.
run_quality() {
    for lang in fr en; do
        for hard in "" true; do
            "$smtone" eval --json --where "/lang=$lang" --where "/hard=$hard" --where "/review=" --class triage=/triage --label anger=/emotions/anger --score anger=/emotions/anger \
                --label disappointment=/emotions/disappointment --score disappointment=/emotions/disappointment \
                --label injustice=/emotions/injustice --score injustice=/emotions/injustice \
                --label exasperation=/emotions/exasperation --score exasperation=/emotions/exasperation data/labelled.jsonl |
                jq -r --arg set "$lang${hard:+.hard}" -f tests/quality.jq > "$scratch/figures"
            [ -s "$scratch/figures" ] || fail "quality: no figures for $lang"
            while read -r name figure floor; do
                if [ "$(awk "BEGIN {print ($figure >= $floor)}")" = 1 ]; then pass; else fail "quality: $name is $figure, floor $floor"; fi
                echo "quality $name $figure (floor $floor)"
            done < "$scratch/figures"
        done
    done
}

for program in "$build"/tests/text "$build"/tests/score "$build"/tests/decide "$build"/tests/feed "$build"/tests/report; do run_program "$program"; done
run_program "$build/tests/contract" "$smtone"
for case in tests/golden/*/input; do run_golden "$(dirname "$case")"; done
for lang in fr en; do run_pairs $lang; done
for case in tests/invalid/*/; do [ -d "$case" ] && run_invalid "$case"; done
run_exports
run_layers
run_explain
run_quality
echo "$passed passed, $failed failed"
[ $failed = 0 ]
