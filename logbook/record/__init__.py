"""A subject and all that was said about it: the only reader of that, for the feed, exports and rules alike."""

from logbook.record import reports
from logbook.record.facts import days_after, facts
from logbook.record.judged import Judged, judged
from logbook.record.reading import Record, Stated, logbook, records
from logbook.record.reports import report_for

__all__ = [
    "Judged",
    "Record",
    "Stated",
    "days_after",
    "facts",
    "judged",
    "logbook",
    "records",
    "report_for",
    "reports",
]
