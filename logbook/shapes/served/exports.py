"""Files that are made of a logbook."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Guarded, Turned
from logbook.shapes.served.everybody import Wrong


class Book(TypedDict):
    """A logbook that somebody may take out."""

    trainee: str
    name: str
    programme_id: str
    programme: str
    href: str
    here: bool


class Made(TypedDict):
    """A file on its way, ready or failed."""

    href: str
    busy: bool
    ready: bool
    said: str
    counted: str
    done: int
    total: int
    late: bool
    words: str
    title: str
    size: str
    days: str
    name: str
    programme: str
    at: str
    sign: str
    fields: dict[str, str]
    again: str


class Others(Turned):
    """The logbooks that may be chosen; whether they are more than a page."""

    many: bool
    books: list[Book]


class ExportsPage(Filled, Others):
    """/export"""

    chosen: Book | None
    outside: int
    refused: Wrong | None
    made: list[Made]


class ExportPage(Guarded):
    """/export/<id>"""

    made: Made
