"""What forms and lists of Flask's own are drawn with, whatever they ask."""

from typing import TypedDict

from logbook.shapes.forms import Problem
from logbook.shapes.pages.framed import Frame


class Input(TypedDict):
    """What a field holds, and what is wrong with it; never a password that was typed."""

    value: str
    problems: list[str]


class Offered(TypedDict):
    """One of the answers to choose from."""

    code: str
    label: str


class Guarded(Frame):
    """A page with forms, which carry a token."""

    csrf: str


class Filled(Guarded):
    """A page with a form that is judged."""

    fields: dict[str, Input]
    problems: list[Problem]


class Choice(TypedDict):
    """A view of a list, by its address."""

    label: str
    href: str
    here: bool


class AskedFor(TypedDict):
    """What a view was asked for."""

    q: str
    programme: str
    cohort: str
    show: str
    order: str


class Turned(TypedDict):
    """How many lines a view has, which of its pages this is, and the ways to it and to those beside it."""

    count: int
    page: int
    pages: int
    before: str | None
    after: str | None
    again: str
    asked: AskedFor


class LogoShown(TypedDict):
    """A logo, and how large it is shown."""

    href: str
    width: int
    height: int
