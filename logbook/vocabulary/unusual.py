"""What is said of a case that looks unusual."""

# What is said of a case when it looks unusual: it warns, never blocks, and is stored with the case. The figure and its
# source are added where it is shown; a rule about one area is stored as "rule:area".
WARNINGS = {
    "dated_ahead": "The treatment was dated ahead of the clock when it was written.",
    "before_joining": "The treatment was before the trainee joined the programme.",
    "twice": "Another case has the same day, time, product and points: was this one logged twice?",
    "product_expired": "The product had expired on the day of treatment.",
    "made_up_later": "The product was made up after the treatment.",
    "made_up_long_ago": "The product was made up longer ago than the limit.",
    "contraindication_found": "A contraindication or caution was recorded, and the model was injected.",
    "age_over_label": "The model is older than the label says.",
    "interval_short": "The last treatment was less long ago than the label says.",
    "over_label_area": "More units in an area than the label says.",
    "off_label_area": "An area that is not on the label.",
    "over_label_session": "More units in one session than the label says.",
}
# What a list of cases to sign flags, so that it is not one more row.
FLAGS = {
    "complication": "Complication",
    "over_label": "Dose over the label",
    "contraindication": "Contraindication",
}
