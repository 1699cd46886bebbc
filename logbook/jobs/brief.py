"""What there is to tell somebody of one topic: who is asked for, and what comes of it."""

from collections.abc import Mapping
from typing import NamedTuple

from logbook.filters import count
from logbook.permissions import Person


class Asked(NamedTuple):
    """Who is told: of what happened after `since`, up to `now`; `ids` are what it was wanted for."""

    person: Person
    since: str
    now: str
    ids: Mapping[str, str]


class Brief(NamedTuple):
    """A subject that says what to do, what there is to tell, and the place in the logbook where it is done."""

    subject: str
    paragraphs: tuple[str, ...]
    label: str
    path: str
    rows: tuple[tuple[str, str], ...] = ()


def cases(number: int) -> str:
    """So many cases, in words."""
    return count(number, "case", "cases")


def wait(number: int) -> str:
    """That so many cases wait."""
    return count(number, "case waits", "cases wait")
