"""What changed for one account since a cursor: pointers in the order of their commits, and their documents."""

from logbook.feed.access import Reader, hold_writers, holders, reader
from logbook.feed.cursor import believed, floors_of
from logbook.feed.digests import FIRST, Digests, digest
from logbook.feed.docs import said
from logbook.feed.head import UNBORN, Head, Pointer, head, new_epoch, number, touch
from logbook.feed.placing import cells_of, is_shared, own_cell, read_by
from logbook.feed.pull import pull
from logbook.feed.reports import judged_anew, pulled, reports

__all__ = [
    "FIRST",
    "UNBORN",
    "Digests",
    "Head",
    "Pointer",
    "Reader",
    "believed",
    "cells_of",
    "digest",
    "floors_of",
    "head",
    "hold_writers",
    "holders",
    "is_shared",
    "new_epoch",
    "number",
    "own_cell",
    "pull",
    "pulled",
    "read_by",
    "reader",
    "judged_anew",
    "reports",
    "said",
    "touch",
]
