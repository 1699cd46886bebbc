"""A programme ends: what waits there, how its trainees' roles end with it, and how all of it is taken back."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, select, update

from logbook.auth import tokens
from logbook.feed import hold_writers
from logbook.models import Entry, Invitation, Membership, Programme
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.office import members, returning, roles
from logbook.office.returning import Given
from logbook.permissions import Person
from logbook.shapes.served.cohorts import Ending, HeldBy
from logbook.traces import trace

OPEN = ("sent", "returned")


def waiting(connection: Connection, person: Person, programme: AnyRow) -> tuple[Ending, list[HeldBy]]:
    """What ends with a programme and what waits there: the cases to sign by who is expected to, most first."""
    rows = members.of_programme(connection, person, programme.id)
    supervisors = [row for row in rows if row.role == "supervisor" and not (row.ended_at and row.handed_to)]
    waits = roles.waiting_in(connection, supervisors)
    # Of who left and came back each membership says the same: one line a person.
    held = {row.person_id: (row.name, waits[row.id]) for row in supervisors if waits[row.id].cases}
    counted = _counted(connection, programme.id)
    holders: list[HeldBy] = [
        {"name": name, "cases": found.cases, "oldest_on": found.oldest_on or ""}
        for name, found in held.values()
    ]
    return {
        "trainees": sum(1 for row in rows if row.role == "trainee" and row.ended_at is None),
        "invitations": len(_links(connection, programme.id)),
        "returned": sum(row.cases for row in counted if row.state == "returned" and row.named),
        "unnamed": sum(row.cases for row in counted if not row.named),
    }, sorted(holders, key=lambda line: (-line["cases"], line["name"]))


def end(connection: Connection, programme: AnyRow, by: str, now: str) -> None:
    """End a programme. The roles of its trainees end, so that no case is written there any more; those who supervise
    and coordinate keep theirs, so that what waits is signed; links that nobody used stop working."""
    hold_writers(connection)
    lasts = Programme.id == programme.id, Programme.ended_at.is_(None)
    if not connection.execute(update(Programme).where(*lasts).values(ended_at=now, ended_by=by)).rowcount:
        return
    for id in _links(connection, programme.id):
        tokens.revoke(connection, id, now)
    training = select(Membership.id).where(
        Membership.programme_id == programme.id, Membership.role == "trainee", Membership.ended_at.is_(None)
    )
    for id in connection.scalars(training.order_by(Membership.id)).all():
        roles.end(connection, id, now, by)
    trace("programme_ended", programme=programme.id)


def open_again(connection: Connection, person: Person, programme: AnyRow, now: str) -> Given:
    """Take the end of a programme back: the roles that ended with it are given again. Links that stopped working are to
    be made anew. Whose account opens more by now accepts theirs by a link."""
    hold_writers(connection)
    ended = Programme.id == programme.id, Programme.ended_at.is_not(None)
    opened = update(Programme).where(*ended).values(ended_at=None, ended_by=None)
    if not connection.execute(opened).rowcount:
        return Given([], [])
    trace("programme_opened", programme=programme.id)
    rows = members.of_programme(connection, person, programme.id)
    gone = [row for row in rows if row.role == "trainee" and row.ended_at == programme.ended_at]
    return returning.give_all(connection, person, sorted(gone, key=lambda row: row.id), now)


def _links(connection: Connection, programme_id: str) -> list[str]:
    """The ids of the invitations of a programme that nobody used or revoked."""
    unspent = Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)
    query = select(Invitation.id).where(
        Invitation.programme_id == programme_id, Invitation.kind == "invite", *unspent
    )
    return list(connection.scalars(query.order_by(Invitation.id)))


def _counted(connection: Connection, programme_id: str) -> Iterable[AnyRow]:
    named = Entry.supervisor_id.is_not(None).label("named")
    query = select(Entry.state, named, func.count().label("cases"))
    where = Entry.programme_id == programme_id, Entry.state.in_(OPEN)
    return connection.execute(query.where(*where).group_by(Entry.state, named)).all()


def heir_of(connection: Connection, member: AnyRow) -> str:
    """The name of who took over from the supervisor of an ended membership; "" for nobody."""
    if not member.handed_to:
        return ""
    return connection.scalar(select(People.name).where(People.id == member.handed_to)) or ""
