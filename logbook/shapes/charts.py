"""What is drawn: the face, the ring, bars and curves. Every part of a course is null where a report lacks it."""

from typing import TypedDict


class DrawnArea(TypedDict):
    """An area of the face, how dark it is."""

    area: str
    side: str
    on: bool
    heat: int


class Dot(TypedDict):
    """A point on the face."""

    x: int
    y: int
    units_tenths: int
    at: str
    small: bool


class Drawn(TypedDict):
    """One view of the face."""

    view: str
    crop: str
    box: str
    areas: list[DrawnArea]
    dots: list[Dot]
    says: str
    count: int
    off: int


class Ring(TypedDict):
    """How much of what is asked is there."""

    signed: int
    required: int
    waiting: int
    local: int
    to_go: int
    unmet: int
    signed_share: int
    waiting_share: int


class RuleBar(TypedDict):
    """One rule as a bar."""

    label: str
    kind: str
    required: int
    counted: int
    waiting: int
    excess: int
    missing: int
    met: bool
    percent: int | None
    href: str
    local: int
    signed_reach: int
    waiting_reach: int
    local_reach: int


class HeatRow(TypedDict):
    """An area in words."""

    label: str
    heat: int
    cases: int
    signed: int


class Heat(TypedDict):
    """Where cases were treated."""

    map: Drawn
    rows: list[HeatRow]
    off: list[str]


WeekBar = TypedDict(
    "WeekBar",
    {
        "from": str,
        "signed": int,
        "waiting": int,
        "local": int,
        "total": int,
        "local_reach": int,
        "signed_reach": int,
        "waiting_reach": int,
    },
)


class WeekBars(TypedDict):
    """The last weeks."""

    bars: list[WeekBar]
    total: int
    first: str
    last: str


class Spot(TypedDict):
    """A place in a drawing."""

    x: int
    y: int


class CurveDrawn(TypedDict):
    """The learning curve."""

    acceptable_percent: int
    unacceptable_percent: int
    path: str
    crosses: str
    at: Spot
    cases: int
    now: str
    words: str
    says: str


class SpreadCell(TypedDict):
    """Cases of an area and a skin type."""

    cases: int
    heat: int


class SpreadRow(TypedDict):
    """Those of one area."""

    label: str
    cells: list[SpreadCell]


class SpreadDrawn(TypedDict):
    """The range of cases."""

    columns: list[str]
    rows: list[SpreadRow]


class DoseCell(TypedDict):
    """The median dose of a month."""

    units_tenths: int
    reach: int


class DoseRow(TypedDict):
    """Those of one area."""

    label: str
    cases: int
    cells: list[DoseCell | None]


class DosesDrawn(TypedDict):
    """Doses of one product."""

    label: str
    months: list[str]
    rows: list[DoseRow]


class RatingColumn(TypedDict):
    """Both ratings of a case."""

    on: str
    own: int
    theirs: int
    x: int
    own_y: int
    theirs_y: int


class RatingsDrawn(TypedDict):
    """How a trainee's ratings lie beside their supervisors'."""

    cases: int
    words: str
    columns: list[RatingColumn]


class Mark(TypedDict):
    """Whether a correction was seen in a case."""

    x: int
    on: bool


class CorrectionDrawn(TypedDict):
    """A correction and when it was seen."""

    seen: str
    correction: str
    words: str
    marks: list[Mark]


class Course(TypedDict):
    """How a logbook goes."""

    weeks: WeekBars | None
    curve: CurveDrawn | None
    spread: SpreadDrawn | None
    doses: list[DosesDrawn]
    ratings: RatingsDrawn | None
    corrections: list[CorrectionDrawn]
