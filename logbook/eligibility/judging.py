"""What a set asks, held against the facts on a day: the whole result, gate by gate. Pure; docs/judging.md is its law.

No SQL, no clock, and nothing kept from one call to the next, but what never changes (the days of months).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from logbook import deadlines
from logbook.eligibility.bits import each
from logbook.eligibility.given import KINDS, Facts, facts
from logbook.eligibility.outcomes import PASSED, Then, numbers, of_choice, result
from logbook.eligibility.rulings import Bench, Choice, Ruling
from logbook.eligibility.shortfall import needed, to_go
from logbook.eligibility.spans import NEVER, iso, ordinal
from logbook.eligibility.turning import Rules, first_met
from logbook.shapes.loose import Doc

__all__ = ["counts", "facts", "judge"]


def judge(asked: Doc, known: Facts, on: str) -> Doc:
    """The result of a set (as `grammar.read` gives it) on a day.

    {set, on, ids: {kind: [id]}, gates: [{id, state, opens, deadline, holds_until, next, rules}], ready, to_go,
    deadline, homeless}; of a rule {id, state, required, counted, waiting, excess, missing, met_on, holds_until,
    ended_on, counted_items, left_out: {reason: runs}, exceptions}, and what it alone has: {too_much, periods, parts,
    nearest, remarks, apart, then, history}. `counted_items` and `left_out` are runs of places in `ids` of its kind.
    Whole numbers, codes and days only, so that it can be a canonical text.
    """
    day = ordinal(on)
    bench = Bench(asked, known, first_met)
    then = Then(asked, known, day)
    gates = [_gate(bench, gate, day, then) for gate in asked["gates"]]
    _open(asked, gates)
    return {
        "set": {
            name: asked.get(name) for name in ("key", "version", "title", "authority", "source", "as_of")
        },
        "on": on,
        "ids": {kind: list(bench.table(kind).places) for kind in KINDS if known.items.get(kind)},
        "gates": gates,
        "ready": all(gate["state"] == "met" for gate in gates),
        "to_go": to_go({id: one.rule for id, one in bench.rulings.items()}, dict(_missing(bench, gates))),
        "deadline": _deadline(asked["deadline"], known, on),
        "homeless": [
            one.told | {"rule": one.rule}
            for one in known.exceptions
            if bench.now_called(one.rule) not in bench.rulings
        ],
    }


class Count(NamedTuple):
    """How far a rule is: see `outcomes.numbers`; `items` are the ids of those that count."""

    numbers: Doc
    items: list[str]
    is_passed: bool


def counts(asked: Doc, known: Facts, on: str) -> tuple[dict[str, Count], int]:
    """{rule: how far it is} and how many cases are to go, without the days before and after: a part of `judge`."""
    day = ordinal(on)
    bench = Bench(asked, known, first_met)
    found = {id: _count(ruling, day) for id, ruling in bench.rulings.items()}
    missing = {
        id: found[id].numbers["missing"]
        for id, ruling in bench.rulings.items()
        if isinstance(ruling, Ruling) and not found[id].is_passed and not bench.is_part(id)
    }
    return found, to_go({id: one.rule for id, one in bench.rulings.items()}, missing)


def _count(ruling: Rules, day: int) -> Count:
    is_passed = not ruling.is_asked(day) or ruling.is_met(day)
    if isinstance(ruling, Choice):
        return Count(of_choice(ruling, day), [], is_passed)
    items, used = ruling.table.items, ruling.measured(day).used
    return Count(numbers(ruling, day), [items[place].id for place in each(used)], is_passed)


def _missing(bench: Bench, gates: Iterable[Doc]) -> Iterator[tuple[str, int]]:
    """(rule, how many it misses) of those not met; of a choice the part's that needs the fewest cases, if all do."""
    for gate in gates:
        for line in gate["rules"]:
            if line["state"] in PASSED:
                continue
            if "parts" not in line:
                yield line["id"], line["missing"]
            elif possible := [part for part in line["parts"] if part["state"] not in (*PASSED, "impossible")]:
                nearest = min(
                    possible, key=lambda part: needed(bench.rulings[part["id"]].rule, part["missing"])
                )
                yield nearest["id"], nearest["missing"]


def _gate(bench: Bench, gate: Doc, day: int, then: Then) -> Doc:
    rules = [result(bench.rulings[rule["id"]], day, then) for rule in gate["rules"]]
    ends = [rule["holds_until"] for rule in rules if rule["holds_until"]]
    open_rules = [rule["id"] for rule in rules if rule["state"] not in PASSED]
    return {
        "id": gate["id"],
        "state": "open" if open_rules else "met",
        "opens": True,
        "deadline": _deadline(gate["deadline"], bench.known, iso(day)),
        "holds_until": min(ends, default=None) if not open_rules else None,
        "next": open_rules[0] if open_rules else None,
        "rules": rules,
    }


def _open(asked: Doc, gates: Sequence[Doc]) -> None:
    """A gate opens when those it needs are met and open themselves."""
    by_id = {gate["id"]: gate for gate in gates}
    needs = {gate["id"]: gate["needs"] for gate in asked["gates"]}

    def is_open(id: str) -> bool:
        return all(by_id[need]["state"] == "met" and is_open(need) for need in needs[id])

    for gate in gates:
        gate["opens"] = is_open(gate["id"])


def _deadline(asked: Doc | None, known: Facts, on: str) -> str | None:
    since = known.days.get("enrolled")
    if asked is None or since is None:
        return None
    due = deadlines.later(iso(since), asked["months"])
    if not asked.get("stretches"):
        return due
    # By the rule that a cohort's deadline has: here a pause is days, there a row of the office.
    pauses = [
        deadlines.Pause(iso(first), iso(last) if last < NEVER else None) for first, last in known.pauses
    ]
    return deadlines.deadline(iso(since), due, (), pauses, on)
