# Reads the labelled posts with their scores; prints for the language $lang: name, figure, floor.
def f1(truth; called): (map(select(truth and called)) | length) as $hit | (map(select(truth)) | length) as $all | (map(select(called)) | length) as $said
  | if $all + $said == 0 then 1 else 2 * $hit / ($all + $said) end;
def rounded: . * 1000 | round / 1000;
{"fr": {"triage": 0.73, "emotions": 0.45, "slandered": 0.97}, "en": {"triage": 0.68, "emotions": 0.38, "slandered": 0.97}}[$lang] as $floor
| map(select(.lang == $lang))
| "\($lang).triage_macro_f1 \([f1(.triage == "grievance"; .smtone.triage == "grievance"), f1(.triage == "troll"; .smtone.triage == "troll"), f1(.triage == "other"; .smtone.triage == "other")] | add / 3 | rounded) \($floor.triage)",
  "\($lang).emotions_mean_f1 \([("anger", "disappointment", "injustice", "exasperation") as $e | f1(.emotions[$e] > 0; .smtone.emotions[$e] >= 0.5)] | add / 4 | rounded) \($floor.emotions)",
  "\($lang).grievances_not_called_troll \((map(select(.triage == "grievance")) | 1 - (map(select(.smtone.triage == "troll")) | length) / length) | rounded) \($floor.slandered)"
