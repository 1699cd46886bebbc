"""The requirement sets of a programme: read, compared, written, tried and published."""

from typing import TypedDict

from logbook.shapes.forms import Problem
from logbook.shapes.pages.framed import Frame
from logbook.shapes.served.asked import Filled, Guarded, Offered, Turned
from logbook.shapes.served.programmes import GateSaid, ProgrammeLink, RuleSaid


class SetLine(TypedDict):
    """A set in a list; `trainees` are those judged by it now, `by` and `on` are "" where nobody published it here."""

    href: str
    title: str
    version: int
    authority: str
    by: str
    on: str
    until: str | None
    trainees: int
    is_asked: bool


class DraftLine(TypedDict):
    """A draft in a list: who changed it last, and when on their wall."""

    href: str
    title: str
    by: str
    at: str


class RequirementsPage(Guarded, Turned):
    """/requirements"""

    id: str
    programme: str
    programmes: list[ProgrammeLink]
    asks: SetLine
    versions: list[SetLine]
    drafts: list[DraftLine]
    shipped: list[SetLine]
    undo: str


class SetFacts(TypedDict):
    """What is said of a set as a whole; `hash` are the first figures of it, "" of a draft."""

    title: str
    version: int
    hash: str
    authority: str
    source: str
    as_of: str
    sure: str
    whom: str
    also: list[str]


class SetPage(Guarded):
    """/requirements/<programme>/<set>"""

    action: str
    programme: str
    programme_id: str
    hash: str
    set: SetFacts
    by: str
    on: str
    until: str | None
    trainees: int
    is_asked: bool
    gates: list[GateSaid]
    others: list[Offered]
    programmes: list[Offered]


class PartLine(TypedDict):
    """A part of a choice in a draft."""

    id: str
    label: str
    asked: str
    faults: list[str]


class DraftRule(RuleSaid):
    """A rule of a draft, with what keeps it from being published."""

    is_choice: bool
    parts: list[PartLine]
    faults: list[str]


class DraftGate(TypedDict):
    """A gate of a draft."""

    id: str
    label: str
    needs: list[str]
    rules: list[DraftRule]
    faults: list[str]


class DraftPage(Guarded):
    """/requirements/drafts/<id>; `faults` are those of the whole set, `wrong` counts them all, `lands` is where to
    look."""

    action: str
    edition: int
    programme: str
    programme_id: str
    set: SetFacts
    by: str
    at: str
    gates: list[DraftGate]
    faults: list[str]
    wrong: int
    lands: str
    stale: str
    new_gates: list[Offered]
    undo: str


class SetField(TypedDict):
    """An input of the forms of a draft: as `widget` draws it."""

    name: str
    id: str
    label: str
    hint: str
    widget: str
    value: str
    chosen: list[str]
    choices: list[Offered]
    blank: str
    problems: list[str]
    optional: bool
    required: bool
    max_length: int
    step: str
    least: int
    folded: bool


class Narrowed(TypedDict):
    """What narrows a rule further, folded: `says` in words what it is now, `limits` those of which only so many
    count."""

    name: str
    title: str
    says: str
    is_said: bool
    is_open: bool
    fields: list[SetField]
    limits: list[str]


class DraftFormPage(Guarded):
    """The form of a rule, a gate, the facts or something new; `stale` says who changed it meanwhile."""

    action: str
    edition: int
    asked: str
    kept: list[str]
    faults: list[str]
    stale: str
    fields: list[SetField]
    folds: list[Narrowed]
    problems: list[Problem]
    save: str


class Difference(TypedDict):
    """A rule in two sets: more, less, other, new, gone or same; what it asks in each, "" where it is not there."""

    label: str
    how: str
    was: str
    now: str


class ComparePage(Frame):
    """Two sets side by side; `counts` is {how: of how many rules}."""

    before: SetFacts
    after: SetFacts
    differences: list[Difference]
    same: list[Difference]
    also: list[Difference]
    others: list[Offered]
    other: str
    action: str


class TrialSide(TypedDict):
    """How a trainee stands under a set: what is missing under it alone, in words."""

    ready: bool
    missing: list[str]


class TrialLine(TypedDict):
    """A trainee under the set that is theirs, and under the one that is tried; `both`: what is missing in the same way
    under either."""

    id: str
    name: str
    homeless: int
    under: str
    both: list[str]
    now: TrialSide
    then: TrialSide


class TrialPage(Guarded, Turned):
    """A set tried on those who train there: changes nothing. `everybody` is what a form asks all of them by, where this
    page has a part of them."""

    everybody: dict[str, str]
    action: str
    programme_id: str
    of: str
    lines: list[TrialLine]
    ready_now: int
    ready_then: int


class EverybodyPage(Guarded, Turned):
    """/trials/<id>: the same of everybody, reckoned by a worker; `said` is how far it is, `lost` are those who would be
    ready no more, `way_on` leads to where it was asked for."""

    action: str
    programme_id: str
    of: str
    busy: bool
    failed: bool
    said: str
    done: int
    total: int
    late: bool
    at: str
    people: int
    ready_now: int
    ready_then: int
    lost: int
    homeless: int
    lines: list[TrialLine]
    fields: dict[str, str]
    way_on: str


class Vanished(TypedDict):
    """A rule that the version before had under another name, or had at all."""

    id: str
    label: str
    name: str
    value: str


class PublicationPage(Filled):
    """/requirements/drafts/<id>/publication; `stay` are those who stay under the version before, which is `before`."""

    action: str
    draft: str
    edition: int
    set: SetFacts
    before: int
    stay: int
    differences: list[Difference]
    vanished: list[Vanished]
    rules: list[Offered]
    wrong: list[str]
    is_asked: bool
    stale: str
    accreditations: list[str]
