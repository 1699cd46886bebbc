"""What a programme teaches, as its coordinators see it."""

from typing import TypedDict

from logbook.shapes.served.asked import Filled, Guarded, Offered


class Elsewhere(TypedDict):
    """Another programme of theirs."""

    id: str
    name: str
    href: str


class ModuleLine(TypedDict):
    """A module in a list: its newest version, and how many trainees did any version of it."""

    key: str
    href: str
    title: str
    version: int
    part: str
    minutes: int | None
    credits_tenths: int | None
    keeps_months: int | None
    starter: bool
    retired: bool
    done: int


class ModuleVersion(TypedDict):
    """A version of one, and when it was published."""

    version: int
    title: str
    on: str


class ModulesPage(Guarded):
    """/curriculum; `shipped` is how many modules of the shipped curriculum were never here."""

    id: str
    programme: str
    programmes: list[Elsewhere]
    modules: list[ModuleLine]
    retired: list[ModuleLine]
    shipped: int
    undo: str


class ModulePage(Filled):
    """/curriculum/<programme>/modules/<module>, and of a new one"""

    action: str
    parts: list[Offered]
    key: str
    retired: bool
    versions: list[ModuleVersion]
