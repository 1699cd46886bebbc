"""The forms that answer a case: the supervisor's sheet and the two withdrawals."""

from logbook.forms.fields import Field, Rows, Section

SIGNOFF = [
    Section(
        "answer",
        "Your answer",
        [
            Field("rating", "How much help was needed?", "rating"),
            Field("feedback", "Feedback", "text"),
            Rows(
                "corrections",
                "Correction",
                [
                    Field("seen", "What was seen", "line"),
                    Field("correction", "How it was corrected", "line"),
                    Field("repeat", "Seen before", "check"),
                ],
                typed=["seen", "correction"],
            ),
        ],
    )
]
WITHDRAWAL = [Section("why", "Why", [Field("reason", "Reason", "text", when="always")])]
