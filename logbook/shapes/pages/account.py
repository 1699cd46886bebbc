"""What one has to do, and how one's own account and device stand."""

from typing import TypedDict

from logbook.shapes.pages.cases import (
    AskedRow,
    DatedRow,
    DraftRow,
    DueRow,
    KeptRow,
    Left,
    ParkedRow,
    Redating,
)
from logbook.shapes.pages.framed import Ended, Frame, Paged


class Unserved(TypedDict):
    """A programme where cases wait and nobody supervises."""

    programme: str
    cases: int


class Unconfirmed(TypedDict):
    """A signer who waits to be confirmed."""

    signer: str
    cases: int


class Leaver(Left):
    """The same with how many cases wait."""

    cases: int


class HandedCases(TypedDict):
    """To whom cases were handed over that name somebody who is still there, and how many wait."""

    named: str
    to: str
    by: str
    cases: int


class LicenceEnding(TypedDict):
    """What somebody should know of a licence of theirs: "ends in 12 days", "has ended"; `bad`: it is not valid now."""

    title: str
    text: str
    bad: bool


class TodoPage(Frame):
    """/todo"""

    asked: list[AskedRow]
    parked: list[ParkedRow]
    redating: Redating | None
    kept: list[KeptRow]
    reviews: list[DueRow]
    paged: Paged
    unnamed: list[DatedRow]
    nobody: list[Unserved]
    unconfirmed: list[Unconfirmed]
    left: list[Leaver]
    handed: list[HandedCases]
    licences: list[LicenceEnding]
    ended: list[Ended]


class NoticeRow(TypedDict):
    """One thing that happened: its `instant`, the day and what the viewer's wall showed then ("" where it is of a
    day); `is_new`: since they looked."""

    instant: str
    on: str
    at: str
    is_new: bool
    icon: str
    tone: str
    title: str
    what: str
    said: str
    href: str


class NoticeDay(TypedDict):
    """What happened on a day; `far`: of another year."""

    on: str
    near: str
    far: bool
    rows: list[NoticeRow]


class NoticesPage(Frame):
    """/notices; `looked` is up to when whoever has seen it has looked."""

    days: list[NoticeDay]
    count: int
    news: int
    looked: str
    paged: Paged
    ended: list[Ended]


class MyProgramme(TypedDict):
    """A programme and what its viewer is there."""

    id: str
    name: str
    provider: str
    roles: list[str]


class LeftBehind(TypedDict):
    """A role that ended."""

    role: str
    programme: str
    on: str


class WaitingRow(TypedDict):
    """A statement that waits to be sent."""

    kind: str
    word: str
    at: str
    title: str
    model: str


class MePage(Frame):
    """/me"""

    name: str
    profession: str
    body: str
    number: str
    email: str
    links: list[str]
    exports: bool
    programmes: list[MyProgramme]
    over: list[LeftBehind]
    awaiting: list[str]
    licences: list[LicenceEnding]
    outbox: list[WaitingRow]
    parked: list[ParkedRow]
    redating: Redating | None
    drafts: list[DraftRow]
    last_sync: str | None
    fragile: bool
