"""What a case says, fact by fact."""

from typing import TypedDict

from logbook.shapes.charts import Drawn
from logbook.shapes.pages.cases import Aside, Chip, Handed, Left, Pair, Refusal, Thumb


class Fact(TypedDict):
    """One answer, to print."""

    label: str
    kind: str
    value: str | int


class Card(TypedDict):
    """Facts under a title."""

    title: str
    facts: list[Fact]


class AreaUnits(TypedDict):
    """An area with its dose."""

    label: str
    count: int
    units_tenths: int


class PointRow(TypedDict):
    """One injection in words."""

    area: str
    muscle: str
    side: str
    depth: str
    units_tenths: int


class DrawnMaps(TypedDict):
    """The drawings of a case, and how many points lie on none."""

    maps: list[Drawn]
    off: int


class Points(TypedDict):
    """The injections of a case."""

    units_tenths: int
    count: int
    areas: list[AreaUnits]
    rows: list[PointRow]
    drawn: DrawnMaps


class EventTold(TypedDict):
    """A complication in words."""

    label: str
    severity: str
    onset_day: int | None
    action: str
    resolved_on: str | None
    reported_to: str
    supervisor_told: bool | None


class LineTold(TypedDict):
    """Lines of an area in words."""

    label: str
    kind: str
    value: str | int


class Told(TypedDict):
    """All that a case says."""

    small: Thumb
    performed: str
    points: Points
    cards: list[Card]
    events: list[EventTold]
    corrections: list[Pair]
    reflection: str
    answered: str
    self_rating: str
    warnings: list[str]
    unsaid: int


class StateFacts(TypedDict):
    """Where a case stands."""

    state: Chip
    supervisor: str
    unnamed: bool
    left: Left | None
    handed: Handed | None
    asides: list[Aside]
    received_at: str | None
    brought_by: str
    ahead: str
    untreated: str
    refusals: list[Refusal]
