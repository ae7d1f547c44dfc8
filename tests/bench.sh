#!/bin/sh
# Posts per second of smtone beside jq -c . and wc -w on the same feed: medians of five, in turn, on one core. Ratios hold, figures move.
#   tests/bench.sh SMTONE FEED
smtone=$1
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
# no two posts alike: the feed again and again, with a number in every text
for i in $(seq 1 100); do jq -c --arg i "$i" '.text += " " + $i' "$2"; done > "$scratch/feed"
posts=$(wc -l < "$scratch/feed")
seconds() {
    /usr/bin/env time -f %e -o "$scratch/time" taskset -c 0 "$@" < "$scratch/feed" > /dev/null
    cat "$scratch/time"
}
for run in 1 2 3 4 5; do
    seconds "$smtone" >> "$scratch/smtone"
    seconds jq -c . >> "$scratch/jq"
    seconds wc -w >> "$scratch/wc"
done
median() { sort -n "$1" | sed -n 3p; }
for name in smtone jq wc; do
    awk -v name=$name -v posts="$posts" -v t="$(median "$scratch/$name")" -v jq="$(median "$scratch/jq")" \
        'BEGIN {printf "%-8s %10.0f posts/s   %6.2f x jq -c .\n", name, posts / t, jq / t}'
done
