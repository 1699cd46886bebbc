"""What waits for a supervisor, asked of the database: the server's door needs the next case only, not the account."""

from collections.abc import Iterable

import orjson
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from logbook.models import Entry, Membership, Statement, among
from logbook.models.engine import AnyRow
from logbook.permissions import Person, visible
from logbook.shapes.loose import Doc
from logbook.succession import Posts, answered_by, posts

# Where an entry stands while somebody is to answer it.
OPEN = ("sent", "returned")


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
    by_name = expected_of(person, of_programmes(connection, person.programmes("supervisor")))
    for which in (and_(waits, by_name), waits):
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


def expected_of(person: Person, there: Posts) -> ColumnElement[bool]:
    """The clause of the cases that wait for them, or for somebody who left and whose cases they took over."""
    ways = [
        and_(Entry.programme_id == programme, Entry.holder_id.in_(answered_by(held, person.id)))
        for programme in person.programmes("supervisor")
        if (held := there.get(programme))
    ]
    return or_(false(), *ways)


def of_docs(members: Iterable[Doc]) -> Posts:
    """The posts of supervisors as the documents of memberships say them."""
    told = sorted(members, key=lambda doc: (doc["since"], doc["id"]))
    return posts(
        (doc["programme"], doc["person"], doc["ended_on"] is not None, doc.get("handed_to"))
        for doc in told
        if doc["role"] == "supervisor"
    )


def of_programmes(connection: Connection, programmes: list[str]) -> Posts:
    """The same as the tables have them."""
    return of_rows(posts_in(connection, programmes))


def posts_in(connection: Connection, programmes: list[str]) -> list[AnyRow]:
    """The memberships of supervisors there, as they began: (id, programme_id, person_id, ended_at, handed_to)."""
    return list(connection.execute(_POSTS, {"programmes": programmes}))


def of_rows(rows: Iterable[AnyRow]) -> Posts:
    """The posts that rows of such memberships say."""
    return posts((row.programme_id, row.person_id, row.ended_at is not None, row.handed_to) for row in rows)


_POSTS = (
    select(
        Membership.id,
        Membership.programme_id,
        Membership.person_id,
        Membership.ended_at,
        Membership.handed_to,
    )
    .where(among(Membership.programme_id, "programmes"), Membership.role == "supervisor")
    .order_by(Membership.since, Membership.id)
)
