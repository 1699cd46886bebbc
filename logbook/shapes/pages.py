"""What page functions give: the frame, a case in a list, the facts of a case, and each page."""

from typing import NotRequired, TypedDict

from logbook.shapes.charts import Course, Drawn, Heat, Ring, RuleBar
from logbook.shapes.forms import Field, Problem, Rows, Section
from logbook.shapes.report import ReportSet


class Tab(TypedDict):
    """A tab with how much needs its viewer there."""

    id: str
    label: str
    href: str
    icon: str
    count: int


class SyncPill(TypedDict):
    """How the phone stands with the server."""

    state: str
    label: str
    href: str


class Notice(TypedDict):
    """A note above the page's content."""

    state: str
    icon: str
    text: str
    href: str | None
    label: str
    send: bool


class Frame(TypedDict):
    """What base.html needs."""

    title: str
    heading: str
    back: str | None
    build: str
    here: str
    tabs: list[Tab]
    sync: SyncPill | None
    notice: Notice | None


class Chip(TypedDict):
    """Where a case stands."""

    code: str
    label: str
    icon: str
    tone: str


class Thumb(TypedDict):
    """The face of a case, small."""

    areas: list[str]
    spots: str


class CaseRow(TypedDict):
    """A case as one row of a list."""

    id: str
    href: str
    title: str
    areas: list[str]
    thumb: Thumb
    model: str
    units_tenths: int
    part: str
    state: Chip


class Ended(TypedDict):
    """A role that its viewer holds no more."""

    id: str
    programme: str
    on: str


class Way(TypedDict):
    """A link."""

    href: str
    label: str


class Refusal(TypedDict):
    """What the server would not take, and what to do about it."""

    mutation: str
    kind: str
    at: str
    words: str
    fields: list[str]
    way: Way | None
    again: bool


class ParkedRow(Refusal):
    """The same with the case it is about."""

    title: str
    model: str


class Pair(TypedDict):
    """What was seen and how it was corrected."""

    seen: str
    correction: str
    repeat: bool


class Answer(TypedDict):
    """What a supervisor answered."""

    id: str
    verdict: str
    signer: str
    body: str
    number: str
    at: str
    days: int
    rating: int | None
    anchor: str
    feedback: str
    instead: str
    named: str
    corrections: list[Pair]
    grade: str
    rev: int
    mine: bool
    current: bool
    confirmed: bool


class Kept(TypedDict):
    """A version kept beside the one that counts."""

    mutation: str
    words: str
    at: str
    changed: list[str]
    href: str | None
    brought_by: str


class ReviewDue(TypedDict):
    """When the model should be looked at again."""

    on: str
    now: bool
    late: int


class Moved(TypedDict):
    """What a fast clock dated wrongly, and its real date."""

    title: str
    model: str
    kind: str
    was: str
    now: str


class Redating(TypedDict):
    """The offer to move all of them."""

    far: str
    count: int
    rows: list[Moved]


class AskedRow(CaseRow):
    """A case that somebody asked to change."""

    answer: Answer | None


class KeptRow(CaseRow):
    """A case with versions beside it."""

    proposals: list[Kept]


class DueRow(CaseRow):
    """A case whose review is due."""

    due: ReviewDue | None


class DatedRow(CaseRow):
    """A case with the day of its treatment."""

    on: str


class Unserved(TypedDict):
    """A programme where cases wait and nobody supervises."""

    programme: str
    cases: int


class Unconfirmed(TypedDict):
    """A signer who waits to be confirmed."""

    signer: str
    cases: int


class Left(TypedDict):
    """Who is named and has left, and who signs in their place."""

    name: str
    on: str
    by: str


class Leaver(Left):
    """The same with how many cases wait."""

    cases: int


class TodoPage(Frame):
    """/todo"""

    asked: list[AskedRow]
    parked: list[ParkedRow]
    redating: Redating | None
    kept: list[KeptRow]
    reviews: list[DueRow]
    unnamed: list[DatedRow]
    nobody: list[Unserved]
    unconfirmed: list[Unconfirmed]
    left: list[Leaver]
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
    at: str
    title: str
    model: str


class DraftRow(TypedDict):
    """A form that was begun; an answer to a case that is not here leads nowhere."""

    entry: str
    kind: str
    saved_at: str
    href: str | None
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
    outbox: list[WaitingRow]
    parked: list[ParkedRow]
    redating: Redating | None
    drafts: list[DraftRow]
    last_sync: str | None
    fragile: bool


class TraineeRow(TypedDict):
    """Somebody whose cases the viewer signs."""

    id: str
    name: str
    href: str
    programmes: str
    signed: int
    waiting: int
    unnamed: int
    returned: int
    oldest: str | None
    days: int
    late: bool
    last: str | None


class TraineesPage(Frame):
    """/trainees"""

    rows: list[TraineeRow]
    ended: list[Ended]


class FullTotals(TypedDict):
    """Counts of cases, with what older reports lack filled in."""

    entries: int
    signed: int
    waiting: int
    returned: int
    unconfirmed: int
    unnamed: int
    withdrawn: int
    to_go: int


class Counted(TypedDict):
    """Cases under a label."""

    label: str
    signed: int
    waiting: int


class ProgressSection(Course):
    """How far one logbook is."""

    id: str
    programme: str
    ring: Ring
    totals: FullTotals
    ready_on: str | None
    rules: list[RuleBar]
    heat: Heat
    parts: list[Counted]
    skin_types: list[Counted]
    models: int
    supervisors: int
    set: ReportSet
    made_on: str


class ProgressPage(Frame):
    """/progress"""

    sections: list[ProgressSection]


class SignRow(CaseRow):
    """A case that waits for its viewer's answer."""

    trainee: str
    names: str
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
    programme: str
    takes_back: bool


class SignedPage(Frame):
    """/signoffs/signed"""

    ended: list[Ended]
    awaiting: list[str]
    rows: list[SignedRow]
    count: int
    more: str | None
    left: int


class Option(TypedDict):
    """One thing a list can be narrowed by."""

    code: str
    label: str
    on: bool


class Narrowing(TypedDict):
    """A way to narrow a list."""

    name: str
    label: str
    options: list[Option]


class Search(TypedDict):
    """What a list is searched for."""

    q: str
    choices: list[Narrowing]
    on: int
    clear: str
    trainee: str
    show: str


class Filter(TypedDict):
    """A tab of a list."""

    code: str
    label: str
    count: int
    href: str
    current: bool


class Day(TypedDict):
    """The cases of one day."""

    on: str
    near: str
    far: bool
    rows: list[CaseRow]


class EntriesPage(Frame):
    """/entries"""

    writes: bool
    ended: list[Ended]
    ring: Ring | None
    search: Search | None
    narrowed: bool
    found: int
    filters: list[Filter]
    days: list[Day]
    drafts: list[DraftRow]
    more: str | None
    left: int
    empty_logbook: bool
    repeat: bool


class Fact(TypedDict):
    """One answer, to print."""

    label: str
    kind: str
    value: str | int


class Card(TypedDict):
    """Facts under a title."""

    title: str
    facts: list[Fact]


class AreaUnits(TypedDict):
    """An area with its dose."""

    label: str
    count: int
    units_tenths: int


class PointRow(TypedDict):
    """One injection in words."""

    area: str
    muscle: str
    side: str
    depth: str
    units_tenths: int


class DrawnMaps(TypedDict):
    """The drawings of a case, and how many points lie on none."""

    maps: list[Drawn]
    off: int


class Points(TypedDict):
    """The injections of a case."""

    units_tenths: int
    count: int
    areas: list[AreaUnits]
    rows: list[PointRow]
    drawn: DrawnMaps


class EventTold(TypedDict):
    """A complication in words."""

    label: str
    severity: str
    onset_day: int | None
    action: str
    resolved_on: str | None
    reported_to: str
    supervisor_told: bool | None


class LineTold(TypedDict):
    """Lines of an area in words."""

    label: str
    kind: str
    value: str | int


class Told(TypedDict):
    """All that a case says."""

    small: Thumb
    performed: str
    points: Points
    cards: list[Card]
    events: list[EventTold]
    corrections: list[Pair]
    reflection: str
    answered: str
    self_rating: str
    warnings: list[str]
    unsaid: int


class StateFacts(TypedDict):
    """Where a case stands."""

    state: Chip
    supervisor: str
    unnamed: bool
    left: Left | None
    received_at: str | None
    brought_by: str
    ahead: str
    refusals: list[Refusal]


class ReviewTold(TypedDict):
    """A look two weeks later."""

    seen_on: str
    came: bool
    result: str
    asymmetry: str
    top_up: str
    lines: list[LineTold]
    events: list[EventTold]
    reflection: str
    waits: bool
    brought_by: str


class TakenBack(TypedDict):
    """A signature that was taken back."""

    by: str
    at: str
    reason: str


class Rated(TypedDict):
    """Who gave which rating."""

    who: str
    rating: int
    anchor: str


class RatingsTold(TypedDict):
    """Both ratings of a case."""

    rows: list[Rated]
    gap: str


class Step(TypedDict):
    """One step of a case's history; what is still on this phone has no moment."""

    icon: str
    text: str
    said: str
    at: str | None


class Actions(TypedDict):
    """Where the viewer may go from a case."""

    edit: str | None
    amend: str | None
    review: str | None
    withdraw: str | None
    repeat: str | None
    sign: str | None
    take_back: str | None


class JustSaved(TypedDict):
    """What the offer to undo needs."""

    id: str
    mutation: str
    entry: str
    case: str
    of: str
    changed: bool


class EntryPage(Frame, StateFacts, Told):
    """/entries/<id>"""

    mine: bool
    area_title: str
    trainee: str
    answer: Answer | None
    taken_back: TakenBack | None
    hash: str | None
    rev: int
    reviews: list[ReviewTold]
    review: ReviewDue | None
    ratings: RatingsTold | None
    proposals: list[Kept]
    history: list[Step]
    versions: str
    actions: Actions
    saved: JustSaved | None
    code: str
    ended: list[Ended]
    to_note: bool


class Ids(TypedDict):
    """The ids a form carries."""

    id: str
    mutation: str


class WithdrawPage(Frame, Ids):
    """/entries/<id>/withdrawal"""

    ended: list[Ended]
    allowed: bool
    case: CaseRow
    on: str
    problems: list[Problem]
    sections: list[Section]


class TakeBackPage(Frame, Ids):
    """/signoffs/<id>/withdrawal"""

    allowed: bool
    ended: list[Ended]
    signoff: str
    row: SignedRow
    problems: list[Problem]
    sections: list[Section]


class ReviewPage(Frame, Ids):
    """/entries/<id>/review"""

    ended: list[Ended]
    allowed: bool
    case: CaseRow
    on: str
    days: int
    supervisor: str
    named: bool
    due_on: str | None
    drafted: bool
    before: int
    problems: list[Problem]
    sections: list[Section]


class FormBase(TypedDict):
    """The version that a form was filled from."""

    rev: str
    hash: str


class TakenFrom(TypedDict):
    """Where a form's answers were taken from."""

    last: bool
    model: str
    on: str


class Signed(TypedDict):
    """The signature that a new version builds upon."""

    hash: str
    rev: int
    by: str


class AskedOf(TypedDict):
    """What a supervisor asked to change."""

    signer: str
    at: str
    feedback: str
    corrections: list[Pair]


class Seen(TypedDict):
    """How often a model was treated before."""

    times: int
    on: str
    same: list[str]


class Recent(TypedDict):
    """A model treated lately."""

    code: str
    on: str


class PointsTyped(TypedDict):
    """The points typed so far."""

    title: str
    count: int
    units_tenths: int
    map: Drawn | None


_From = TypedDict("_From", {"from": str})


class FormPage(Frame, _From):
    """/entries/new and /entries/<id>/edit"""

    new: bool
    first: bool
    taken: TakenFrom | None
    observable: bool
    redrawn: bool
    problems: list[Problem]
    sections: list[Section]
    kept: list[str]
    points: PointsTyped
    units_tenths: int
    cautions: list[Problem]
    measures: list[Fact]
    sure: list[str]
    entry: str
    mutation: str
    base: FormBase
    tz: str
    signed: Signed | None
    asked: AskedOf | None
    instead: str
    ended: list[Ended]
    locked: bool
    drafted: bool
    seen: Seen | None
    to_note: str
    recent: list[Recent]


class ToldLine(TypedDict):
    """One line of an answer beside another."""

    lead: str
    kind: str
    value: str | int


class Side(TypedDict):
    """An answer in one of two versions."""

    lines: list[ToldLine]
    thumb: Thumb | None


class Difference(TypedDict):
    """An answer that differs."""

    name: str
    label: str
    before: Side
    after: Side


class Changed(TypedDict):
    """What differs since a revision."""

    rev: int
    rows: list[Difference]


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


class ChoiceRow(TypedDict):
    """An answer that differs between two versions, and which is picked."""

    name: str
    label: str
    mine: Side
    other: Side
    picked: str


class Rival(TypedDict):
    """The version to be decided about."""

    mutation: str
    here: bool
    words: str
    at: str
    rows: list[ChoiceRow]


class Other(TypedDict):
    """When the version that counts was written or signed, and by whom."""

    at: str | None
    by: str


class ChoicePage(Frame, Ids):
    """/entries/<id>/choice"""

    case: CaseRow
    on: str
    problems: list[str]
    base: FormBase
    rival: Rival | None
    each: bool
    ended: list[Ended]
    anew: bool
    others: int
    other: Other
    signed: str
    withdrawn: bool


class VersionAnswer(TypedDict):
    """What was answered to a version."""

    verdict: str
    signer: str
    at: str
    taken_back: bool
    feedback: str


class Version(TypedDict):
    """A version of a case."""

    rev: int
    hash: str
    at: str | None
    current: bool
    first: bool
    waits: bool
    brought_by: str
    answers: list[VersionAnswer]
    rows: list[Difference]


class KeptVersion(TypedDict):
    """A version beside them."""

    words: str
    at: str
    here: bool
    rows: list[Difference]
    href: str | None


class VersionsPage(Frame):
    """/entries/<id>/versions"""

    case: CaseRow
    on: str
    trainee: str
    versions: list[Version]
    missing: int
    kept: list[KeptVersion]


class Query(TypedDict):
    """What a page function is asked: {name: value} of the address, fresh ids, and of a form what was typed."""

    path: str
    query: dict[str, str]
    ids: dict[str, str]
    id: NotRequired[str]
    fields: NotRequired[dict[str, list[str]]]
    problems: NotRequired[dict[str, list[str]]]


PAGES: dict[str, type] = {
    "entries_index": EntriesPage,
    "entry_form": FormPage,
    "entry_show": EntryPage,
    "entry_withdraw": WithdrawPage,
    "entry_review": ReviewPage,
    "entry_choice": ChoicePage,
    "entry_versions": VersionsPage,
    "signoffs_index": SignoffsPage,
    "signoffs_signed": SignedPage,
    "signoff_sheet": SheetPage,
    "signoff_withdraw": TakeBackPage,
    "todo": TodoPage,
    "progress": ProgressPage,
    "trainees": TraineesPage,
    "me": MePage,
}
