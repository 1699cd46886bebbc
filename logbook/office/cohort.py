"""The cohort: the trainees of a programme as their coordinator sees them, a line each, who falls behind first."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from logbook import instants, record
from logbook.models.engine import AnyRow
from logbook.office import devices, members, programmes
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person
from logbook.shapes.loose import Doc
from logbook.vocabulary import LISTS


def sections(connection: Connection, person: Person, order: str, build: str) -> list[Doc]:
    """A section for each programme they run, its trainees in one of ORDERS: whose work is stuck on a device, which
    cases nobody can sign, then a line a trainee. [{id, name, rows, unsigned, supervised, stuck}]"""
    found = programmes.run_by(connection, person)
    return [_section(connection, person, programme, order, build) for programme in found]


def _section(connection: Connection, person: Person, programme: AnyRow, order: str, build: str) -> Doc:
    clock = Clock(instants.now(), programme.tz)
    current = [row for row in members.of_programme(connection, person, programme.id) if row.ended_at is None]
    rows = [
        trainee(row, record.report_for(connection, row.person_id, programme.id, clock.today))
        for row in current
        if row.role == "trainee"
    ]
    told = devices.of_members(connection, person, programme_id=programme.id, role="trainee")
    return {
        "id": programme.id,
        "name": programme.name,
        "rows": in_order(rows, order),
        "unsigned": unsigned(rows),
        "supervised": any(row.role == "supervisor" for row in current),
        "stuck": devices.stuck(devices.lines(told, clock, build)),
    }


def trainee(row: Any, report: Doc) -> Doc:
    """One trainee of a cohort: a membership and the report of their logbook."""
    totals, oldest = report["totals"], report.get("oldest_waiting_on")
    unnamed = totals.get("unnamed", 0)
    days = days_between(oldest, report["made_on"]) if oldest else 0
    return {
        "id": row.person_id,
        "name": row.name,
        "signed": totals["signed"],
        # As on the supervisor's page: what was sent back waits for its trainee.
        "waiting": totals["waiting"] - totals["returned"] - totals.get("unconfirmed", 0) - unnamed,
        "returned": totals["returned"],
        # Nobody can sign these: who supervised was not named yet.
        "unnamed": unnamed,
        "unnamed_on": report.get("oldest_unnamed_on"),
        "to_go": totals["to_go"],
        "unmet": sum(1 for rule in report["rules"] if not rule["met"]),
        "oldest_on": oldest,
        "oldest_days": days,
        "late": days > LISTS["late_days"],
        "today": report["made_on"],
    }


# Who falls behind: most still to do, then longest unanswered. Each order ends with the name, so that it is one order.
ORDERS = {"behind": "Furthest behind", "oldest": "Oldest waiting", "name": "Name"}


def in_order(rows: list[Doc], order: str) -> list[Doc]:
    """The lines of a cohort in one of ORDERS."""
    keys: dict[str, Callable[[Doc], Any]] = {
        "behind": lambda row: (-row["to_go"], -row["unmet"], -row["oldest_days"], row["name"]),
        "oldest": lambda row: (-row["oldest_days"], row["name"]),
        "name": lambda row: row["name"],
    }
    return sorted(rows, key=keys[order])


def unsigned(rows: list[Doc]) -> list[Doc]:
    """The lines of those with cases that nobody can sign, who waits longest first."""
    return sorted((row for row in rows if row["unnamed"]), key=lambda row: (row["unnamed_on"], row["name"]))
