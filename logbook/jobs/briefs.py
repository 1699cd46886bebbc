"""What people are told of by e-mail, topic by topic, made of the record when it goes out; None where there is nothing
to tell any more, or no more to this person. Counts and names; never a case, never the code of a model."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select

from logbook import reach
from logbook.auth import accounts, mailing
from logbook.filters import count
from logbook.mail.letter import Letter
from logbook.models import Entry
from logbook.permissions import Person, visible
from logbook.reach import chosen
from logbook.reach.topics import TOPICS
from logbook.store.waiting import expected_of, of_programmes

CASES = ("case", "cases")


class Asked(NamedTuple):
    """Who is told, since which instant, by now; `ids` are what it was wanted for."""

    person: Person
    since: str
    now: str
    ids: Mapping[str, str]


class Brief(NamedTuple):
    """A subject that says what to do, what there is to tell, and the place in the logbook where it is done."""

    subject: str
    paragraphs: tuple[str, ...]
    label: str
    path: str
    rows: tuple[tuple[str, str], ...] = ()


def letter(connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str) -> Letter | None:
    """The letter of one row of the outbox that is about a topic."""
    person = reach.reachable(connection, row.person_id)
    # Another address, another choice, another role: all may have come between planning and sending.
    if person is None or person.email != row.address:
        return None
    if chosen.of_person(connection, person.id, "mail")[row.kind] == "never":
        return None
    told = brief(connection, row.kind, Asked(person, facts.get("since", row.wanted_at), now, facts))
    if told is None:
        return None
    return Letter(
        told.subject,
        told.paragraphs,
        f"You get this because of your role in the logbook: “{TOPICS[row.kind].title}”.",
        told.label,
        f"{origin}{told.path}",
        told.rows,
        f"{origin}/messages/{mailing.stop_token(person.id, row.kind)}",
        f"{origin}/me/messages",
    )


def brief(connection: Connection, topic: str, asked: Asked) -> Brief | None:
    """What there is to tell a person of a topic, where the law lets them know."""
    if not reach.is_lawful(connection, asked.person, topic, asked.ids):
        return None
    return BRIEFS[topic](connection, asked)


def _returned(connection: Connection, asked: Asked) -> Brief | None:
    cases = _how_many(connection, and_(visible(asked.person, "write entry"), Entry.state == "returned"))
    if not cases:
        return None
    it = "it" if cases == 1 else "each of them"
    return Brief(
        f"Mend {count(cases, *CASES)} that {'was' if cases == 1 else 'were'} sent back to you",
        (f"Your supervisor asks you to mend {count(cases, *CASES)}. What is asked stands beside {it}.",),
        "Open To do",
        "/todo",
    )


def _nudge(connection: Connection, asked: Asked) -> Brief | None:
    by = accounts.by_id(connection, asked.ids.get("by", ""))
    which = _waits(connection, asked.person)
    if by is not None and asked.ids.get("of") == "own":
        which = and_(which, Entry.trainee_id == by.id)
    cases = _how_many(connection, which)
    if by is None or not cases:
        return None
    wait = f"{count(cases, *CASES)} {'waits' if cases == 1 else 'wait'}"
    return Brief(
        f"{by.name} asks you to sign: {wait} for you",
        (f"{by.name} reminds you: {wait} for your answer.",),
        "Open what waits",
        "/signoffs",
    )


def _waits(connection: Connection, person: Person) -> Any:
    """The clause of the cases that wait for a supervisor by name."""
    by_name = expected_of(person, of_programmes(connection, person.programmes("supervisor")))
    return and_(visible(person, "sign entry"), Entry.state == "sent", by_name)


def _how_many(connection: Connection, which: Any) -> int:
    return connection.scalar(select(func.count()).select_from(Entry).where(which)) or 0


BRIEFS: dict[str, Callable[[Connection, Asked], Brief | None]] = {
    "returned": _returned,
    "nudge": _nudge,
}
