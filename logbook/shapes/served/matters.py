"""What needs somebody of the office today."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Choice, Turned


class Line(TypedDict):
    """Somebody whom a matter is about, what it is, in which programme ("" where they run one alone), and its place."""

    name: str
    what: str
    programme: str
    href: str


class Matter(TypedDict):
    """One thing that needs somebody: its first lines, how many there are, and where all of them stand."""

    key: str
    title: str
    why: str
    icon: str
    count: int
    lines: list[Line]
    href: str


class Today(TypedDict):
    """All matters; `first` where nobody trains yet, and how many trainees nothing is known of before a worker has
    counted."""

    matters: list[Matter]
    first: bool
    supervised: bool
    unknown: int


class OfficePage(Frame, Today):
    """/office"""


class AuditLine(TypedDict):
    """What was done, when, by whom, and in which programme ("" where they run one alone)."""

    at: str
    text: str
    by: str
    programme: str


class Audited(Turned):
    """The lines of a page of what was done, and the views beside it."""

    lines: list[AuditLine]
    narrowed: bool
    there: list[Choice]
    shows: list[Choice]


class AuditPage(Frame, Audited):
    """/office/audit"""
