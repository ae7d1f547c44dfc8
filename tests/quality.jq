# Reads what `smtone eval --json` says of one set of data/labelled.jsonl, named $set; prints name, figure, floor.
def rounded: . * 1000 | round / 1000;
{
  "fr": {"triage": 0.79, "emotions": 0.57, "slandered": 0.97},
  "en": {"triage": 0.74, "emotions": 0.58, "slandered": 0.97},
  "fr.hard": {"triage": 0.66, "emotions": 0.57, "slandered": 0.93},
  "en.hard": {"triage": 0.66, "emotions": 0.54, "slandered": 0.95}
}[$set] as $floor
| "\($set).triage_macro_f1 \(.triage.macro_f1 | rounded) \($floor.triage)",
  "\($set).emotions_mean_f1 \([.anger, .disappointment, .injustice, .exasperation | .f1] | add / 4 | rounded) \($floor.emotions)",
  "\($set).grievances_not_called_troll \(.triage.confusion.grievance | 1 - .troll / add | rounded) \($floor.slandered)"
