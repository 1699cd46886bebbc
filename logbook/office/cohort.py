"""The cohort: the trainees of a programme as their coordinator sees them, a line each, who falls behind first."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from sqlalchemy import Connection, func, select

from logbook import instants, record
from logbook.folding import folded
from logbook.models import Entry
from logbook.models.engine import AnyRow
from logbook.office import devices, members, programmes
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person
from logbook.record.reports import Reports
from logbook.shapes.report import Report
from logbook.shapes.served.cohort import Choice, Cohort, Listed, Trainee
from logbook.vocabulary import LISTS

A_PAGE = 50  # lines
SILENT_DAYS = 30  # without a case


class View(NamedTuple):
    """Which lines are asked for, and how: each view has an address."""

    q: str = ""
    programme: str = ""
    show: str = "all"
    order: str = "behind"
    page: int = 1

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "View":
        """From an address; what is odd is left to the usual."""
        page = given.get("page", "")
        return cls(
            q=given.get("q", "").strip()[:100],
            programme=given.get("programme", ""),
            show=given.get("show", "") if given.get("show") in SHOWN else "all",
            order=given.get("order", "") if given.get("order") in ORDERS else "behind",
            page=int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1,
        )

    def address(self, **other: Any) -> str:
        """Of this view with something other in it; the first page unless one is named."""
        usual = View()
        asked = self._replace(**({"page": 1} | other))
        chosen = {name: value for name, value in asked._asdict().items() if value != getattr(usual, name)}
        return f"/cohort?{urlencode(chosen)}" if chosen else "/cohort"


class Read(NamedTuple):
    """What the page is made of, of all programmes at once: the queries are as many for one as for twelve."""

    members: list[AnyRow]
    reports: Reports
    devices: list[AnyRow]
    last: dict[tuple[str, str], str]


def found(connection: Connection, person: Person, view: View, build: str) -> tuple[Listed, Reports]:
    """The programmes they run with the lines that a view asks for, A_PAGE of them; each programme says whose work is
    stuck on a device and which cases nobody can sign.

    `late` counts the lines of an earlier day or state, `unknown` the trainees whose report was never made yet: a worker
    is asked for both. Also the reports, of which some were made on the way and are to be kept.
    """
    now, run = instants.now(), programmes.run_by(connection, person)
    ids = [programme.id for programme in run]
    told = record.reports.up_to_date(
        connection, record.reports.of_programmes(connection, ids), now, whole=True
    )
    read = Read(
        members.of_programmes(connection, person, ids),
        told,
        devices.of_members(connection, person, role="trainee"),
        _last(connection, ids),
    )
    chosen = [programme for programme in run if view.programme in ("", programme.id)] or run
    sections = [_section(read, programme, Clock(now, programme.tz), build) for programme in chosen]
    return _listed(sections, view, run), told


def _last(connection: Connection, programmes: list[str]) -> dict[tuple[str, str], str]:
    """{(programme, trainee): the day of the last case that stands}."""
    query = (
        select(Entry.programme_id, Entry.trainee_id, func.max(Entry.performed_on).label("last_on"))
        .where(Entry.programme_id.in_(programmes), Entry.state != "withdrawn")
        .group_by(Entry.programme_id, Entry.trainee_id)
    )
    return {(row.programme_id, row.trainee_id): row.last_on for row in connection.execute(query)}


def _section(read: Read, programme: AnyRow, clock: Clock, build: str) -> Cohort:
    current = [row for row in read.members if row.programme_id == programme.id and row.ended_at is None]
    training = {row.person_id: row for row in current if row.role == "trainee"}
    there = [one for one in read.reports.shown if one.programme == programme.id and one.trainee in training]
    told = [row for row in read.devices if row.account_id in training]
    stuck = devices.stuck(devices.lines(told, clock, build))
    held = {line["account"] for line in stuck}
    rows = [
        trainee(
            training[one.trainee],
            one.doc,
            read.last.get((programme.id, one.trainee)),
            held=one.trainee in held,
        )
        for one in there
        if one.text is not None
    ]
    late = [one for one in read.reports.late if one.programme == programme.id and one.text is not None]
    return {
        "id": programme.id,
        "name": programme.name,
        "rows": rows,
        "unsigned": unsigned(rows),
        "supervised": any(row.role == "supervisor" for row in current),
        "stuck": stuck,
        "late": len(late),
        "unknown": len(training) - len(rows),
    }


def _listed(sections: list[Cohort], view: View, run: list[AnyRow]) -> Listed:
    """The lines of these sections that the view asks for, as many as a page holds, each under its programme."""
    searched = [
        (section["id"], row)
        for section in sections
        for row in in_order(section["rows"], view.order)
        if _is_named(row, view.q)
    ]
    counts = Counter(show for _, row in searched for show, holds in SHOWN.items() if holds.of(row))
    lines = [(id, row) for id, row in searched if SHOWN[view.show].of(row)]
    pages = max(1, -(-len(lines) // A_PAGE))
    page = min(max(view.page, 1), pages)
    here = lines[(page - 1) * A_PAGE : page * A_PAGE]
    narrowed = bool(view.q) or view.show != "all"
    shown = [
        section | {"rows": [row for id, row in here if id == section["id"]]}
        for section in sections
        # What has no line on this page is told of on the first, unless it was not asked for.
        if any(id == section["id"] for id, _ in here)
        or (page == 1 and not narrowed and not any(id == section["id"] for id, _ in lines))
    ]
    return {
        "programmes": shown,
        "trained": any(section["rows"] or section["unknown"] for section in sections),
        "supervised": any(section["supervised"] for section in sections),
        "narrowed": narrowed,
        "count": len(lines),
        "page": page,
        "pages": pages,
        "before": view.address(page=page - 1) if page > 1 else None,
        "after": view.address(page=page + 1) if page < pages else None,
        "there": [
            _choice("All programmes", view.address(programme=""), view.programme == ""),
            *(_choice(one.name, view.address(programme=one.id), view.programme == one.id) for one in run),
        ],
        "shows": [
            _choice(
                f"{each.label} {counts[show]}" if show != "all" else each.label,
                view.address(show=show),
                show == view.show,
            )
            for show, each in SHOWN.items()
            if show in ("all", view.show) or counts[show]
        ],
        "orders": [
            _choice(label, view.address(order=order), order == view.order) for order, label in ORDERS.items()
        ],
        "again": view.address(page=page),
        "asked": {"q": view.q, "programme": view.programme, "show": view.show, "order": view.order},
    }


def _choice(label: str, href: str, here: bool) -> Choice:
    return {"label": label, "href": href, "here": here}


def _is_named(row: Trainee, q: str) -> bool:
    said = folded(f"{row['name']} {row['email']}")
    return all(word in said for word in folded(q).split())


def trainee(row: Any, report: Report, last_on: str | None, *, held: bool) -> Trainee:
    """One trainee of a cohort: a membership, the report of their logbook, the day of their last case, and whether
    something is `held` on a device of theirs."""
    totals, oldest = report["totals"], report.get("oldest_waiting_on")
    unnamed = totals.get("unnamed", 0)
    days = days_between(oldest, report["made_on"]) if oldest else 0
    unmet = sum(1 for rule in report["rules"] if not rule["met"])
    quiet = days_between(max(last_on or "", row.since[:10]), report["made_on"])
    return {
        "id": row.person_id,
        "name": row.name,
        "email": row.email,
        "signed": totals["signed"],
        # As on the supervisor's page: what was sent back waits for its trainee.
        "waiting": totals["waiting"] - totals["returned"] - totals.get("unconfirmed", 0) - unnamed,
        "returned": totals["returned"],
        # Nobody can sign these: who supervised was not named yet.
        "unnamed": unnamed,
        "unnamed_on": report.get("oldest_unnamed_on"),
        "to_go": totals["to_go"],
        "unmet": unmet,
        "last_on": last_on,
        # Whoever has met all of it need log no more; whoever began last week was not silent before.
        "silent": bool(unmet) and quiet > SILENT_DAYS,
        "held": held,
        "oldest_on": oldest,
        "oldest_days": days,
        "late": days > LISTS["late_days"],
        "today": report["made_on"],
    }


# Who falls behind: most still to do, then longest unanswered. Each order ends with the name, so that it is one order.
ORDERS = {"behind": "Furthest behind", "oldest": "Oldest waiting", "name": "Name"}


class Shown(NamedTuple):
    """Some lines of a cohort: what they are called, and which they are."""

    label: str
    of: Callable[[Trainee], bool]


SHOWN = {
    "all": Shown("Everybody", lambda row: True),
    "late": Shown("Late", lambda row: row["late"]),
    "silent": Shown(f"No case for {SILENT_DAYS} days", lambda row: row["silent"]),
    "unnamed": Shown("Nobody can sign", lambda row: row["unnamed"] > 0),
    "held": Shown("On a device", lambda row: row["held"]),
    "met": Shown("All met", lambda row: not row["unmet"]),
}


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
