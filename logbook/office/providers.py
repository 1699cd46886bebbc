"""A provider: its facts, what changes with them on phones, and two that are joined because they are one school."""

from collections.abc import Iterable
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update
from wtforms import Form

from logbook.feed import hold_writers, judged_anew, touch
from logbook.feed.head import Pointer
from logbook.feed.register import publish_membership, publish_programme
from logbook.forms.inputs import open_line, text_field, zone
from logbook.models import Accreditation, Administration, Invitation, Membership, Programme, Provider
from logbook.models.engine import AnyRow
from logbook.office import logos, lookups, matching, school_register
from logbook.traces import trace


class Facts(Form):
    """The form of a provider: name, address in one line, which may be empty, and time zone."""

    name = text_field("Enter the training provider’s name")
    address = open_line()
    tz = zone()


def every(connection: Connection) -> list[AnyRow]:
    """All providers of this server, by name: (id, name, address, tz, created_at). For its operator alone."""
    return list(connection.execute(select(Provider.__table__).order_by(Provider.name, Provider.id)))


def by_id(connection: Connection, id: str) -> AnyRow | None:
    """One of them."""
    return connection.execute(select(Provider.__table__).where(Provider.id == id)).first()


def begin(connection: Connection, now: str, *, name: str, address: str, tz: str) -> str:
    """A new provider, with no programme; gives its id."""
    id = str(uuid4())
    connection.execute(insert(Provider).values(id=id, name=name, address=address, tz=tz, created_at=now))
    trace("provider_set", thing=id)
    return id


def change(connection: Connection, id: str, *, name: str, address: str, tz: str) -> None:
    """New facts of a provider, its name told to everybody in its programmes; the last thing before commit."""
    hold_writers(connection)
    connection.execute(update(Provider).where(Provider.id == id).values(name=name, address=address, tz=tz))
    touch(connection, _told(connection, _programmes(connection, id)))
    trace("provider_set", thing=id)


def join(connection: Connection, kept: str, gone: str, now: str) -> int:
    """Two providers become one: `kept` takes over programmes and administrators of `gone`, and whom either confirmed is
    confirmed in all of them. Gives how many programmes came. The last thing before commit."""
    hold_writers(connection)
    came = _programmes(connection, gone)
    connection.execute(update(Programme).where(Programme.provider_id == gone).values(provider_id=kept))
    connection.execute(
        update(Accreditation).where(Accreditation.provider_id == gone).values(provider_id=kept)
    )
    there = select(Administration.person_id).where(
        Administration.provider_id == kept, Administration.ended_at.is_(None)
    )
    twice = (Administration.provider_id == gone, Administration.person_id.in_(there))
    connection.execute(
        update(Administration).where(*twice, Administration.ended_at.is_(None)).values(ended_at=now)
    )
    connection.execute(
        update(Administration).where(Administration.provider_id == gone).values(provider_id=kept)
    )
    connection.execute(update(Invitation).where(Invitation.provider_id == gone).values(provider_id=kept))
    school_register.join(connection, kept, gone)
    logos.join(connection, kept, gone)
    lookups.join(connection, kept, gone)
    matching.join(connection, kept, gone)
    connection.execute(delete(Provider).where(Provider.id == gone))
    everywhere = _programmes(connection, kept)
    members = select(Membership.id).where(Membership.programme_id.in_(everywhere)).order_by(Membership.id)
    pointers = _told(connection, came)
    for id in connection.execute(members).scalars().all():
        pointers += publish_membership(connection, id)
    # What either found of a licence is known in all of them.
    trains = select(Membership.person_id, Membership.programme_id).where(
        Membership.role == "trainee", Membership.programme_id.in_(everywhere)
    )
    pointers += judged_anew(
        connection, {(row.person_id, row.programme_id) for row in connection.execute(trains)}
    )
    touch(connection, pointers)
    trace("providers_joined", thing=kept, about=gone, count=len(came))
    return len(came)


def _programmes(connection: Connection, id: str) -> list[str]:
    query = select(Programme.id).where(Programme.provider_id == id).order_by(Programme.id)
    return list(connection.execute(query).scalars())


def _told(connection: Connection, programmes: Iterable[str]) -> list[Pointer]:
    return [pointer for id in programmes for pointer in publish_programme(connection, id)]
