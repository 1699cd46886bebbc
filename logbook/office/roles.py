"""A role: how it begins and ends, with all that the feed must say about it, and who takes over what still waits."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, update

from logbook.feed import hold_writers, touch
from logbook.feed.register import publish_membership, publish_person, publish_programme
from logbook.models import Entry, Membership, among
from logbook.models.engine import AnyRow
from logbook.office import members
from logbook.permissions import Person
from logbook.store.waiting import of_rows, posts_in
from logbook.succession import Post, answered_by
from logbook.traces import trace


def enrol(connection: Connection, person_id: str, programme_id: str, role: str, now: str) -> str:
    """Give a person a role in a programme; gives the membership's id, the old one where they hold it already.

    The last thing before commit, like everything that touches the feed.
    """
    return enrol_in(connection, person_id, [(programme_id, role)], now)[0]


def enrol_in(connection: Connection, person_id: str, posts: Sequence[tuple[str, str]], now: str) -> list[str]:
    """The same of several (programme, role) at once: gives a membership's id for each."""
    # Before the first touch: whoever holds the feed's head may not wait for a writer that waits for the head. And
    # before the question, so that two links of one person make one role.
    hold_writers(connection)
    query = select(Membership.programme_id, Membership.role, Membership.id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None)
    )
    held = {(row.programme_id, row.role): row.id for row in connection.execute(query)}
    new = {post: str(uuid4()) for post in dict.fromkeys(posts) if post not in held}
    for (programme_id, role), id in new.items():
        connection.execute(
            insert(Membership).values(
                id=id, person_id=person_id, programme_id=programme_id, role=role, since=now, ended_at=None
            )
        )
    if new:
        pointers = [
            one for id in sorted({post[0] for post in new}) for one in publish_programme(connection, id)
        ]
        pointers += publish_person(connection, person_id)
        pointers += [one for id in new.values() for one in publish_membership(connection, id)]
        touch(connection, pointers)
    for (programme_id, role), id in new.items():
        trace("role_given", about=person_id, thing=id, programme=programme_id, role=role)
    return [(held | new)[post] for post in posts]


def end(
    connection: Connection, membership_id: str, now: str, by: str | None = None, heir: str | None = None
) -> None:
    """End a role. What the person wrote and signed stays; what the role alone let them see goes. Of a supervisor `heir`
    (a person's id) takes over what waits for them: their cases go on naming who was there."""
    hold_writers(connection)
    ended = connection.execute(
        update(Membership)
        .where(Membership.id == membership_id, Membership.ended_at.is_(None))
        .values(ended_at=now, ended_by=by, handed_to=heir)
        .returning(Membership.person_id, Membership.programme_id, Membership.role)
    ).first()
    if ended is None:
        return
    touch(connection, publish_membership(connection, membership_id))
    facts = {"about": ended.person_id, "programme": ended.programme_id, "role": ended.role}
    trace("role_ended", thing=membership_id, **facts)


def hand_over(connection: Connection, membership_id: str, heir: str) -> None:
    """Let `heir` (a person's id) take over what still waits for a supervisor whose role has ended."""
    hold_writers(connection)
    connection.execute(
        update(Membership)
        .where(Membership.id == membership_id, Membership.ended_at.is_not(None))
        .values(handed_to=heir)
    )
    touch(connection, publish_membership(connection, membership_id))


class Waiting(NamedTuple):
    """What waits for a supervisor: cases to sign, the day of the oldest, and those sent back that will come again."""

    cases: int
    oldest_on: str | None
    returned: int


def is_asked(member: AnyRow) -> bool:
    """A supervisor of whom cases wait: not where somebody took over from them."""
    return member.role == "supervisor" and (member.ended_at is None or member.handed_to is None)


def waiting_for(connection: Connection, member: AnyRow) -> Waiting:
    """What waits for the supervisor of a membership, what they took over from others who left included."""
    return waiting_in(connection, [member])[member.id]


def waiting_in(connection: Connection, held: Sequence[AnyRow]) -> dict[str, Waiting]:
    """{id: the same} of several memberships, of whichever programmes."""
    there = sorted({member.programme_id for member in held})
    if not there:
        return {}
    rows = posts_in(connection, there)
    known, deciding = of_rows(rows), dict[tuple[str, str], str]()
    # Whoever came back answers again themselves; of who left, what was said at last holds.
    for row in sorted(rows, key=lambda row: row.ended_at is None):
        deciding[row.programme_id, row.person_id] = row.id
    theirs = {
        member.id: holding(known[member.programme_id], member.person_id)
        if member.ended_at is None or deciding[member.programme_id, member.person_id] == member.id
        else set[str]()
        for member in held
    }
    named = {"programmes": there, "people": sorted(set().union(*theirs.values()))}
    counted: dict[tuple[str, str], list[AnyRow]] = {}
    for row in connection.execute(_WAITING, named):
        counted.setdefault((row.programme_id, row.holder_id), []).append(row)
    return {
        member.id: _waiting(
            row for id in theirs[member.id] for row in counted.get((member.programme_id, id), ())
        )
        for member in held
    }


def holding(there: dict[str, list[Post]], person: str) -> set[str]:
    """Whose cases wait for a supervisor, or would if they were still there: their own, and of whoever handed theirs on
    to them."""
    return {person, *answered_by(there | {person: [Post(False, "")]}, person)}


def _waiting(rows: Iterable[AnyRow]) -> Waiting:
    cases, oldest, returned = 0, list[str](), 0
    for row in rows:
        if row.state == "sent":
            cases += row.cases
            oldest.append(row.oldest_on)
        else:
            returned += row.cases
    return Waiting(cases, min(oldest, default=None), returned)


def heirs(connection: Connection, person: Person, member: AnyRow) -> list[AnyRow]:
    """Who may take over from a supervisor: the others who supervise there now, by name."""
    rows = members.of_programme(connection, person, member.programme_id)
    return [
        row
        for row in rows
        if row.role == "supervisor" and row.ended_at is None and row.person_id != member.person_id
    ]


_WAITING = (
    select(
        Entry.programme_id,
        Entry.holder_id.label("holder_id"),
        Entry.state,
        func.count().label("cases"),
        func.min(Entry.performed_on).label("oldest_on"),
    )
    .where(among(Entry.programme_id, "programmes"), Entry.state.in_(["sent", "returned"]))
    .where(among(Entry.holder_id, "people"))
    .group_by(Entry.programme_id, Entry.holder_id, Entry.state)
)
