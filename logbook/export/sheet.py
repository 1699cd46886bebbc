"""The entries as a CSV: one line each, with every cell a spreadsheet could run as a formula disarmed."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from logbook.export.cells import Cell
from logbook.export.reckoned import ENTRY_HEADS, entries
from logbook.shapes.bundle import Bundle

# Begins a formula in Excel, LibreOffice and Google Sheets; a Japanese Excel takes the full-width signs too.
_SIGNS = "=+\\-@＝＋－＠"
_FORMULA = re.compile(rf'^(?=[\t\r\n]|[\s"]*[{_SIGNS}])')
# Where the decimal sign is a comma, a file opens cut at each semicolon: what stands behind one begins a cell as well.
_LATER = re.compile(rf'([;|\t\r\n]\s*)(?=[\s"]*[{_SIGNS}])')


def lines(bundle: Bundle) -> Iterator[str]:
    """The file in pieces, a line each: UTF-8 with a byte order mark, without which Excel misreads every name."""
    return table(ENTRY_HEADS, entries(bundle))


def table(heads: Sequence[str], rows: Iterable[list[Cell]]) -> Iterator[str]:
    """Any table in such pieces."""
    line = csv.writer(_Echo()).writerow
    yield "\ufeff" + line(heads)
    for row in rows:
        yield line([guarded(cell) for cell in row])


def guarded(cell: Cell) -> Cell:
    """A text that would be run as a formula gets an apostrophe, which spreadsheets take for "this is text"."""
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub("'", _LATER.sub(r"\1'", cell))


class _Echo:
    """What csv writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
