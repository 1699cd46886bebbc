"""The bundle in the words of the printed logbook: what `logbook.typ` lays out, and nothing it has to decide."""

from typing import Any

from logbook import filters
from logbook.export import gathered
from logbook.export.paper import cover, drawings, entries, requirements, tables
from logbook.export.paper.setting import breakable
from logbook.shapes.bundle import Bundle

Book = dict[str, Any]
CONTINUED = ", continued"


def book(bundle: Bundle, part: int = 1, before: str = "") -> Book:
    """A part of a bundle, AT_ONCE entries, as the typesetter takes it: texts and lists of texts only. The first has the
    cover and the tables, the last the appendix; `before` is the month with which the part before ended."""
    told = months(bundle, (part - 1) * gathered.AT_ONCE)
    if told and told[0]["title"] == before:
        told[0]["title"] = f"{before}{CONTINUED}"
    pictures = drawings.pictures([entry for month in told for entry in month["entries"]])
    words = cover.cover(bundle) | tables.tables(bundle) | requirements.printed(bundle) | {"months": told}
    # Numbers and pictures are no words that break.
    whole = {
        "digests": words.pop("digests"),
        "set_hash": bundle["judged"]["set"]["hash"],
        "pictures": pictures,
    }
    whole |= {"logo": bundle["logo"] if part == 1 else None, "part": part, "last": part == parts(bundle)}
    printed: Book = breakable(words)
    return printed | whole


def parts(bundle: Bundle) -> int:
    """How many parts a bundle is set in."""
    return max(1, -(-len(bundle["entries"]) // gathered.AT_ONCE))


def months(bundle: Bundle, first: int = 0) -> list[Book]:
    """AT_ONCE entries from one on under the month of their treatment: [{title, entries}]."""
    found: dict[str, list[Book]] = {}
    same = set(bundle["noticed"]["same"])
    for entry in bundle["entries"][first : first + gathered.AT_ONCE]:
        found.setdefault(entry["doc"]["performed_on"][:7], []).append(
            entries.block(entry, bundle["programme"]["tz"], repeats=entry["number"] in same)
        )
    return [{"title": month_title(month), "entries": blocks} for month, blocks in found.items()]


def month_title(month: str) -> str:
    """ "2026-11" → "November 2026"."""
    return filters.date(f"{month}-01").split(" ", 1)[1]
