"""What one account's pages are made from: its records, and what waits on its phone."""

from typing import Literal, NotRequired, TypedDict

from logbook.shapes.pathway import Gate
from logbook.shapes.records import (
    AttestationRecord,
    CurriculumRecord,
    EntryRecord,
    HandoverRecord,
    MembershipRecord,
    PersonRecord,
    ProgrammeRecord,
    RequirementsRecord,
    ReviewRecord,
    SetAsideRecord,
    SignoffRecord,
    WithdrawalRecord,
)
from logbook.shapes.report import Report, Standing
from logbook.shapes.statements import Entry, Review, SetAside, Signoff, Statement, Withdrawal


class ReportRecord(TypedDict):
    """A report as the server tells it."""

    kind: Literal["report"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Report


class StandingRecord(TypedDict):
    """How far a trainee is, as the server tells those who supervise them."""

    kind: Literal["standing"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Standing


class GateRecord(TypedDict):
    """A gate as the server reckons it for its trainee."""

    kind: Literal["gate"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Gate


class Records(TypedDict):
    """Everything an account holds, by kind."""

    entry: list[EntryRecord]
    signoff: list[SignoffRecord]
    review: list[ReviewRecord]
    withdrawal: list[WithdrawalRecord]
    handover: list[HandoverRecord]
    set_aside: list[SetAsideRecord]
    attestation: list[AttestationRecord]
    person: list[PersonRecord]
    membership: list[MembershipRecord]
    programme: list[ProgrammeRecord]
    curriculum: list[CurriculumRecord]
    requirements: list[RequirementsRecord]
    report: list[ReportRecord]
    standing: NotRequired[list[StandingRecord]]
    gate: NotRequired[list[GateRecord]]


class Damaged(TypedDict):
    """What stands in the place of a statement that cannot be read any more: which case it was about, at most."""

    typ: Literal["damaged"]
    id: str
    entry: str


Written = Entry | Signoff | Review | Withdrawal | SetAside | Damaged


class Waiting(TypedDict):
    """A statement that waits on a phone."""

    mutation: str
    n: int
    at: str
    after: str | None
    hash: NotRequired[str]
    doc: Written


class Known(TypedDict):
    """A version that a refused statement was built upon, or that the server has instead."""

    rev: int
    hash: str
    doc: Statement


class Parked(TypedDict):
    """A statement that the server would not take; `fields` says where, `ahead_s` how fast the phone's clock was."""

    mutation: str
    n: int
    at: str
    code: str
    fields: dict[str, list[str]]
    doc: Written
    head: Known | None
    base: NotRequired[Known | None]
    ahead_s: NotRequired[int]


class Draft(TypedDict):
    """A form that was begun."""

    entry: str
    kind: str
    saved_at: str
    fields: dict[str, list[str]]


class Unread(TypedDict):
    """How much lies here that this build cannot read: of what waits on the phone, of what the server keeps."""

    here: int
    kept: int


class Phone(TypedDict):
    """How the phone stands; `part`: that it holds a part of what its account may, what waits and what is newest."""

    last_sync: str | None
    persisted: bool | None
    auth_needed: bool
    clock_offset_s: NotRequired[int]
    unread: NotRequired[Unread]
    part: NotRequired[bool]


class Link(TypedDict):
    """A link for a new password that its owner has not put away; `by` is "" where the host made it."""

    state: str
    by: str
    at: str
    until: str
    used: str | None


class Decided(TypedDict):
    """What was decided of an account's owner, in words; one that lies ahead is told from its instant on."""

    at: str
    icon: str
    tone: str
    title: str
    what: str
    href: str


class You(TypedDict):
    """What only its owner is told of an account."""

    email: str
    links: list[Link]
    # There where they do: a phone of an earlier build knows nothing of it.
    administers: NotRequired[bool]
    # Up to which instant they have looked at their notices, on any device; and what was decided of them lately.
    looked: NotRequired[str]
    decided: NotRequired[list[Decided]]


class Tally(TypedDict):
    """How many cases of a trainee stand where, `unconfirmed` of them signed by somebody whom nobody confirmed; `oldest`
    is the day of the oldest that waits, `last` of the newest; `programmes` are the ids of those they are from."""

    signed: int
    unconfirmed: int
    waiting: int
    unnamed: int
    returned: int
    oldest: str | None
    last: str | None
    programmes: list[str]


class Signatures(TypedDict):
    """How many signatures the viewer gave, and how many of them they did not take back. Those up to the instant `until`
    are here, as far as they are shown; so many lie `before` them, which are newer."""

    all: int
    standing: int
    before: int
    until: str


class Stretch(TypedDict):
    """How many cases a list has. Those from the day `since` on are here, as far as they are shown; so many lie `before`
    them, which are older."""

    cases: int
    before: int
    since: str


class Queue(TypedDict):
    """What waits for the viewer: by name, of others, and what they sent back; how many of the first two are late."""

    named: Stretch
    others: Stretch
    returned: Stretch
    late: int


class Alike(TypedDict):
    """How many cases of a list stand alike; `needs`: they need the viewer though they were sent and nobody answered."""

    state: str
    needs: bool
    cases: int


class Listed(TypedDict):
    """What there is of a list of cases of which only the first are read: how many, whether any was not taken back, the
    areas treated and the supervisors named, "" for nobody; of those `found` by what narrows it, where they stand."""

    cases: int
    standing: bool
    areas: list[str]
    supervisors: list[str]
    found: list[Alike]


class InNumbers(TypedDict):
    """What stands for cases that were counted and not all read: how many things need the viewer, how many cases they
    are asked to sign, how much happened to cases since they looked (`news`), `tallies` by trainee."""

    needing: NotRequired[int]
    news: NotRequired[int]
    asked: NotRequired[int]
    queue: NotRequired[Queue]
    due: NotRequired[Stretch]
    tallies: NotRequired[dict[str, Tally]]
    signatures: NotRequired[Signatures]
    listed: NotRequired[Listed]


class Snapshot(InNumbers):
    """What one account holds; the last four are a phone's, empty on the server."""

    account: str
    you: NotRequired[You]
    records: Records
    outbox: list[Waiting]
    parked: list[Parked]
    drafts: list[Draft]
    phone: Phone | None


class RefusedText(TypedDict):
    """A statement that was refused for rights that were gone."""

    mutation: str
    code: str
    received_at: str
    doc: Statement
