"""The rows behind sign-in: finding somebody by e-mail, taking them in, giving them a new password."""

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, insert, or_, select, update

from logbook import canonical
from logbook.auth import mailing, sessions, tokens
from logbook.folding import address
from logbook.models import Person, PersonChange
from logbook.models.engine import AnyRow
from logbook.traces import trace


def by_email(connection: Connection, email: str) -> AnyRow | None:
    """(id, name, email, password_hash, profession, licence_number, locked_at, locked_by) of the account with this
    e-mail, whatever its case."""
    return connection.execute(_ACCOUNT.where(Person.email == address(email))).first()


def by_id(connection: Connection, id: str) -> AnyRow | None:
    """The account of this id, as by_email gives it; None where there is none."""
    return connection.execute(_ACCOUNT.where(Person.id == id)).first()


def create(connection: Connection, now: str, **columns: str) -> str:
    """A new account; gives its id. `columns`: email, name, profession, licence_body, licence_number,
    password_hash. Raises IntegrityError where the e-mail has an account."""
    id = str(uuid4())
    columns["email"] = address(columns["email"])
    connection.execute(insert(Person).values(id=id, joined_at=now, created_at=now, **columns))
    return id


def set_password(
    connection: Connection, id: str, password_hash: str, now: str, *, but: str | None = None
) -> None:
    """A new password ends every session, save the one it is set in (`but`), and every link for another one: whoever
    knew the old one is out."""
    connection.execute(update(Person).where(Person.id == id).values(password_hash=password_hash))
    sessions.end(connection, now, person_id=id, but=but)
    tokens.revoke_recoveries(connection, id, now)
    trace("password_set", about=id)
    if (found := by_id(connection, id)) is not None:
        mailing.tell(connection, "password_changed", found.email, now, id)


def set_email(connection: Connection, id: str, email: str, by: str, now: str) -> None:
    """Another e-mail to sign in with; the old one is kept in what was changed. Raises IntegrityError where the new one
    has an account."""
    found = by_id(connection, id)
    note(connection, id, "email", by, now, email=found.email if found else "")
    connection.execute(update(Person).where(Person.id == id).values(email=address(email)))
    trace("email_set", about=id)
    mailing.tell(connection, "email_changed", address(email), now, id)
    if found:
        mailing.tell(connection, "email_was", found.email, now, id)


def look(connection: Connection, id: str, at: str) -> None:
    """They have looked at what happened up to an instant; what they looked at before stays looked at."""
    further = or_(Person.looked_at.is_(None), Person.looked_at < at)
    connection.execute(update(Person).where(Person.id == id, further).values(looked_at=at))


def lock(connection: Connection, id: str, by: str, now: str) -> None:
    """Nobody signs in to it any more, and who is signed in is out. What its phones hold stays on them."""
    found = connection.execute(
        update(Person).where(Person.id == id, Person.locked_at.is_(None)).values(locked_at=now, locked_by=by)
    )
    if found.rowcount:
        note(connection, id, "locked", by, now)
        trace("account_locked", about=id)
        sessions.end(connection, now, person_id=id)


def unlock(connection: Connection, id: str, by: str, now: str) -> None:
    """Open a locked account, and note who did; an open one stays as it is."""
    found = connection.execute(
        update(Person).where(Person.id == id, Person.locked_at.is_not(None)).values(_OPEN)
    )
    if found.rowcount:
        note(connection, id, "unlocked", by, now)
        trace("account_opened", about=id)


def is_locked(connection: Connection, id: str) -> bool:
    """Whether an account is locked, so that nobody signs in to it."""
    return connection.scalar(select(Person.locked_at).where(Person.id == id)) is not None


def note(connection: Connection, id: str, kind: str, by: str, now: str, **was: str) -> None:
    """Write down that something of an account changed, and what it `was`."""
    row = {"person_id": id, "kind": kind, "by_id": by, "at": now, "was": canonical.dumps(was)}
    connection.execute(insert(PersonChange).values(row))


def changes(connection: Connection, id: str) -> list[Row[Any]]:
    """What changed of an account, newest first: (kind, by_id, by, at, was); `by` is a name."""
    query = (
        select(
            PersonChange.kind, PersonChange.by_id, Person.name.label("by"), PersonChange.at, PersonChange.was
        )
        .join(Person, Person.id == PersonChange.by_id)
        .where(PersonChange.person_id == id)
        .order_by(PersonChange.number.desc())
    )
    return list(connection.execute(query))


_ACCOUNT = select(
    Person.id,
    Person.name,
    Person.email,
    Person.password_hash,
    Person.profession,
    Person.licence_number,
    Person.locked_at,
    Person.locked_by,
)
_OPEN: dict[str, None] = {"locked_at": None, "locked_by": None}
