"""Rows that more than one form asks for."""

from logbook.forms.fields import Field, Rows

CORRECTIONS = Rows(
    "corrections",
    "Correction",
    [
        Field("seen", "What was seen", "line"),
        Field("correction", "How it was corrected", "line"),
        Field("repeat", "Seen before", "check"),
    ],
    typed=["seen", "correction"],
)
