"""Passwords: argon2id, and the same work for people we do not know."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from wtforms import Form

MIN_LENGTH = 10
MAX_LENGTH = 200  # characters; a longer text only makes us work

# OWASP's choice for servers: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The text to keep. Takes about 20 ms on purpose: never inside a write transaction."""
    return _hasher.hash(password)


def verify(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept; just as slow where nothing is kept."""
    # Made for everybody alike: only then does the time of an answer not tell who has an account.
    nobodys = _nobodys()
    try:
        _hasher.verify(kept or nobodys, password[:MAX_LENGTH])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobodys() -> str:
    # When it is first needed: a process that answers no sign-in need not wait for it at its start.
    return _hasher.hash("nobody has this password")


def weakness(password: str, *known: str) -> str:
    """What is wrong with a new password, in words; "" where nothing is. `known` is what others know of them."""
    if len(password) < MIN_LENGTH:
        return f"The password needs at least {MIN_LENGTH} characters"
    if len(password) > MAX_LENGTH:
        return f"The password may have at most {MAX_LENGTH} characters"
    if len(set(password)) < 4 or any(len(word) > 3 and word.lower() in password.lower() for word in known):
        return "Choose a password that is harder to guess: not your name, e-mail or one repeated character"
    return ""


def is_good(form: Form, *known: str) -> bool:
    """Judge a form with a new `password`, with words beside it where it is weak; `known` are names and addresses."""
    good = form.validate()
    words = [part for text in known for part in text.replace("@", " ").split()]
    weak = weakness(form["password"].data or "", *words)
    if weak and not form["password"].errors:
        form["password"].errors = [weak]
    return bool(good and not weak)
