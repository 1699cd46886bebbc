"""The bundle in the words of the printed logbook: what `logbook.typ` lays out, and nothing it has to decide."""

from typing import Any

from logbook import filters
from logbook.export.paper import cover, drawings, entries, tables
from logbook.export.paper.setting import breakable
from logbook.shapes.bundle import Bundle

Book = dict[str, Any]


def book(bundle: Bundle) -> Book:
    """A bundle as the typesetter takes it: texts and lists of texts only."""
    told = months(bundle)
    pictures = drawings.pictures([entry for month in told for entry in month["entries"]])
    words = cover.cover(bundle) | tables.tables(bundle) | {"months": told}
    digests = words.pop("digests")
    printed: Book = breakable(words)
    return printed | {"pictures": pictures, "digests": digests}


def months(bundle: Bundle) -> list[Book]:
    """The entries under the month of their treatment: [{title, entries}]."""
    found: dict[str, list[Book]] = {}
    for entry in bundle["entries"]:
        found.setdefault(entry["doc"]["performed_on"][:7], []).append(
            entries.block(entry, bundle["programme"]["tz"])
        )
    return [{"title": month_title(month), "entries": blocks} for month, blocks in found.items()]


def month_title(month: str) -> str:
    """ "2026-11" → "November 2026"."""
    return filters.date(f"{month}-01").split(" ", 1)[1]
