"""Where statements are judged and kept: the only place that writes them, for both doors."""

from logbook.store.accept import accept, decide
from logbook.store.batch import Circumstances
from logbook.store.condition import health
from logbook.store.connection import reading, run, writing
from logbook.store.mutation import Actor, Heard, Mutation, hear
from logbook.store.snapshot import is_own, refused, snapshot, told
from logbook.store.verdicts import Verdict, retry, trace_refused

__all__ = [
    "Actor",
    "Circumstances",
    "Heard",
    "Mutation",
    "Verdict",
    "accept",
    "decide",
    "health",
    "hear",
    "is_own",
    "reading",
    "refused",
    "retry",
    "run",
    "snapshot",
    "told",
    "trace_refused",
    "writing",
]
