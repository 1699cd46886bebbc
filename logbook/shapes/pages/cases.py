"""A case as pages show it in a list: where it stands, what was answered, what is due, what is wrong with it."""

from typing import TypedDict

from logbook.shapes.pages.framed import Way


class Chip(TypedDict):
    """Where a case stands."""

    code: str
    label: str
    icon: str
    tone: str


class Thumb(TypedDict):
    """The face of a case, small."""

    areas: list[str]
    spots: str


class CaseRow(TypedDict):
    """A case as one row of a list."""

    id: str
    href: str
    title: str
    areas: list[str]
    thumb: Thumb
    model: str
    units_tenths: int
    part: str
    state: Chip
    is_aside: bool  # somebody says that it counts for no rule


class Left(TypedDict):
    """Who is named and has left, and who signs in their place."""

    name: str
    on: str
    by: str


class Handed(TypedDict):
    """Whom a case named, to whom (`mine`: the viewer) and by whom it was handed over, why and when; `on` is the day on
    which whom it was handed to left in their turn."""

    named: str
    to: str
    mine: bool
    by: str
    reason: str
    at: str
    on: str | None


class Refusal(TypedDict):
    """What the server would not take, and what to do about it."""

    mutation: str
    kind: str
    at: str
    words: str
    fields: list[str]
    way: Way | None
    again: bool


class ParkedRow(Refusal):
    """The same with the case it is about."""

    title: str
    model: str


class Pair(TypedDict):
    """What was seen and how it was corrected."""

    seen: str
    correction: str
    repeat: bool


class Registration(TypedDict):
    """What is known of the licence under a signature; `mark` is what is to be said of its day, "" of nearly all."""

    checked_on: str | None
    mark: str
    valid: bool


class Answer(TypedDict):
    """What a supervisor answered."""

    id: str
    verdict: str
    signer: str
    body: str
    number: str
    at: str
    days: int
    rating: int | None
    anchor: str
    feedback: str
    instead: str
    named: str
    corrections: list[Pair]
    grade: str
    rev: int
    mine: bool
    admitted: str
    current: bool
    confirmed: bool
    licence: Registration


class Kept(TypedDict):
    """A version kept beside the one that counts."""

    mutation: str
    words: str
    at: str
    changed: list[str]
    href: str | None
    brought_by: str


class Aside(TypedDict):
    """By whom a case is set aside, and why; `waits`: on this phone."""

    by: str
    reason: str
    at: str
    waits: bool


class ReviewDue(TypedDict):
    """When the model should be looked at again."""

    on: str
    now: bool
    late: int


class Moved(TypedDict):
    """What a fast clock dated wrongly, and its real date."""

    title: str
    model: str
    kind: str
    word: str
    was: str
    now: str


class Redating(TypedDict):
    """The offer to move all of them."""

    far: str
    count: int
    rows: list[Moved]


class AskedRow(CaseRow):
    """A case that somebody asked to change."""

    answer: Answer | None


class KeptRow(CaseRow):
    """A case with versions beside it."""

    proposals: list[Kept]


class DueRow(CaseRow):
    """A case whose review is due."""

    due: ReviewDue | None


class DatedRow(CaseRow):
    """A case with the day of its treatment."""

    on: str


class DraftRow(TypedDict):
    """A form that was begun; an answer to a case that is not here leads nowhere."""

    entry: str
    kind: str
    word: str
    saved_at: str
    href: str | None
    title: str
    model: str


class Day(TypedDict):
    """The cases of one day."""

    on: str
    near: str
    far: bool
    rows: list[CaseRow]


class BelatedAnswer(TypedDict):
    """An answer that came after its signer had left, and does not count, or not yet; `by` and `on` of who decided."""

    signer: str
    verdict: str
    at: str
    feedback: str
    rev: int
    by: str
    on: str | None
