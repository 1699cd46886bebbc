"""Licences that somebody of a school should look up: which, why, and what the school knows of all others."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from logbook.filters import date
from logbook.models.engine import AnyRow
from logbook.office import members, programmes, viewing
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.permissions import Person, may
from logbook.record.licensed import licensed_at, licensed_in
from logbook.shapes.served.holdings import DueLine, DueList, LicenceShort
from logbook.shapes.words import Vocabulary
from logbook.validity import Licence, Remark, checked, primary, valid, version
from logbook.validity import due as reasons_of

PATH = "/licences"


class Seen(NamedTuple):
    """A licence with the membership by which it is seen, why it is due, and its line."""

    row: AnyRow
    reasons: list[Remark]
    ends_on: str
    checked_on: str
    line: DueLine

    def says(self, *codes: str) -> bool:
        """Whether one of these is why it is due."""
        return any(one.code in codes for one in self.reasons)


class Shown(NamedTuple):
    """Some of the licences: what they are called, and which they are."""

    label: str
    has: Callable[[Seen], bool]


SHOWN = {
    "all": Shown("Due", lambda one: bool(one.reasons)),
    "invalid": Shown("Not valid", lambda one: not one.line["valid"]),
    "ending": Shown("Ending", lambda one: one.says("today", "soon")),
    "old": Shown("Check is old", lambda one: one.says("old", "again")),
    "never": Shown("Not checked yet", lambda one: one.says("never")),
    "every": Shown("All licences", lambda one: True),
}
ORDERS = {"end": "By end", "check": "By oldest check"}


def listed(connection: Connection, person: Person, view: View, words: Vocabulary, clock: Clock) -> DueList:
    """The licences that a view asks for, so many a page; one question for all of them."""
    run = programmes.run_by(connection, person)
    view = viewing.known(view, run)
    found = of_programmes(connection, person, viewing.chosen(view, run), words, clock)
    named = [one for one in found if viewing.is_named(view.q, one.row.name, one.row.email, one.line["title"])]
    counts = Counter(show for one in named for show, some in SHOWN.items() if some.has(one))
    here = sorted((one for one in named if SHOWN[view.show].has(one)), key=_order(view.order))
    lines, turned = viewing.turned(PATH, view, [one.line for one in here])
    labels = {show: f"{some.label} {counts[show]}" for show, some in SHOWN.items()}
    worth = {show: label for show, label in labels.items() if counts[show] or show in ("all", view.show)}
    return {
        **turned,
        "lines": lines,
        "none": not found,
        "there": viewing.programmes(PATH, view, run),
        "shows": view.choices(PATH, "show", worth),
        "orders": viewing.ordered(PATH, view, ORDERS),
    }


def of_programmes(
    connection: Connection, person: Person, run: Sequence[AnyRow], words: Vocabulary, clock: Clock
) -> list[Seen]:
    """Every licence of whoever trains or supervises in these programmes now, each once a school."""
    rows = members.of_programmes(connection, person, [one.id for one in run])
    return of_members(connection, person, rows, {one.id: one.provider_id for one in run}, words, clock)


def of_members(
    connection: Connection,
    person: Person,
    rows: Iterable[AnyRow],
    schools: dict[str, str],
    words: Vocabulary,
    clock: Clock,
) -> list[Seen]:
    """The same of these rows of `members`; `schools` has the provider of each programme."""
    of_school: dict[str, dict[str, AnyRow]] = {}
    for row in rows:
        if may(person, "check licence", row):
            of_school.setdefault(schools[row.programme_id], {}).setdefault(row.person_id, row)
    known = licensed_in(connection, of_school, clock.tz)
    return [
        _seen(there[one.person], one, words, clock.today)
        for school, there in of_school.items()
        for some in known[school].values()
        for one in some
    ]


def in_short(
    connection: Connection, person: Person, posts: Sequence[AnyRow], words: Vocabulary, clock: Clock
) -> list[LicenceShort]:
    """What stands of licences on the page of a person, of these memberships of theirs."""
    theirs = {row.programme_id: row for row in posts if may(person, "check licence", row)}
    if not theirs:
        return []
    id = next(iter(theirs.values())).person_id
    known = licensed_at(connection, id, theirs, clock.tz)
    # Of several programmes of one school one stands for it.
    of_school = {known[programme][0]: programme for programme in sorted(theirs, reverse=True)}
    seen = [
        _seen(theirs[programme], one, words, clock.today)
        for programme in of_school.values()
        for one in known[programme][1]
    ]
    return [
        {"title": one.line["title"], "text": _text(one), "href": one.line["href"], "due": bool(one.reasons)}
        for one in seen
    ]


def notable(
    connection: Connection, rows: Iterable[AnyRow], run: Sequence[AnyRow], person: Person, clock: Clock
) -> dict[str, str]:
    """{membership: how the licence under which they sign is}, of these rows of `members`, where that is more than
    valid: what it is, or what is to be known of it."""
    schools = {one.id: one.provider_id for one in run}
    of_school: dict[str, list[AnyRow]] = {}
    for row in rows:
        if may(person, "check licence", row):
            of_school.setdefault(schools[row.programme_id], []).append(row)
    asked = {school: [row.person_id for row in there] for school, there in of_school.items()}
    known, found = licensed_in(connection, asked, clock.tz), dict[str, str]()
    for school, there in of_school.items():
        for row in there:
            first = primary(known[school][row.person_id])
            now = valid(first, clock.today) if first else None
            if now and (now.remarks or not now.is_valid):
                found[row.id] = f"Licence {now.said().removesuffix(' on that day')}"
    return found


def _seen(row: AnyRow, licence: Licence, words: Vocabulary, today: str) -> Seen:
    now, looked, said = valid(licence, today), checked(licence), version(licence)
    reasons = reasons_of(licence, today)
    ends_on, checked_on = now.ends_on or "", looked.on if looked else ""
    line: DueLine = {
        "id": row.id,
        "name": row.name,
        "initials": members.initials(row.name),
        "role": words["roles"][row.role],
        "title": f"{said.body} {said.number}".strip() if said else "",
        "standing": _sentence(now.said().replace(" on that day", "")),
        "valid": now.is_valid,
        "why": _sentence(", ".join(one.text for one in reasons)),
        "checked_on": checked_on or None,
        "ends_on": ends_on or None,
        "href": f"{PATH}/{row.id}/{licence.id}",
    }
    return Seen(row, reasons, ends_on, checked_on, line)


def _order(order: str) -> Callable[[Seen], tuple[object, ...]]:
    """What does not hold comes first, then what ends first; or what was looked up longest ago, or never."""

    def by_end(one: Seen) -> tuple[object, ...]:
        return one.line["valid"], one.ends_on or "9999", one.checked_on, one.row.name

    def by_check(one: Seen) -> tuple[object, ...]:
        return one.checked_on, one.ends_on or "9999", one.row.name

    return by_check if order == "check" else by_end


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(one: Seen) -> str:
    looked = f"checked on {date(one.checked_on)}" if one.checked_on else "not checked yet"
    ends = f", last day {date(one.ends_on)}" if one.ends_on else ""
    return f"{one.line['standing']}{ends}; {looked}"
