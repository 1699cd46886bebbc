"""What changed for one account since a cursor: pointers in the order of their commits, and their documents."""

from logbook.feed.access import (
    accounts,
    grant,
    hold_writers,
    holders,
    readers_of_membership,
    readers_of_person,
    readers_of_programme,
    reconcile,
    revoke,
)
from logbook.feed.cursor import believed, epoch_of
from logbook.feed.head import UNBORN, Head, Pointer, head, new_epoch, number, touch
from logbook.feed.pull import digest, pull
from logbook.feed.reports import pulled, reports

__all__ = [
    "UNBORN",
    "Head",
    "Pointer",
    "accounts",
    "believed",
    "digest",
    "epoch_of",
    "grant",
    "head",
    "hold_writers",
    "holders",
    "new_epoch",
    "number",
    "pull",
    "pulled",
    "readers_of_membership",
    "readers_of_person",
    "readers_of_programme",
    "reconcile",
    "reports",
    "revoke",
    "touch",
]
