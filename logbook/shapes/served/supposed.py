"""The page of what would be: two results beside each other."""

from typing import TypedDict

from logbook.shapes.forms import Problem
from logbook.shapes.pages.framed import Frame, Way
from logbook.shapes.served.asked import Input, Offered


class SupposedSide(TypedDict):
    """One result in a few words: so many of its gates are met, so many exceptions have no rule in it."""

    title: str
    on: str
    ready: bool
    to_go: int
    met: int
    gates: int
    homeless: int


class SupposedLine(TypedDict):
    """A rule as it stands, and as it would."""

    label: str
    now: str
    then: str
    changes: bool


class SupposedFields(TypedDict):
    """What can be supposed."""

    version: Input
    on: Input


class SupposedPage(Frame):
    """/pathway/what-if"""

    programme: str
    id: str
    others: list[Way]
    versions: list[Offered]
    fields: SupposedFields
    problems: list[Problem]
    now: SupposedSide
    then: SupposedSide
    rows: list[SupposedLine]
