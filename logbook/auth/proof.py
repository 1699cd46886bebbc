"""Whether somebody signed in knows their password: asked before a signature, and before a change of the account."""

from flask import request

from logbook import instants
from logbook.auth import attempts, passwords
from logbook.auth.accounts import by_id
from logbook.models import db
from logbook.models.engine import reading, writing
from logbook.permissions import Person
from logbook.problems import TooManyTries


def knows_password(person: Person, password: str) -> bool:
    """Whether this is the password of who is signed in; tried as rarely as at the sign-in page. Raises TooManyTries."""
    where, now = request.remote_addr or "unknown", instants.now()
    with writing(db) as connection:
        if attempts.too_many(connection, person.email, where, now):
            raise TooManyTries(retry_after_s=attempts.WINDOW_MINUTES * 60)
    with reading(db) as connection:
        found = by_id(connection, person.id)
    if not passwords.verify(found.password_hash if found else None, password):
        return False
    with writing(db) as connection:
        attempts.forget(connection, person.email, where)
    return True
