"""The file of all National Provider Identifiers as it is published: read row by row, whatever its size.

A column is found by its name, so that columns may come and go. What is not a row as the header says is told by its
number, and passed over.
"""

import csv
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple, TextIO

# Of a person; of an organisation it is 2, of an identifier that was deactivated nothing.
PERSON = "1"
LICENCES = 15
_NPI, _KIND = "NPI", "Entity Type Code"
_NAMES = ("Provider First Name", "Provider Middle Name", "Provider Last Name (Legal Name)")
_CREDENTIAL = "Provider Credential Text"
_DATES = ("NPI Deactivation Date", "NPI Reactivation Date")
_LICENCE = ("Provider License Number_{}", "Provider License Number State Code_{}")
_TAXONOMY = "Healthcare Provider Taxonomy Code_{}"
# What a cell holds that says nothing.
_NOTHING = {"", "<UNAVAIL>"}
MOST_TOLD = 20


class NoSuchFile(ValueError):
    """This is no file of that layout; `str(error)` says what is missing."""


class Held(NamedTuple):
    """A licence of somebody, as they told it there themselves."""

    number: str
    state: str
    taxonomy: str


class Row(NamedTuple):
    """What the file says of one identifier. Days are "2026-11-28", "" where there is none."""

    npi: str
    kind: str
    name: str
    credential: str
    deactivated_on: str
    reactivated_on: str
    licences: tuple[Held, ...]

    def is_active(self) -> bool:
        """Whether it was not deactivated, or reactivated since."""
        return not self.deactivated_on or self.reactivated_on >= self.deactivated_on


class Read:
    """How far a file is read, and which of its rows were none: how many, and the first of them by their numbers."""

    def __init__(self, file: TextIO) -> None:
        """Reads the header. Raises NoSuchFile."""
        self.rows, self.bad, self.told = 0, 0, list[int]()
        self._lines = csv.reader(file)
        header = [name.strip() for name in next(self._lines, [])]
        places = {name: at for at, name in enumerate(header)}
        wanted = [_NPI, _KIND, *_NAMES, _CREDENTIAL, *_DATES]
        wanted += [name.format(1) for name in (*_LICENCE, _TAXONOMY)]
        if missing := [name for name in wanted if name not in places]:
            raise NoSuchFile(
                f"This is no file of National Provider Identifiers: the column “{missing[0]}” is missing."
            )
        self._width, self._places = len(header), places
        groups = [
            tuple(places[name.format(at)] for name in (*_LICENCE, _TAXONOMY))
            for at in range(1, LICENCES + 1)
            if all(name.format(at) in places for name in (*_LICENCE, _TAXONOMY))
        ]
        self._groups, self._numbers = groups, itemgetter(*(group[0] for group in groups), places[_NPI])

    def found(
        self, of_interest: Callable[[str], bool], tell: Callable[[int], None], every: int
    ) -> Iterator[Row]:
        """The rows whose identifier, or a number of a licence in them, is of interest. `tell` hears after so many rows
        how many were read."""
        for cells in self._each():
            if self.rows % every == 0:
                tell(self.rows)
            if len(cells) != self._width or not _is_identifier(cells[self._places[_NPI]]):
                self._pass_over()
            elif any(of_interest(cell) for cell in self._numbers(cells) if cell):
                yield self._row(cells)

    def _each(self) -> Iterator[list[str]]:
        while True:
            try:
                for cells in self._lines:
                    if cells:
                        self.rows += 1
                        yield cells
                return
            except csv.Error:
                self.rows += 1
                self._pass_over()

    def _pass_over(self) -> None:
        # The header is the first row for whoever opens the file.
        self.bad += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(self.rows + 1)

    def _row(self, cells: list[str]) -> Row:
        def cell(name: str) -> str:
            text = cells[self._places[name]].strip()
            return "" if text in _NOTHING else text

        gone, back = (_day(cell(name)) for name in _DATES)
        licences = (Held(*(cells[at].strip() for at in group)) for group in self._groups)
        return Row(
            cell(_NPI),
            cell(_KIND),
            " ".join(filter(None, map(cell, _NAMES))),
            cell(_CREDENTIAL),
            gone,
            back,
            tuple(one for one in licences if one.number),
        )


def _is_identifier(text: str) -> bool:
    return len(text) == 10 and text.isascii() and text.isdigit()


def _day(text: str) -> str:
    """ "11/28/2026" → "2026-11-28"; what is otherwise stays as it is."""
    parts = text.split("/")
    return f"{parts[2]}-{parts[0]:0>2}-{parts[1]:0>2}" if len(parts) == 3 else text
