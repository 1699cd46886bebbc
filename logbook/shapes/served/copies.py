"""Saved copies that were brought back."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Guarded


class CopyHead(TypedDict):
    """Whose copy, brought back by whom, made and brought when."""

    id: str
    whose: str
    by: str
    mine: bool
    made_at: str
    brought_at: str


class CopyLine(CopyHead):
    """A copy as a line."""

    says: str


class Returned(TypedDict):
    """What became of one statement in it."""

    title: str
    state: str
    words: str
    problems: list[str]
    href: str | None


class CopyTold(CopyHead):
    """A copy whole."""

    records: list[Returned]
    taken: int
    damaged: int
    drafts: int
    drafts_kept: int


class CopiesPage(Guarded):
    """/me/copies and /people/<id>/copies"""

    action: str
    account: str
    name: str
    own: bool
    problem: str
    copies: list[CopyLine]


class CopyPage(Frame):
    """/copies/<id>"""

    copy: CopyTold
    own: bool
