"""What was decided of a person lately, in the words in which they are told: roles, what is asked of them, what was
arranged with them, that they were confirmed, how their licences got worse.

Made of the office's rows each time, for nobody else. What another part of the logbook has to tell its owner is one more
reader here (`_READERS`): it gives what happened after an instant, also what will, which is told from its day on.
"""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Row

from logbook import instants, validity, vocabulary
from logbook.auth import decisions
from logbook.filters import date, lowered
from logbook.permissions import Person
from logbook.record import spells
from logbook.record.licensed import licensed_at
from logbook.shapes.snapshot import Decided

MOST = 50
_PATHWAY = "/pathway"
_ARRANGED = {
    "move": ("users", "You are in another cohort now"),
    "extension": ("clock", "You have longer"),
    "pause": ("clock", "Your training pauses"),
    "return": ("clock", "Your training goes on"),
    "withdrawal": ("undo", "Something that was arranged with you was taken back"),
}
_EXCEPTED = {
    "waive": "One rule is waived for you",
    "number": "Another number is asked of you",
    "block": "Some of your cases count no more for one rule",
    "count": "Some of your cases count for one rule nevertheless",
}
_LICENCE = {
    spells.SOON: ("clock", "Your licence ends soon", "alert"),
    validity.SUSPENDED: ("warn", "Your licence is suspended", "alert"),
    validity.NOT_PRACTISING: ("warn", "Your licence is without leave to practise", "alert"),
    validity.ENDED: ("warn", "Your licence has ended", "alert"),
}
_Reader = Callable[[Connection, Person, str], Iterable[Decided]]


def decided(connection: Connection, person: Person, now: str) -> list[Decided]:
    """All of it, newest first."""
    after = instants.plus(now, days=-decisions.DAYS)
    found = [one for reader in _READERS for one in reader(connection, person, after) if one["at"] > after]
    return sorted(found, key=lambda one: (one["at"], one["title"], one["what"]), reverse=True)[:MOST]


def _by_the_office(connection: Connection, person: Person, after: str) -> Iterable[Decided]:
    for row in decisions.since(connection, person.id, after):
        yield from _TOLD[row.table](row)


def _role(row: Row[tuple[str]]) -> Iterable[Decided]:
    role = lowered(vocabulary.label(row.code, "roles"))
    yield _told(row.at, "user", f"You are a {role} now", row.name, "/me")
    if row.ended_at:
        yield _told(row.ended_at, "lock", f"Your role as {role} ended", row.name, "/me", "alert")


def _enrolment(row: Row[tuple[str]]) -> Iterable[Decided]:
    title = "You are judged by another version of what is asked"
    back = "A move to another version of what is asked was taken back"
    what = f"{row.name}, from {date(row.from_on)}, by {row.by}"
    yield _told(row.at, "ring", back if row.of else title, what, _PATHWAY)


def _exception(row: Row[tuple[str]]) -> Iterable[Decided]:
    reason = lowered(vocabulary.label(row.reason, "exception_reasons"))
    href = f"{_PATHWAY}/{row.of}?programme={row.programme}"
    title = _EXCEPTED.get(row.code, "A rule asks something else of you")
    yield _told(row.at, "ring", title, f"{row.name}, {reason}, by {row.by}", href)
    if row.ended_at:
        title = "An exception that was made for you was taken back"
        yield _told(row.ended_at, "undo", title, row.name, href, "alert")


def _arrangement(row: Row[tuple[str]]) -> Iterable[Decided]:
    if row.code in _ARRANGED:
        yield _told(row.at, *_ARRANGED[row.code], row.name, "/me/deadline")


def _confirmation(row: Row[tuple[str]]) -> Iterable[Decided]:
    yield _told(row.at, "signed", "Your registration is confirmed: your signatures count", row.name, "/me")


def _nudge(row: Row[tuple[str]]) -> Iterable[Decided]:
    yield _told(row.at, "clock", f"{row.by} asks you to look at what waits for you", row.name, "/signoffs")


def of_licences(connection: Connection, person: Person, _: str = "") -> Iterable[Decided]:
    """How their licences get worse, as a school of theirs knows them; each turn once, and none of what was renewed."""
    if not person.has_licences:
        return
    schools = licensed_at(connection, person.id, person.programmes(), person.tz).values()
    turns = {
        (turn, f"{now.body} {now.number}")
        for _, held in schools
        for one in held
        if (now := validity.version(one)) is not None
        for turn in spells.worse(one)
        if turn.state in _LICENCE
    }
    for turn, called in sorted(turns):
        icon, title, tone = _LICENCE[turn.state]
        until = f"{called}, valid until {date(turn.last)}"
        yield _told(f"{turn.day}T00:00:00Z", icon, title, until, "/me/licences", tone)


def _told(at: str, icon: str, title: str, what: str, href: str, tone: str = "idle") -> Decided:
    return {"at": at, "icon": icon, "tone": tone, "title": title, "what": what, "href": href}


_TOLD: dict[str, Callable[[Row[tuple[str]]], Iterable[Decided]]] = {
    "membership": _role,
    "enrolment": _enrolment,
    "rule_exception": _exception,
    "arrangement": _arrangement,
    "confirmation": _confirmation,
    "nudge": _nudge,
}
_READERS: tuple[_Reader, ...] = (_by_the_office, of_licences)
