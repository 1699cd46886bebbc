"""The words of sign-off: verdicts, the rating's anchors, what a signature means, and how it was made."""

VERDICTS = {"signed": "Signed", "returned": "Changes asked"}
# How much help was needed, in the five anchors of entrustment scales (paraphrased from O-SCORE, Gofton 2012).
RATINGS = {
    "1": "I did it myself",
    "2": "I talked them through it",
    "3": "I prompted at times",
    "4": "I was there just in case",
    "5": "I didn’t need to be there",
}
# The same five steps as the trainee sees them.
SELF_RATINGS = {
    "1": "My supervisor did it",
    "2": "I was talked through it",
    "3": "I was prompted at times",
    "4": "My supervisor was there just in case",
    "5": "I didn’t need anyone there",
}
DOMAINS = {
    "assessment": "Assessment",
    "technique": "Technique",
    "consultation": "Consultation",
    "aftercare": "Aftercare",
    "communication": "Communication",
}
# The sentence a supervisor puts their name to. A new wording gets a new id: signed texts never change.
MEANINGS = {
    "countersign_1": {
        "en": "I supervised this case. What it records is what was done, as far as I saw it or checked it.",
    },
    "present_1": {
        "en": "I was present at this case. What it records is what was seen, as far as I saw it or checked it.",
    },
    "return_1": {"en": "I looked at this case and ask for the changes named."},
}
MEANING_OF_VERDICT = {"signed": "countersign_1", "returned": "return_1"}
# Who signs for somebody that only watched was present; no help was needed, so none is rated.
MEANING_OF_PART = {"observed": "present_1"}
GRADES = {"C": "Electronic signature, grade C: password confirmed online, attested by the provider’s server"}
GRADE_SHORT = {"C": "with password, grade C"}
# Why a case waits for somebody else than it did.
HANDOVER_REASONS = {
    "left": "Supervises here no longer",
    "away": "Away for some time",
    "much": "Too much waits for them",
    "named_wrongly": "Named by mistake",
    "too_near": "Too near to the trainee to judge",
    "taken_back": "Handed over by mistake before",
    "other": "Another reason",
}
# Why a supervisor says of a case that it counts for no rule.
ASIDE_REASONS = {
    "two_codes": "One model under two codes",
    "logged_twice": "Logged twice",
    "little_done": "The trainee did too little of it",
    "not_as_written": "Not done as it is written",
    "other": "Another reason",
}
QUICK_FEEDBACK = [
    "Good depth",
    "Good assessment",
    "Good dose planning",
    "Check symmetry",
    "Mark up before injecting",
]
