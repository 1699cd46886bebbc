"""By which version of a set trainees are judged, and the pages on which a coordinator moves them to another."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Offered


class Changed(TypedDict):
    """One trainee before and after: `homeless` exceptions would have no place any more (less than 0: find one)."""

    id: str
    name: str
    under: str
    now: str
    then: str
    worse: bool
    homeless: int


class Preview(TypedDict):
    """What a move would change; `more` trainees were not reckoned."""

    title: str
    lines: list[Changed]
    ready_now: int
    ready_then: int
    homeless: int
    more: int


class Enrolled(TypedDict):
    """One deed by which somebody is judged by a version; what `stands` was not taken back, and is in force `now`."""

    act: str
    text: str
    reason: str
    by: str
    on: str
    stands: bool
    now: bool
    undoable: bool


class MovingPage(Filled):
    """/cohort/<programme>/<trainee>/enrolment, and the same of a cohort and a programme; `preview` once it is known
    what would be chosen, `everybody` what a form asks all of them by, where that shows some."""

    action: str
    way_back: str
    people: int
    versions: list[Offered]
    reasons: list[Offered]
    preview: Preview | None
    everybody: dict[str, str]
    changes: str
