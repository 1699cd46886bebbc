"""What the forms of a draft are made of: a question, and numbers as people type them. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from logbook.shapes.loose import Doc

MOST = 100_000
MOST_WORDS = 30  # of a condition
NO_ANSWER = "Choose one of these"
HOW_MANY = "Enter how many, from 1 on"

Typed = Mapping[str, Sequence[str]]


class Question(NamedTuple):
    """A field: `kind` is text, number, tenths, window, cap, sure, words (of a list of the vocabulary, else any), or one
    of those of `narrowing`; `offered` are the answers that only this set has."""

    name: str
    kind: str
    least: int = 0
    is_asked: bool = False  # it may not stay empty
    words: str = ""
    offered: tuple[tuple[str, str], ...] = ()


def whole_of(text: str) -> int | None:
    """The whole number that somebody typed; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def tenths_of(text: str) -> int | None:
    """A number with one place at most, in tenths; None for anything else."""
    whole, point, tenth = text.replace(",", ".").partition(".")
    found = whole_of(whole), whole_of(tenth) if point else 0
    if found[0] is None or found[1] is None or len(tenth) > 1:
        return None
    return found[0] * 10 + found[1]


def put(part: Doc, name: str, value: Any) -> None:
    """Let a part say this; None takes it away."""
    if value is None:
        part.pop(name, None)
    else:
        part[name] = value
