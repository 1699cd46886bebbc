"""What changed for one account since a cursor: pointers in the order of their commits, and their documents."""

from logbook.feed.access import hold_writers, holders, reader
from logbook.feed.cursor import believed
from logbook.feed.digests import FIRST, digest
from logbook.feed.head import UNBORN, Head, Pointer, head, new_epoch, number, touch
from logbook.feed.placing import cells_of, own_cell, read_by
from logbook.feed.pull import pull
from logbook.feed.reports import pulled, reports

__all__ = [
    "FIRST",
    "UNBORN",
    "Head",
    "Pointer",
    "believed",
    "cells_of",
    "digest",
    "head",
    "hold_writers",
    "holders",
    "new_epoch",
    "number",
    "own_cell",
    "pull",
    "pulled",
    "read_by",
    "reader",
    "reports",
    "touch",
]
