"""Which logbooks a person may take out: their own, and those of the trainees they coordinate."""

from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from logbook.models import Entry, Membership, Programme
from logbook.models import Person as People
from logbook.permissions import Person, visible


def logbooks(connection: Connection, person: Person) -> list[Row[Any]]:
    """(person_id, name, programme_id, programme, tz, since, first_on, last_on), their own first, then by programme and
    name.

    `since` is the day of the first membership; `first_on` and `last_on` are the earliest and the latest treatment, None
    in an empty logbook.
    """
    first_on, last_on = (
        select(which(Entry.performed_on))
        .where(Entry.trainee_id == People.id, Entry.programme_id == Programme.id)
        .correlate(People, Programme)
        .scalar_subquery()
        for which in (func.min, func.max)
    )
    query = (
        select(
            People.id.label("person_id"),
            People.name,
            Programme.id.label("programme_id"),
            Programme.name.label("programme"),
            Programme.tz,
            func.min(Membership.since).label("since"),
            first_on.label("first_on"),
            last_on.label("last_on"),
        )
        .join_from(Membership, People, People.id == Membership.person_id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(visible(person, "take out logbook"))
        .group_by(People.id, People.name, Programme.id, Programme.name, Programme.tz)
        .order_by(People.id != person.id, Programme.name, Programme.id, People.name, People.id)
    )
    return list(connection.execute(query))


def outside(connection: Connection, person_id: str, programme_id: str, first: str, last: str) -> int:
    """How many cases of a logbook were treated before one day or after another."""
    query = select(func.count()).where(
        Entry.trainee_id == person_id,
        Entry.programme_id == programme_id,
        or_(Entry.performed_on < first, Entry.performed_on > last),
    )
    return connection.execute(query).scalar_one()


def size(connection: Connection, person_id: str, programme_id: str) -> int:
    """How many cases a logbook has, of whatever day."""
    query = select(func.count()).where(Entry.trainee_id == person_id, Entry.programme_id == programme_id)
    return connection.execute(query).scalar_one()
