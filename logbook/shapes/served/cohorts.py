"""Cohorts, and what is arranged with the trainees in them."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Choice, Filled, Guarded, Offered, Turned
from logbook.shapes.served.enrolments import Enrolled


class CohortLine(TypedDict):
    """A cohort in a list; `tutor` is "" where there is none."""

    id: str
    name: str
    programme: str
    starts_on: str
    ends_on: str | None
    due_on: str | None
    tutor: str
    trainees: int
    ended_on: str | None


class CohortFacts(CohortLine):
    """The same with the names of its supervisors."""

    supervisors: list[str]


class Pace(TypedDict):
    """How a trainee stands before their deadline, in words; `left` is "12 weeks left", `paused` "" for who goes on."""

    cohort: str
    due_on: str | None
    left: str
    paused: str
    slips: bool
    text: str


class Arranged(TypedDict):
    """One thing that was arranged with a trainee; `stands` until it was taken back, an `open` pause has no end yet."""

    act: str
    kind: str
    text: str
    reason: str
    note: str
    by: str
    on: str
    stands: bool
    open: bool


class CohortsPage(Guarded):
    """/cohorts"""

    cohorts: list[CohortLine]
    ended: list[CohortLine]
    undo: str


class CohortFormPage(Filled):
    """/cohorts/new and /cohorts/<id>/edit; `chosen` are the ids of the supervisors that are ticked."""

    action: str
    programmes: list[Offered]
    programme: str
    tutors: list[Offered]
    chosen: list[str]


class CohortEndingPage(Guarded):
    """/cohorts/<id>/ending"""

    cohort: CohortLine


class Missing(TypedDict):
    """How far one requirement is met by one trainee."""

    counted: int
    required: int
    percent: int | None
    met: bool


class GateMark(TypedDict):
    """How many requirements of a gate are met."""

    label: str
    met: int
    of: int


class End(TypedDict):
    """On which day the first of what somebody has met ends, and which rule it is; whether that is `soon`."""

    on: str
    rule: str
    soon: bool


class GlanceLine(TypedDict):
    """A trainee of a cohort at a glance; no `rules` while their report is being made."""

    id: str
    name: str
    pace: Pace
    last_on: str | None
    rules: list[Missing]
    unmet: int
    waiting: int
    gates: list[GateMark]
    ends: End | None


class Column(TypedDict):
    """A requirement over the lines: the view that shows whom it is missing of, and of how many that is."""

    label: str
    href: str
    here: bool
    missing: int


class GlancePage(Guarded, Turned):
    """/cohorts/<id>"""

    cohort: CohortFacts
    programme_id: str
    columns: list[Column]
    lines: list[GlanceLine]
    rule: str
    orders: list[Choice]
    unknown: int
    narrowed: bool
    files: list[Choice]
    undo: str


class Candidate(TypedDict):
    """A trainee who may be put into a cohort; `cohort` is the name of theirs now, "" for none."""

    id: str
    name: str
    email: str
    cohort: str


class PlacingPage(Guarded, Turned):
    """/cohorts/<id>/trainees"""

    cohort: CohortLine
    lines: list[Candidate]
    shows: list[Choice]
    narrowed: bool
    problem: str


class ArrangePage(Filled):
    """The forms of /cohort/<programme>/<trainee>/…"""

    kind: str
    action: str
    way_back: str
    pace: Pace
    cohorts: list[Offered]
    spans: list[Offered]
    reasons: list[Offered]


class OwnTime(TypedDict):
    """One programme of a trainee: by when, what was arranged, and by what they are judged."""

    programme: str
    pace: Pace
    facts: CohortFacts | None
    arranged: list[Arranged]
    enrolled: list[Enrolled]


class OwnTimePage(Frame):
    """/me/deadline"""

    sections: list[OwnTime]


class Ending(TypedDict):
    """What ends with a programme, and what waits there."""

    trainees: int
    invitations: int
    returned: int
    unnamed: int


class HeldBy(TypedDict):
    """How many cases wait for a supervisor, since when."""

    name: str
    cases: int
    oldest_on: str


class ProgrammeEndingPage(Guarded):
    """/programme/<id>/ending"""

    id: str
    name: str
    ended_on: str | None
    waits: Ending
    holders: list[HeldBy]
    today: str


class ReinstatementPage(Guarded):
    """/people/memberships/<id>/reinstatement"""

    id: str
    name: str
    role: str
    programme: str
    ended_on: str
    cases: int
    heir: str
    programme_ended: bool
    accepted: bool  # by its owner, with a link
