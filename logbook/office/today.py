"""What needs somebody of the office today: a list a matter, of all their programmes, each line leading to its place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from logbook import instants
from logbook.filters import age, count
from logbook.filters import date as in_words
from logbook.folding import by_name
from logbook.models.engine import AnyRow
from logbook.office import cohort, confirmations, invitations, invited, people, programmes, renewing, roles
from logbook.office.viewing import View
from logbook.pages.clock import Clock
from logbook.pages.days import days_between
from logbook.permissions import Person
from logbook.record.reports import Reports
from logbook.record.signers import confirmed_in
from logbook.shapes.served.cohort import Cohort
from logbook.shapes.served.matters import Line, Matter, Today
from logbook.shapes.words import Vocabulary
from logbook.validity import SOON_DAYS
from logbook.vocabulary import LISTS

MOST = 5  # lines of a matter; the rest is counted, and has its place


class Called(NamedTuple):
    """A matter's name, why it is one, the view that shows all of it, and its sign."""

    title: str
    why: str
    href: str
    icon: str


# What holds others up comes first.
CALLED: dict[str, Called] = {
    "late": Called(
        people.SHOWN["late"].label,
        f"Cases that have waited for an answer for more than {LISTS['late_days']} days.",
        View(show="late").address(people.PATH),
        "pen",
    ),
    "left": Called(
        "Cases of supervisors who have left",
        "Nobody signs these until somebody takes them over.",
        View(show="waiting").address(people.PATH),
        "users",
    ),
    "held": Called(
        "Waiting on a device",
        "Work that does not arrive by itself.",
        View(show="held").address(cohort.PATH),
        "phone",
    ),
    "unnamed": Called(
        "Cases that nobody can sign",
        "Their trainees have not named who supervised.",
        View(show="unnamed").address(cohort.PATH),
        "user",
    ),
    "confirm": Called(
        "Signers to confirm",
        "What they sign counts once you have said who they are.",
        View(show="confirm").address(people.PATH),
        "shield",
    ),
    "unreached": Called(
        "E-mail that came back",
        "These addresses take none. Correct the address, or hand the link over.",
        people.PATH,
        "warn",
    ),
    "licences": Called(
        "Licences to look up",
        "They end, are not valid any more, or were looked up long ago.",
        renewing.PATH,
        "shield",
    ),
    "silent": Called(
        "Trainees without a case",
        f"Not all is met, and nothing was logged for more than {cohort.SILENT_DAYS} days.",
        View(show="silent").address(cohort.PATH),
        "clock",
    ),
    "accredited": Called(
        "Accreditations that end",
        f"Stated no more once they have ended: told {SOON_DAYS} days before.",
        "/curriculum",
        "warn",
    ),
    "invited": Called(
        "Invitations not used yet", "Show the link again, or revoke it.", invited.PATH, "share"
    ),
}


class _Found(NamedTuple):
    """A line with what it is put in order by: the longest first, then by name."""

    days: int
    line: Line


def told(connection: Connection, person: Person, words: Vocabulary, build: str) -> tuple[Today, Reports]:
    """What needs somebody, of the programmes they run; also reports made on the way, which are to be kept. The queries
    are as many for one programme as for twelve."""
    now, run = instants.now(), programmes.run_by(connection, person)
    read = cohort.reading(connection, person, run, now)
    clocks = {one.id: Clock(now, one.tz) for one in run}
    current = [row for row in read.members if row.ended_at is None]
    sections = [cohort.section(read, one, clocks[one.id], build) for one in run]
    names = {one.id: one.name if len(run) > 1 else "" for one in run}
    unused = invitations.one_a_link(invitations.unused(connection, person, now))
    links = [row for row in unused if row.kind == "invite"]
    found: dict[str, list[_Found]] = {
        **_of_supervisors(connection, read.members, clocks, names),
        **_of_trainees(sections, clocks, names),
        "confirm": _to_confirm(connection, read, names),
        "accredited": list(_ending(run, clocks, names)),
        "unreached": [
            *(
                _line(0, row, names, row.email, f"/people/invitations/{row.id}")
                for row in links
                if row.comes_back
            ),
            *(_line(0, row, names, row.email, people.PATH) for row in current if row.comes_back),
        ],
        "licences": _to_look_up(connection, person, read.members, run, names, words),
        "invited": [_invited(row, clocks[row.programme_id], names, words) for row in links],
    }
    matters = [_matter(key, found[key]) for key in CALLED if found[key]]
    return {
        "matters": matters,
        "first": not any(row.role == "trainee" for row in current),
        "supervised": any(row.role == "supervisor" for row in current),
        "unknown": sum(section["unknown"] for section in sections),
    }, read.reports


def _matter(key: str, found: list[_Found]) -> Matter:
    called = CALLED[key]
    lines = [one.line for one in sorted(found, key=lambda one: (-one.days, *by_name(one.line["name"])))]
    return {
        "key": key,
        "title": called.title,
        "why": called.why,
        "icon": called.icon,
        "count": len(lines),
        "lines": lines[:MOST],
        "href": called.href,
    }


def _of_supervisors(
    connection: Connection, members: list[AnyRow], clocks: Mapping[str, Clock], names: Mapping[str, str]
) -> dict[str, list[_Found]]:
    """Who is late, and who has left with cases that nobody took over."""
    asked = [row for row in members if roles.is_asked(row)]
    waits = roles.waiting_in(connection, asked, members)
    late, left = list[_Found](), list[_Found]()
    for row in asked:
        waiting, today = waits[row.id], clocks[row.programme_id].today
        days = days_between(waiting.oldest_on, today) if waiting.oldest_on else 0
        oldest = f", the oldest done {age(waiting.oldest_on, today)} ago" if days else ""
        if row.ended_at is not None:
            if waiting.cases or waiting.returned:
                cases = count(waiting.cases, "case waits", "cases wait") if waiting.cases else ""
                sent = f"{waiting.returned} sent back" if waiting.returned else ""
                left.append(
                    _line(
                        days,
                        row,
                        names,
                        f"{', '.join(part for part in (cases, sent) if part)}{oldest}",
                        f"/people/memberships/{row.id}/handing",
                    )
                )
        elif days > LISTS["late_days"]:
            what = f"{count(waiting.cases, 'case waits', 'cases wait')}{oldest}"
            late.append(_line(days, row, names, what, f"/people/supervisors/{row.person_id}"))
    return {"late": late, "left": left}


def _of_trainees(
    sections: Iterable[Cohort], clocks: Mapping[str, Clock], names: Mapping[str, str]
) -> dict[str, list[_Found]]:
    """Whose work is stuck on a device, which cases nobody can sign, and who logs nothing."""
    held, unnamed, silent = list[_Found](), list[_Found](), list[_Found]()
    for section in sections:
        programme = names[section["id"]]
        for device in section["stuck"]:
            days = days_between(str(device["last_sync"]), clocks[section["id"]].today)
            what = f"{device['name']}: {' '.join(device['notes'])}"
            held.append(
                _found(days, device["owner"], what, programme, f"/people/{device['account']}/devices")
            )
        for row in section["rows"]:
            href = f"{cohort.PATH}/{section['id']}/{row['id']}"
            if row["unnamed"]:
                days = days_between(row["unnamed_on"], row["today"]) if row["unnamed_on"] else 0
                what = count(row["unnamed"], "case names nobody", "cases name nobody")
                unnamed.append(_found(days, row["name"], what, programme, href))
            if row["silent"]:
                last = row["last_on"]
                days = days_between(last, row["today"]) if last else 0
                what = f"Last case {age(last, row['today'])} ago" if last else "No case yet"
                silent.append(_found(days, row["name"], what, programme, href))
    return {"held": held, "unnamed": unnamed, "silent": silent}


def _to_confirm(connection: Connection, read: cohort.Read, names: Mapping[str, str]) -> list[_Found]:
    # What reports stand on was read with them; where nobody trains there was none.
    known = {id: {*signers} for id, signers in read.reports.known.items()}
    if rest := names.keys() - known.keys():
        known |= {id: {*found} for id, found in confirmed_in(connection, rest).items()}
    return [
        _line(0, row, names, f"{row.licence_body} {row.licence_number}".strip(), _confirming(row.id))
        for row in read.members
        if row.role == "supervisor" and row.ended_at is None
        if confirmations.signer_of(row) not in known[row.programme_id]
    ]


def _ending(run: Iterable[AnyRow], clocks: Mapping[str, Clock], names: Mapping[str, str]) -> Iterator[_Found]:
    """Of each programme what accredits it and ends first, where that is soon."""
    for row in run:
        until, _, called = (row.ends_first or "").partition(" ")
        days = days_between(clocks[row.id].today, until) if until else 0
        if until and days <= SOON_DAYS:
            left = f"Ends on {in_words(until)}"
            yield _found(-days, called.strip(), left, names[row.id], f"/curriculum/{row.id}/accreditations")


def _to_look_up(
    connection: Connection,
    person: Person,
    rows: Iterable[AnyRow],
    run: Iterable[AnyRow],
    names: Mapping[str, str],
    words: Vocabulary,
) -> list[_Found]:
    """Licences of which something changed. A school that never looked any up is told so on their page alone."""
    schools, clock = {one.id: one.provider_id for one in run}, Clock(instants.now(), person.tz)
    found = list[_Found]()
    for one in renewing.of_members(connection, person, rows, schools, words, clock):
        told = [reason.text for reason in one.reasons if reason.code != "never"]
        if told:
            what = f"{one.line['title']}: {', '.join(told)}"
            found.append(_line(0, one.row, names, what, one.line["href"]))
    return found


def _invited(row: AnyRow, clock: Clock, names: Mapping[str, str], words: Vocabulary) -> _Found:
    days = days_between(clock.local(row.created_at)[:10], clock.today)
    until = clock.local(row.expires_at)[:10]
    state = "It has run out" if row.expires_at <= clock.now else f"It works until {in_words(until)}"
    what = f"{words['roles'][row.role]}. {state}"
    return _found(days, row.name, what, names[row.programme_id], f"/people/invitations/{row.id}")


def _line(days: int, row: AnyRow, names: Mapping[str, str], what: str, href: str) -> _Found:
    return _found(days, row.name, what, names[row.programme_id], href)


def _found(days: int, name: str, what: str, programme: str, href: str) -> _Found:
    return _Found(days, {"name": name, "what": what, "programme": programme, "href": href})


def _confirming(membership: str) -> str:
    return f"/people/memberships/{membership}/confirmation"
