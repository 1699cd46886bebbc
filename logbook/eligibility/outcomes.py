"""What is said of a rule on a day: numbers, state, since and until when, and why items do not count. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from logbook.eligibility.bits import Bits, Run, Table, each
from logbook.eligibility.given import Facts, as_known, corrected_on
from logbook.eligibility.measured import Measured
from logbook.eligibility.rulings import Bench, Choice, Ruling, changing
from logbook.eligibility.spans import ALWAYS, NEVER, iso, ordinal
from logbook.eligibility.turning import Rules, Turns, first_met, holds_until, last_met, met_on
from logbook.shapes.loose import Doc

PASSED = ("met", "waived", "not_asked")
# What an exception of kind count lets an item past, beside the conditions.
_LIFTED = ("too_old", "too_late", "ended", "before_prerequisite")
MOST_A_DAY = 120  # tenths of an hour: more than that is marked, never cut


def is_lifted(reason: str) -> bool:
    """Whether an exception of kind count lets an item past this reason."""
    is_condition = reason.startswith(("other_", "not_")) and reason != "not_newest"
    return is_condition or reason in _LIFTED


class Then:
    """How rules stood, as was known then, on the day before something was taken back or corrected."""

    def __init__(self, asked: Doc, known: Facts, day: int) -> None:
        days = [one - 1 for one in corrected_on(known) if one <= day]
        self.benches = [(one, Bench(asked, as_known(known, one), first_met)) for one in days]

    def of(self, rule_id: str, now: Doc) -> list[Doc]:
        """{until, state, required, counted, met_on}, the oldest first, where it stood otherwise than now."""
        found = []
        for day, bench in self.benches:
            stood = standing(bench.rulings[rule_id], day)
            if (stood["state"], stood["required"]) != (now["state"], now["required"]):
                found.append(
                    {"until": iso(day)}
                    | {name: stood[name] for name in ("state", "required", "counted", "met_on")}
                )
        return found


def result(ruling: Rules, day: int, then: Then) -> Doc:
    """All that is said of a rule (see `judging.judge`)."""
    told = standing(ruling, day)
    if history := then.of(ruling.rule["id"], told):
        told["history"] = history
    if isinstance(ruling, Choice):
        parts = [result(part, day, then) for part in ruling.parts]
        return told | {"parts": parts, "nearest": _nearest(parts)}
    if told["state"] == "not_asked":
        return told | {"counted_items": [], "left_out": {}}
    found = ruling.measured(day)
    left = _left_out(ruling, found, day)
    told["counted_items"] = _runs(ruling.table, found.used)
    told["left_out"] = _told(ruling.table, found.used, left)
    return told | _asides(ruling, found, day)


def _nearest(parts: Iterable[Doc]) -> str | None:
    """The part that lacks least and can still be met."""
    possible = [part for part in parts if part["state"] not in (*PASSED, "impossible")]
    nearest: str | None = min(possible, key=lambda part: part["missing"])["id"] if possible else None
    return nearest


def standing(ruling: Rules, day: int) -> Doc:
    """The numbers of a rule on a day, its state, and since when and until when."""
    if not ruling.is_asked(day):
        zeros = dict.fromkeys(("required", "counted", "waiting", "excess", "missing"), 0)
        return _line(ruling, "not_asked", zeros, day)
    found = of_choice(ruling, day) if isinstance(ruling, Choice) else numbers(ruling, day)
    return _line(ruling, _state(ruling, found, day), found, day)


def _line(ruling: Rules, state: str, numbers: Doc, day: int) -> Doc:
    days: dict[str, str | None] = dict.fromkeys(("met_on", "holds_until", "ended_on"))
    turns = Turns(ruling)
    if state in ("met", "waived"):
        days["met_on"] = _day(met_on(turns, day))
        days["holds_until"] = _day(holds_until(turns, day))
    elif state != "not_asked":
        days["ended_on"] = _day(last_met(turns, day))
        if days["ended_on"] and state == "open":
            state = "ended"
    return (
        {"id": ruling.rule["id"], "state": state} | numbers | days | {"exceptions": _exceptions(ruling, day)}
    )


def _day(number: int) -> str | None:
    return None if number in (ALWAYS, NEVER) else iso(number)


def numbers(ruling: Ruling, day: int) -> Doc:
    """{required, counted, waiting, excess, missing} on a day."""
    found, hoped = ruling.measured(day), ruling.hoped(day)
    return {
        "required": found.required,
        "counted": found.counted,
        "waiting": max(0, hoped.counted - found.counted),
        "excess": _excess(ruling, found, day),
        "missing": ruling.missing(day),
    }


def of_choice(choice: Choice, day: int) -> Doc:
    """The same of a choice, in parts of it."""
    met, required = choice.met(day), choice.required(day)
    return {
        "required": required,
        "counted": met,
        "waiting": max(0, choice.met(day, hoped=True) - met),
        "excess": 0,
        "missing": max(0, required - met),
    }


def _state_of(part: Ruling, day: int) -> str:
    if not part.is_asked(day):
        return "not_asked"
    return _state(part, numbers(part, day), day)


def _state(ruling: Rules, numbers: Doc, day: int) -> str:
    """The state but for *ended*, which needs the days before."""
    if ruling.waived(day):
        return "waived"
    if ruling.is_met(day):
        return "met"
    if isinstance(ruling, Choice):
        left = [_state_of(part, day) for part in ruling.parts]
        if sum(state not in ("impossible", "not_asked") for state in left) < numbers["required"]:
            return "impossible"
        return "waiting" if ruling.is_met(day, True) else "open"
    if ruling.cannot(day):
        return "impossible"
    return "waiting" if ruling.hoped(day).is_met else "open"


def _exceptions(ruling: Rules, day: int) -> list[Doc]:
    """What is in force for a rule, each with its author, its reason and what it changes."""
    told, by = [], changing(ruling.exceptions, day)
    for one in ruling.exceptions:
        if one.holds(day):
            numbers: Doc = {"was": None, "asks": None, "holds": True}
            if one.kind == "number":
                numbers = {"was": _number(ruling), "asks": one.value, "holds": one is by}
            told.append(one.told | {"items": sorted(one.items)} | numbers)
    if isinstance(ruling, Ruling):
        there = ruling.table.places.keys()
        for one in ruling.bench.known.aside:
            if one.holds(day) and not one.items.isdisjoint(there):
                told.append(one.told | {"items": sorted(one.items), "was": None, "asks": None, "holds": True})
    return told


def _number(ruling: Rules) -> int:
    """The number that a rule asks for, or the most it allows."""
    if isinstance(ruling, Choice):
        least: int = ruling.rule["least"]
        return least
    number: int = ruling.rule["max"] if ruling.rule["min"] is None else ruling.rule["min"]
    return number


def _left_out(ruling: Ruling, found: Measured, day: int) -> list[tuple[str, Bits]]:
    """(reason, items), each item once: for the first reason that holds."""
    table, forced = ruling.table, ruling.forced(day)
    pool = ruling.pool(day)
    # Nobody is let past a period: what lies in none of them counts in none.
    past = 0 if ruling.rule["per"] else forced
    reasons = [
        ("withdrawn", table.withdrawn),
        ("future", table.all & ~table.until(day)),
        ("set_aside", ruling.put_aside(day)),
        *((reason, bits & ~forced) for reason, bits in ruling.unfit.items()),
        ("too_old", ruling.aged(day) & ~past),
        ("too_late", ruling.late(day) & ~past),
        ("ended", ruling.ended(day) & ~forced),
        ("before_prerequisite", ruling.early() & ~forced),
        ("unsigned", (pool | ruling.pool(day, hoped=True)) & table.waiting),
        *((reason, bits) for reason, bits in found.left.items() if reason != "over_maximum"),
        ("over_maximum", found.left.get("over_maximum", 0)),
    ]
    rest, left = table.all & ~found.used, []
    for reason, bits in reasons:
        left.append((reason, rest & bits))
        rest &= ~bits
    return left


def _excess(ruling: Ruling, found: Measured, day: int) -> int:
    """What counts but for age, caps, limits and maximum: of a sum the amounts, of areas the areas, else items."""
    rule, table = ruling.rule, ruling.table
    if rule["max"] is not None and rule["min"] is None:
        return found.over
    out = ruling.ended(day) | ruling.early()
    aged = ruling.fitting(day) & ruling.aged(day) & ~out & ~ruling.forced(day) & table.counting
    bits = aged | found.left.get("over_cap", 0) | found.left.get("over_limit", 0)
    name, _, field = rule["count"].partition(":")
    if name == "sum":
        return found.over + sum(table.items[place].word(field) or 0 for place in each(bits))
    if name == "areas":
        asked = rule["where"].get("areas")
        every = bits | found.used | found.left.get("over_maximum", 0)
        whole = sum(
            asked is None or area in asked
            for place in each(every)
            for area in table.items[place].word("areas") or ()
        )
        return whole - found.counted
    maximum = found.left.get("over_maximum", 0) if rule["exclusive"] else 0
    return found.over + bits.bit_count() + maximum.bit_count()


def _runs(table: Table, bits: Bits) -> list[Run]:
    """Runs of places among the ids; of an amended case one place stands for both versions."""
    return table.runs(_folded(table, bits))


def _folded(table: Table, bits: Bits) -> Bits:
    if not table.amended:
        return bits
    return sum(
        1 << number
        for number, places in enumerate(table.places.values())
        if any(bits >> place & 1 for place in places)
    )


def _told(table: Table, used: Bits, left: Sequence[tuple[str, Bits]]) -> dict[str, list[Run]]:
    """{reason: runs}; a case that counts in one version is left out in none, and one that waits says so first."""
    free = ~_folded(table, used)
    folded = [(reason, _folded(table, bits)) for reason, bits in left]
    if table.amended:
        folded.sort(key=lambda one: one[0] != "unsigned")
    told = {}
    for reason, bits in folded:
        if bits & free:
            told[reason] = table.runs(bits & free)
            free &= ~bits
    return told


def _asides(ruling: Ruling, found: Measured, day: int) -> Doc:
    """What only some rules have."""
    told: dict[str, Any] = {}
    if found.too_much:
        told["too_much"] = found.too_much
    if ruling.rule["per"]:
        told["periods"] = [one.counted for one in ruling.by_period(day)]
    if remarks := _remarks(ruling, found):
        told["remarks"] = remarks
    if "elsewhere" in ruling.rule["where"].get("origin", ()):
        told["apart"] = {
            "elsewhere": (found.used & ruling.table.having("origin", ("elsewhere",))).bit_count()
        }
    named = ruling.window.named
    if named is not None and named > day:
        stands = standing(ruling, named)
        told["then"] = {"day": iso(named)} | {name: stands[name] for name in ("state", "counted", "missing")}
    return told


def _remarks(ruling: Ruling, found: Measured) -> list[str]:
    told = []
    if ruling.rule["of"] == "prior_cases":
        told.append("as_the_file_says")
    if ruling.rule["of"] == "hours" and _is_crowded(ruling.table, found.used):
        told.append("over_twelve_hours")
    return told


def _is_crowded(table: Table, bits: Bits) -> bool:
    """Whether the hours of these items make more than twelve a day somewhere, each spread evenly over its days."""
    edges: dict[int, list[tuple[int, int, int]]] = {}
    for place in each(bits):
        first, item = table.days[place], table.items[place]
        last = ordinal(item.until) if item.until else first
        amount = (item.word("tenths") or 0, last - first + 1)
        edges.setdefault(first, []).append((1, *amount))
        edges.setdefault(last + 1, []).append((-1, *amount))
    # As fractions of whole numbers: a float would make 372 hours of January a little more than twelve a day.
    above, below = 0, 1
    for day in sorted(edges):
        for sign, tenths, days in edges[day]:
            above, below = above * days + sign * tenths * below, below * days
        if above > MOST_A_DAY * below:
            return True
    return False
