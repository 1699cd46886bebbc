"""Licences as their holders see them, and as schools look them up."""

from typing import TypedDict

from logbook.shapes.served.asked import Choice, Filled, Guarded, Offered, Turned


class SaidLine(TypedDict):
    """What its holder said of a licence; `stands` until it was replaced or taken back."""

    act: str
    text: str
    conditions: str
    on: str
    stands: bool


class FoundLine(TypedDict):
    """What a school found, and when who looked, under which number."""

    school: str
    text: str
    conditions: str
    on: str
    number: str
    by: str
    how: str


class OwnLicence(TypedDict):
    """A licence of one's own; `standing` is how it is today by what its holder said."""

    id: str
    title: str
    body: str
    number: str
    region: str
    type: str
    type_code: str
    prescriber: str
    primary: bool
    state: str
    standing: str
    ends_on: str | None
    remark: str | None
    said: list[SaidLine]
    found: list[FoundLine]


class LicencesPage(Filled):
    """/me/licences"""

    licences: list[OwnLicence]
    types: list[Offered]
    remark: str | None
    undo: str


class LicencePage(Filled):
    """/me/licences/<id>"""

    licence: OwnLicence
    types: list[Offered]
    statuses: list[Offered]
    remark: str | None
    undo: str


class DueLine(TypedDict):
    """A licence of a member; `why` is "" where nobody need look it up."""

    id: str
    name: str
    initials: str
    role: str
    title: str
    standing: str
    valid: bool
    why: str
    checked_on: str | None
    ends_on: str | None
    href: str


class DueList(Turned):
    """The licences of a view; `none` where nobody has any."""

    lines: list[DueLine]
    none: bool
    there: list[Choice]
    shows: list[Choice]
    orders: list[Choice]


class DuePage(Guarded, DueList):
    """/licences"""

    undo: str


class LicenceShort(TypedDict):
    """A licence on the page of a person."""

    title: str
    text: str
    href: str
    due: bool


class Answer(TypedDict):
    """One of the six questions, as it was answered."""

    question: str
    answer: str


class CheckedLine(TypedDict):
    """A check of this school; `name` is the register's where it differs."""

    act: str
    text: str
    conditions: str
    on: str
    number: str
    by: str
    how: str
    answers: list[Answer]
    name: str
    next_on: str | None
    stands: bool


class ToCheck(TypedDict):
    """A licence to look up."""

    id: str
    licence: str
    person: str
    school: str
    number: str
    type: str
    region: str
    standing: str
    ends_on: str | None
    remark: str | None
    looked_up: dict[str, str] | None
    checks: list[CheckedLine]
    act: str


class CheckPage(Filled, ToCheck):
    """/licences/<membership>/<licence>"""

    statuses: list[Offered]
    looks: list[Offered]
    questions: list[Offered]
    replies: list[Offered]
    undo: str
