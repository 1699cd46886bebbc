"""The pathway: gates, one rule in full, and what a case counts for."""

from typing import TypedDict

from logbook.shapes.pages.cases import Thumb
from logbook.shapes.pages.framed import Ended, Frame, Paged
from logbook.shapes.pathway import GateSet
from logbook.shapes.words import StateWords


class Reckoned(TypedDict):
    """As of when a gate is told: of an earlier day (`aged`), of an earlier report (`stale`); so many cases are here."""

    made_on: str
    aged: bool
    stale: bool
    local: int


class RuleLine(TypedDict):
    """One rule and how far it is."""

    id: str
    href: str
    label: str
    kept: bool
    tenths: bool
    state: str
    chip: StateWords
    required: int
    counted: int
    waiting: int
    excess: int
    missing: int
    met_on: str | None
    holds_until: str | None
    ended_on: str | None


class RuleInFull(RuleLine):
    """The same with what it asks for."""

    asks: str
    limits: str
    about: str
    source: str
    note: str
    sure: str


class GateLine(TypedDict):
    """One gate, its rules, and the first that is not met."""

    id: str
    label: str
    chip: StateWords
    state: str
    opens: bool
    needs: str
    deadline: str | None
    holds_until: str | None
    next: RuleLine | None
    rules: list[RuleLine]


class ExceptionLine(TypedDict):
    """An exception in words."""

    kind: str
    label: str
    reason: str
    by: str
    on: str | None
    ends: str | None


class HomelessLine(ExceptionLine):
    """One from a rule that there is not."""

    rule: str


class PathwaySection(Reckoned):
    """The pathway of one programme; `others` are the gates that its set does not ask."""

    id: str
    programme: str
    set: GateSet
    others: str
    ready: bool
    to_go: int
    deadline: str | None
    gates: list[GateLine]
    homeless: list[HomelessLine]


class PathwayPage(Frame):
    """/pathway"""

    sections: list[PathwaySection]
    trains: bool
    ended: list[Ended]


class EvidenceRow(TypedDict):
    """A case as evidence."""

    href: str
    title: str
    thumb: Thumb
    model: str
    on: str


class EvidenceList(TypedDict):
    """What counts, or what does not for one reason; `absent` are not on this phone, `all` leads to the whole list."""

    code: str
    why: str
    count: int
    all: str | None
    rows: list[EvidenceRow]
    absent: int


class ExceptionInFull(ExceptionLine):
    """With the cases that it is about; of a number what it asks, what is asked without it, and whether no newer one
    stands in its place."""

    was: int | None
    asks: int | None
    holds: bool
    rows: list[EvidenceRow]


class StoodLine(TypedDict):
    """How it stood up to a day."""

    until: str
    required: int
    counted: int
    met_on: str | None
    label: str


class ThenLine(TypedDict):
    """How it stands on a day to come."""

    day: str
    state: str
    counted: int
    missing: int


class RequirementPage(Frame, Reckoned):
    """/pathway/<rule>"""

    programme: str
    gate: str
    rule: RuleInFull
    parts: list[RuleLine]
    nearest: str | None
    exceptions: list[ExceptionInFull]
    history: list[StoodLine]
    ahead: ThenLine | None
    too_much: str
    periods: list[int]
    remarks: list[str]
    lists: list[EvidenceList]
    whole: bool
    href: str
    paged: Paged
    set: GateSet


class CountsFor(TypedDict):
    """One rule as a case sees it; `why` is "" where it counts."""

    href: str
    label: str
    why: str


class Counting(TypedDict):
    """Which rules a case counts for, and which not."""

    made_on: str
    counts: list[CountsFor]
    left: list[CountsFor]
