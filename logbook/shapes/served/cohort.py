"""The cohort, as its coordinator sees it."""

from typing import TypedDict

from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Offered
from logbook.shapes.served.devices import DeviceLine


class Trainee(TypedDict):
    """One trainee: what stands in their report, and how long the oldest case waits."""

    id: str
    name: str
    signed: int
    waiting: int
    returned: int
    unnamed: int
    unnamed_on: str | None
    to_go: int
    unmet: int
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


class CohortPage(Frame):
    """/cohort"""

    programmes: list[Cohort]
    order: str
    orders: list[Offered]
    late_days: int
