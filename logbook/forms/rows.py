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
# What a supervisor corrected in earlier cases, offered with a check each; only those ticked are read.
AGAIN = Rows("again", "Seen again?", CORRECTIONS.columns, typed=["repeat"])
# In the order in which a person tells it; each label is a question that can be read alone.
EVENTS = Rows(
    "events",
    "Complication",
    [
        Field("kind", "What happened?", "select"),
        Field("severity", "How severe was it?", "select"),
        Field("onset_day", "On which day did it begin?", "whole", hint="0 is the day of the treatment"),
        Field("action", "What was done?", "select"),
        Field("supervisor_told", "Was the supervisor told?", "maybe"),
        Field("reported_to", "Reported to", "select"),
        Field("resolved_on", "Gone on", "date", hint="Leave it open while it lasts"),
    ],
    typed=["kind", "severity", "onset_day", "action", "resolved_on", "supervisor_told", "reported_to"],
)
