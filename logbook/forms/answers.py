"""The forms about a case: the supervisor's sheet, the two withdrawals, the hand-over, the review after two weeks."""

from logbook.forms.fields import Field, Rows, Section
from logbook.forms.rows import CORRECTIONS, EVENTS

SIGNOFF = [
    Section(
        "answer",
        "Your answer",
        [
            Field("rating", "How much help was needed?", "rating"),
            Field("feedback", "Feedback", "text"),
            CORRECTIONS,
            Field("instead_reason", "Why do you sign in their place?", "text"),
        ],
    )
]
WITHDRAWAL = [Section("why", "Why", [Field("reason", "Reason", "text", when="always")])]
HANDOVER = [Section("handing", "Hand over", [Field("reason", "Why", "select", when="always")])]
SET_ASIDE = [Section("setting_aside", "Set aside", [Field("reason", "Why", "select", when="always")])]
REVIEW = [
    Section(
        "review",
        "What you saw",
        [
            Field("seen_on", "Seen on", "date", when="always"),
            Field("result", "Result", "radio", when="always"),
            Field("asymmetry", "Asymmetry", "radio"),
            Field("top_up", "Top-up", "radio"),
            Field(
                "top_up_units_tenths", "Units of the top-up", "decimal", digits=1, hint="Where one was done"
            ),
            Field("top_up_areas", "Areas of the top-up", "checks"),
            Field("events.any", "Any complication since the treatment?", "events", when="always"),
        ],
    ),
    Section("complications", "Complications", [EVENTS]),
    Section(
        "lines",
        "Lines now",
        [
            Rows(
                "severity_after",
                "Lines now",
                [
                    Field("area", "Area", "select"),
                    Field("rest", "At rest", "select"),
                    Field("dynamic", "In movement", "select"),
                ],
                typed=["area", "rest", "dynamic"],
            )
        ],
    ),
    Section("learning", "Learning", [Field("reflection", "What will you do differently?", "text")]),
]
