"""What waits for a supervisor, asked of the database: the server's door needs the next case only, not the account."""

from collections.abc import Iterable

import orjson
from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from logbook.models import Entry, Membership, Statement
from logbook.permissions import Person, visible
from logbook.shapes.loose import Doc
from logbook.succession import Post, in_charge

# Where an entry stands while somebody is to answer it.
OPEN = ("sent", "returned")
# The posts of supervisors, as they began: {programme: {person: […]}}.
Posts = dict[str, dict[str, list[Post]]]


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
    by_name = expected_of(person, _posts(connection, person.programmes("supervisor")))
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
    """The clause of the cases that name them, or somebody whose cases they took over."""
    ways = [
        and_(Entry.programme_id == programme, Entry.supervisor_id.in_(_signing_for(person.id, posts)))
        for programme in person.programmes("supervisor")
        if (posts := there.get(programme))
    ]
    return or_(false(), *ways)


def of_docs(members: Iterable[Doc]) -> Posts:
    """The posts of supervisors as the documents of memberships say them."""
    found: Posts = {}
    for doc in sorted(members, key=lambda doc: (doc["since"], doc["id"])):
        if doc["role"] == "supervisor":
            post = Post(doc["ended_on"] is not None, doc.get("handed_to") or "")
            found.setdefault(doc["programme"], {}).setdefault(doc["person"], []).append(post)
    return found


def _posts(connection: Connection, programmes: list[str]) -> Posts:
    """The same as the tables have them."""
    query = (
        select(Membership.programme_id, Membership.person_id, Membership.ended_at, Membership.handed_to)
        .where(Membership.programme_id.in_(programmes), Membership.role == "supervisor")
        .order_by(Membership.since, Membership.id)
    )
    found: Posts = {}
    for row in connection.execute(query):
        post = Post(row.ended_at is not None, row.handed_to or "")
        found.setdefault(row.programme_id, {}).setdefault(row.person_id, []).append(post)
    return found


def _signing_for(person_id: str, posts: dict[str, list[Post]]) -> list[str]:
    return [id for id in posts if in_charge(id, lambda one: posts.get(one, [])) == person_id]
