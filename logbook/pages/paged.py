"""A list in pages of so many rows, each with an address of its own. Twin of pages/paged.js."""

from logbook.pages.entries import A_PAGE, whole
from logbook.shapes.pages.framed import Paged


def begins(query: dict[str, str], count: int) -> int:
    """How many of so many rows lie before the page that is asked for; past the last one, before the last one."""
    last = max(0, count - 1) // A_PAGE
    return A_PAGE * min(last, max(1, whole(query.get("page", "1"))) - 1)


def paged(address: str, query: dict[str, str], count: int) -> Paged:
    """Which page of how many it is, and where the ones beside it are."""
    begun, last = begins(query, count), max(0, count - 1) // A_PAGE
    page, and_page = begun // A_PAGE, f"{address}{'&' if '?' in address else '?'}page="
    return {
        "page": page + 1,
        "of": last + 1,
        "back": f"{and_page}{page}" if page else None,
        "more": f"{and_page}{page + 2}" if page < last else None,
        "left": max(0, count - begun - A_PAGE),
    }
