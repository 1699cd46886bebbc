"""Tell somebody something, in the transaction that has it to tell: by each way there is, as the law and they allow.

A way is a row of `WAYS`: whether it goes anywhere on this host, and how something is put on it. What is put there is
ids alone; words are made of the record when they go out, and the law is asked again.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from logbook.auth import mailing, sessions
from logbook.mail import pending
from logbook.models import Entry
from logbook.models import Person as People
from logbook.permissions import Person, visible
from logbook.reach import chosen
from logbook.reach.topics import TOPICS


class Way(NamedTuple):
    """`is_on()`: whether this host has it; `put(connection, person, topic, now, ids)` lets it go out."""

    is_on: Callable[[], bool]
    put: Callable[[Connection, Person, str, str, Mapping[str, str]], None]


def tell(
    connection: Connection, person_id: str, topic: str, now: str, moment: str = "at_once", **ids: str
) -> None:
    """Tell a person of a topic, by every way by which they want to hear of it at this `moment` (at_once, daily,
    weekly). `ids` name what it is about: `entry`, `by` (a person). Nothing where the law does not let them know, where
    they chose otherwise, or where this host has no way to them."""
    wanted = [
        name for name in ways_of(topic) if chosen.of_person(connection, person_id, name)[topic] == moment
    ]
    person = reachable(connection, person_id) if wanted else None
    if person is None or not is_lawful(connection, person, topic, ids):
        return
    for name in wanted:
        WAYS[name].put(connection, person, topic, now, ids)


def ways_of(topic: str) -> list[str]:
    """The ways of this host by which a topic goes out."""
    return [name for name in TOPICS[topic].ways if name in WAYS and WAYS[name].is_on()]


def is_any_on() -> bool:
    """Whether this host has any way to people."""
    return any(way.is_on() for way in WAYS.values())


def reachable(connection: Connection, person_id: str) -> Person | None:
    """Somebody who can be told anything: with an account that is theirs and open."""
    opens = select(People.id).where(
        People.id == person_id, People.locked_at.is_(None), People.joined_at.is_not(None)
    )
    return sessions.person(connection, person_id) if connection.execute(opens).first() else None


def is_lawful(connection: Connection, person: Person, topic: str, ids: Mapping[str, str]) -> bool:
    """Whether a person may know of it now: of the case that it names, else of anything at all of its kind."""
    told = TOPICS[topic]
    if not any(person.is_a(role) for role in told.roles):
        return False
    if told.action is None:
        return True
    which = visible(person, told.action)
    if "entry" in ids:
        which = and_(which, Entry.id == ids["entry"])
    return connection.execute(select(told.table.id).where(which).limit(1)).first() is not None


def _by_mail(connection: Connection, person: Person, topic: str, now: str, ids: Mapping[str, str]) -> None:
    minutes = TOPICS[topic].gather_minutes
    # What waits for some minutes says how many there are when it goes out.
    if not (minutes and pending.is_waiting(connection, topic, person.id)):
        pending.want(connection, topic, person.email, now, person.id, after_minutes=minutes, **ids)


# A second way (a push to a device) is one more row here; `Topic.ways` says what it may carry.
WAYS: dict[str, Way] = {"mail": Way(mailing.is_on, _by_mail)}
