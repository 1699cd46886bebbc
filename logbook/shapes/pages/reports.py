"""How far a trainee is towards the set of their programme."""

from typing import TypedDict

from logbook.shapes.charts import Course, Heat, Ring, RuleBar
from logbook.shapes.pages.framed import Ended, Frame, Paged
from logbook.shapes.pages.pathway import GateLine
from logbook.shapes.report import ReportSet


class RuleMissing(TypedDict):
    """A rule that is not met, and how far it is."""

    label: str
    kind: str
    required: int
    counted: int
    waiting: int
    percent: int | None


class StandingLine(TypedDict):
    """What one programme asks, by so many rules, and those that are missing, as it was reckoned on a day."""

    programme: str
    made_on: str
    asked: int
    missing: list[RuleMissing]


class TraineeRow(TypedDict):
    """Somebody whose cases the viewer signs."""

    id: str
    name: str
    href: str
    programmes: str
    cohorts: str
    signed: int
    unconfirmed: int
    waiting: int
    unnamed: int
    returned: int
    oldest: str | None
    days: int
    late: bool
    last: str | None
    standings: list[StandingLine]


class TraineesPage(Frame):
    """/trainees"""

    rows: list[TraineeRow]
    all: int
    found: int
    q: str
    paged: Paged
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
    gates: list[GateLine]
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
    trains: bool
    ended: list[Ended]
