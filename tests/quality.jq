# Reads what `smtone eval --json` says of data/labelled.jsonl in the language $lang; prints name, figure, floor.
def rounded: . * 1000 | round / 1000;
{"fr": {"triage": 0.77, "emotions": 0.57, "slandered": 0.97}, "en": {"triage": 0.69, "emotions": 0.58, "slandered": 0.97}}[$lang] as $floor
| "\($lang).triage_macro_f1 \(.triage.macro_f1 | rounded) \($floor.triage)",
  "\($lang).emotions_mean_f1 \([.anger, .disappointment, .injustice, .exasperation | .f1] | add / 4 | rounded) \($floor.emotions)",
  "\($lang).grievances_not_called_troll \(.triage.confusion.grievance | 1 - .troll / add | rounded) \($floor.slandered)"
