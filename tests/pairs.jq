# Are the changes that a pair of sentences must bring there? Input: a line of three JSON objects with tabs between: the pair, and
# the records of its two sentences under --explain.
# Prints one line for each test that does not hold. The tests are described in tests/golden/language/README.md.
def sarcasm: [.evidence[]? | select(.signal | startswith("sarcasm")) | .value] | add // 0;
def score($name):
  if $name == "sarcasm" then sarcasm
  elif .emotions | has($name) then .emotions[$name]
  else .[$name] end;
def kind: .injustice_kind | to_entries | max_by(.value) | .key;

def holds($test; $one; $two):
  ($test | capture("^(?<name>[a-z]+)(?<how>[-+=]|:(?<word>[a-z]+))$") // error("no such test: " + $test)) as $t
  | if $t.how == "+" then ($two | score($t.name)) >= ($one | score($t.name)) + 0.05
    elif $t.how == "-" then ($two | score($t.name)) <= ($one | score($t.name)) - 0.05
    elif $t.how == "=" then (($two | score($t.name)) - ($one | score($t.name)) | fabs) < 0.15
    elif $t.word == "yes" then ($two | score($t.name)) >= 0.5
    elif $t.word == "no" then ($two | score($t.name)) < 0.5
    elif $t.word == "pos" then ($two | score($t.name)) > 0.1
    elif $t.word == "neg" then ($two | score($t.name)) < -0.1
    elif $t.name == "kind" then ($two | kind) == $t.word
    else $two[$t.name] == $t.word end;

(split("\t") | map(fromjson) | .[0] + {one: .[1], two: .[2]}) as $pair
| $pair.change | split(" ")[]
| . as $test
| select(holds($test; $pair.one.smtone; $pair.two.smtone) | not)
| [$pair.place, $test, $pair.first, $pair.second] | @tsv
