# What `make demo` shows: a dozen posts of the sample feed with their verdict and the reasons, then the counts.
def bar(x): if x == null then "  –  " else ("█" * ((x * 5) | round)) + ("·" * (5 - ((x * 5) | round))) end;
def reasons: (if .smtone.triage == "troll" then ["troll", "abuse"] else ["grievance"] end) as $axes
  | [.smtone.evidence[] | select((.axis | IN($axes[])) and .text != null and .value > 0.3 and (.signal | startswith("fitted") | not))]
  | sort_by(-.value) | .[:4] | map("\(.text | gsub("\\s+"; " ")) → \(.signal) +\(.value)") | join("; ");
def show: "\n\(.text | gsub("\\s+"; " "))",
  "  \(.smtone.triage) (\(.smtone.confidence)), priority \(.smtone.priority), \(.smtone.lang), \(.smtone.register.formality)\(if .smtone.register.address == "tu" or .smtone.register.address == "vous" then ", " + .smtone.register.address else "" end), answer: \(.smtone.reply.route) \(.smtone.reply.acts | join(", "))",
  "  anger \(bar(.smtone.emotions.anger)) disappointment \(bar(.smtone.emotions.disappointment)) injustice \(bar(.smtone.emotions.injustice)) exasperation \(bar(.smtone.emotions.exasperation))",
  (reasons | if . == "" then empty else "  signs: \(.)" end);
[inputs] as $posts
| ($posts | to_entries | map(select(.key % (($posts | length) / 12 | ceil) == 0)) | .[].value | show),
  "\n\($posts | length) posts: \($posts | group_by(.smtone.triage) | map("\(length) \(.[0].smtone.triage)") | join(", "))."
