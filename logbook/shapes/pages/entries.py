"""The list of cases, and a case: looked at, reviewed, taken back."""

from typing import TypedDict

from logbook.shapes.charts import Ring
from logbook.shapes.forms import Problem, Section
from logbook.shapes.pages.cases import Answer, Aside, BelatedAnswer, CaseRow, Day, DraftRow, Kept, ReviewDue
from logbook.shapes.pages.framed import Ended, Frame, Ids
from logbook.shapes.pages.pathway import Counting
from logbook.shapes.pages.told import EventTold, LineTold, StateFacts, Told


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
    set_aside: str | None
    is_aside: bool
    nudge: str | None


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
    belated: list[BelatedAnswer]
    history: list[Step]
    counting: Counting | None
    versions: str
    actions: Actions
    saved: JustSaved | None
    code: str
    ended: list[Ended]
    to_note: bool


class WithdrawPage(Frame, Ids):
    """/entries/<id>/withdrawal"""

    ended: list[Ended]
    allowed: bool
    case: CaseRow
    on: str
    problems: list[Problem]
    sections: list[Section]


class AsidePage(Frame, Ids):
    """/entries/<id>/set-aside; `of` is the viewer's word that is to be taken back, "" where they say it anew."""

    allowed: bool
    of: str
    case: CaseRow
    trainee: str
    on: str
    asides: list[Aside]
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
