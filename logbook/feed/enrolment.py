"""Beginning and ending a role, with all that the feed must say about it, in the caller's transaction."""

from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from logbook.feed import register
from logbook.feed.access import grant, hold_writers, revoke
from logbook.feed.head import touch
from logbook.models import Membership
from logbook.traces import trace


def enrol(connection: Connection, person_id: str, programme_id: str, role: str, now: str) -> str:
    """Give a person a role in a programme; gives the membership's id, the old one where they hold it already.

    The last thing before commit, like everything that touches the feed.
    """
    # Before the first touch: whoever holds the feed's head may not wait for a writer that waits for the head. And
    # before the question, so that two links of one person make one role.
    hold_writers(connection)
    held = connection.scalar(
        select(Membership.id).where(
            Membership.person_id == person_id,
            Membership.programme_id == programme_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
        )
    )
    if held:
        return held
    id = str(uuid4())
    connection.execute(
        insert(Membership).values(
            id=id, person_id=person_id, programme_id=programme_id, role=role, since=now, ended_at=None
        )
    )
    pointers = register.publish_programme(connection, programme_id)
    pointers += register.publish_person(connection, person_id)
    pointers += register.publish_membership(connection, id)
    touch(connection, [pointer for pointer in pointers if pointer[0] == person_id])
    grant(connection, person_id, programme_id, role)
    trace("role_given", about=person_id, thing=id, programme=programme_id, role=role)
    return id


def end(
    connection: Connection, membership_id: str, now: str, by: str | None = None, heir: str | None = None
) -> None:
    """End a role. What the person wrote and signed stays; what the role alone let them see goes. Of a supervisor `heir`
    (a person's id) takes over what waits for them: their cases go on naming who was there."""
    hold_writers(connection)
    person_id = connection.scalar(
        update(Membership)
        .where(Membership.id == membership_id, Membership.ended_at.is_(None))
        .values(ended_at=now, ended_by=by, handed_to=heir)
        .returning(Membership.person_id)
    )
    if person_id is None:
        return
    touch(connection, register.publish_membership(connection, membership_id))
    revoke(connection, person_id)
    trace("role_ended", about=person_id, thing=membership_id)


def hand_over(connection: Connection, membership_id: str, heir: str) -> None:
    """The same for a role that has ended: somebody takes over what still waits."""
    hold_writers(connection)
    connection.execute(
        update(Membership)
        .where(Membership.id == membership_id, Membership.ended_at.is_not(None))
        .values(handed_to=heir)
    )
    touch(connection, register.publish_membership(connection, membership_id))
