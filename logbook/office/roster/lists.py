"""Names as somebody pastes or drops them: lines of text, CSV of any separator and encoding, or a workbook.

Nothing is guessed that a reader could not check: a column is taken by the word above it, or an e-mail is what holds
an @.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from logbook import budgets
from logbook.folding import folded
from logbook.forms.inputs import mail_address, one_line
from logbook.office.roster import workbooks
from logbook.office.roster.problem import NotAList

LARGE = "This is more than 1 MB. Send fewer columns, or two lists."
MANY = f"A list holds at most {budgets.ROSTER_LINES:,} names. Send two."
EMPTY = "Nothing is in this list. Paste names with their e-mails, or choose a file."
UNREADABLE = "This file cannot be read as a list. Save it as CSV or as .xlsx, then try again."
OLD = "This is a workbook of the old kind. Save it as .xlsx or CSV, then try again."

# A cell longer than this is no name and no address; what stands in a later column is not looked at.
CELL, COLUMNS = 300, 40
MOST = budgets.ROSTER_LINES + 2  # rows that are looked at: those, their heads, and one too many
SEPARATORS = "\t;,"
# What columns are called, folded and without spaces and signs.
EMAIL = frozenset(("email", "mail", "emailaddress", "mailaddress", "emailadresse", "correo", "courriel"))
NAME = frozenset(
    ("name", "fullname", "displayname", "names", "trainee", "supervisor", "participant", "student")
)
TITLE = frozenset(("title", "salutation", "titel", "anrede"))
FIRST = frozenset(("firstname", "givenname", "forename", "first", "given", "vorname", "prenom", "nombre"))
LAST = frozenset(("lastname", "surname", "familyname", "last", "family", "nachname", "nom", "apellidos"))
# In the order in which they make a name.
PARTS = (NAME, TITLE, FIRST, LAST)


class Given(NamedTuple):
    """Somebody on a list: the row they stand in there, counted from one, and what it says of them."""

    row: int
    name: str
    email: str


class Read(NamedTuple):
    """What a list says, and the heads of columns that were not read."""

    lines: list[Given]
    unread: list[str]


def read(data: bytes) -> Read:
    """A list, as a file or as what was pasted. Raises NotAList, in words for a person."""
    found = _told(cells(data))
    if not found.lines:
        raise NotAList(EMPTY)
    if len(found.lines) > budgets.ROSTER_LINES:
        raise NotAList(MANY)
    return found


def cells(data: bytes) -> list[tuple[int, list[str]]]:
    """(number, cells) of the rows in which anything stands, of text or of a workbook. Raises NotAList."""
    if len(data) > budgets.ROSTER_BYTES:
        raise NotAList(LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAList(OLD)
    rows = workbooks.rows(data) if data.startswith(b"PK\x03\x04") else _rows(_text(data))
    return list(islice(((number, row) for number, row in enumerate(rows, 1) if any(row)), MOST))


def _text(data: bytes) -> str:
    """As spreadsheets save text: UTF-8, UTF-16 with or without its mark, or Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        # Of plain letters every second byte is empty.
        odd, even = data[1::2].count(0), data[::2].count(0)
        if max(odd, even) * 3 < len(data):
            raise NotAList(UNREADABLE)
        return data.decode("utf-16-le" if odd >= even else "utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(text: str) -> Iterator[list[str]]:
    if any(_is_addressed(line) for line in text.splitlines()[:50]):
        yield from (row for line in text.splitlines() for row in _addressed(line))
        return
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            cells = [_cell(cell) for cell in row[:COLUMNS]]
            yield _spaced(cells[0]) if len(cells) == 1 else cells
    except csv.Error:
        raise NotAList(UNREADABLE) from None


def _separator(text: str) -> str:
    """What stands in at least half of the lines; a tab before a semicolon before a comma, which stands in names
    too."""
    lines = [line for line in text.splitlines() if line.strip()][:50]
    for sign in SEPARATORS:
        if sum(sign in line for line in lines) * 2 >= len(lines) > 0:
            return sign
    return ","


def _is_addressed(line: str) -> bool:
    """ "Ana Silva <ana@example.org>; …", as an address book gives it."""
    return "@" in line.partition("<")[2].partition(">")[0]


def _addressed(line: str) -> Iterator[list[str]]:
    for piece in line.split(">"):
        name, sign, email = piece.rpartition("<")
        if sign:
            yield [_cell(name.strip(' \t,;"')), _cell(email)]
        elif piece.strip(" \t,;"):
            yield _spaced(_cell(piece))


def _spaced(cell: str) -> list[str]:
    """ "Ana Silva ana@example.org" in one cell."""
    words = cell.split()
    if len(words) < 2 or sum("@" in word for word in words) != 1:
        return [cell]
    [email] = [word for word in words if "@" in word]
    return [" ".join(word for word in words if word != email).rstrip(",;"), email.strip("<>(),;")]


def _cell(text: str) -> str:
    return one_line(text[:CELL])


def _told(rows: Sequence[tuple[int, list[str]]]) -> Read:
    if not rows:
        return Read([], [])
    heads = [re.sub(r"[^a-z]", "", folded(cell)) for cell in rows[0][1]]
    if any("@" in cell for cell in rows[0][1]) or not any(head in EMAIL for head in heads):
        return Read([_guessed(number, cells) for number, cells in rows], [])
    email = next(place for place, head in enumerate(heads) if head in EMAIL)
    named = [[place for place, head in enumerate(heads) if head in part] for part in PARTS]
    # Somebody's whole name, or else what it is made of.
    places = named[0][:1] or [place for part in named[1:] for place in part[:1]]
    unread = [
        cell for place, cell in enumerate(rows[0][1]) if cell and place != email and place not in places
    ]
    return Read([_by_heads(number, cells, places, email) for number, cells in rows[1:]], unread[:20])


def _by_heads(number: int, cells: Sequence[str], places: Sequence[int], email: int) -> Given:
    name = " ".join(cells[place] for place in places if place < len(cells) and cells[place])
    return Given(number, name, mail_address(cells[email] if email < len(cells) else ""))


def _guessed(number: int, cells: Sequence[str]) -> Given:
    """Without heads: an e-mail is what holds an @; the name is what has letters before it, else the first behind
    it."""
    at = next((place for place, cell in enumerate(cells) if "@" in cell), len(cells))
    before = [cell for cell in cells[:at] if _is_said(cell)]
    behind = [cell for cell in cells[at + 1 :] if _is_said(cell)]
    return Given(number, " ".join(before or behind[:1]), mail_address(cells[at] if at < len(cells) else ""))


def _is_said(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell)
