"""Where statements are judged and kept: the only place that writes them, for both doors."""

from logbook.store.accept import accept, decide
from logbook.store.batch import Circumstances
from logbook.store.condition import health
from logbook.store.connection import reading, run, writing
from logbook.store.find import find
from logbook.store.lined_up import Page
from logbook.store.listed import Narrowing
from logbook.store.mutation import Actor, Heard, Mutation, hear
from logbook.store.needed import Needed
from logbook.store.noting import noted
from logbook.store.own import Days
from logbook.store.reports import keep_reports, want
from logbook.store.snapshot import Record, is_own, part, records, refused, snapshot, told
from logbook.store.verdicts import Verdict, retry, trace_refused
from logbook.store.waiting import next_to_sign

__all__ = [
    "Actor",
    "Circumstances",
    "Days",
    "Heard",
    "Mutation",
    "Narrowing",
    "Needed",
    "Page",
    "Record",
    "Verdict",
    "accept",
    "decide",
    "find",
    "health",
    "hear",
    "is_own",
    "keep_reports",
    "want",
    "next_to_sign",
    "noted",
    "part",
    "reading",
    "records",
    "refused",
    "retry",
    "run",
    "snapshot",
    "told",
    "trace_refused",
    "writing",
]
