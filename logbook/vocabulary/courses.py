"""The words of what is taught: parts of a programme, what somebody did of it, and how that is known."""

MODULE_PARTS = {
    "theory": "Theory",
    "case_study": "Case study",
    "peer": "Peer learning",
    "practical": "Practical",
}
ATTESTED = {"module": "Module", "hours": "Hours", "document": "Document"}
# How it is known that somebody did it. What is declared counts once a tutor accepts it.
KNOWN_WAYS = {
    "attended": "Attended, with the tutor present",
    "file": "From a learning platform, by file",
    "seen": "Its certificate was seen",
    "declared": "Declared by the trainee",
    "accepted": "Declared, and accepted by a tutor",
}
HOURS_KINDS = {
    "practice": "Practice",
    "cpd": "Continuing education",
    "course": "A course",
}
TEACHING_WAYS = {
    "didactic": "Lectures and reading",
    "hands_on": "Hands-on",
    "participatory": "With others",
    "reading": "Alone",
}
DOCUMENT_KINDS = {
    "endorsement": "Endorsement",
    "order": "Order",
    "protocol": "Protocol",
    "permit": "Permit",
    "reference": "Reference",
    "core_experience": "Proof of experience",
    "other": "Another document",
}
