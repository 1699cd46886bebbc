"""A gate of a set as the server reckons it for its trainee: what counted, what did not and why. Whole numbers, codes
and days; `counted_items` and `left_out` are runs [first, last] of places in `ids` of the rule's kind."""

from typing import Literal, NotRequired, TypedDict

Run = list[int]


class TooMuch(TypedDict):
    """The signer or the model (`field`) of whom more counts than may."""

    field: str
    value: str
    percent: int


class GateSet(TypedDict):
    """The version of a set that somebody is judged by; from `until` on it is version `next`."""

    key: str
    version: int
    title: str
    hash: str
    authority: str
    source: str
    as_of: str
    until: str | None
    next: int | None


class GateFacts(TypedDict):
    """One gate: `needs` are the labels of gates that come first, `next` is the id of the first rule that is not met."""

    id: str
    label: str
    state: str
    opens: bool
    needs: list[str]
    deadline: str | None
    holds_until: str | None
    next: str | None


class ExceptionTold(TypedDict):
    """What was decided of one rule for this trainee: by whom, why, from when until when; never the note."""

    kind: str
    reason: str | None
    by: str | None
    on: str | None
    ends: str | None
    items: list[str]
    was: int | None
    asks: NotRequired[int | None]  # of a number; builds of before did not say it
    holds: NotRequired[bool]  # not where a newer number stands in its place


class Homeless(TypedDict):
    """An exception from a rule that this set does not have."""

    rule: str
    kind: str
    reason: str | None
    by: str | None
    on: str | None
    ends: str | None


class Stood(TypedDict):
    """How a rule stood up to a day, before something was taken back or corrected."""

    until: str
    state: str
    required: int
    counted: int
    met_on: str | None


class StandsThen(TypedDict):
    """How a rule stands on a day to come that it is reckoned back from."""

    day: str
    state: str
    counted: int
    missing: int


class RulePart(TypedDict):
    """One rule, or one way of a choice: `asks`, `limits` and `about` are sentences, `kept` whether the logbook keeps
    what it is about yet."""

    id: str
    label: str
    of: str
    asks: str
    limits: str
    about: str
    source: str
    note: str
    sure: str
    kept: bool
    tenths: NotRequired[bool]  # its numbers are tenths; builds of before did not say it
    state: str
    required: int
    counted: int
    waiting: int
    excess: int
    missing: int
    met_on: str | None
    holds_until: str | None
    ended_on: str | None
    counted_items: list[Run]
    left_out: dict[str, list[Run]]
    exceptions: list[ExceptionTold]
    history: NotRequired[list[Stood]]
    then: NotRequired[StandsThen]
    too_much: NotRequired[TooMuch]
    periods: NotRequired[list[int]]
    remarks: NotRequired[list[str]]
    apart: NotRequired[dict[str, int]]


class GateRule(RulePart):
    """The same, with its ways where it is a choice."""

    parts: NotRequired[list[RulePart]]
    nearest: NotRequired[str | None]


class Gate(TypedDict):
    """The document. `report` is the beginning of the hash of the report that it belongs to, `basis` of what its
    day alone does not change, `order` its place. What is said of all gates holds as the first one has it: the others
    are sent only when something of their own changes."""

    typ: Literal["gate"]
    id: str
    trainee: str
    programme: str
    made_on: str
    report: str
    basis: NotRequired[str]  # gates and reports of older builds have none
    set: GateSet
    order: int
    gate: GateFacts
    rules: list[GateRule]
    ids: dict[str, list[str]]
    ready: bool
    to_go: int
    deadline: str | None
    homeless: list[Homeless]
