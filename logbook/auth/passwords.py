"""Passwords: argon2id, and the same work for people we do not know."""

import re
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from wtforms import Form

from logbook.folding import folded, opaque

MIN_LENGTH = 10
MAX_LENGTH = 200  # characters; a longer text only makes us work

# zxcvbn's third step of four: more than a hundred million guesses by who knows people's habits.
LEAST_SCORE = 3
MOST_RECKONED = 72  # characters: the reckoning of a longer text takes long and changes nothing

# OWASP's choice for servers: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The text to keep. Takes about 20 ms on purpose: never inside a write transaction."""
    return _hasher.hash(opaque(password))


def verify(kept: str | None, password: str) -> bool:
    """Whether the password is the one kept; just as slow where nothing is kept."""
    # Made for everybody alike: only then does the time of an answer not tell who has an account.
    against = kept or _nobodys()
    if len(password) > MAX_LENGTH:
        password, against = "", _nobodys()
    # As it was typed too: what was kept before was not composed.
    return (
        any([_fits(against, one) for one in dict.fromkeys((opaque(password), password))]) and kept is not None
    )


def _fits(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    # When it is first needed: a process that answers no sign-in need not wait for it at its start.
    return _hasher.hash("nobody has this password")


def weakness(password: str, *known: str) -> str:
    """What is wrong with a new password, in words; "" where nothing is. `known` is what others know of them.

    How far it is from common passwords, words, names, keyboard rows and dates is zxcvbn's to reckon.
    """
    if len(password) < MIN_LENGTH:
        return f"The password needs at least {MIN_LENGTH} characters"
    if len(password) > MAX_LENGTH:
        return f"The password may have at most {MAX_LENGTH} characters"
    if any(len(word) > 3 and folded(word) in folded(password) for word in known):
        return "Choose a password that is harder to guess: without your name or your e-mail in it"
    if _score(password, known) < LEAST_SCORE:
        return "Choose a password that is harder to guess: many people use this one, or one like it"
    return ""


def _score(password: str, known: Iterable[str]) -> int:
    # Here and not above: its lists of words take a tenth of a second to read, and most processes set no password.
    from zxcvbn import zxcvbn

    return int(zxcvbn(password[:MOST_RECKONED], user_inputs=[*known, "logbook"])["score"])


def is_good(form: Form, *known: str) -> bool:
    """Judge a form with a new `password`, with words beside it where it is weak; `known` are names and addresses."""
    good = form.validate()
    words = [part for text in known for part in re.split(r"[\s@._+-]+", text)]
    weak = weakness(form["password"].data or "", *words)
    if weak and not form["password"].errors:
        form["password"].errors = [weak]
    return bool(good and not weak)
