"""A programme's facts, and the requirement sets beside them."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, LogoShown


class ProgrammeLink(TypedDict):
    """One of the programmes somebody runs."""

    id: str
    name: str
    href: str


class RuleSaid(TypedDict):
    """A rule in words."""

    id: str
    label: str
    asked: str
    about: str
    limits: str


class GateSaid(TypedDict):
    """A gate with its rules; `needs` are what the gates are called that come first."""

    id: str
    label: str
    needs: list[str]
    rules: list[RuleSaid]


class SetSaid(TypedDict):
    """A requirement set in words; `also` are sentences about what counts for no rule."""

    key: str
    title: str
    source: str
    as_of: str
    version: int
    authority: str
    rules: list[RuleSaid]
    also: list[str]


class ProgrammePage(Filled):
    """/programme"""

    id: str
    action: str
    provider: str
    logo: LogoShown | None
    programmes: list[ProgrammeLink]
    sets: list[SetSaid]
    trainees: int
    ended_on: str | None
    undo: str
