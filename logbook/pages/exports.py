"""What the pages say of files that are being made, or were made, of a logbook."""

from typing import Any

from logbook import instants
from logbook.filters import count, date
from logbook.pages.clock import Clock
from logbook.shapes.served.exports import Made

# What each file is called on its way, and on its button.
NAMES = {"pdf": "PDF", "xlsx": "spreadsheet", "csv": "plain table", "json": "file to check"}
_SIGNS = {"pdf": "print", "xlsx": "table", "csv": "table", "json": "down"}
# A worker looks every second: whoever waits longer has others before them, or nobody works.
_SOON_S = 60


def made(row: Any, wanted: Any, book: Any, clock: Clock) -> Made:
    """One file, as its page and as a line of the list say it; `counted` follows what is said, or is "".

    `row` is a row of `job`, `wanted` what it is about, `book` the logbook.
    """
    name = NAMES[wanted.file]
    busy, ready = row.state in ("waiting", "working"), row.state == "done"
    first, last = wanted.first, wanted.last
    return {
        "href": f"/export/{row.id}",
        "busy": busy,
        "ready": ready,
        "said": _said(name, busy, ready),
        "counted": _counted(row) if busy else "",
        "done": row.progress,
        "total": row.total,
        "late": row.state == "waiting" and row.wanted_at <= instants.plus(clock.now, seconds=-_SOON_S),
        "words": row.words,
        "title": name[:1].upper() + name[1:],
        "size": _size(row.size),
        "days": date(first) if first == last else f"{date(first)} to {date(last)}",
        "name": book.name,
        "programme": book.programme,
        "at": clock.local(row.ended_at or row.wanted_at),
        "sign": _SIGNS[wanted.file],
        "fields": {
            "trainee": wanted.trainee,
            "programme": wanted.programme,
            "from": first,
            "to": last,
            "file": wanted.file,
        },
        "again": f"/export?trainee={wanted.trainee}&programme={wanted.programme}&from={first}&to={last}",
    }


def _said(name: str, busy: bool, ready: bool) -> str:
    if busy:
        return f"Making your {name}"
    return f"Your {name} is ready" if ready else f"Your {name} could not be made"


def _counted(row: Any) -> str:
    """How far it is, behind "Making your PDF"."""
    if row.state == "waiting" or not row.total:
        return ""
    if row.progress < row.total:
        return f", {row.progress} of {count(row.total, 'case', 'cases')}"
    return f" of {count(row.total, 'case', 'cases')}"


def _size(size: int | None) -> str:
    if size is None:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1000))} KB"
