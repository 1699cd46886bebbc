"""The trainees of a programme, as their coordinator sees them."""

from typing import TypedDict

from logbook.shapes.charts import Ring, RuleBar
from logbook.shapes.pages.cases import Chip
from logbook.shapes.served.asked import Choice, Filled, Guarded, Offered, Turned
from logbook.shapes.served.cohorts import Arranged, End, GateMark, Pace
from logbook.shapes.served.devices import DeviceLine
from logbook.shapes.served.holdings import LicenceShort
from logbook.shapes.served.registers import KeptShort


class Trainee(TypedDict):
    """One trainee: what stands in their report and by which version of a `set` it is made, how they stand before their
    deadline, and how long the oldest case waits."""

    id: str
    name: str
    email: str
    cohort_id: str | None
    pace: Pace
    signed: int
    waiting: int
    returned: int
    unnamed: int
    unnamed_on: str | None
    to_go: int
    unmet: int
    set: str
    gates: list[GateMark]
    ends: End | None
    last_on: str | None
    silent: bool
    held: bool
    oldest_on: str | None
    oldest_days: int
    late: bool
    today: str


class Cohort(TypedDict):
    """The trainees of one programme, those with cases nobody can sign, and whose work is stuck on a device; how many
    lines are of an earlier day or state, and how many reports were never made."""

    id: str
    name: str
    rows: list[Trainee]
    unsigned: list[Trainee]
    supervised: bool
    stuck: list[DeviceLine]
    late: int
    unknown: int


class Listed(Turned):
    """The lines of one view, under their programmes; whether anybody trains or supervises there at all, whether lines
    were left out, and the views beside it."""

    programmes: list[Cohort]
    trained: bool
    supervised: bool
    narrowed: bool
    files: list[Choice]
    there: list[Choice]
    cohorts: list[Choice]
    shows: list[Choice]
    orders: list[Choice]


class CohortPage(Guarded, Listed):
    """/cohort"""

    late_days: int
    undo: str


class Counted(TypedDict):
    """How many cases stand somewhere."""

    label: str
    cases: int


class Holder(TypedDict):
    """Somebody whose answer cases wait for; `handing` is the membership of who left and was followed by nobody."""

    id: str
    name: str
    handing: str | None
    cases: int
    oldest_on: str
    late: bool


class Open(TypedDict):
    """A case that somebody must still do something about; `holder` where that is not the supervisor it names, and
    whether it was `handed` over; `handing`: it can be now."""

    id: str
    on: str
    areas: str
    model: str
    state: Chip
    supervisor: str
    holder: str
    handed: bool
    handing: bool
    late: bool


class Late(TypedDict):
    """An answer that came after its signer had left, about which nobody has decided; `answers`: it is about the version
    that waits now."""

    hash: str
    case: str
    areas: str
    model: str
    done_on: str
    signer: str
    verdict: str
    feedback: str
    at: str
    received_at: str
    answers: bool


class Handing(TypedDict):
    """A case that may be handed over; `holder` is the id of whom its statements say it waits for, `waits_for` who is
    expected to answer it, "" where they left and nobody took over."""

    id: str
    areas: str
    model: str
    on: str
    trainee: str
    trainee_id: str
    programme_id: str
    holder: str
    named: str
    waits_for: str
    returned: bool
    heirs: list[Offered]
    reasons: list[Offered]


class Figures(TypedDict):
    """A report as bars."""

    rules: list[RuleBar]
    ring: Ring
    ready_on: str | None
    made_on: str
    set: str
    gates: list[GateMark]
    ends: End | None


class Training(TypedDict):
    """All that is known of a trainee in one programme; no `section` of who has left or was never reckoned yet."""

    programme: str
    section: Figures | None
    late: bool
    since: str
    ended_on: str | None
    last_on: str | None
    states: list[Counted]
    holders: list[Holder]
    late_answers: list[Late]
    open: list[Open]
    more: int
    devices: list[DeviceLine]
    cohort_id: str | None
    pace: Pace
    arranged: list[Arranged]
    register: list[KeptShort]
    licences: list[LicenceShort]


class TraineePage(Guarded, Training):
    """/cohort/<programme>/<trainee>"""

    id: str
    programme_id: str
    name: str
    email: str
    today: str
    address: str
    undo: str
    arrangeable: bool


class LatePage(Guarded):
    """/cohort/<programme>/<trainee>/answers/<hash>"""

    late: Late
    address: str


class HandoverPage(Filled):
    """/cohort/<programme>/<trainee>/<case>/handing"""

    case: Handing
