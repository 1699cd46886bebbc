"""Lists of names that are about to be invited."""

from typing import TypedDict

from logbook.shapes.served.asked import Choice, Filled, Guarded, Offered, Turned


class Waits(TypedDict):
    """A list that was not confirmed yet."""

    id: str
    role: str
    at: str


class RostersPage(Filled):
    """/people/rosters"""

    roles: list[Offered]
    programmes: list[Offered]
    cohorts: list[Offered]
    chosen: list[str]
    waiting: list[Waits]
    most: int
    days: int


class RosterLine(TypedDict):
    """A name of the list: at which row of it, whether it is left out, and what becomes of it."""

    row: int
    name: str
    email: str
    out: bool
    kind: str
    words: str


# A key may not be written as a name where it is a word of Python.
_As = TypedDict("_As", {"as": str})


class LookedAt(Turned, _As):
    """A page of a list: how many are to be invited, how many to be mended, and once it was confirmed, how many were;
    into which cohort ("" for none), and whether the one that was chosen takes nobody in any more."""

    id: str
    cohort: str
    closed: bool
    into: list[str]
    lines: list[RosterLine]
    invited: int
    mended: int
    seen: str
    unread: list[str]
    shows: list[Choice]
    confirmed_on: str | None
    made: int
    mends: str
    confirms: str


class RosterPage(Guarded, LookedAt):
    """/people/rosters/<id>"""
