"""An administrator of a provider: who they are, how the role begins and ends."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, exists, insert, select, update
from sqlalchemy.orm import aliased

from logbook.feed import hold_writers
from logbook.folding import by_name
from logbook.models import Administration
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office.members import initials
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.served.providers import AdministratorLine
from logbook.traces import trace


def begin(connection: Connection, person_id: str, provider_id: str, now: str) -> str:
    """Let a person administer a provider; gives the row's id, the old one where they do already. Nothing of it lies in
    the feed: its owner is told of it beside that, and nobody else's device."""
    held = (Administration.person_id == person_id, Administration.provider_id == provider_id)
    there = connection.scalar(select(Administration.id).where(*held, Administration.ended_at.is_(None)))
    if there:
        return there
    id = str(uuid4())
    connection.execute(
        insert(Administration).values(
            id=id, person_id=person_id, provider_id=provider_id, since=now, ended_at=None
        )
    )
    trace("role_given", about=person_id, thing=id, role="administrator")
    return id


def end(connection: Connection, id: str, by: str, now: str) -> bool:
    """End it, for another who administers the same provider; what they did stays. False where it had ended, or whoever
    ends it was ended meanwhile: of two who end each other at once one stays."""
    hold_writers(connection)
    others = aliased(Administration)
    stays = exists().where(
        others.person_id == by,
        others.ended_at.is_(None),
        others.provider_id == Administration.provider_id,
        others.id != Administration.id,
    )
    person_id = connection.scalar(
        update(Administration)
        .where(Administration.id == id, Administration.ended_at.is_(None), stays)
        .values(ended_at=now, ended_by=by)
        .returning(Administration.person_id)
    )
    if person_id:
        trace("role_ended", about=person_id, thing=id)
    return bool(person_id)


def of_provider(connection: Connection, person: Person, provider_id: str) -> list[AnyRow]:
    """Who administers a provider now, by name."""
    lasting = (Administration.provider_id == provider_id, Administration.ended_at.is_(None))
    rows = connection.execute(_ROWS.where(visible(person, "see administrator"), *lasting))
    return sorted(rows, key=lambda row: (*by_name(row.name), row.id))


def find(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """One whose administration they may end."""
    return connection.execute(
        _ROWS.where(visible(person, "end administrator"), Administration.id == id)
    ).first()


def line(row: Any, person: Person, clock: Clock) -> AdministratorLine:
    """One of them as a line."""
    return {
        "id": row.id,
        "name": row.name,
        "initials": initials(row.name),
        "email": row.email,
        "since": clock.local(row.since)[:10],
        "mine": row.person_id == person.id,
    }


_ROWS = select(
    Administration.id,
    Administration.person_id,
    Administration.provider_id,
    Administration.since,
    People.name,
    People.email,
).join(People, People.id == Administration.person_id)
