"""What regions ask, as people read it."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import AskedFor


class SetNamed(TypedDict):
    """The shipped set that has a statement as its rules; `href` for who may open it."""

    title: str
    href: str | None


class Stated(TypedDict):
    """One statement: `who` it is about, "" for everybody; `by` where it was read, and `on` which day."""

    id: str
    who: str
    text: str
    mark: str
    by: str
    on: str
    set: SetNamed | None


class Topic(TypedDict):
    """What is asked on one subject."""

    title: str
    lines: list[Stated]


class RegionRow(TypedDict):
    """A region in a list; `country` is "" where it is one."""

    href: str
    name: str
    country: str
    count: int


class AskedThere(TypedDict):
    """What a search found in one region."""

    region: RegionRow
    lines: list[Stated]


class RegisterThere(TypedDict):
    """A public register of a region."""

    name: str
    key: str
    example: str
    renewal: str
    mark: str
    by: str
    at: str | None


class RegionsPage(Frame):
    """/regions"""

    asked: AskedFor
    own: list[RegionRow]
    others: list[RegionRow]
    found: list[AskedThere]
    count: int


class RegionPage(Frame):
    """/regions/<code>"""

    topics: list[Topic]
    registers: list[RegisterThere]
    beside: list[RegionRow]
