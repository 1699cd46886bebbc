"""How one trainee stands before each requirement, and what is asked of them alone, as their coordinator sees it."""

from typing import TypedDict

from logbook.shapes.pages.cases import Chip
from logbook.shapes.served.asked import Choice, Filled, Guarded, Offered, Turned
from logbook.shapes.served.enrolments import Enrolled


class ExceptionLine(TypedDict):
    """One exception: `text` is what it changes, `days` since when and until when, or why it is `over`; a number
    that a newer one stands in for does not hold."""

    id: str
    kind: str
    label: str
    text: str
    rule: str
    reason: str
    note: str
    by: str
    days: str
    over: bool
    homeless: bool
    holds: bool
    withdrawable: bool


class RuleStands(TypedDict):
    """One requirement: `asked` in words, how far it is, what is to be known of its days; `parts` of a choice."""

    id: str
    label: str
    asked: str
    limits: str
    state: Chip
    numbers: str
    days: list[str]
    left: int
    exceptions: list[ExceptionLine]
    parts: list["RuleStands"]


class GateStands(TypedDict):
    """One gate: `missing` names some of what is not met in it, `more` counts the rest; `opens` says which gates come
    first, "" where it is open."""

    id: str
    label: str
    state: Chip
    opens: str
    days: list[str]
    missing: list[str]
    more: int
    rules: list[RuleStands]


class StandsPage(Guarded):
    """/cohort/<programme>/<trainee>/pathway"""

    name: str
    home: str
    programme: str
    set: str
    hash: str
    source: str
    ready: bool
    to_go: int
    until: str
    earliest: str
    gates: list[GateStands]
    homeless: list[ExceptionLine]
    enrolled: list[Enrolled]
    arrangeable: bool
    undo: str


class Evidence(TypedDict):
    """One case that counts for a requirement, or does not, with the sentence that says why."""

    id: str
    title: str
    meta: str
    why: str
    counts: bool


class EvidencePage(Guarded, Turned):
    """/cohort/<programme>/<trainee>/pathway/<rule>"""

    name: str
    home: str
    desk: str
    path: str
    rule: RuleStands
    over: list[ExceptionLine]
    lines: list[Evidence]
    shows: list[Choice]
    narrowed: bool
    kinds: list[Offered]
    arrangeable: bool
    undo: str


class ExemptingPage(Filled, Turned):
    """/cohort/<programme>/<trainee>/pathway/<rule>/<kind>"""

    name: str
    kind: str
    action: str
    way_back: str
    rule: RuleStands
    lines: list[Evidence]
    ticked: list[str]
    reasons: list[Offered]


class ExceptionEndingPage(Filled):
    """/exceptions/<id>/withdrawal"""

    line: ExceptionLine
    action: str
    way_back: str
