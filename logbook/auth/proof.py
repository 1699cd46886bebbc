"""Whether somebody knows a password: asked at the sign-in page, before a signature, before a change of the account."""

from collections.abc import Callable

from flask import g, request

from logbook import instants
from logbook.auth import attempts, browsers, passwords, printed
from logbook.auth.accounts import by_email, by_id
from logbook.models import db
from logbook.models.engine import AnyRow, reading, writing
from logbook.permissions import Person
from logbook.problems import TooManyTries
from logbook.traces import trace

NOT_IT = "This is not your password"


def account_of(email: str, password: str) -> AnyRow | None:
    """The account with this e-mail, for whoever knows its password, locked or not. Raises TooManyTries."""
    with reading(db) as connection:
        found = by_email(connection, email)
    return found if _tried(_keys(found, email), found, _is(password)) else None


def holder_of(email: str, code: str) -> AnyRow | None:
    """The account with this e-mail, for whoever holds a recovery code of it that works. Tries count as those with a
    password do. Raises TooManyTries."""
    with reading(db) as connection:
        found = by_email(connection, email)

    def holds(account: AnyRow | None) -> bool:
        # Nobody's account is asked for as well, which takes as long.
        with reading(db) as connection:
            return printed.works(connection, account.id if account else "", code)

    return found if _tried(_keys(found, email), found, holds) else None


def knows_password(person: Person, password: str) -> bool:
    """Whether this is the password of who is signed in. Only their own slips count. Raises TooManyTries."""
    with reading(db) as connection:
        found = by_id(connection, person.id)
    return _tried(attempts.of_session(person.id, g.login), found, _is(password))


def _keys(found: AnyRow | None, email: str) -> attempts.Keys:
    """Under what a try at a door counts: strangers shut nobody out of a browser that is known."""
    browser = browsers.known(found.id) if found else None
    if found and browser:
        return attempts.of_browser(found.id, browser)
    return attempts.of_stranger(email, request.remote_addr)


def _is(password: str) -> Callable[[AnyRow | None], bool]:
    return lambda account: passwords.verify(account.password_hash if account else None, password)


def _tried(keys: attempts.Keys, found: AnyRow | None, is_right: Callable[[AnyRow | None], bool]) -> bool:
    about = found.id if found else None
    try:
        with writing(db) as connection:
            numbers = attempts.begin(connection, keys, instants.now())
    except TooManyTries:
        trace("slowed", about=about, kind=min(keys))
        raise
    if not is_right(found):
        trace("sign_in_failed", about=about, kind=min(keys))
        return False
    with writing(db) as connection:
        attempts.succeeded(connection, numbers, keys)
    return True
