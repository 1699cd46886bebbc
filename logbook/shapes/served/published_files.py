"""What files of registers say of people's licences, until somebody confirms it."""

from typing import TypedDict

from logbook.shapes.served.asked import Guarded, Turned


class MatchedLine(TypedDict):
    """A licence that stands in a file; `differs` is the name there where it is another one, `full` leads to a check."""

    id: str
    name: str
    number: str
    text: str
    differs: str
    file: str
    at: str
    full: str


class MatchedPage(Guarded, Turned):
    """/licences/found"""

    lines: list[MatchedLine]
    undo: str
