"""A cohort at a glance: a line a trainee, a column a requirement, sorted and narrowed by what is missing."""

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from logbook import instants, record
from logbook.folding import by_name
from logbook.models.engine import AnyRow
from logbook.office import arrangements, gates, headway, members, viewing
from logbook.office.cohort import Standing, stands_of
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.record.reports import Reports
from logbook.shapes.report import Report
from logbook.shapes.served.cohorts import Column, End, GateMark, GlanceLine, Missing

ORDERS = {"missing": "Most missing", "deadline": "Deadline", "name": "Name"}
FILES = {"xlsx": "Excel", "csv": "CSV"}
HEADS = (
    "Trainee",
    "E-mail",
    "Deadline",
    "Pace",
    "Last case",
    "Waiting",
    "Rules not met",
    "Ends first",
    "On",
)


class Read(NamedTuple):
    """The lines of a whole cohort with the e-mail of each, the rules (id, label) over them in the order of the set, and
    how many trainees have no report yet."""

    lines: list[tuple[GlanceLine, dict[str, Missing], str]]
    rules: dict[str, str]
    unknown: int


def read(connection: Connection, person: Person, cohort: AnyRow) -> tuple[Read, Reports]:
    """All of a cohort that `office.cohorts.find` gave; also reports made on the way, which are to be kept."""
    now, ids = instants.now(), [cohort.programme_id]
    there = {
        row.person_id: row
        for row in members.of_programmes(connection, person, ids)
        if row.role == "trainee" and row.ended_at is None and row.cohort_id == cohort.id
    }
    kept = [one for one in record.reports.of_programmes(connection, ids) if one.trainee in there]
    told = record.reports.up_to_date(connection, kept, now, whole=True)
    stands, arranged = stands_of(connection, ids), arrangements.of_programmes(connection, ids)
    docs = {one.trainee: one.doc for one in told.shown if one.text is not None}
    ends = {one.trainee: gates.end(one) for one in told.shown}
    known = gates.versions(connection, docs.values())
    today, rules, lines = Clock(now, cohort.tz).today, dict[str, str](), []
    for trainee, report in docs.items():
        row, key = there[trainee], (cohort.programme_id, trainee)
        rules |= {rule["id"]: rule["label"] for rule in report["rules"]}
        stand = headway.of(cohort, arranged.get(key, []), report, today)
        line = _line(
            row, report, stands.get(key, Standing()), stand, gates.marks(known, report), ends[trainee]
        )
        lines.append((line, _missing(report), row.email))
    return Read(lines, rules, len(there) - len(lines)), told


def page(cohort: AnyRow, found: Read, view: View) -> dict[str, Any]:
    """The part of the page that a view changes; `show` of the view is the id of a rule, or "all"."""
    path = f"/cohorts/{cohort.id}"
    if view.show not in found.rules:
        view = view._replace(show="all")
    counts = Counter(id for _, rules, _ in found.lines for id, rule in rules.items() if not rule["met"])
    lines = [
        line | {"rules": [rules.get(id, _NOT_ASKED) for id in found.rules]}
        for line, rules, email in in_order(found.lines, view)
        if viewing.is_named(view.q, line["name"], email)
        and (view.show == "all" or not rules.get(view.show, _NOT_ASKED)["met"])
    ]
    here, turned = viewing.turned(path, view, lines)
    columns: list[Column] = [
        {
            "label": label,
            "href": view.address(path, show="all" if view.show == id else id),
            "here": view.show == id,
            "missing": counts[id],
        }
        for id, label in found.rules.items()
    ]
    return {
        **turned,
        "columns": columns,
        "lines": here,
        "rule": found.rules.get(view.show, ""),
        "orders": viewing.ordered(path, view, ORDERS),
        "unknown": found.unknown,
        "narrowed": bool(view.q) or view.show != "all",
        "files": [
            {"label": label, "href": view.address(f"{path}/trainees.{kind}"), "here": False}
            for kind, label in FILES.items()
        ],
    }


def table(found: Read, view: View) -> list[list[str | int | float | None]]:
    """The lines of a view for a file, under HEADS, one head a gate and two a rule."""
    labels = _gates(found)
    return [
        [
            line["name"],
            email,
            line["pace"]["due_on"],
            "; ".join(part for part in (line["pace"]["paused"], line["pace"]["text"]) if part),
            line["last_on"],
            line["waiting"],
            line["unmet"],
            line["ends"]["rule"] if line["ends"] else "",
            line["ends"]["on"] if line["ends"] else None,
            *gates.cells(labels, line["gates"]),
            *(cell for id in found.rules for cell in _cells(rules.get(id, _NOT_ASKED))),
        ]
        for line, rules, email in in_order(found.lines, view)
        if viewing.is_named(view.q, line["name"], email)
        and (view.show not in found.rules or not rules.get(view.show, _NOT_ASKED)["met"])
    ]


def heads(found: Read) -> list[str]:
    """The heads of that file."""
    return [
        *HEADS,
        *_gates(found),
        *(head for label in found.rules.values() for head in (label, f"{label}: asked")),
    ]


def _gates(found: Read) -> list[str]:
    return gates.heads(line["gates"] for line, _, _ in found.lines)


def in_order(
    lines: list[tuple[GlanceLine, dict[str, Missing], str]], view: View
) -> list[tuple[GlanceLine, dict[str, Missing], str]]:
    """The lines in the order of a view: most missing is of the rule that it shows, where it shows one."""
    keys: dict[str, Callable[[GlanceLine, dict[str, Missing]], Any]] = {
        "missing": lambda line, rules: (-_lack(line, rules, view.show), *by_name(line["name"])),
        "deadline": lambda line, rules: (
            not line["unmet"],
            line["pace"]["due_on"] or "9999",
            *by_name(line["name"]),
        ),
        "name": lambda line, rules: by_name(line["name"]),
    }
    key = keys[view.order or "missing"]
    return sorted(lines, key=lambda one: key(one[0], one[1]))


_NOT_ASKED: Missing = {"counted": 0, "required": 0, "percent": None, "met": True}


def _lack(line: GlanceLine, rules: dict[str, Missing], show: str) -> float:
    """By how much somebody falls short: of one rule its missing part, of all of them the sum of these parts."""
    asked = [rules[show]] if show in rules else [*rules.values()]
    return sum(1 - min(rule["counted"] / rule["required"], 1) for rule in asked if rule["required"])


def _missing(report: Report) -> dict[str, Missing]:
    return {
        rule["id"]: {
            "counted": rule["counted"],
            "required": rule["required"],
            "percent": rule["percent"],
            "met": rule["met"],
        }
        for rule in report["rules"]
    }


def _cells(rule: Missing) -> list[str | int | float | None]:
    return [rule["counted"], rule["required"]]


def _line(
    row: AnyRow, report: Report, stands: Standing, stand: Any, marks: list[GateMark], ends: End | None
) -> GlanceLine:
    return {
        "id": row.person_id,
        "name": row.name,
        "pace": stand,
        "last_on": stands.last_on,
        "rules": [],
        "unmet": sum(1 for rule in report["rules"] if not rule["met"]),
        "waiting": stands.waiting,
        "gates": marks,
        "ends": ends,
    }
