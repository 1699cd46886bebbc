"""What trainees and supervisors are told of their cases and licences by e-mail: how many, and of whom."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from logbook import instants
from logbook.auth import accounts
from logbook.door.wanted import days_of
from logbook.folding import by_name
from logbook.jobs.brief import Asked, Brief, cases, wait
from logbook.models import Entry, Signoff
from logbook.models import Person as People
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.reach.topics import CHASING
from logbook.store.decided import of_licences
from logbook.store.latest import came
from logbook.store.own import due, due_after
from logbook.store.waiting import expected_of, of_programmes

_WAITING = ("Open what waits", "/signoffs")


def returned(connection: Connection, asked: Asked) -> Brief | None:
    """Cases that were sent back and not mended yet."""
    found = _how_many(connection, and_(visible(asked.person, "write entry"), Entry.state == "returned"))
    if not found:
        return None
    it = "it" if found == 1 else "each of them"
    return Brief(
        f"Mend {cases(found)} that {'was' if found == 1 else 'were'} sent back to you",
        (f"Your supervisor asks you to mend {cases(found)}. What is asked stands beside {it}.",),
        "Open To do",
        "/todo",
    )


def signed(connection: Connection, asked: Asked) -> Brief | None:
    """Signatures that came and still stand, by who gave them."""
    query = (
        select(People.name, func.count().label("cases"))
        .select_from(Signoff)
        .join(Entry, Entry.id == Signoff.entry_id)
        .join(People, People.id == Signoff.signer_id)
        .where(visible(asked.person, "see entry"), Entry.trainee_id == asked.person.id)
        .where(Signoff.verdict == "signed", Signoff.withdrawn_at.is_(None))
        .where(Signoff.received_at > asked.since, Signoff.received_at <= asked.now)
        .group_by(People.id, People.name)
    )
    rows = _named(connection.execute(query))
    if not rows:
        return None
    total = sum(number for _, number in rows)
    return Brief(
        f"{cases(total)} {'was' if total == 1 else 'were'} signed: read what was said",
        ("Since the last message:",),
        "Open Notices",
        "/notices",
        tuple((name, f"signed {cases(number)}") for name, number in rows),
    )


def review_due(connection: Connection, asked: Asked) -> Brief | None:
    """Reviews that became due, and how many are."""
    mine, by = visible(asked.person, "write entry"), days_of(Clock(asked.now, asked.person.tz))
    new = _how_many(connection, and_(mine, due_after(by, asked.since)))
    if not new:
        return None
    every = _how_many(connection, and_(mine, due(by)))
    reviews = "1 review" if every == 1 else f"{every} reviews"
    return Brief(
        f"Arrange {reviews}: {'it is' if every == 1 else 'they are'} due",
        (f"Two weeks after treatment the result is looked at. {reviews} of yours can be done now.",),
        "Open To do",
        "/todo",
    )


def waiting(connection: Connection, asked: Asked) -> Brief | None:
    """Cases that came to a supervisor, with whose they are; how many wait in all."""
    there = _waits(connection, asked.person)
    new = and_(there, came() > asked.since, came() <= asked.now)
    rows = _named(_by_trainee(connection, new))
    if not rows:
        return None
    came_in, every = sum(number for _, number in rows), _how_many(connection, there)
    new_ones = "1 new case" if came_in == 1 else f"{came_in} new cases"
    return Brief(
        f"Answer {new_ones}: feedback on the same day says most",
        (f"{wait(every)} for you in all.", "New:"),
        *_WAITING,
        tuple((name, cases(number)) for name, number in rows),
    )


def chased(connection: Connection, asked: Asked) -> Brief | None:
    """Cases that have waited longer than the rule of chasing lets them."""
    after = CHASING["supervisor"]["after_days"]
    long = and_(_waits(connection, asked.person), came() <= instants.plus(asked.now, days=-after))
    rows = _named(_by_trainee(connection, long))
    if not rows:
        return None
    found = sum(number for _, number in rows)
    has = "has" if found == 1 else "have"
    return Brief(
        f"Answer {cases(found)} that {has} waited for {after} days or longer",
        (
            f"{cases(found)} {has} waited for your answer for {after} days or longer. A few words now are worth more "
            "than many later.",
        ),
        *_WAITING,
        tuple((name, cases(number)) for name, number in rows),
    )


def nudge(connection: Connection, asked: Asked) -> Brief | None:
    """That somebody asks for an answer: of their own cases (`of` is own), or of all that wait."""
    by = accounts.by_id(connection, asked.ids.get("by", ""))
    which = _waits(connection, asked.person)
    if by is not None and asked.ids.get("of") == "own":
        which = and_(which, Entry.trainee_id == by.id)
    found = _how_many(connection, which)
    if by is None or not found:
        return None
    return Brief(
        f"{by.name} asks you to sign: {wait(found)} for you",
        (f"{by.name} reminds you: {wait(found)} for your answer.",),
        *_WAITING,
    )


def licence_ends(connection: Connection, asked: Asked) -> Brief | None:
    """How a licence of theirs got worse; its number is in no e-mail."""
    told = {
        one["title"] for one in of_licences(connection, asked.person) if asked.since < one["at"] <= asked.now
    }
    if not told:
        return None
    return Brief(
        f"Look at your licences: {sorted(told)[0].removeprefix('Your licence ')}",
        tuple(f"{title}." for title in sorted(told)),
        "Open Licences",
        "/me/licences",
    )


def _waits(connection: Connection, person: Person) -> ColumnElement[bool]:
    """The clause of the cases that wait for a supervisor by name."""
    by = expected_of(person, of_programmes(connection, person.programmes("supervisor")))
    return and_(visible(person, "sign entry"), Entry.state == "sent", Entry.supervisor_id.is_not(None), by)


def _by_trainee(connection: Connection, which: ColumnElement[bool]) -> Any:
    query = select(People.name, func.count().label("cases")).select_from(Entry)
    joined = query.join(People, People.id == Entry.trainee_id).where(which)
    return connection.execute(joined.group_by(People.id, People.name))


def _named(rows: Any) -> list[tuple[str, int]]:
    return sorted(((row.name, row.cases) for row in rows), key=lambda row: (by_name(row[0]), row[1]))


def _how_many(connection: Connection, which: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(Entry).where(which)) or 0
