"""What a rule makes of the items that fit it: caps, limits, and what is counted of the rest. Pure.

Every function takes a set of items (see `bits`) that are there, in the window and of the states asked for.
"""

from collections.abc import Callable
from typing import NamedTuple

from logbook.eligibility.bits import Bits, Table, each, first, last
from logbook.eligibility.spans import ALWAYS, ordinal
from logbook.shapes.loose import Doc

Left = dict[str, Bits]  # reason: the items left out for it


class Measured(NamedTuple):
    """`counted` towards `required`; `used` the items that did, `left` those that did not; `over`: counted but for the
    maximum; `too_much`: the value that makes up more than it may."""

    counted: int
    required: int
    used: Bits
    left: Left
    over: int = 0
    too_much: Doc | None = None
    is_within: bool = True  # of a maximum that is all the rule says
    # How many items may come or go before it is not met any more; below 0, how many must before it may be. None where
    # that cannot be said.
    spare: int | None = None

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing and nothing too much."""
        return self.counted >= self.required and self.too_much is None and self.is_within


class Pool(NamedTuple):
    """The items that are there, fit and are of the state asked for. `base`: those of other days too; `since`: the place
    from which they are in the window, None where some stand before it."""

    bits: Bits
    base: Bits
    since: int | None


class Admitted(NamedTuple):
    """The items in after caps and limits; `uses` the areas that count of each, None where all do."""

    bits: Bits
    left: Left
    uses: dict[int, int] | None = None


def admitted(table: Table, rule: Doc, pool: Pool) -> Admitted:
    """The items that caps and limits let in."""
    left: Left = {}
    uses, bits = None, pool.bits
    if rule["caps"] is not None and rule["of"] in ("cases", "prior_cases"):
        kept, uses = _capped(table, rule, pool)
        left["over_cap"] = bits & ~kept
        bits = kept
    if rule["at_most"]:
        kept = _limited(table, rule, bits)
        left["over_limit"] = bits & ~kept
        bits = kept
    return Admitted(bits, left, uses)


def _capped(table: Table, rule: Doc, pool: Pool) -> tuple[Bits, dict[int, int] | None]:
    """The items that still teach something new; where areas are counted, how many of each do. The earliest first."""
    asked, most = rule["where"].get("areas"), rule["caps"]
    if rule["count"] == "areas":
        return _one_by_one(table, pool.bits, asked, most)
    if pool.since is None:
        return table.frequent(asked, most).let_in(pool.bits, most), None
    return table.new_to_models(pool.bits, pool.base, pool.since, asked, most), None


def _one_by_one(
    table: Table, bits: Bits, asked: tuple[str, ...] | None, most: int
) -> tuple[Bits, dict[int, int]]:
    rows, seen, uses = table.uses(asked), dict[int, int](), dict[int, int]()
    kept = 0
    for place in each(bits):
        new = 0
        for pair in rows.get(place, ()):
            if (times := seen.get(pair, 0)) < most:
                seen[pair] = times + 1
                new += 1
        if new:
            uses[place] = new
            kept |= 1 << place
    return kept, uses


def _limited(table: Table, rule: Doc, bits: Bits) -> Bits:
    """The items of which not so many are in already, by every limit that is about them."""
    limits = [(fitting(table, limit["where"]), limit["count"]) for limit in rule["at_most"]]
    if len(limits) == 1:
        [(about, most)] = limits
        return bits & ~about | first(bits & about, most)
    counts, kept = [0] * len(limits), 0
    for place in each(bits):
        mine = [number for number, (about, _) in enumerate(limits) if about >> place & 1]
        if all(counts[number] < limits[number][1] for number in mine):
            kept |= 1 << place
            for number in mine:
                counts[number] += 1
    return kept


def fitting(table: Table, where: Doc) -> Bits:
    """The items that fulfil every condition."""
    bits = table.all
    for field, words in where.items():
        bits &= table.having(field, words)
    return bits


def measure(table: Table, rule: Doc, pool: Pool, day: int, since: int, required: int) -> Measured:
    """A rule's measure of these items; `since` is the first day of its window, `required` what is asked now."""
    into = admitted(table, rule, pool)
    name, _, field = rule["count"].partition(":")
    found = _MEASURES[name](Asking(table, rule, into, field, day, since, required))
    return shared(table, rule, into.bits, found)


def shared(table: Table, rule: Doc, bits: Bits, found: Measured) -> Measured:
    """The same, and whether one value makes up more of these items than it may."""
    if rule["max_share"] is None:
        return found
    excess, left = too_much(table, rule, bits)
    spare = None if found.spare is None else min(found.spare, left)
    return found._replace(too_much=excess, spare=spare)


class Asking(NamedTuple):
    """What a measure is asked."""

    table: Table
    rule: Doc
    into: Admitted
    field: str
    day: int
    since: int
    required: int


def below(counted: int, required: int, rule: Doc, used: Bits, left: Left) -> Measured:
    """A count as far as the rule's maximum lets it; what is over it is no item's fault unless `left` says so."""
    most, spare = rule["max"], counted - required
    if most is None:
        return Measured(counted, required, used, left, spare=spare)
    over = max(0, counted - most)
    if rule["min"] is None:
        return Measured(counted, required, used, left, over, is_within=not over, spare=most - counted)
    return Measured(min(counted, most), required, used, left, over, spare=spare)


def _items(ask: Asking) -> Measured:
    bits, most, that = ask.into.bits, ask.rule["max"], ask.rule["that"]
    good = fulfilling(ask.table, that, bits) if that else bits
    used = good if most is None or ask.rule["min"] is None else first(good, most)
    left = ask.into.left | {"lacks": bits & ~good, "over_maximum": good & ~used}
    return below(good.bit_count(), ask.required, ask.rule, used, left)


def _areas(ask: Asking) -> Measured:
    asked = ask.rule["where"].get("areas")
    uses = ask.into.uses
    places = list(each(ask.into.bits))
    if uses is None:
        items = ask.table.items
        uses = {
            place: sum(asked is None or area in asked for area in items[place].word("areas") or ())
            for place in places
        }
    return _summed(ask, [(place, uses[place]) for place in places])


def _sum(ask: Asking) -> Measured:
    amounts = [(place, _amount(ask, place)) for place in each(ask.into.bits)]
    return _summed(ask, amounts)


def _amount(ask: Asking, place: int) -> int:
    """What an item adds; of a time that began before the window the days inside it, rounded down."""
    item = ask.table.items[place]
    whole: int = item.word(ask.field) or 0
    if ask.rule["of"] != "hours" or not item.until:
        return whole
    begins, ends = ask.table.days[place], ordinal(item.until)
    if begins >= ask.since or ask.since == ALWAYS:
        return whole
    return whole * (ends - ask.since + 1) // (ends - begins + 1)


def _summed(ask: Asking, amounts: list[tuple[int, int]]) -> Measured:
    most = ask.rule["max"] if ask.rule["min"] is not None else None
    sum, used = 0, 0
    for place, amount in amounts:
        if most is None or sum < most:
            used |= 1 << place
        sum += amount
    left = ask.into.left | {"over_maximum": ask.into.bits & ~used}
    return below(sum, ask.required, ask.rule, used, left)


def _distinct(ask: Asking) -> Measured:
    bits = ask.into.bits
    numbers, used, unknown = ask.table.of_each("on" if ask.field == "day" else ask.field, bits)
    left = ask.into.left | {"repeated": bits & ~used & ~unknown, "unknown": unknown}
    most = ask.rule["max"]
    if most is not None and ask.rule["min"] is not None and len(numbers) > most:
        kept = first(used, most)
        left["over_maximum"], used = used & ~kept, kept
    found = below(len(numbers), ask.required, ask.rule, used, left)
    if most is None and found.counted >= ask.required:
        # A value is gone when all its items are: those with the fewest first.
        found = found._replace(spare=sum(sorted(numbers)[: found.counted - ask.required + 1]) - 1)
    return found


def fulfilling(table: Table, that: Doc, bits: Bits) -> Bits:
    """Those of the items that fulfil what a share, or the newest, are asked for."""
    return bits & fitting(table, that)


def _share(ask: Asking) -> Measured:
    bits, that = ask.into.bits, ask.rule["that"]
    good = fulfilling(ask.table, that, bits)
    asked = bits
    if "reviewed" in that:
        # A review of none whose day has not come, or a good case would undo what was met until then.
        asked &= ask.table.having("reviewed", True) | ask.table.due(ask.day)
    required = max(1, -(-ask.required * asked.bit_count() // 100))
    counted = good.bit_count()
    return Measured(
        counted, required, good, ask.into.left | {"lacks": bits & ~good}, spare=counted - required
    )


def rated(table: Table, that: Doc, bits: Bits) -> Bits:
    """Those of the items that say something in all that the newest are asked for."""
    for field in that:
        for nothing in (None, ""):
            bits &= ~table.said(field).get(nothing, 0)
    return bits


def _newest(ask: Asking) -> Measured:
    bits, that = ask.into.bits, ask.rule["that"]
    known = rated(ask.table, that, bits)
    newest = last(known, ask.rule["newest"] or 0)
    good = fulfilling(ask.table, that, newest)
    left = ask.into.left | {"unrated": bits & ~known, "not_newest": known & ~newest, "lacks": newest & ~good}
    return below(good.bit_count(), ask.required, ask.rule, good, left)


def too_much(table: Table, rule: Doc, bits: Bits) -> tuple[Doc | None, int]:
    """The value that makes up more of these items than it may: {field, value, percent}, None where none does; and how
    many items may come or go before that turns."""
    field, most = rule["max_share"]
    whole = bits.bit_count()
    shares = [
        ((bits & with_it).bit_count(), value)
        for value, with_it in table.values(field).items()
        if value not in ("", None) and bits & with_it
    ]
    number, value = max(shares, key=lambda share: (share[0], share[1]), default=(0, None))
    # One item moves either side of the comparison by less than a hundred.
    left = (most * whole - 100 * number) // 100
    if number * 100 <= most * whole:
        return None, left
    return {"field": field, "value": value, "percent": -(-number * 100 // whole)}, left


_MEASURES: dict[str, Callable[[Asking], Measured]] = {
    "items": _items,
    "areas": _areas,
    "sum": _sum,
    "distinct": _distinct,
    "share": _share,
    "newest": _newest,
}
