"""The rows of a file of completions: who, by e-mail, which module, on which day. Columns are taken by their heads."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from logbook import budgets
from logbook.folding import folded
from logbook.forms.inputs import mail_address
from logbook.office.roster import lists
from logbook.office.roster.problem import NotAList

# What columns are called, folded and without spaces and signs. The first three are needed.
HEADS = {
    "email": lists.EMAIL,
    "module": frozenset(("module", "course", "coursename", "activity", "unit", "kurs", "modul")),
    "on": frozenset(("date", "on", "completed", "completedon", "completiondate", "datecompleted", "datum")),
    "version": frozenset(("version",)),
    "minutes": frozenset(("minutes", "duration", "durationminutes", "minuten")),
    "credits": frozenset(("credits", "creditsclaimed", "points", "cpd", "cme")),
    "score": frozenset(("score", "grade", "percent", "result")),
}
NEEDED = ("email", "module", "on")
NO_HEADS = (
    "The first row has to name the columns: e-mail, module and date are needed; minutes, credits and score may be "
    "there."
)


class Row(NamedTuple):
    """One completion as the file says it, at which row of it, counted from one."""

    row: int
    email: str
    module: str
    on: str
    version: str = ""
    minutes: str = ""
    credits: str = ""
    score: str = ""


class Read(NamedTuple):
    """What a file says, and the heads of columns that were not read."""

    rows: list[Row]
    unread: list[str]


def read(data: bytes) -> Read:
    """A file, or what was pasted. Raises NotAList, in words for a person."""
    numbered = lists.cells(data)
    if not numbered:
        raise NotAList("Nothing is in this file.")
    heads = [re.sub(r"[^a-z]", "", folded(cell)) for cell in numbered[0][1]]
    places = {
        name: place
        for name, words in HEADS.items()
        if (place := next((at for at, head in enumerate(heads) if head in words), None)) is not None
    }
    if any(name not in places for name in NEEDED):
        raise NotAList(NO_HEADS)
    rows = [_row(number, cells, places) for number, cells in numbered[1:]]
    if not rows:
        raise NotAList("Only the heads of columns are in this file.")
    if len(rows) > budgets.ROSTER_LINES:
        raise NotAList(f"A file holds at most {budgets.ROSTER_LINES:,} completions. Send two.")
    unread = [cell for at, cell in enumerate(numbered[0][1]) if cell and at not in places.values()]
    return Read(rows, unread[:20])


def _row(number: int, cells: Sequence[str], places: dict[str, int]) -> Row:
    said = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    return Row(number, **said | {"email": mail_address(said["email"])})
