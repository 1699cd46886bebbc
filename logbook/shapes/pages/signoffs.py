"""What waits for a supervisor's answer, the sheet, and what was answered."""

from typing import TypedDict

from logbook.shapes.forms import Field, Problem, Rows, Section
from logbook.shapes.pages.cases import Answer, CaseRow, Registration
from logbook.shapes.pages.entries import ReviewTold
from logbook.shapes.pages.framed import Ended, Frame, Ids, Paged
from logbook.shapes.pages.told import StateFacts, Told
from logbook.shapes.pages.versions import Changed
from logbook.shapes.pages.writing import FormBase


class SignRow(CaseRow):
    """A case that waits for its viewer's answer."""

    trainee: str
    names: str
    holder: str
    programme: str
    handed: bool
    days: int
    late: bool
    rev: int
    flags: list[str]
    begun: bool


class SignDay(TypedDict):
    """Those of one day."""

    on: str
    near: str
    far: bool
    rows: list[SignRow]


class SignGroup(TypedDict):
    """Those that name the viewer, or somebody else."""

    id: str
    title: str
    count: int
    days: list[SignDay]


class SignoffsPage(Frame):
    """/signoffs"""

    groups: list[SignGroup]
    count: int
    paged: Paged
    signed: bool
    ended: list[Ended]
    late: int
    late_days: int


class SignedRow(CaseRow):
    """A case that its viewer signed."""

    hash: str
    trainee: str
    at: str
    rating: int | None
    withdrawn: bool
    waiting: bool
    confirmed: bool
    licence: Registration
    programme: str
    takes_back: bool


class SignedPage(Frame):
    """/signoffs/signed"""

    ended: list[Ended]
    awaiting: list[str]
    rows: list[SignedRow]
    count: int
    paged: Paged


class TakeBackPage(Frame, Ids):
    """/signoffs/<id>/withdrawal"""

    allowed: bool
    ended: list[Ended]
    signoff: str
    row: SignedRow
    problems: list[Problem]
    sections: list[Section]


class Password(TypedDict):
    """The field of the password."""

    type: str
    name: str
    id: str
    label: str
    hint: str
    optional: bool
    required: bool
    value: str
    problems: list[str]
    max_length: int


class SheetPage(Frame, StateFacts, Told, Ids):
    """/entries/<id>/signoff"""

    entry: str
    base: FormBase
    allowed: bool
    standing: str
    trainee: str
    model: str
    part: str
    product: str
    days: int
    late: bool
    late_days: int
    before: Answer | None
    reviews: list[ReviewTold]
    changed: Changed | None
    instead: bool
    rated: bool
    meaning: str
    awaiting: list[str]
    picks: list[str]
    nonce: str
    email: str
    password: Password
    problems: list[Problem]
    fields: dict[str, Field | Rows]
