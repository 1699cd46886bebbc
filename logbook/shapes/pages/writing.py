"""The form of a case."""

from typing import TypedDict

from logbook.shapes.charts import Drawn
from logbook.shapes.forms import Problem, Section
from logbook.shapes.pages.cases import Pair
from logbook.shapes.pages.framed import Ended, Frame
from logbook.shapes.pages.told import Fact


class FormBase(TypedDict):
    """The version that a form was filled from."""

    rev: str
    hash: str


class TakenFrom(TypedDict):
    """Where a form's answers were taken from."""

    last: bool
    model: str
    on: str


class Signed(TypedDict):
    """The signature that a new version builds upon."""

    hash: str
    rev: int
    by: str


class AskedOf(TypedDict):
    """What a supervisor asked to change."""

    signer: str
    at: str
    feedback: str
    corrections: list[Pair]


class Seen(TypedDict):
    """How often a model was treated before."""

    times: int
    on: str
    same: list[str]


class Recent(TypedDict):
    """A model treated lately."""

    code: str
    on: str


class PointsTyped(TypedDict):
    """The points typed so far."""

    title: str
    count: int
    units_tenths: int
    map: Drawn | None


_From = TypedDict("_From", {"from": str})


class FormPage(Frame, _From):
    """/entries/new and /entries/<id>/edit"""

    new: bool
    first: bool
    taken: TakenFrom | None
    observable: bool
    redrawn: bool
    problems: list[Problem]
    sections: list[Section]
    kept: list[str]
    points: PointsTyped
    units_tenths: int
    cautions: list[Problem]
    measures: list[Fact]
    sure: list[str]
    entry: str
    mutation: str
    base: FormBase
    tz: str
    signed: Signed | None
    asked: AskedOf | None
    instead: str
    ended: list[Ended]
    locked: bool
    drafted: bool
    seen: Seen | None
    to_note: str
    recent: list[Recent]
