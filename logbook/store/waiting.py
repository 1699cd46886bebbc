"""What waits for a supervisor, asked of the database: the server's door needs the next case only, not the account."""

import orjson
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from logbook.models import Entry, Membership, Statement
from logbook.permissions import Person, visible
from logbook.succession import Post, in_charge


def next_to_sign(connection: Connection, person: Person, after: str) -> str | None:
    """The id of the case that a supervisor sees next once `after` is answered; None where none waits.

    Cases that they are asked to sign come first; of the same day before all others, for that afternoon is what they
    remember; then the oldest.
    """
    answered = connection.scalar(select(Entry.performed_on).where(Entry.id == after))
    waits = and_(
        visible(person, "sign entry"),
        Entry.state == "sent",
        Entry.supervisor_id.is_not(None),
        Entry.id != after,
    )
    for which in (and_(waits, _theirs(connection, person)), waits):
        order = (Entry.performed_on != (answered or ""), Entry.performed_on)
        day = connection.scalar(select(Entry.performed_on).where(which).order_by(*order).limit(1))
        if day is not None:
            return _earliest(connection, and_(which, Entry.performed_on == day))
    return None


def _earliest(connection: Connection, which: ColumnElement[bool]) -> str:
    """The case that was treated first on its day; the hour stands in the text alone."""
    query = select(Entry.id, Statement.text).join(Statement, Statement.hash == Entry.hash).where(which)
    rows = [(orjson.loads(row.text), row.id) for row in connection.execute(query)]
    return min((doc["performed_at"], doc["recorded_at"], str(id)) for doc, id in rows)[-1]


def _theirs(connection: Connection, person: Person) -> ColumnElement[bool]:
    """The clause of what names them, or somebody whose cases they took over."""
    programmes = person.programmes("supervisor")
    query = (
        select(Membership.programme_id, Membership.person_id, Membership.ended_at, Membership.handed_to)
        .where(Membership.programme_id.in_(programmes), Membership.role == "supervisor")
        .order_by(Membership.since, Membership.id)
    )
    there: dict[str, dict[str, list[Post]]] = {id: {} for id in programmes}
    for row in connection.execute(query):
        post = Post(row.ended_at is not None, row.handed_to or "")
        there[row.programme_id].setdefault(row.person_id, []).append(post)
    ways = [
        and_(Entry.programme_id == programme, Entry.supervisor_id.in_(_signing_for(person.id, posts)))
        for programme, posts in there.items()
    ]
    return or_(false(), *ways)


def _signing_for(person_id: str, posts: dict[str, list[Post]]) -> list[str]:
    return [id for id in posts if in_charge(id, lambda one: posts.get(one, [])) == person_id]
