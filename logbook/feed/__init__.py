"""What changed for one account since a cursor: pointers in the order of their commits, and their documents."""

from logbook.feed.access import (
    grant,
    hold_writers,
    readers_of_membership,
    readers_of_person,
    readers_of_programme,
    reconcile,
    revoke,
    supervisors,
)
from logbook.feed.cursor import believed, epoch_of
from logbook.feed.head import UNBORN, Head, Pointer, head, new_epoch, touch
from logbook.feed.pull import digest, pull
from logbook.feed.reports import reports

__all__ = [
    "UNBORN",
    "Head",
    "Pointer",
    "believed",
    "digest",
    "epoch_of",
    "grant",
    "head",
    "hold_writers",
    "new_epoch",
    "pull",
    "readers_of_membership",
    "readers_of_person",
    "readers_of_programme",
    "reconcile",
    "reports",
    "revoke",
    "supervisors",
    "touch",
]
