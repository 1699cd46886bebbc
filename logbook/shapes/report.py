"""How far a logbook is, as the server reckons it: whole numbers, codes and days."""

from typing import Literal, NotRequired, TypedDict

from logbook.shapes.records import Limits, RuleFilter


class ReportSet(TypedDict):
    """The requirement set a report is measured by."""

    key: str
    version: int
    title: str
    authority: str
    source: str
    as_of: str


class Totals(TypedDict):
    """Counts of cases; `unconfirmed` and `unnamed` came after the first reports."""

    entries: int
    signed: int
    waiting: int
    returned: int
    unconfirmed: NotRequired[int]
    unnamed: NotRequired[int]
    withdrawn: int
    to_go: int


class RuleReport(TypedDict):
    """One rule and how far it is met."""

    id: str
    label: str
    kind: str
    filter: RuleFilter
    required: int
    counted: int
    waiting: int
    excess: int
    missing: int
    met: bool
    percent: int | None
    entries: list[str]


class RuleStanding(TypedDict):
    """How far one rule is met, and no more of it."""

    id: str
    label: str
    kind: str
    required: int
    counted: int
    waiting: int
    met: bool
    percent: int | None


class Standing(TypedDict):
    """What a report says of each rule, for who supervises its trainee."""

    typ: Literal["standing"]
    id: str
    trainee: str
    programme: str
    made_on: str
    rules: list[RuleStanding]


class Distinct(TypedDict):
    """How many different ones."""

    distinct: int


class SkinTypes(TypedDict):
    """Cases of one skin type."""

    code: str
    signed: int
    waiting: int


class AreaReport(TypedDict):
    """Cases of one area."""

    area: str
    signed: int
    waiting: int
    required: int | None


class PartReport(TypedDict):
    """Cases in which the trainee took one part."""

    part: str
    signed: int
    waiting: int


Week = TypedDict("Week", {"from": str, "signed": int, "waiting": int})


class Spread(TypedDict):
    """Cases of one area by month or skin type."""

    area: str
    counts: list[int]


class Curve(TypedDict):
    """The learning curve."""

    acceptable_percent: int
    unacceptable_percent: int
    points: list[int]
    short: list[int]
    line: int
    now: str
    since: int


class DoseLine(TypedDict):
    """Median doses of one area, by month."""

    area: str
    cases: int
    medians: list[int | None]


class Doses(TypedDict):
    """Median doses of one product."""

    product: str
    months: list[str]
    lines: list[DoseLine]


class RatingPair(TypedDict):
    """What a trainee and a supervisor said of the same case."""

    on: str
    own: int
    theirs: int


class Ratings(TypedDict):
    """How a trainee's ratings lie beside their supervisors'."""

    cases: int
    higher: int
    lower: int
    newest: list[RatingPair]


class CorrectionSeen(TypedDict):
    """A correction, in how many cases it was seen, and in which of the newest: "0100"."""

    seen: str
    correction: str
    last_on: str
    times: int
    clear: int
    marks: str


class Report(TypedDict):
    """The report of one logbook. Reports of older builds have no charts."""

    typ: Literal["report"]
    id: str
    trainee: str
    programme: str
    set: ReportSet
    made_on: str
    basis: NotRequired[str]  # of what its day alone does not change; its gates name it
    totals: Totals
    rules: list[RuleReport]
    models: Distinct
    supervisors: Distinct
    skin_types: list[SkinTypes]
    areas: list[AreaReport]
    parts: list[PartReport]
    oldest_unsigned_on: str | None
    oldest_waiting_on: NotRequired[str | None]
    oldest_unnamed_on: NotRequired[str | None]
    limits: Limits
    ready_on: str | None
    weeks: NotRequired[list[Week]]
    spread: NotRequired[list[Spread]]
    curve: NotRequired[Curve | None]
    doses: NotRequired[list[Doses]]
    ratings: NotRequired[Ratings | None]
    corrections: NotRequired[list[CorrectionSeen]]
