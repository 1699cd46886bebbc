"""The four files that a logbook leaves as: what each is called, and its bytes."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from logbook.export.archive import pieces
from logbook.export.cells import Cell
from logbook.export.sheet import lines, table
from logbook.export.typeset import pdf
from logbook.export.workbook import plain, workbook
from logbook.shapes.bundle import Bundle

TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class Attached(NamedTuple):
    """A file as an answer holds it."""

    body: bytes
    content_type: str
    name: str


def made(kind: str, bundle: Bundle) -> Iterator[bytes]:
    """The file of a bundle, in pieces. Raises NotPrinted, with the first piece."""
    return _MAKERS[kind](bundle)


def disposition(name: str, kind: str, first: str, last: str) -> dict[str, str]:
    """The parameters of Content-Disposition for the file of somebody of this name: an ASCII one, and the whole one.

    What is not ASCII travels as RFC 6266 has it: a server may fail on anything else in a header.
    """
    end = f"{first}-to-{last}.{kind}"
    names = {"filename": _called(name.encode("ascii", "ignore").decode(), end)}
    if not name.isascii():
        names["filename*"] = f"UTF-8''{quote(_called(name, end))}"
    return names


def attached(title: str, kind: str, day: str, heads: Sequence[str], rows: Iterable[list[Cell]]) -> Attached:
    """A list of the office as a file: "csv" or "xlsx"."""
    body = plain(title, heads, rows) if kind == "xlsx" else "".join(table(heads, rows)).encode()
    return Attached(body, TYPES[kind], f"{title.lower()}-{day}.{kind}")


def _called(name: str, end: str) -> str:
    """The name of a file: letters, their marks and digits of the person's name, hyphens between."""
    plain = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in name).split()
    return "-".join(["logbook", *plain, end]).lower()


def _whole(make: Callable[[Bundle], bytes]) -> Callable[[Bundle], Iterator[bytes]]:
    def pieces_of(bundle: Bundle) -> Iterator[bytes]:
        yield make(bundle)

    return pieces_of


def _encoded(make: Callable[[Bundle], Iterable[str]]) -> Callable[[Bundle], Iterator[bytes]]:
    return lambda bundle: (line.encode() for line in make(bundle))


_MAKERS: dict[str, Callable[[Bundle], Iterator[bytes]]] = {
    "pdf": _whole(pdf),
    "csv": _encoded(lines),
    "xlsx": _whole(workbook),
    "json": pieces,
}
