"""Who is in which programme, as their coordinator sees it: every query is cut by what `permissions` says."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, exists, func, select

from logbook.folding import by_name, identifier
from logbook.models import Entry, Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible


def members(connection: Connection, person: Person, programme_id: str) -> list[AnyRow]:
    """The memberships of a programme joined with name, e-mail, profession and licence, by name without title; those
    that ended last."""
    query = (
        select(*_MEMBER)
        .join(People, People.id == Membership.person_id)
        .where(visible(person, "see member"), Membership.programme_id == programme_id)
    )
    return sorted(
        connection.execute(query), key=lambda row: (row.ended_at is not None, *by_name(row.name), row.id)
    )


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


def account(connection: Connection, person: Person, account_id: str) -> AnyRow | None:
    """The account of a member of theirs whose every role lies in programmes they coordinate: (id, name, email,
    locked_at, locked_by). Who also works elsewhere is nobody's alone."""
    query = select(People.id, People.name, People.email, People.locked_at, People.locked_by)
    return connection.execute(query.where(People.id == account_id, *_theirs(person))).first()


def accounts(connection: Connection, person: Person) -> set[str]:
    """The ids of all such accounts."""
    return set(connection.execute(select(People.id).where(*_theirs(person))).scalars())


def _theirs(person: Person) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    member = exists().where(visible(person, "manage account"), Membership.person_id == People.id)
    elsewhere = exists().where(
        Membership.person_id == People.id,
        Membership.ended_at.is_(None),
        Membership.programme_id.not_in(person.programmes("coordinator")),
    )
    return member, ~elsewhere


def holder(
    connection: Connection, programme_ids: Iterable[str], body: str, number: str, but: str = ""
) -> str | None:
    """The id of somebody else whom a provider of these programmes knows under this registration number, however it
    is written; None where nobody has it."""
    wanted = identifier(body), identifier(number)
    if not wanted[1]:
        return None
    providers = select(Programme.provider).where(Programme.id.in_(list(programme_ids)))
    query = (
        select(People.id, People.licence_body, People.licence_number)
        .distinct()
        .join(Membership, Membership.person_id == People.id)
        .join(Programme, Programme.id == Membership.programme_id)
        .where(Programme.provider.in_(providers), People.id != but)
        .order_by(People.id)
    )
    for row in connection.execute(query):
        if (identifier(row.licence_body), identifier(row.licence_number)) == wanted:
            return str(row.id)
    return None


class Waiting(NamedTuple):
    """What waits for a supervisor: cases to sign, the day of the oldest, and those sent back that will come again."""

    cases: int
    oldest_on: str | None
    returned: int


def waiting_for(connection: Connection, member: AnyRow) -> Waiting:
    """What waits for the supervisor of a membership, what they took over from others who left included."""
    rows = connection.execute(
        select(Membership.person_id, Membership.handed_to).where(
            Membership.programme_id == member.programme_id,
            Membership.role == "supervisor",
            Membership.handed_to.is_not(None),
        )
    ).all()
    theirs = {member.person_id}
    while more := {row.person_id for row in rows if row.handed_to in theirs} - theirs:
        theirs |= more
    query = select(Entry.state, func.count(), func.min(Entry.performed_on)).where(
        Entry.programme_id == member.programme_id,
        Entry.supervisor_id.in_(sorted(theirs)),
        Entry.state.in_(["sent", "returned"]),
    )
    found = {row[0]: row for row in connection.execute(query.group_by(Entry.state))}
    sent, returned = found.get("sent"), found.get("returned")
    return Waiting(sent[1] if sent else 0, sent[2] if sent else None, returned[1] if returned else 0)


def heirs(connection: Connection, person: Person, member: AnyRow) -> list[AnyRow]:
    """Who may take over from a supervisor: the others who supervise there now, by name."""
    rows = members(connection, person, member.programme_id)
    return [
        row
        for row in rows
        if row.role == "supervisor" and row.ended_at is None and row.person_id != member.person_id
    ]


_MEMBER = (
    Membership.id,
    Membership.person_id,
    Membership.programme_id,
    Membership.role,
    Membership.since,
    Membership.ended_at,
    Membership.handed_to,
    People.name,
    People.email,
    People.profession,
    People.licence_body,
    People.licence_number,
    People.locked_at,
)
