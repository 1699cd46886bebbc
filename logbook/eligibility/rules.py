"""One rule against the cases of a logbook: what counts, what waits, what is over, what is missing. Pure."""

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from logbook.schemas.entry import INJECTED

Rule = dict[str, Any]


class Case(NamedTuple):
    """One entry as rules see it. Days are "2026-11-20"; codes are those of the vocabulary."""

    id: str
    state: str  # signed, unconfirmed (signed by somebody not confirmed yet), sent, returned, withdrawn
    performed_on: str
    part: str
    setting: str
    areas: tuple[str, ...]
    product: str
    skin_type: str
    model: str
    signer: str = ""
    signed_after: int | None = None  # days from the treatment to the signature
    discussed: bool = False  # a complication was seen, or a scenario discussed
    reviewed: bool = False
    harmed: bool = False  # a complication that was more than mild, seen at once or at the review
    doses: tuple[tuple[str, int], ...] = ()  # area and tenths of a unit
    rating: int | None = None  # the signature's
    own_rating: int | None = None
    answered: bool = False  # a supervisor looked at it, signed or asked for changes
    seen: tuple[tuple[str, str], ...] = ()  # what was seen, and how it was corrected
    review_on: str = ""  # the day its model is to be looked at again
    unnamed: bool = False  # it waits until its trainee names who supervised: nobody can answer it
    origin: str = "here"  # or "elsewhere": in a programme of another provider
    signer_licensed: bool | None = None  # None: not recorded yet
    taken_back_on: str = ""  # its signature was, on that day: it waits since

    @property
    def on(self) -> str:
        """Its day, as every item has one."""
        return self.performed_on

    @property
    def until(self) -> str:
        """A case is done on one day."""
        return ""

    def word(self, field: str) -> Any:
        """What it says in a field."""
        return getattr(self, field)

    @property
    def is_signed(self) -> bool:
        """Whether it is signed: rules that ask for signatures count nothing else."""
        return self.state == "signed"

    @property
    def is_treated(self) -> bool:
        """The trainee injected a live model: what charts of skill and range are about."""
        return self.part in INJECTED and self.setting == "live_model"


def apply(rule: Rule, cases: Sequence[Case], today: str) -> dict[str, Any]:
    """The result of a rule over cases in the order of treatment, withdrawn ones left out.

    {id, label, kind, filter, required, percent, counted, waiting, excess, missing, met, entries}: `counted` is
    cases (or models, supervisors, skin types); `waiting` what they would become more if all that waits were signed;
    `excess` signed cases that fit and do not count, being over a maximum or a cap or too old.
    """
    fitting = matching(rule["filters"], cases)
    since = months_before(today, rule["window"]["months"])
    recent = [case for case in fitting if case.performed_on >= since] if since else fitting
    signed = [case for case in recent if case.state == "signed"]
    pool = _capped(rule, signed)
    counted = _counted(rule, pool)
    waiting = 0
    if len(signed) < len(recent):
        waiting = max(0, len(_counted(rule, _capped(rule, recent))) - len(counted))
    asked = _asked(rule, pool, today)
    required = rule["required"] if rule["percent"] is None else max(1, -(-rule["percent"] * asked // 100))
    all_signed = signed if recent is fitting else [case for case in fitting if case.state == "signed"]
    kept = len(counted) if rule["kind"] == "entries" else len(pool)
    return {
        "id": rule["id"],
        "label": rule["label"],
        "kind": rule["kind"],
        "filter": rule["filters"],
        "required": required,
        "percent": rule["percent"],
        "counted": len(counted),
        "waiting": waiting,
        "excess": len(all_signed) - kept,
        "missing": max(0, required - len(counted)),
        "met": len(counted) >= required,
        "entries": [case.id for case in counted],
    }


def matching(filters: dict[str, list[str]], cases: Sequence[Case]) -> list[Case]:
    """The cases that fit every filter; one area in common is enough, and an empty filter fits all."""
    fitting = list(cases)
    for name, words in filters.items():
        wanted, value = frozenset(words), attrgetter(name)
        if words and name == "areas":
            fitting = [case for case in fitting if not wanted.isdisjoint(case.areas)]
        elif words:
            fitting = [case for case in fitting if value(case) in wanted]
    return fitting


def months_before(today: str, months: int | None) -> str:
    """The same day so many months earlier (the month's last where it has no such day); "" means no limit."""
    if months is None:
        return ""
    day = date.fromisoformat(today)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last).isoformat()
        except ValueError:
            continue
    return date(year, month + 1, day.day).isoformat()


def _capped(rule: Rule, cases: list[Case]) -> list[Case]:
    """The cases that still teach something new: a model counts only so often for one area, the earliest first."""
    most = rule["caps"]["per_model_area"]
    if most is None:
        return cases
    asked, kept = rule["filters"]["areas"], []
    seen: dict[tuple[str, str], int] = {}
    for case in cases:
        is_new = False
        for area in case.areas:
            if (not asked or area in asked) and (times := seen.get((case.model, area), 0)) < most:
                seen[case.model, area] = times + 1
                is_new = True
        if is_new:
            kept.append(case)
    return kept


def _asked(rule: Rule, pool: list[Case], today: str) -> int:
    """Of how many cases a share is asked: a review of none whose day has not come, or a good case would undo what
    was met until then."""
    if rule["kind"] != "reviews":
        return len(pool)
    return sum(1 for case in pool if case.reviewed or case.review_on <= today)


def _counted(rule: Rule, pool: list[Case]) -> list[Case]:
    return _COUNTERS[rule["kind"]](rule, pool)


def _entries(rule: Rule, pool: list[Case]) -> list[Case]:
    return pool if rule["maximum"] is None else pool[: rule["maximum"]]


def _first_of_each(name: str) -> Callable[[Rule, list[Case]], list[Case]]:
    def counter(rule: Rule, pool: list[Case]) -> list[Case]:
        found: dict[str, Case] = {}
        for case in pool:
            # An unsigned case has no signer yet: it adds none that could be known.
            if value := getattr(case, name):
                found.setdefault(value, case)
        return list(found.values())

    return counter


def _with(holds: Callable[[Rule, Case], bool]) -> Callable[[Rule, list[Case]], list[Case]]:
    return lambda rule, pool: [case for case in pool if holds(rule, case)]


_COUNTERS: dict[str, Callable[[Rule, list[Case]], list[Case]]] = {
    "entries": _entries,
    "models": _first_of_each("model"),
    "supervisors": _first_of_each("signer"),
    "skin_types": _first_of_each("skin_type"),
    "reviews": _with(lambda rule, case: case.reviewed),
    "discussed": _with(lambda rule, case: case.discussed),
    # A case that still waits may yet be signed in time or not: it is not promised.
    "signed_within": _with(
        lambda rule, case: case.signed_after is not None and case.signed_after <= rule["days"]
    ),
}
