"""The cohort: the trainees of a programme as their coordinator sees them, a line each, who falls behind first."""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from logbook import instants, record
from logbook.models.engine import AnyRow
from logbook.office import devices, members, programmes
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person
from logbook.record.reports import Reports
from logbook.shapes.report import Report
from logbook.shapes.served.cohort import Cohort, Trainee
from logbook.vocabulary import LISTS


class Read(NamedTuple):
    """What the page is made of, of all programmes at once: the queries are as many for one as for twelve."""

    members: list[AnyRow]
    reports: Reports
    devices: list[AnyRow]


def sections(connection: Connection, person: Person, order: str, build: str) -> tuple[list[Cohort], Reports]:
    """A section for each programme they run, its trainees in one of ORDERS: whose work is stuck on a device, which
    cases nobody can sign, then a line a trainee.

    `late` counts the lines of an earlier day or state, `unknown` the trainees whose report was never made yet: a worker
    is asked for both. Also the reports, of which some were made on the way and are to be kept.
    """
    now, found = instants.now(), programmes.run_by(connection, person)
    ids = [programme.id for programme in found]
    told = record.reports.up_to_date(
        connection, record.reports.of_programmes(connection, ids), now, whole=True
    )
    read = Read(
        members.of_programmes(connection, person, ids),
        told,
        devices.of_members(connection, person, role="trainee"),
    )
    return [_section(read, programme, Clock(now, programme.tz), order, build) for programme in found], told


def _section(read: Read, programme: AnyRow, clock: Clock, order: str, build: str) -> Cohort:
    current = [row for row in read.members if row.programme_id == programme.id and row.ended_at is None]
    training = {row.person_id: row for row in current if row.role == "trainee"}
    there = [one for one in read.reports.shown if one.programme == programme.id and one.trainee in training]
    rows = [trainee(training[one.trainee], one.doc) for one in there if one.text is not None]
    late = [one for one in read.reports.late if one.programme == programme.id and one.text is not None]
    told = [row for row in read.devices if row.account_id in training]
    return {
        "id": programme.id,
        "name": programme.name,
        "rows": in_order(rows, order),
        "unsigned": unsigned(rows),
        "supervised": any(row.role == "supervisor" for row in current),
        "stuck": devices.stuck(devices.lines(told, clock, build)),
        "late": len(late),
        "unknown": len(training) - len(rows),
    }


def trainee(row: Any, report: Report) -> Trainee:
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


def in_order(rows: list[Trainee], order: str) -> list[Trainee]:
    """The lines of a cohort in one of ORDERS."""
    keys: dict[str, Callable[[Trainee], Any]] = {
        "behind": lambda row: (-row["to_go"], -row["unmet"], -row["oldest_days"], row["name"]),
        "oldest": lambda row: (-row["oldest_days"], row["name"]),
        "name": lambda row: row["name"],
    }
    return sorted(rows, key=keys[order])


def unsigned(rows: list[Trainee]) -> list[Trainee]:
    """The lines of those with cases that nobody can sign, who waits longest first."""
    return sorted((row for row in rows if row["unnamed"]), key=lambda row: (row["unnamed_on"], row["name"]))
