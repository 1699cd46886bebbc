"""Who is put into a cohort, and who may stand beside it: its programme's trainees, and those who supervise there."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from logbook.models.engine import AnyRow
from logbook.office import cohorts, members, viewing
from logbook.office.viewing import View
from logbook.permissions import Person, may
from logbook.shapes.served.cohorts import Candidate


class Shown(NamedTuple):
    """Some candidates: what they are called, and which they are."""

    label: str
    has: Callable[[Candidate], bool]


SHOWN = {
    "all": Shown("Everybody", lambda line: True),
    "without": Shown("No cohort", lambda line: not line["cohort"]),
    "elsewhere": Shown("In another cohort", lambda line: bool(line["cohort"])),
}


def candidates(connection: Connection, person: Person, cohort: AnyRow) -> list[Candidate]:
    """The trainees of the programme who are not in this cohort, by name: those without any first."""
    ids = [cohort.programme_id]
    names = {row.id: row.name for row in cohorts.of_programmes(connection, person, ids)}
    lines: list[Candidate] = [
        {"id": row.id, "name": row.name, "email": row.email, "cohort": names.get(row.cohort_id, "")}
        for row in members.of_programmes(connection, person, ids)
        if row.role == "trainee" and row.cohort_id != cohort.id and may(person, "arrange training", row)
    ]
    return sorted(lines, key=lambda line: bool(line["cohort"]))


def page(cohort: AnyRow, there: list[Candidate], view: View) -> dict[str, Any]:
    """The part of the page that a view changes."""
    path = f"/cohorts/{cohort.id}/trainees"
    searched = [line for line in there if viewing.is_named(view.q, line["name"], line["email"])]
    counts = Counter(show for line in searched for show, some in SHOWN.items() if some.has(line))
    here, turned = viewing.turned(path, view, [line for line in searched if SHOWN[view.show].has(line)])
    labels = {show: f"{some.label} {counts[show]}" for show, some in SHOWN.items()}
    return {
        **turned,
        "lines": here,
        "shows": view.choices(path, "show", labels),
        "narrowed": bool(view.q) or view.show != "all",
    }


def tutors(connection: Connection, person: Person, programme_id: str) -> list[AnyRow]:
    """Who may be a cohort's tutor or supervise it: those who supervise or coordinate there now, each once, by name."""
    rows = members.of_programme(connection, person, programme_id)
    there = [row for row in rows if row.role != "trainee" and row.ended_at is None]
    return list({row.person_id: row for row in there}.values())
