"""The people of a programme, and what becomes of them."""

from typing import TypedDict

from logbook.shapes.served.asked import Choice, Filled, Guarded, Offered, Turned
from logbook.shapes.served.invitations import LinkLine, LinkShown


class Member(TypedDict):
    """A membership joined with its person."""

    id: str
    person_id: str
    name: str
    initials: str
    email: str
    role: str
    profession: str
    licence: str
    locked: bool
    since: str
    ended_on: str | None
    mine: bool


class Mark(TypedDict):
    """Whether a supervisor was confirmed."""

    state: str
    text: str


class Backlog(TypedDict):
    """How many cases wait for a supervisor, since when, and whether that is late."""

    waiting: int
    oldest_on: str | None
    late: bool
    today: str


class MemberLine(Member, Backlog):
    """A line of the register: what waits for them, whether they are confirmed, and whether a role that ended can be
    given `again`; `registered` is their name in the school's papers, "" where that is the account's, and
    `licensed` what is to be known of their licence, "" where that is nothing."""

    supervises: bool
    registered: str
    licensed: str
    mark: Mark | None
    again: bool


class People(TypedDict):
    """The people of one programme, and the newest of its open links; `more` counts the others."""

    id: str
    name: str
    members: list[MemberLine]
    unconfirmed: list[MemberLine]
    invitations: list[LinkLine]
    more: int


class Listed(Turned):
    """The lines of one view, under their programmes; whether lines were left out, and the views beside it."""

    programmes: list[People]
    narrowed: bool
    there: list[Choice]
    shows: list[Choice]


class PeoplePage(Guarded, Listed):
    """/people"""

    undo: str


class RecoveryPage(Guarded):
    """/people/<id>/recovery"""

    id: str
    name: str
    email: str
    alone: bool
    link: LinkShown | None
    hours: int


class LookedUp(TypedDict):
    """Where somebody looks a number up."""

    name: str
    at: str


class ConfirmationPage(Filled):
    """/people/memberships/<id>/confirmation"""

    member: Member
    remark: str | None
    looked_up: LookedUp | None
    mark: Mark | None
    seen: str
    ways: list[Offered]


class StillWaiting(TypedDict):
    """What waits for a supervisor."""

    cases: int
    oldest_on: str | None
    returned: int


class LeavingPage(Guarded):
    """/people/memberships/<id>/ending and /people/memberships/<id>/handing"""

    member: Member
    supervises: bool
    waiting: StillWaiting
    today: str
    heirs: list[Offered]
    heir: str
