"""Names out of a workbook (.xlsx), which may be made to harm: what it unpacks to is bounded before anything reads it,
and it is read in a process of its own."""

import io
import zipfile
import zlib

import orjson

from logbook import budgets
from logbook.forms.inputs import one_line
from logbook.office import bounded
from logbook.office.roster.problem import NotAList

MOST_PARTS = 500  # files inside
BROKEN = "This workbook cannot be read. Save it as CSV, then try again."
LARGE = "This workbook holds far more than names. Copy the columns with names and e-mails, and paste them."


def rows(data: bytes) -> list[list[str]]:
    """The cells of its first sheet that holds any, row by row. Raises NotAList."""
    try:
        read = bounded.read("workbook", unpacked(data), budgets.ROSTER_LINES + 2)
    except bounded.Unreadable:
        raise NotAList(BROKEN) from None
    return [[one_line(cell) for cell in row] for row in orjson.loads(read)]


def unpacked(data: bytes) -> bytes:
    """The same workbook, not packed any more: its sizes are what they are, whatever its head says. Raises NotAList
    where they are too large together."""
    out, left = io.BytesIO(), budgets.ROSTER_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as plain:
            if len(packed.infolist()) > MOST_PARTS:
                raise NotAList(LARGE)
            for part in packed.infolist():
                with packed.open(part) as file:
                    body = file.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise NotAList(LARGE)
                plain.writestr(part.filename, body)
    # An encrypted one raises RuntimeError, one packed in an unknown way NotImplementedError.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, NotAList):
            raise
        raise NotAList(BROKEN) from None
    return out.getvalue()
