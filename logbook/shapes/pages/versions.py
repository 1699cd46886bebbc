"""Versions of a case beside each other, and which of two goes on."""

from typing import TypedDict

from logbook.shapes.pages.cases import CaseRow, Handed, Thumb
from logbook.shapes.pages.framed import Ended, Frame, Ids
from logbook.shapes.pages.writing import FormBase


class ToldLine(TypedDict):
    """One line of an answer beside another."""

    lead: str
    kind: str
    value: str | int


class Side(TypedDict):
    """An answer in one of two versions."""

    lines: list[ToldLine]
    thumb: Thumb | None


class Difference(TypedDict):
    """An answer that differs."""

    name: str
    label: str
    before: Side
    after: Side


class Changed(TypedDict):
    """What differs since a revision."""

    rev: int
    rows: list[Difference]


class ChoiceRow(TypedDict):
    """An answer that differs between two versions, and which is picked."""

    name: str
    label: str
    mine: Side
    other: Side
    picked: str


class Rival(TypedDict):
    """The version to be decided about."""

    mutation: str
    here: bool
    words: str
    at: str
    rows: list[ChoiceRow]


class Other(TypedDict):
    """When the version that counts was written or signed, and by whom."""

    at: str | None
    by: str


class ChoicePage(Frame, Ids):
    """/entries/<id>/choice"""

    case: CaseRow
    on: str
    problems: list[str]
    base: FormBase
    rival: Rival | None
    each: bool
    ended: list[Ended]
    anew: bool
    others: int
    other: Other
    signed: str
    withdrawn: bool


class VersionAnswer(TypedDict):
    """What was answered to a version."""

    verdict: str
    signer: str
    at: str
    taken_back: bool
    feedback: str
    admitted: str


class Version(TypedDict):
    """A version of a case."""

    rev: int
    hash: str
    at: str | None
    current: bool
    first: bool
    waits: bool
    brought_by: str
    answers: list[VersionAnswer]
    handovers: list[Handed]
    rows: list[Difference]


class KeptVersion(TypedDict):
    """A version beside them."""

    words: str
    at: str
    here: bool
    rows: list[Difference]
    href: str | None


class VersionsPage(Frame):
    """/entries/<id>/versions"""

    case: CaseRow
    on: str
    trainee: str
    versions: list[Version]
    missing: int
    kept: list[KeptVersion]
