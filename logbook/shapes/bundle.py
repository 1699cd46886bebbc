"""What an export holds: a logbook from one day to another, everything said about each case, and figures about them."""

from collections.abc import Sequence
from typing import TypedDict

from logbook.shapes.report import Report
from logbook.shapes.statements import Entry, Handover, Review, SetAside, Signoff, Withdrawal


class Stated(TypedDict):
    """A statement as it was received; `brought_by` is who handed it in, where that was not its writer."""

    hash: str
    received_at: str
    text: str
    brought_by: str | None


class RevisionStated(Stated):
    """A version of a case."""

    doc: Entry
    rev: int


class NewerStated(Stated):
    """The newest version, where an older one is signed and goes on counting."""

    doc: Entry
    rev: int
    state: str


class ProposalStated(Stated):
    """A version kept beside the one that counts."""

    doc: Entry
    code: str
    closed_at: str | None


class Signature(Stated):
    """The signature under the version that counts."""

    doc: Signoff
    grade: str | None


class SignoffStated(Signature):
    """A sign-off, taken back or not."""

    withdrawn_at: str | None


class ReviewStated(Stated):
    """A review."""

    doc: Review


class WithdrawalStated(Stated):
    """A withdrawal."""

    doc: Withdrawal


class HandoverStated(Stated):
    """A hand-over: after which revision it came, and as which of its case."""

    doc: Handover
    after_rev: int
    nth: int


class SetAsideStated(Stated):
    """A word that the case counts for no rule, taken back or not."""

    doc: SetAside
    withdrawn_at: str | None


class BelatedStated(Stated):
    """An answer that came after its signer had left and does not count, or not yet; `by` is who decided."""

    doc: Signoff
    by: str | None
    decided_at: str | None


class Confirmation(TypedDict):
    """How a signer was confirmed: "before" for who signed before this was asked."""

    how: str
    at: str
    by: str | None


class Handed(TypedDict):
    """A hand-over in words: whom its case named then, to whom and by whom it was handed, why and when."""

    named: str
    to: str
    by: str
    reason: str
    at: str


class LicenceOn(TypedDict):
    """How a licence was on a day: when it was looked up last, and what is to be said of that day, "" of nearly all."""

    checked_on: str | None
    mark: str
    valid: bool


class SignedUnder(LicenceOn):
    """The same of a sign-off, by its id."""

    signoff: str


class Exported(TypedDict):
    """One case: what counts of it, and everything else about it beside. `held_by` is whom it waits for by its
    statements, in words; `ahead` are the minutes by which it is dated
    after it came."""

    number: int
    id: str
    rev: int
    hash: str
    state: str
    doc: Entry
    newer: NewerStated | None
    supervisor_name: str
    held_by: str
    received_first: str
    received_at: str
    ahead: int
    entry_delay: int
    signature: Signature | None
    signed_at: str | None
    signoff_delay: int | None
    unsigned_change: bool
    revisions: list[RevisionStated]
    signoffs: list[SignoffStated]
    reviews: list[ReviewStated]
    withdrawals: list[WithdrawalStated]
    handovers: list[HandoverStated]
    set_asides: list[SetAsideStated]
    handed: list[Handed]
    belated: list[BelatedStated]
    proposals: list[ProposalStated]
    confirmed: Confirmation | None
    signed_under: list[SignedUnder]
    treated_under: LicenceOn | None


class StudiedLine(TypedDict):
    """Something that was done beside the cases; `credits_tenths` are those claimed, `stated` what accredits it by what
    was in force on its day. `counts`: a tutor, a file or the office says so."""

    hash: str
    what: str
    title: str
    version: int | None
    on: str
    until: str | None
    minutes: int | None
    credits_tenths: int | None
    score: int | None
    hours: str
    document: str
    known: str
    by: str
    counts: bool
    stated: list[str]


class Studied(TypedDict):
    """All of that, and what accredits the programme on the day on which the file is made."""

    lines: list[StudiedLine]
    accredited: list[str]


class SetAnew(TypedDict):
    """A password set anew with somebody's link; `by` is "" where the host made it."""

    by: str
    at: str


class ExportedTrainee(TypedDict):
    """Whose logbook it is."""

    id: str
    name: str
    profession: str
    licence_body: str
    licence_number: str
    specialties: list[str]
    password_set_anew: list[SetAnew]


class ExportedProgramme(TypedDict):
    """The programme it was kept in."""

    id: str
    name: str
    provider: str
    tz: str
    requirement_set: str


class SignerLine(TypedDict):
    """Somebody whose signatures stand, as registered when they signed; `present` is the name they have now."""

    id: str
    name: str
    present: str
    profession: str
    body: str
    number: str
    confirmed: Confirmation | None
    grades: list[str]
    signed: int
    first_on: str
    last_on: str


class SignerTold(SignerLine):
    """The same with when the school looked their number up, and whose links a password of theirs was set anew."""

    checked_on: str | None
    password_set_anew: list[SetAnew]


class AreaLine(TypedDict):
    """How often an area was treated, by part."""

    area: str
    parts: dict[str, int]
    all: int


class ProductLine(TypedDict):
    """How often a product was used, and how much of it."""

    product: str
    cases: int
    units_tenths: int


class Summary(TypedDict):
    """Figures about the cases that count; the plain ones as {code: how many}."""

    signed: int
    models: int
    parts: dict[str, int]
    areas: list[AreaLine]
    products: list[ProductLine]
    skin_types: dict[str, int]
    sexes: dict[str, int]
    age_bands: dict[str, int]
    settings: dict[str, int]
    months: dict[str, int]


class SignedAtOnce(TypedDict):
    """Several cases that one supervisor signed within a minute."""

    name: str
    at: str
    entries: int


class Timeliness(TypedDict):
    """How soon cases were logged and signed. Medians are days."""

    logged: int
    entry_median: float | int | None
    entry_next_day: int
    signed: int
    signoff_median: float | int | None
    signoff_in_time: int
    unsigned: int
    returned: int
    withdrawn: int
    signatures_withdrawn: int
    batches: list[SignedAtOnce]


class SetTold(TypedDict):
    """By which set of requirements the cases of a file were judged: its text has this hash."""

    key: str
    version: int
    title: str
    authority: str
    source: str
    as_of: str
    confidence: str | None
    hash: str


class GateTold(TypedDict):
    """A gate of the set, and whether all of its rules are met."""

    id: str
    label: str
    state: str
    opens: bool


class RuleTold(TypedDict):
    """How far a rule is; `part_of`: the choice that it is a part of, `asked`: what it asks for in words, `tenths`:
    whether its numbers are tenths, `entries`: the numbers of those that count."""

    id: str
    gate: str
    part_of: str | None
    label: str
    asked: str
    tenths: bool
    entries: list[int]
    state: str
    required: int
    counted: int
    waiting: int
    excess: int
    missing: int
    met_on: str | None
    holds_until: str | None
    ended_on: str | None


class LeftOutLine(TypedDict):
    """Which entries of the file a rule leaves out for one reason, by their numbers, and the days of their treatment."""

    rule: str
    label: str
    reason: str
    entries: list[int]
    days: list[str]


class Exempted(TypedDict):
    """An exception in force for one rule, None where no rule of this set is called so; of a number what it `was` and is
    `now`, which `holds` unless a newer one stands in its place; of single cases their numbers."""

    rule: str | None
    label: str
    kind: str
    was: int | None
    now: int | None
    holds: bool
    entries: list[int]
    reason: str
    by: str
    on: str
    ends: str | None


class AsideTold(TypedDict):
    """An entry that its supervisor set aside: it counts for no rule."""

    entry: int
    reason: str
    by: str
    on: str


class JudgedTold(TypedDict):
    """What the cases of a file come to, gate by gate."""

    set: SetTold
    on: str
    ready: bool
    gates: list[GateTold]
    rules: list[RuleTold]
    left_out: list[LeftOutLine]
    exceptions: list[Exempted]
    asides: list[AsideTold]


class CloseTogether(TypedDict):
    """Treatments that began within minutes of each other, from the first to the last."""

    on: str
    first: str
    last: str
    entries: list[int]


class AlikeMaps(TypedDict):
    """Treatments one after the other whose injections are equal in every point, of so many models."""

    entries: list[int]
    models: int


class NoticedTold(TypedDict):
    """What is noticed of entries in the order of treatment; `same` are those that say the same as the one before, but
    for model, day and time."""

    close: list[CloseTogether]
    maps: list[AlikeMaps]
    same: list[int]


class Bundle(TypedDict):
    """The whole; `outside` is how many cases were treated on other days, `newer` how many have a newer version than the
    one that counts, `meanings` the words that signatures stand under, `logo` the
    provider’s picture, a PNG in base 64. Of `entries` a part is in memory at a time."""

    trainee: ExportedTrainee
    programme: ExportedProgramme
    date_from: str
    date_to: str
    generated_at: str
    digest: str
    record_digest: str
    report: Report
    judged: JudgedTold
    noticed: NoticedTold
    studied: Studied
    logo: str | None
    signers: list[SignerTold]
    summary: Summary
    timeliness: Timeliness
    outside: int
    newer: int
    meanings: list[str]
    entries: Sequence[Exported]
