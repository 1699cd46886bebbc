"""Reads a workbook in a process of its own, with limits: a sheet of one cell far below would take all memory.

Run by its path, so that it imports nothing of the application: reader.py ROWS takes a workbook on standard input and
gives a JSON list of rows on standard output, at most so many, each a list of texts.
"""

import io
import json
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 512 << 20  # bytes
SECONDS = 10  # of computing
COLUMNS = 40
CELL = 300


def main(most: int) -> None:
    """The first visible sheet that holds anything."""
    limit()
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    rows: list[list[str]] = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible and not rows:
            cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False, nrows=most)
            rows = [[said(cell) for cell in row[:COLUMNS]] for row in cells]
    json.dump(rows, sys.stdout)


def said(cell: Any) -> str:
    """A cell as text: a whole number without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:CELL]


def limit() -> None:
    """Bound memory and computing time, where the system can."""
    try:
        import resource
    except ImportError:
        return  # Windows
    for name, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        try:
            resource.setrlimit(name, (most, most))
        except (ValueError, OSError):
            continue  # macOS has no such limit; the parent's time limit remains


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except (CalamineError, MemoryError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
