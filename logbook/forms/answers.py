"""The forms that answer a case: the supervisor's sheet and the two withdrawals."""

from logbook.forms.fields import Field, Section
from logbook.forms.rows import CORRECTIONS

SIGNOFF = [
    Section(
        "answer",
        "Your answer",
        [
            Field("rating", "How much help was needed?", "rating"),
            Field("feedback", "Feedback", "text"),
            CORRECTIONS,
        ],
    )
]
WITHDRAWAL = [Section("why", "Why", [Field("reason", "Reason", "text", when="always")])]
