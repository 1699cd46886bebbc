"""The people of a coordinator's programmes, as the page People shows them: members, who waits, open links."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection

from logbook.models.engine import AnyRow
from logbook.office import (
    confirmations,
    invitations,
    members,
    programmes,
    renewing,
    roles,
    school_register,
    viewing,
)
from logbook.office.roles import APART
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person, may
from logbook.record.signers import confirmed_in
from logbook.shapes.served.people import Backlog, Listed, MemberLine, People
from logbook.shapes.words import Vocabulary
from logbook.vocabulary import LISTS

PATH = "/people"
LINKS = 3  # of a programme, newest first: the others have a list of their own


class Seen(NamedTuple):
    """A line of the register with the membership it is of, and whether it stands for somebody who has left."""

    row: AnyRow
    line: MemberLine
    left: bool

    def holds(self, role: str) -> bool:
        """Whether they hold this role now."""
        return self.row.role == role and self.row.ended_at is None


class Shown(NamedTuple):
    """Some lines of the register: what they are called, and which they are."""

    label: str
    has: Callable[[Seen], bool]


SHOWN = {
    "all": Shown("Everybody", lambda one: True),
    "trainee": Shown("Trainees", lambda one: one.holds("trainee")),
    "supervisor": Shown("Supervisors", lambda one: one.holds("supervisor")),
    "coordinator": Shown("Coordinators", lambda one: one.holds("coordinator")),
    "confirm": Shown(
        "To confirm", lambda one: one.line["mark"] is not None and one.line["mark"]["state"] == "waits"
    ),
    "left": Shown("Left", lambda one: one.left),
    "waiting": Shown(
        "Left cases waiting", lambda one: one.row.ended_at is not None and one.line["waiting"] > 0
    ),
    "late": Shown("Late with signing", lambda one: one.row.ended_at is None and one.line["late"]),
}


def found(connection: Connection, person: Person, view: View, words: Vocabulary, clock: Clock) -> Listed:
    """The programmes they run with the lines that a view asks for, so many a page; each programme with the links of it
    that wait. The queries are as many for one programme as for twelve."""
    run = programmes.run_by(connection, person)
    view = viewing.known(view, run)
    ids = [one.id for one in viewing.chosen(view, run)]
    rows = [row for row in members.of_programmes(connection, person, ids)]
    known = confirmed_in(connection, ids)
    waiting = confirmations.unconfirmed_in(connection, known)
    waits = roles.waiting_in(connection, [row for row in rows if roles.is_asked(row)], rows)
    lasting = {(row.email, row.programme_id, row.role) for row in rows if row.ended_at is None}
    links = invitations.unused(connection, person, clock.now)
    linked = {
        (row.email, row.programme_id, row.role) for row in links if row.lasts and row.expires_at > clock.now
    }
    gone, called = _left(rows), school_register.called(connection, person, rows)
    held = renewing.notable(connection, rows, run, person, clock)
    lines = [
        Seen(
            row,
            {
                **members.line(row, person, words, clock),
                **_backlog(row, waits.get(row.id), clock),
                "again": may(person, "reinstate", row) and not _is_there(row, lasting | linked),
                "supervises": row.role == "supervisor",
                "registered": called.get(row.id, ""),
                "licensed": held.get(row.id, ""),
                "mark": confirmations.mark(
                    row,
                    confirmations.of_member(known[row.programme_id], row),
                    waiting[row.programme_id].get(row.person_id),
                    words,
                    clock,
                ),
            },
            row.id in gone,
        )
        for row in sorted(rows, key=lambda row: ids.index(row.programme_id))
        if viewing.is_named(view.q, row.name, row.email, row.licence_number, called.get(row.id, ""))
    ]
    waits_there = [
        row for row in links if row.programme_id in ids and viewing.is_named(view.q, row.name, row.email)
    ]
    return _listed(
        run,
        ids,
        view,
        lines,
        [(row.programme_id, invitations.line(row, words, clock)) for row in waits_there],
    )


def _listed(run: list[AnyRow], ids: list[str], view: View, lines: list[Seen], links: list[Any]) -> Listed:
    # People, of whom one may hold a role in twelve programmes.
    there = {(show, one.row.person_id) for one in lines for show, some in SHOWN.items() if some.has(one)}
    counts = Counter(show for show, _ in there)
    chosen = [(one.row.programme_id, one.line) for one in lines if SHOWN[view.show].has(one)]
    here, turned = viewing.turned(PATH, view, chosen)
    narrowed = bool(view.q) or view.show != "all"
    first = {id: line["id"] for id, line in reversed(chosen)}
    sections: list[People] = []
    for one in run:
        shown = [line for id, line in here if id == one.id]
        begins = bool(shown) and shown[0]["id"] == first[one.id]
        # Beside a programme's first lines; of one that has none, on the first page.
        told = begins or (turned["page"] == 1 and one.id not in first)
        invited = [link for id, link in links if id == one.id] if told and view.show == "all" else []
        if shown or invited or (one.id in ids and told and not narrowed):
            sections.append(
                {
                    "id": one.id,
                    "name": one.name,
                    "members": shown,
                    "unconfirmed": [
                        seen.line
                        for seen in lines
                        if seen.row.programme_id == one.id and SHOWN["confirm"].has(seen)
                    ]
                    if told and not narrowed
                    else [],
                    "invitations": invited[:LINKS],
                    "more": max(len(invited) - LINKS, 0),
                }
            )
    labels = {
        show: some.label if show == "all" else f"{some.label} {counts[show]}" for show, some in SHOWN.items()
    }
    worth = {show: label for show, label in labels.items() if counts[show] or show in ("all", view.show)}
    return {
        **turned,
        "programmes": sections,
        "narrowed": narrowed,
        "there": viewing.programmes(PATH, view, run),
        "shows": view.choices(PATH, "show", worth),
    }


def _left(rows: Iterable[AnyRow]) -> set[str]:
    """Of those who hold no role in a programme any more the membership there that ended last."""
    last: dict[tuple[str, str], AnyRow] = {}
    for row in rows:
        there = row.programme_id, row.person_id
        if there not in last or _until(row) > _until(last[there]):
            last[there] = row
    return {row.id for row in last.values() if row.ended_at is not None}


def _until(row: AnyRow) -> tuple[bool, str]:
    return row.ended_at is None, row.ended_at or ""


def _is_there(row: AnyRow, held: Collection[tuple[str, str, str]]) -> bool:
    """Whether somebody holds the role of an ended membership, or one that does not go with it, or has a link to it."""
    roles_there = (row.role, APART.get(row.role, row.role))
    return any((row.email, row.programme_id, role) in held for role in roles_there)


def _backlog(row: AnyRow, waits: roles.Waiting | None, clock: Clock) -> Backlog:
    """What waits for a supervisor; of who has left, what nobody took over."""
    found = waits or roles.Waiting(0, None, 0)
    days = days_between(found.oldest_on, clock.today) if found.oldest_on else 0
    return {
        "waiting": found.cases,
        "oldest_on": found.oldest_on,
        "late": days > LISTS["late_days"],
        "today": clock.today,
    }
