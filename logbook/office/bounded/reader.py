"""Reads one file in a process of its own, with limits: a sheet of one cell far below would take all memory, and so
would a picture that says it is a mile wide.

Run by its path, so that it imports nothing of the application: reader.py WHAT BOUND… takes the file on standard input
and gives what it made of it on standard output. Whatever it cannot read ends it with an error.
"""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

MEMORY = 512 << 20  # bytes
SECONDS = 10  # of computing
COLUMNS = 40
CELL = 300


def workbook(data: bytes, most: int) -> bytes:
    """The first visible sheet that holds anything: a JSON list of at most so many rows, each a list of texts."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows: list[list[str]] = []
    for sheet in book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible and not rows:
            cells = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False, nrows=most)
            rows = [[said(cell) for cell in row[:COLUMNS]] for row in cells]
    return json.dumps(rows).encode()


def said(cell: Any) -> str:
    """A cell as text: a whole number without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:CELL]


def picture(data: bytes, pixels: int, width: int, height: int, most: int) -> bytes:
    """A PNG or JPEG of at most so many pixels, drawn anew as a PNG that fits into this frame and so many bytes. Only
    what is seen goes along: no place, time or device, no profile, no second picture."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as given:
        if given.width * given.height > pixels:
            raise ValueError("too many pixels")
        seen = ImageOps.exif_transpose(given).convert("RGBA")
    while True:
        seen.thumbnail((width, height))
        plain, out = Image.new("RGBA", seen.size), io.BytesIO()
        plain.paste(seen)
        plain.save(out, "PNG", optimize=True)
        if out.tell() <= most:
            return out.getvalue()
        width, height = width * 3 // 4, height * 3 // 4


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
    limit()
    readers: dict[str, Callable[..., bytes]] = {"workbook": workbook, "picture": picture}
    sys.stdout.buffer.write(readers[sys.argv[1]](sys.stdin.buffer.read(), *map(int, sys.argv[2:])))
