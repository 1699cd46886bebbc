"""What was done beside the cases as rows of a table: for paper, and as a sheet."""

from collections.abc import Iterator

from logbook import filters, vocabulary
from logbook.shapes.bundle import Studied, StudiedLine

Written = str | int | float | None
HEADS = (
    "What",
    "Version",
    "Done on",
    "Until",
    "Minutes",
    "Credits claimed",
    "Score",
    "How it is known",
    "By",
    "Accredited on that day",
    "SHA-256",
)


def printed(studied: Studied) -> list[list[str]]:
    """What, when, how long, how it is known, what is stated of it."""
    return [
        [
            _title(one),
            " to ".join(filters.date(day) for day in (one["on"], one["until"]) if day),
            str(one["minutes"] or "–"),
            f"{_known(one)}{'' if one['counts'] else ': waits, counts nothing'}",
            "; ".join(one["stated"]) or "–",
        ]
        for one in studied["lines"]
    ]


def rows(studied: Studied) -> Iterator[list[Written]]:
    """A line each."""
    for one in studied["lines"]:
        yield [
            _title(one),
            one["version"] or "",
            one["on"],
            one["until"] or "",
            one["minutes"] or "",
            filters.tenths(one["credits_tenths"]),
            one["score"] if one["score"] is not None else "",
            _known(one),
            one["by"],
            "; ".join(one["stated"]),
            one["hash"],
        ]


def _title(one: StudiedLine) -> str:
    if one["what"] == "module":
        return one["title"]
    kind = vocabulary.label(one["document"], "document_kinds") if one["document"] else ""
    return f"{kind or vocabulary.label(one['hours'], 'hours_kinds')}: {one['title']}"


def _known(one: StudiedLine) -> str:
    return vocabulary.label(one["known"], "known_ways")
