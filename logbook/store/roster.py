"""Who is in which programme, as their coordinator sees it: every query is cut by what `permissions` says."""

from sqlalchemy import Connection, select

from logbook.models import Invitation, Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible


def programmes(connection: Connection, person: Person) -> list[AnyRow]:
    """The programmes they run, by name: (id, name, provider, tz, requirement_set, created_at)."""
    query = select(*Programme.__table__.columns).where(visible(person, "run programme"))
    return list(connection.execute(query.order_by(Programme.name, Programme.id)))


def members(connection: Connection, person: Person, programme_id: str) -> list[AnyRow]:
    """The memberships of a programme joined with name, e-mail, profession and licence; those that ended last."""
    query = (
        select(*_MEMBER)
        .join(People, People.id == Membership.person_id)
        .where(visible(person, "see member"), Membership.programme_id == programme_id)
        .order_by(Membership.ended_at.is_not(None), People.name, Membership.id)
    )
    return list(connection.execute(query))


def member(connection: Connection, person: Person, action: str, **where: str) -> AnyRow | None:
    """One membership that this person may do the action to, by its columns: id=… or person_id=…"""
    query = (
        select(*_MEMBER)
        .join(People, People.id == Membership.person_id)
        .where(
            visible(person, action), *(getattr(Membership, name) == value for name, value in where.items())
        )
        .order_by(Membership.since, Membership.id)
    )
    return connection.execute(query).first()


def invitations(connection: Connection, person: Person, programme_id: str) -> list[AnyRow]:
    """The invitations to a programme that nobody used or revoked, newest first."""
    query = (
        select(*Invitation.__table__.columns)
        .where(visible(person, "manage invitation"), Invitation.programme_id == programme_id)
        .where(Invitation.kind == "invite", Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .order_by(Invitation.created_at.desc(), Invitation.id)
    )
    return list(connection.execute(query))


def invitation(connection: Connection, person: Person, id: str) -> AnyRow | None:
    """One invitation to a programme they run."""
    query = select(*Invitation.__table__.columns).where(
        visible(person, "manage invitation"), Invitation.id == id, Invitation.kind == "invite"
    )
    return connection.execute(query).first()


_MEMBER = (
    Membership.id,
    Membership.person_id,
    Membership.programme_id,
    Membership.role,
    Membership.since,
    Membership.ended_at,
    People.name,
    People.email,
    People.profession,
    People.licence_body,
    People.licence_number,
)
