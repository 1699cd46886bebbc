"""Whether a licence is valid on a day, as it was known on another; pure, and the law for whoever asks.

A licence is what its holder says of it, and what a school found when it looked it up. All of it is only ever added to:
what was taken back or replaced stays, so that every day can be asked again as it was known on any later one.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

SOON_DAYS = 31  # from so many days before its end on a licence says when it ends
OLD_DAYS = 120  # so long a check is fresh

ACTIVE, CONDITIONS, SUSPENDED = "active", "conditions", "suspended"
NOT_PRACTISING, ENDED = "not_practising", "ended"
# Under these its holder may practise.
GOOD = frozenset({ACTIVE, CONDITIONS})
# A suspension passes: it is no end.
LASTING = GOOD | {SUSPENDED}
MULTISTATE = "multistate"


class Version(NamedTuple):
    """What a licence says from a moment on, until a later version of it says otherwise."""

    region: str  # ISO 3166-1 or 3166-2, "" where it was not said
    body: str
    type: str
    number: str
    prescriber: bool | None
    is_primary: bool
    recorded_on: str
    row: int = 0  # in which order versions of several licences were recorded


class Period(NamedTuple):
    """That a status holds from a day on: until its last day, where it has one; after it the licence has ended, or, of
    a suspension, is again what it was. `of` is the act that it replaces or, with no status, takes back."""

    act: str
    status: str
    from_on: str | None
    to_on: str | None
    recorded_on: str
    found: bool = False  # by a school that looked, and not said by its holder
    of: str | None = None


class Check(NamedTuple):
    """That somebody looked a licence up: on a day, under a number. `of` is the check that a row takes back."""

    act: str
    on: str
    next_on: str | None
    body: str
    number: str
    name: str  # as the register has it, "" where it says what the account says
    recorded_on: str
    of: str | None = None


class Licence(NamedTuple):
    """All that was said of a licence, each in the order in which it was recorded, as one school knows it."""

    id: str
    person: str
    versions: tuple[Version, ...]
    periods: tuple[Period, ...] = ()
    checks: tuple[Check, ...] = ()


class Remark(NamedTuple):
    """Something worth knowing of a licence: a code, and the words for it."""

    code: str
    text: str


class Standing(NamedTuple):
    """How a licence is on a day. `ends_on`: the last day before its end, as far as one is known."""

    state: str  # a status, "not_begun", or "unknown" where nothing was known of the licence then
    words: str
    remarks: tuple[Remark, ...] = ()
    ends_on: str | None = None
    checked_on: str | None = None

    @property
    def is_valid(self) -> bool:
        """Whether its holder may practise."""
        return self.state in GOOD

    def said(self) -> str:
        """The words and all remarks in one line."""
        return ", ".join([self.words, *(one.text for one in self.remarks)])


WORDS = {
    ACTIVE: "valid",
    CONDITIONS: "valid",
    SUSPENDED: "suspended on that day",
    NOT_PRACTISING: "without leave to practise on that day",
    ENDED: "ended",
    "not_begun": "not valid yet on that day",
    "unknown": "not known on that day",
}
ON_DAY = " on that day"
WITH_CONDITIONS = Remark("conditions", "with conditions (see register)")
OLD = Remark("old", "check is old")
NEVER = Remark("never", "not checked yet")
AGAIN = Remark("again", "to be looked up again")
SAID = Remark("said", "its holder wrote more since")

_Row = TypeVar("_Row", Version, Period, Check)


def valid(licence: Licence, day: str, known_on: str | None = None) -> Standing:
    """How a licence was on a day, as it was known at the end of another; None for as it is known now."""
    if version(licence, known_on) is None:
        return Standing("unknown", WORDS["unknown"])
    periods = standing(licence, known_on)
    state = _state(periods, day)
    looked = checked(licence, known_on)
    checked_on = looked.on if looked else None
    if state not in GOOD:
        return Standing(state, WORDS[state], (), _ended_on(periods, day), checked_on)
    ends_on = _last_good(periods, day)
    remarks = [*_end(ends_on, day), *([WITH_CONDITIONS] if state == CONDITIONS else [])]
    if checked_on and _days(checked_on, day) > OLD_DAYS:
        remarks.append(OLD)
    return Standing(state, WORDS[state], tuple(remarks), ends_on, checked_on)


def version(licence: Licence, known_on: str | None = None) -> Version | None:
    """What a licence said at the end of a day, or says now; None where it was not recorded yet."""
    known = _known(licence.versions, known_on)
    return known[-1] if known else None


def primary(licences: Iterable[Licence], known_on: str | None = None) -> Licence | None:
    """Of somebody's licences the one that stands under what they sign: whichever was chosen last."""
    chosen = [
        (said.row, licence)
        for licence in licences
        for said in _known(licence.versions, known_on)
        if said.is_primary
    ]
    return max(chosen, key=lambda one: one[0])[1] if chosen else None


def standing(licence: Licence, known_on: str | None = None) -> list[Period]:
    """The periods that were neither replaced nor taken back by then, in their order."""
    gone = {one.of for one in _known(licence.checks, known_on) if one.of}
    kept: list[Period] = []
    for one in reversed(_known(licence.periods, known_on)):
        if one.act in gone:
            continue
        if one.of:
            gone.add(one.of)
        if one.status:
            kept.append(one)
    return kept[::-1]


def checked(licence: Licence, known_on: str | None = None) -> Check | None:
    """The last check of a licence under the body and number that it has: it says nothing of another number."""
    said = version(licence, known_on)
    every = _known(licence.checks, known_on)
    gone = {one.of for one in every if one.of}
    good = [
        one
        for one in every
        if not one.of and one.act not in gone and said and (one.body, one.number) == (said.body, said.number)
    ]
    return max(good, key=lambda one: (one.on, one.recorded_on), default=None)


def due(licence: Licence, day: str) -> list[Remark]:
    """Why somebody should look a licence up; nothing where there is no reason."""
    found, looked = valid(licence, day), checked(licence)
    changed = [] if found.is_valid else [Remark(found.state, found.words.removesuffix(ON_DAY))]
    ends = _end(found.ends_on, day) if found.is_valid else []
    if looked is None:
        return [*changed, *ends, NEVER]
    # What the school saw when it looked needs no second look.
    if valid(licence, looked.on).state == found.state:
        changed = []
    if found.ends_on and _days(looked.on, found.ends_on) <= SOON_DAYS:
        ends = []
    reasons = [*changed, *ends]
    if any(not one.found and one.recorded_on > looked.recorded_on for one in standing(licence)):
        reasons.append(SAID)
    if _days(looked.on, day) > OLD_DAYS:
        return [*reasons, OLD]
    return [*reasons, AGAIN] if looked.next_on and looked.next_on <= day else reasons


def covers(said: Version, region: str) -> str:
    """Whether a licence is one for a region: "yes", "no", or "ask" where only a person can tell.

    A licence of a country is one for its parts. A multistate one is valid in the other states of a compact, which
    states come to and leave: no list of them here is sure enough to say yes by.
    """
    if not said.region or not region:
        return "ask"
    if region == said.region or region.startswith(f"{said.region}-"):
        return "yes"
    if said.region.startswith(f"{region}-"):
        return "ask"
    return "ask" if said.type == MULTISTATE and {said.region[:3], region[:3]} == {"US-"} else "no"


def _state(periods: Sequence[Period], day: str) -> str:
    found = _on(periods, day)
    if found is None:
        # That conditions hold since a day says nothing of the days before.
        begins = [one.from_on for one in periods if one.status == ACTIVE]
        # Whoever gives a number says that they are registered.
        return ACTIVE if not begins else "not_begun"
    return _says(found, day)


def _says(one: Period, day: str) -> str:
    return ENDED if one.to_on and one.to_on < day else one.status


def _on(periods: Sequence[Period], day: str) -> Period | None:
    """The period that says what holds on a day: the last one that was recorded of it. What a school found against a
    licence outweighs what its holder said later, until the school looks again."""
    of_day = [
        one
        for one in periods
        if (one.from_on or "") <= day and not (one.status == SUSPENDED and one.to_on and one.to_on < day)
    ]
    if not of_day:
        return None
    found = next((one for one in reversed(of_day) if one.found), None)
    is_against = found and found.status != ACTIVE and not (found.to_on and found.to_on < day)
    return found if found and is_against else _last(of_day, day)


def _last(of_day: Sequence[Period], day: str) -> Period:
    """The last one; but being valid, said without a first day, makes nothing good that was known of the days before."""
    *before, last = of_day
    if _says(last, day) not in GOOD or not _looks_back(last, day):
        return last
    for one in reversed(before):
        if _says(one, day) not in GOOD:
            return one
        if not _looks_back(one, day):
            break
    return last


def _looks_back(one: Period, day: str) -> bool:
    return one.from_on is None and day < one.recorded_on


def _last_good(periods: Sequence[Period], day: str) -> str | None:
    """The last day before it has ended, from a day on which it is valid."""
    ends = {one.to_on for one in periods if one.to_on}
    ends |= {_later(one.from_on, -1) for one in periods if one.from_on}
    later = [end for end in sorted(ends) if day <= end < _later(end, 1)]
    return next((end for end in later if _state(periods, _later(end, 1)) not in LASTING), None)


def _ended_on(periods: Sequence[Period], day: str) -> str | None:
    found = _on(periods, day)
    return found.to_on if found and found.to_on and found.to_on < day else None


def _end(ends_on: str | None, day: str) -> list[Remark]:
    if ends_on is None or (left := _days(day, ends_on)) > SOON_DAYS:
        return []
    if left == 0:
        return [Remark("today", "ends today")]
    return [Remark("soon", "ends tomorrow" if left == 1 else f"ends in {left} days")]


def _known(rows: Sequence[_Row], known_on: str | None) -> list[_Row]:
    return [one for one in rows if known_on is None or one.recorded_on <= known_on]


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _later(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day
