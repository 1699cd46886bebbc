"""What a programme teaches, as its coordinators see it."""

from typing import TypedDict

from logbook.shapes.forms import Problem
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
    warnings: list[str]
    undo: str


class ModulePage(Filled):
    """/curriculum/<programme>/modules/<module>, and of a new one"""

    action: str
    parts: list[Offered]
    key: str
    retired: bool
    versions: list[ModuleVersion]


class CompletionLine(TypedDict):
    """A row of a file, and what becomes of it: record, there, nobody or mend."""

    row: int
    email: str
    module: str
    on: str
    kind: str
    words: str


class FiledLine(TypedDict):
    """A file that was filed: how many of its rows were recorded, and how many were not."""

    id: str
    at: str
    by: str
    recorded: int
    left: int


class CompletionsPage(Guarded):
    """/curriculum/<programme>/completions"""

    action: str
    rows: str
    problems: list[Problem]
    most: int
    files: list[FiledLine]


class CompletionFilePage(Guarded):
    """What becomes, or became, of each row; `filed_on` is None where nothing is recorded yet."""

    action: str
    packed: str
    seen: str
    lines: list[CompletionLine]
    recorded: int
    unread: list[str]
    filed_on: str | None


class AccreditationLine(TypedDict):
    """An accreditation; `of` is the title of a module, "" where it is wider; `state`: held, soon, ended, later or
    withdrawn."""

    id: str
    of: str
    wide: bool
    body: str
    number: str
    remark: str
    profession: str
    region: str
    from_on: str
    until_on: str | None
    credits_tenths: int | None
    statement: str
    state: str
    days: int | None
    own: bool


class AccreditationsPage(Filled):
    """/curriculum/<programme>/accreditations and /provider/<id>/accreditations"""

    action: str
    whose: str
    professions: list[Offered]
    modules: list[Offered]
    lines: list[AccreditationLine]
    warnings: list[str]


class CourseLine(TypedDict):
    """A module, or something else that was done; `state`: open, waits, done or ended. `take_back` is the id of what its
    trainee declared and may take back."""

    key: str
    title: str
    minutes: int | None
    state: str
    on: str | None
    until: str | None
    known: str
    href: str | None
    take_back: str | None


class CourseSection(TypedDict):
    """One programme in which somebody trains; `id` is their membership's."""

    id: str
    programme: str
    modules: list[CourseLine]
    others: list[CourseLine]


class DeclaredLine(TypedDict):
    """What a trainee declared and a tutor has not accepted yet."""

    id: str
    trainee: str
    programme: str
    title: str
    on: str
    minutes: int | None
    at: str


class CourseworkPage(Guarded):
    """/modules"""

    trains: bool
    tutors: bool
    sections: list[CourseSection]
    declared: list[DeclaredLine]
    ways: dict[str, str]


class CourseworkFormPage(Filled):
    """/modules/<membership>/<module> and /modules/attended; `module` is the title where it is fixed, "" else."""

    action: str
    module: str
    trainees: list[Offered]
    modules: list[Offered]
    most: str


class BesidePage(Filled):
    """/modules/<membership>/beside/<hours or document>"""

    action: str
    what: str
    programme: str
    hours: list[Offered]
    ways: list[Offered]
    documents: list[Offered]
    most: str


class KeptLine(TypedDict):
    """An attestation as the office has it, with where what was seen is kept; `ours`: the office may take it back."""

    id: str
    title: str
    on: str
    until: str | None
    minutes: int | None
    known: str
    by: str
    state: str
    place: str
    digest: str
    ours: bool


class ProofsPage(Filled):
    """/cohort/<programme>/<trainee>/attestations"""

    action: str
    sorts: list[Offered]
    modules: list[Offered]
    hours: list[Offered]
    ways: list[Offered]
    documents: list[Offered]
    lines: list[KeptLine]
