"""The trainees of a programme as their coordinator sees them, a line each, by cohort, who falls behind first."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, and_, case, func, select

from logbook import instants, record
from logbook.folding import by_name
from logbook.models import Entry
from logbook.models.engine import AnyRow
from logbook.office import arrangements, devices, gates, headway, members, programmes, viewing
from logbook.office.trainee import APART
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person
from logbook.record.reports import Reports
from logbook.shapes.report import Report
from logbook.shapes.served.cohort import Cohort, Listed, Trainee
from logbook.shapes.served.cohorts import End, Pace
from logbook.vocabulary import LISTS

SILENT_DAYS = 30  # without a case
PATH = "/cohort"
NOTHING: dict[str, list[Any]] = {"stuck": [], "unsigned": []}
FILES = {"xlsx": "Excel", "csv": "CSV"}


class Standing(NamedTuple):
    """How somebody's cases in a programme stand: the day of the last one, how many wait for a supervisor's answer, and
    the day of the oldest of these."""

    last_on: str | None = None
    waiting: int = 0
    oldest_on: str | None = None


class Read(NamedTuple):
    """What lines are made of, of all programmes at once: the queries are as many for one as for twelve."""

    members: list[AnyRow]
    reports: Reports
    devices: list[AnyRow]
    stands: dict[tuple[str, str], Standing]
    arranged: dict[tuple[str, str], list[AnyRow]]
    docs: dict[tuple[str, str], Report]  # what the reports of (programme, trainee) say, each read once
    versions: gates.Versions


def found(connection: Connection, person: Person, view: View, build: str) -> tuple[Listed, Reports]:
    """The programmes they run with the lines that a view asks for, so many a page; each programme says whose work is
    stuck on a device and which cases nobody can sign.

    `late` counts the lines of an earlier day or state, `unknown` the trainees whose report was never made yet: a worker
    is asked for both. Also the reports, of which some were made on the way and are to be kept.
    """
    now, run = instants.now(), programmes.run_by(connection, person)
    view = viewing.known(view, run)
    read, chosen = reading(connection, person, run, now), viewing.chosen(view, run)
    there = _cohorts(read, chosen)
    if view.cohort not in ("", viewing.NO_COHORT, *there):
        view = view._replace(cohort="")
    sections = [section(read, programme, Clock(now, programme.tz), build) for programme in chosen]
    return _listed(sections, view, run, there), read.reports


def _cohorts(read: Read, chosen: list[AnyRow]) -> dict[str, str]:
    """{id: label} of the cohorts that anybody of these programmes trains in, by name; where there are several
    programmes with theirs."""
    names = {programme.id: f", {programme.name}" if len(chosen) > 1 else "" for programme in chosen}
    found = {
        row.cohort_id: f"{row.cohort}{names[row.programme_id]}"
        for row in read.members
        if row.cohort_id and row.role == "trainee" and row.ended_at is None and row.programme_id in names
    }
    return dict(sorted(found.items(), key=lambda one: (programmes.naturally(one[1]), one[0])))


def reading(connection: Connection, person: Person, run: list[AnyRow], now: str) -> Read:
    """What the lines of these programmes, which they run, are made of."""
    ids = [programme.id for programme in run]
    told = record.reports.up_to_date(
        connection, record.reports.of_programmes(connection, ids), now, whole=True
    )
    docs = {(one.programme, one.trainee): one.doc for one in told.shown if one.text is not None}
    return Read(
        members.of_programmes(connection, person, ids),
        told,
        devices.of_members(connection, person, role="trainee"),
        stands_of(connection, ids),
        arrangements.of_programmes(connection, ids),
        docs,
        gates.versions(connection, docs.values()),
    )


def stands_of(connection: Connection, programmes: list[str]) -> dict[tuple[str, str], Standing]:
    """{(programme, trainee): how their cases stand}: what waits is counted as supervisors' pages count it, now."""
    waits = and_(Entry.state == "sent", Entry.supervisor_id.is_not(None))
    query = (
        select(
            Entry.programme_id,
            Entry.trainee_id,
            func.max(Entry.performed_on).label("last_on"),
            func.count(case((waits, 1))).label("waiting"),
            func.min(case((waits, Entry.performed_on))).label("oldest_on"),
        )
        .where(Entry.programme_id.in_(programmes), Entry.state != "withdrawn")
        .group_by(Entry.programme_id, Entry.trainee_id)
    )
    return {
        (row.programme_id, row.trainee_id): Standing(row.last_on, row.waiting, row.oldest_on)
        for row in connection.execute(query)
    }


def section(read: Read, programme: AnyRow, clock: Clock, build: str) -> Cohort:
    """All lines of a programme, whichever a view asks for."""
    current = [row for row in read.members if row.programme_id == programme.id and row.ended_at is None]
    training = {row.person_id: row for row in current if row.role == "trainee"}
    there = [one for one in read.reports.shown if one.programme == programme.id and one.trainee in training]
    told = [row for row in read.devices if row.account_id in training]
    stuck = devices.stuck(devices.lines(told, clock, build))
    held = {line["account"] for line in stuck}
    rows = [
        trainee(
            training[one.trainee],
            report,
            read.stands.get((programme.id, one.trainee), Standing()),
            headway.of(
                members.cohort_of(training[one.trainee]),
                read.arranged.get((programme.id, one.trainee), []),
                report,
                clock.today,
            ),
            held=one.trainee in held,
            known=read.versions,
            ends=gates.end(one),
        )
        for one in there
        if (report := read.docs.get((programme.id, one.trainee))) is not None
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


def _listed(sections: list[Cohort], view: View, run: list[AnyRow], there: dict[str, str]) -> Listed:
    """The lines of these sections that the view asks for, as many as a page holds, each under its programme. `there`
    are the cohorts that it may be narrowed to."""
    searched = [
        (section["id"], row)
        for section in sections
        for row in in_order(section["rows"], view.order or "behind")
        if viewing.is_named(view.q, row["name"], row["email"])
        and view.cohort in ("", row["cohort_id"] or viewing.NO_COHORT)
    ]
    counts = Counter(show for _, row in searched for show, some in SHOWN.items() if some.has(row))
    lines = [(id, row) for id, row in searched if SHOWN[view.show].has(row)]
    here, turned = viewing.turned(PATH, view, lines)
    narrowed = bool(view.q or view.cohort) or view.show != "all"
    first = {id: row for id, row in reversed(lines)}
    shown: list[Cohort] = []
    for section in sections:
        rows = [row for id, row in here if id == section["id"]]
        # What has no line at all is told of on the first page, unless lines of another kind are asked for.
        alone = turned["page"] == 1 and not narrowed and section["id"] not in first
        if rows or alone:
            # What is to be done stands beside a programme's first lines, on whichever page they are.
            told = alone or (not narrowed and rows[0] is first[section["id"]])
            to_do = {"stuck": section["stuck"], "unsigned": section["unsigned"]} if told else NOTHING
            shown.append(cast(Cohort, section | {"rows": rows} | to_do))
    labels = {
        show: some.label if show == "all" else f"{some.label} {counts[show]}" for show, some in SHOWN.items()
    }
    worth = {show: label for show, label in labels.items() if counts[show] or show in ("all", view.show)}
    return {
        **turned,
        "programmes": shown,
        "trained": any(section["rows"] or section["unknown"] for section in sections),
        "supervised": any(section["supervised"] for section in sections),
        "narrowed": narrowed,
        "files": [
            {"label": label, "href": view.address(f"{PATH}/trainees.{kind}"), "here": False}
            for kind, label in FILES.items()
        ],
        "there": viewing.programmes(PATH, view._replace(cohort=""), run),
        "cohorts": viewing.cohorts(PATH, view, there) if there else [],
        "shows": view.choices(PATH, "show", worth),
        "orders": viewing.ordered(PATH, view, ORDERS),
    }


HEADS = (
    "Programme",
    "Trainee",
    "E-mail",
    "Cohort",
    "Deadline",
    "Pace",
    "Signed",
    "Waiting",
    "Sent back",
    APART["unnamed"],
    "Cases to go",
    "Requirements not met",
    "Oldest waiting",
    "Late",
    "Last case",
    "Judged by",
    "Ends first",
    "On",
)


def heads(listed: Listed) -> list[str]:
    """The heads of a file: HEADS, and one for each gate that anybody is asked for."""
    return [*HEADS, *_gates(listed)]


def _gates(listed: Listed) -> list[str]:
    return gates.heads(row["gates"] for programme in listed["programmes"] for row in programme["rows"])


def table(listed: Listed) -> list[list[str | int | float | None]]:
    """The lines of a view under `heads`, for a file."""
    labels = _gates(listed)
    return [
        [
            programme["name"],
            row["name"],
            row["email"],
            row["pace"]["cohort"],
            row["pace"]["due_on"],
            "; ".join(part for part in (row["pace"]["paused"], row["pace"]["text"]) if part),
            row["signed"],
            row["waiting"],
            row["returned"],
            row["unnamed"],
            row["to_go"],
            row["unmet"],
            row["oldest_on"],
            "yes" if row["late"] else "",
            row["last_on"],
            row["set"],
            row["ends"]["rule"] if row["ends"] else "",
            row["ends"]["on"] if row["ends"] else None,
            *gates.cells(labels, row["gates"]),
        ]
        for programme in listed["programmes"]
        for row in programme["rows"]
    ]


def trainee(
    row: Any,
    report: Report,
    stands: Standing,
    pace: Pace,
    *,
    held: bool,
    known: gates.Versions,
    ends: End | None = None,
) -> Trainee:
    """One trainee: a membership, the report of their logbook, how their cases and they before their deadline stand, and
    whether something is `held` on a device of theirs; `known` are the versions by which reports were made, and
    `ends` is what ends first of what is met."""
    totals, (last_on, waiting, oldest) = report["totals"], stands
    unnamed = totals.get("unnamed", 0)
    days = days_between(oldest, report["made_on"]) if oldest else 0
    unmet = sum(1 for rule in report["rules"] if not rule["met"])
    quiet = days_between(max(last_on or "", row.since[:10]), report["made_on"])
    return {
        "id": row.person_id,
        "name": row.name,
        "email": row.email,
        "cohort_id": row.cohort_id,
        "pace": pace,
        "signed": totals["signed"],
        "waiting": waiting,
        "returned": totals["returned"],
        # Nobody can sign these: who supervised was not named yet.
        "unnamed": unnamed,
        "unnamed_on": report.get("oldest_unnamed_on"),
        "to_go": totals["to_go"],
        "unmet": unmet,
        "set": f"{report['set']['title']}, version {report['set']['version']}",
        "gates": gates.marks(known, report),
        "ends": ends,
        "last_on": last_on,
        # Whoever has met all of it, or pauses, need log no more; whoever began last week was not silent before.
        "silent": bool(unmet) and not pace["paused"] and quiet > SILENT_DAYS,
        "held": held,
        "oldest_on": oldest,
        "oldest_days": days,
        "late": days > LISTS["late_days"],
        "today": report["made_on"],
    }


# Who falls behind: most still to do, then longest unanswered. Each order ends with the name, so that it is one order.
ORDERS = {"behind": "Furthest behind", "deadline": "Deadline", "oldest": "Oldest waiting", "name": "Name"}


class Shown(NamedTuple):
    """Some lines of a cohort: what they are called, and which they are."""

    label: str
    has: Callable[[Trainee], bool]


SHOWN = {
    "all": Shown("Everybody", lambda row: True),
    "late": Shown("Late", lambda row: row["late"]),
    "silent": Shown(f"No case for {SILENT_DAYS} days", lambda row: row["silent"]),
    "unnamed": Shown("Nobody can sign", lambda row: row["unnamed"] > 0),
    "held": Shown("On a device", lambda row: row["held"]),
    "slips": Shown("Late at this pace", lambda row: row["pace"]["slips"]),
    "paused": Shown("Paused", lambda row: bool(row["pace"]["paused"])),
    "met": Shown("All met", lambda row: not row["unmet"]),
}


def in_order(rows: list[Trainee], order: str) -> list[Trainee]:
    """The lines of a cohort in one of ORDERS."""
    keys: dict[str, Callable[[Trainee], Any]] = {
        "behind": lambda row: (-row["to_go"], -row["unmet"], -row["oldest_days"], *by_name(row["name"])),
        # Who has met all of it is in no hurry, and who has no deadline less than anybody who has one.
        "deadline": lambda row: (not row["unmet"], row["pace"]["due_on"] or "9999", *by_name(row["name"])),
        "oldest": lambda row: (-row["oldest_days"], *by_name(row["name"])),
        "name": lambda row: by_name(row["name"]),
    }
    return sorted(rows, key=keys[order])


def unsigned(rows: list[Trainee]) -> list[Trainee]:
    """The lines of those with cases that nobody can sign, who waits longest first."""
    return sorted((row for row in rows if row["unnamed"]), key=lambda row: (row["unnamed_on"], row["name"]))
