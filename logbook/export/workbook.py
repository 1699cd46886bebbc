"""The entries as an Excel workbook: every text a text, whatever it looks like; sheets of cases,
of points, of rules gate by gate, of modules, and of what did not count."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from logbook import instants
from logbook.export import listed_studies
from logbook.export.cells import Cell
from logbook.export.injected import POINT_HEADS, points
from logbook.export.reckoned import ENTRY_HEADS, LEFT_HEADS, RULE_HEADS, entries, left_out, rules
from logbook.shapes.bundle import Bundle

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767  # characters that a cell may hold
_CUT = " … (cut here; the JSON file has all of it)"


def workbook(bundle: Bundle) -> bytes:
    """The file. Rows are written as they are made: a large logbook needs no more memory than a small one."""
    import xlsxwriter  # where files are made, and not in every process that offers them

    file = BytesIO()
    made = instants.parse(bundle["generated_at"]).replace(tzinfo=None)
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": f"Logbook of {bundle['trainee']['name']}", "created": made})
        bold = book.add_format({"bold": True})
        _fill(book.add_worksheet("Cases"), ENTRY_HEADS, entries(bundle), bold)
        each = (row for entry in bundle["entries"] for row in points(bundle, entry))
        _fill(book.add_worksheet("Points"), POINT_HEADS, each, bold)
        _fill(book.add_worksheet("Requirements"), RULE_HEADS, rules(bundle["judged"]), bold)
        _fill(book.add_worksheet("Not counted"), LEFT_HEADS, left_out(bundle["judged"]), bold)
        _fill(
            book.add_worksheet("Modules"), listed_studies.HEADS, listed_studies.rows(bundle["studied"]), bold
        )
    return file.getvalue()


def plain(title: str, heads: Sequence[str], rows: Iterable[list[Cell]]) -> bytes:
    """A workbook of one sheet, whatever it is a table of."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        book.set_properties({"title": title})
        _fill(book.add_worksheet(title), heads, rows, book.add_format({"bold": True}))
    return file.getvalue()


def _fill(sheet: "Worksheet", heads: Sequence[str], rows: Iterable[list[Cell]], bold: Any) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, len(heads) - 1, 18)
    last = 0
    for across, head in enumerate(heads):
        sheet.write_string(0, across, head, bold)
    for last, row in enumerate(rows, 1):
        for across, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(last, across, cell)
            elif cell:
                # Never `write`, which guesses: 3998 would become a number, 4E12 a power of ten, =1+1 a formula.
                sheet.write_string(last, across, _fitting(cell))
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT
