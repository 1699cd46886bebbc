"""What the feed carries and a snapshot holds: documents on the wire, records once read, and what waits on a phone."""

from typing import Literal, NotRequired, TypedDict, final

from logbook.shapes.statements import Attestation, Entry, Handover, Review, SetAside, Signoff, Withdrawal


class WireRevision(TypedDict):
    """An earlier version of a case, on the wire."""

    rev: int
    hash: str
    received_at: str | None
    stmt: str
    brought_by: NotRequired[str]


class WireProposal(TypedDict):
    """A version kept beside the one that counts, on the wire."""

    mutation: str
    code: str
    received_at: str | None
    stmt: str
    brought_by: NotRequired[str]


class WireBelated(TypedDict):
    """An answer that came after its signer had left, on the wire: whether it was `accepted`, by whom (a name) and when;
    all null while nobody has decided."""

    hash: str
    received_at: str
    stmt: str
    accepted: bool | None
    by: str | None
    at: str | None


@final
class Wire(TypedDict):
    """A document on the wire; a case also has the texts beside it, a sign-off its grade, a hand-over after which
    revision it came and as which of its case."""

    kind: str
    id: str
    rev: int
    hash: str
    stmt: str
    received_at: str | None
    brought_by: NotRequired[str]
    proposals: NotRequired[list[WireProposal]]
    earlier: NotRequired[list[WireRevision]]
    belated: NotRequired[list[WireBelated]]
    grade: NotRequired[str | None]
    after_rev: NotRequired[int]
    nth: NotRequired[int]


@final
class Gone(TypedDict):
    """A document that its account may hold no more, and why."""

    kind: str
    id: str
    gone: str


class Digest(TypedDict):
    """How many documents of some kinds an account holds, and the exclusive or of their hashes' first 64 bits."""

    count: int
    xor: str


class Pulled(TypedDict):
    """A page of the feed."""

    docs: list[Wire | Gone]
    cursor: str
    more: bool


class Person(TypedDict):
    """Somebody the account may know."""

    typ: Literal["person"]
    id: str
    name: str
    profession: str
    body: str
    number: str


class LicenceDays(TypedDict):
    """What a licence is from a day on until another, null where none is known."""

    first: str | None
    last: str | None
    state: str


class LicenceTold(TypedDict):
    """A licence as it stands under signatures, in words alone, and when the school of the programme looked it up."""

    body: str
    number: str
    checked_on: str | None
    days: list[LicenceDays]


class Membership(TypedDict):
    """A role in a programme; `handed_to` and `confirmed` are a supervisor's, `cohort` is the name of a trainee's.
    `licences` are there where there is something to say of one."""

    typ: Literal["membership"]
    id: str
    person: str
    programme: str
    role: str
    since: str
    ended_on: str | None
    handed_to: NotRequired[str | None]
    confirmed: NotRequired[list[list[str]]]
    cohort: NotRequired[str]
    licences: NotRequired[list[LicenceTold]]


class Programme(TypedDict):
    """A programme and the requirement set it is measured by."""

    typ: Literal["programme"]
    id: str
    name: str
    provider: str
    tz: str
    requirement_set: str


class Limits(TypedDict):
    """What a programme allows."""

    reconstituted_hours: int | None


class Levels(TypedDict):
    """The shares of cases that may, and may not, fall short."""

    acceptable_percent: int
    unacceptable_percent: int


class RuleFilter(TypedDict):
    """Which cases a rule counts; an empty list asks for nothing."""

    part: list[str]
    areas: list[str]
    product: list[str]
    skin_type: list[str]
    setting: list[str]


class Window(TypedDict):
    """How far back a rule looks."""

    months: int | None


class Caps(TypedDict):
    """How much of the same a rule counts."""

    per_model_area: int | None


class RuleAsked(TypedDict):
    """One rule of a requirement set."""

    id: str
    label: str
    kind: str
    required: int | None
    percent: int | None
    maximum: int | None
    days: int | None
    filters: RuleFilter
    window: Window
    caps: Caps


class Requirements(TypedDict):
    """A requirement set. Those of older builds have no limits and no lines for the learning curve."""

    typ: Literal["requirements"]
    id: str
    key: str
    version: int
    title: str
    authority: str
    source: str
    as_of: str
    limits: NotRequired[Limits]
    cusum: NotRequired[Levels | None]
    rules: list[RuleAsked]


class Revision(TypedDict):
    """An earlier version of a case."""

    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Entry


class Proposal(TypedDict):
    """A version of a case kept beside the one that counts."""

    mutation: str
    code: str
    received_at: str
    brought_by: str
    doc: Entry


class Belated(TypedDict):
    """An answer that came after its signer had left, and does not count, or not yet; `by` is who decided."""

    hash: str
    received_at: str
    doc: Signoff
    accepted: bool | None
    by: str | None
    at: str | None


class EntryRecord(TypedDict):
    """A case as the server has it."""

    kind: Literal["entry"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Entry
    proposals: list[Proposal]
    earlier: list[Revision]
    belated: NotRequired[list[Belated]]


class SignoffRecord(TypedDict):
    """A sign-off as the server has it; `grade` says how sure it is who signed."""

    kind: Literal["signoff"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Signoff
    grade: str | None


class ReviewRecord(TypedDict):
    """A review as the server has it."""

    kind: Literal["review"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Review


class WithdrawalRecord(TypedDict):
    """A withdrawal as the server has it."""

    kind: Literal["withdrawal"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Withdrawal


class HandoverRecord(TypedDict):
    """A hand-over as the server has it: the `nth` of its case, taken when revision `after_rev` was the newest."""

    kind: Literal["handover"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Handover
    after_rev: int
    nth: int


class SetAsideRecord(TypedDict):
    """A setting aside as the server has it."""

    kind: Literal["set_aside"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: SetAside


class AttestationRecord(TypedDict):
    """An attestation as the server has it."""

    kind: Literal["attestation"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Attestation


class Taught(TypedDict):
    """One version of a module; a retired one is told so that what was done of it keeps its words."""

    key: str
    version: int
    title: str
    part: str
    minutes: int | None
    credits_tenths: int | None
    keeps_months: int | None
    retired: bool


class Curriculum(TypedDict):
    """What a programme teaches, in its order: every version of every module, the newest of each first."""

    typ: Literal["curriculum"]
    id: str
    modules: list[Taught]


class CurriculumRecord(TypedDict):
    """A curriculum as the server tells of it."""

    kind: Literal["curriculum"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Curriculum


class PersonRecord(TypedDict):
    """A person as the server tells of them."""

    kind: Literal["person"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Person


class MembershipRecord(TypedDict):
    """A membership as the server tells of it."""

    kind: Literal["membership"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Membership


class ProgrammeRecord(TypedDict):
    """A programme as the server tells of it."""

    kind: Literal["programme"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Programme


class RequirementsRecord(TypedDict):
    """A requirement set as the server tells of it."""

    kind: Literal["requirements"]
    id: str
    rev: int
    hash: str
    received_at: str | None
    brought_by: str
    doc: Requirements
