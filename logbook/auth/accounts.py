"""The rows behind sign-in: finding somebody by e-mail, taking them in, giving them a new password."""

from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from logbook.auth import sessions
from logbook.models import Person
from logbook.models.engine import AnyRow


def by_email(connection: Connection, email: str) -> AnyRow | None:
    """(id, name, email, password_hash) of the account with this e-mail, whatever its case."""
    return connection.execute(
        select(Person.id, Person.name, Person.email, Person.password_hash).where(
            Person.email == email.lower()
        )
    ).first()


def by_id(connection: Connection, id: str) -> AnyRow | None:
    """The same for an account's id."""
    return connection.execute(
        select(Person.id, Person.name, Person.email, Person.password_hash).where(Person.id == id)
    ).first()


def create(connection: Connection, now: str, **columns: str) -> str:
    """A new account; gives its id. `columns`: email, name, profession, licence_body, licence_number,
    password_hash. Raises IntegrityError where the e-mail has an account."""
    id = str(uuid4())
    columns["email"] = columns["email"].lower()
    connection.execute(insert(Person).values(id=id, joined_at=now, created_at=now, **columns))
    return id


def set_password(connection: Connection, id: str, password_hash: str, now: str) -> None:
    """A new password ends every session: whoever knew the old one is out."""
    connection.execute(update(Person).where(Person.id == id).values(password_hash=password_hash))
    sessions.end(connection, now, person_id=id)
