"""Items of one kind in their order, and sets of them as whole numbers: bit n stands for item n. Pure.

Five thousand cases are a number of 625 bytes, and what fits two conditions is one `&`: rule after rule is judged
without touching a case again.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, reduce
from itertools import accumulate, compress
from operator import or_
from typing import Any, NamedTuple

from logbook.eligibility.given import COUNTS, Kept, in_order, said
from logbook.eligibility.spans import ordinal

Bits = int
Run = list[int]  # first and last place
FEW = 100  # values of a field that are looked at one by one
CHUNK = 128  # places that are looked at together at first
LOOKS = 512  # items that are looked at one by one before it is reckoned for each place which are new


class Table:
    """Items of one kind by (day, id), and where they stand."""

    def __init__(self, items: Iterable[Kept]) -> None:
        """Whatever the order of the items."""
        self.items: Sequence[Kept] = sorted(items, key=in_order)
        self.days = [ordinal(item.on) for item in self.items]
        self.all = (1 << len(self.items)) - 1
        states = [item.state for item in self.items]
        self.withdrawn = self._where(state == "withdrawn" for state in states)
        self.counting = self._where(state in COUNTS for state in states)
        self.waiting = self.all & ~self.withdrawn & ~self.counting
        self.places: dict[str, list[int]] = {}
        for place, item in enumerate(self.items):
            self.places.setdefault(item.id, []).append(place)
        self.amended = [places for places in self.places.values() if len(places) > 1]
        # As signed, and as it waits: were it signed too, only the new version would stand.
        self.replaced = sum(
            1 << place for places in self.amended for place in places if self.counting >> place & 1
        )
        ends = [item.until for item in self.items]
        self.lasting = self._where(map(bool, ends))
        self._ending = self._by_day(ends)
        self._due: tuple[list[int], list[Bits]] | None = None
        self.values = cache(self._values)
        self.column = cache(self._column)
        self.differing = cache(self._differing)
        self.unsaid = cache(self._unsaid)
        self.having = cache(self._having)
        self.uses = cache(self._uses)
        self.fresh = cache(self._fresh)
        self._looked_at = Counter[tuple[Bits, tuple[str, ...] | None, int]]()
        self._let_in = defaultdict[tuple[Bits, tuple[str, ...] | None, int], dict[Bits, Bits]](dict)
        self.frequent = cache(self._frequent)
        # What most rules leave out for one reason is the same: other parts, other areas.
        self.runs = cache(runs)

    def _where(self, holds: Iterable[bool]) -> Bits:
        return int("0" + "".join(["1" if one else "0" for one in holds])[::-1], 2)

    def _by_day(self, days: Iterable[str]) -> tuple[list[int], list[Bits]]:
        """Days in order, and with each the items whose day comes up to it; items without one stand nowhere."""
        order = sorted((ordinal(day), place) for place, day in enumerate(days) if day)
        return [day for day, _ in order], list(accumulate((1 << place for _, place in order), or_))

    def before(self, day: int) -> Bits:
        """The items whose day lies before a day."""
        return (1 << bisect_left(self.days, day)) - 1

    def until(self, day: int) -> Bits:
        """The items whose day is this day or before it."""
        return (1 << bisect_right(self.days, day)) - 1

    def ended(self, day: int) -> Bits:
        """The items whose last day lies before a day."""
        days, items = self._ending
        place = bisect_left(days, day)
        return items[place - 1] if place else 0

    def due(self, day: int) -> Bits:
        """The items to be looked at again by a day, or on no day that is known."""
        if self._due is None:
            self._due = self._by_day(item.word("review_on") or "0001-01-01" for item in self.items)
        days, items = self._due
        place = bisect_right(days, day)
        return items[place - 1] if place else 0

    @cached_property
    def _pairs(self) -> tuple[list[list[int]], list[str]]:
        """Of each item the numbers of its pairs of model and area; of each number its area."""
        pairs: dict[tuple[str, str], int] = {}
        rows = [
            [pairs.setdefault((model, area), len(pairs)) for area in item.word("areas") or ()]
            for item, model in zip(self.items, self.column("model"), strict=True)
        ]
        return rows, [area for _, area in pairs]

    @cached_property
    def _by_area(self) -> dict[str, dict[int, list[int]]]:
        """{area: {item: the numbers of its pairs of model and this area}}, items in their order."""
        rows, areas = self._pairs
        found = defaultdict[str, dict[int, list[int]]](dict)
        for place, row in enumerate(rows):
            for pair in row:
                found[areas[pair]].setdefault(place, []).append(pair)
        return found

    def _uses(self, asked: tuple[str, ...] | None) -> dict[int, list[int]]:
        """{item: the numbers of its pairs of model and area}, as far as these areas are asked for, in their order;
        items that have none of them are left out."""
        if asked is None:
            return dict(enumerate(self._pairs[0]))
        if len(asked) == 1:
            return self._by_area.get(asked[0], {})
        found = defaultdict[int, list[int]](list)
        for area in asked:
            for place, pairs in self._by_area.get(area, {}).items():
                found[place] += pairs
        return {place: found[place] for place in sorted(found)}

    @cached_property
    def widest(self) -> int:
        """The most areas of one item."""
        return max(map(len, self._pairs[0]), default=0)

    def new_to_models(
        self, bits: Bits, base: Bits, since: int, asked: tuple[str, ...] | None, most: int
    ) -> Bits:
        """Of these items, those of which one area was treated fewer than `most` times with their model, as far as areas
        are `asked` for. `bits` are those of `base` from the place `since` up to some day."""
        # Rules that differ in what they measure mostly ask about the same cases on the same days.
        key = (base, asked, most)
        shared = self._let_in[key]
        if (found := shared.get(bits)) is None:
            found = shared[bits] = self._new_to_models(bits, key, since)
        return found

    def _new_to_models(self, bits: Bits, key: tuple[Bits, tuple[str, ...] | None, int], since: int) -> Bits:
        _, asked, most = key
        frequent = self.frequent(asked, most)
        self._looked_at[key] += (bits & frequent.items).bit_count()
        # Asked about one day it is quicker to look; asked about hundreds, to know it of each place.
        if self._looked_at[key] <= LOOKS:
            return frequent.let_in(bits, most)
        return bits & self.fresh(*key).from_place(since)

    def _frequent(self, asked: tuple[str, ...] | None, most: int) -> "Frequent":
        """Which items may be too many, if all that are there are looked at."""
        rows, seen, new = self.uses(asked), dict[int, int](), list[int]()
        rest = dict[int, list[int]]()
        for place, row in rows.items():
            is_new = False
            for pair in row:
                times = seen[pair] = seen.get(pair, 0) + 1
                is_new = is_new or times <= most
            if is_new:
                new.append(place)
            else:
                rest[place] = row
        sure = of_places(new, len(self.items))
        holding = dict.fromkeys((pair for row in rest.values() for pair in row), 0)
        for place, row in rows.items() if holding else ():
            for pair in row:
                if pair in holding:
                    holding[pair] |= 1 << place
        return Frequent(sure, self.all & ~sure, rest, holding)

    def _fresh(self, base: Bits, asked: tuple[str, ...] | None, most: int) -> "Fresh":
        """Which of these items are new to their models, from any place on."""
        rows, before = self.uses(asked), dict[int, list[int]]()
        found, never = [], len(self.items)
        for place in each(base):
            since = never
            for pair in rows.get(place, ()):
                seen = before.get(pair)
                if seen is None:
                    before[pair], since = [place], -1
                    continue
                since = -1 if len(seen) < most else min(since, seen[-most])
                seen.append(place)
            if since < never:
                found.append((since, place))
        return Fresh(sorted(found))

    def _column(self, field: str) -> list[Any]:
        """What each item says in a field."""
        return said(self.items, field)

    def _values(self, field: str) -> dict[Any, Bits]:
        """{value: the items that have it}; a list of values has each of them."""
        found = defaultdict[Any, list[int]](list)
        for place, value in enumerate(self.column(field)):
            if type(value) in (tuple, list):
                for one in value:
                    found[one].append(place)
            else:
                found[value].append(place)
        return {value: of_places(places, len(self.items)) for value, places in found.items()}

    def _differing(self, field: str) -> int:
        return len(set(self.column(field)))

    def _unsaid(self, field: str) -> Bits:
        return self._where(value in ("", None) for value in self.column(field))

    def of_each(self, field: str, bits: Bits) -> tuple[list[int], Bits, Bits]:
        """How many of these items have each value of a field, the first one of each, and those that have none."""
        unsaid = bits & self.unsaid(field)
        bits ^= unsaid
        if self.differing(field) < FEW:
            here = [there for with_it in self.values(field).values() if (there := bits & with_it)]
            return [one.bit_count() for one in here], reduce(or_, (one & -one for one in here), 0), unsaid
        # Of hundreds of models it is quicker to walk the items once.
        row = picked(self.column(field), bits)
        firsts = dict(zip(reversed(row), reversed(each(bits)), strict=True))
        return list(Counter(row).values()), of_places(firsts.values(), len(self.items)), unsaid

    def said(self, field: str) -> dict[Any, Bits]:
        """{value: the items that have it}, of what a condition looks at."""
        return self.values(_COLUMNS.get(field, field))

    def _having(self, field: str, words: Any) -> Bits:
        """The items that fulfil one condition: one of these words, yes or no, or a whole number (see `_fits`)."""
        fits = _FITS.get(field, _is_one_of)
        found = 0
        for value, bits in self.said(field).items():
            if fits(value, words):
                found |= bits
        return found

    def named(self, ids: Iterable[str]) -> Bits:
        """The items of these ids."""
        return sum(1 << place for id in set(ids) for place in self.places.get(id, ()))


class Frequent(NamedTuple):
    """Items by whether one of their areas was treated so often with their model before.

    `sure`: they were not, whichever others count. Of all other `items` the pairs of model and area (`rows`), and of
    each such pair the items that have it (`holding`).
    """

    sure: Bits
    items: Bits
    rows: dict[int, list[int]]
    holding: dict[int, Bits]

    def let_in(self, bits: Bits, most: int) -> Bits:
        """Those of these items that are new to their models, where only these are looked at."""
        kept, rest = bits & self.sure, bits & self.items
        while rest:
            one = rest & -rest
            rest ^= one
            before = bits & (one - 1)
            row = self.rows.get(one.bit_length() - 1, ())
            if any((before & self.holding[pair]).bit_count() < most for pair in row):
                kept |= one
        return kept


class Fresh:
    """Items of which one area was treated fewer than so many times with their model, counted from a place on.

    An item is new if the one that used up its last free pair of model and area lies before that place.
    """

    STEP = 64

    def __init__(self, found: Sequence[tuple[int, int]]) -> None:
        """(the place of the one that used it up, -1 where none did; its own place), in order."""
        self.since = [since for since, _ in found]
        self.places = [place for _, place in found]
        # Every so many, all up to there: each of its own would be half a megabyte a rule.
        self.sums, total = [0], 0
        for start in range(0, len(found), self.STEP):
            total |= sum(1 << place for place in self.places[start : start + self.STEP])
            self.sums.append(total)

    def from_place(self, place: int) -> Bits:
        """The items that are new where only those from this place on are looked at."""
        number = bisect_left(self.since, place)
        whole = number // self.STEP
        bits = self.sums[whole]
        for one in self.places[whole * self.STEP : number]:
            bits |= 1 << one
        return bits


def of_places(places: Iterable[int], length: int) -> Bits:
    """The set of these places, all below `length`."""
    row = bytearray(b"0") * (length + 1)
    for place in places:
        row[length - place] = 49
    return int(row, 2)


def _is_one_of(value: Any, words: Any) -> bool:
    return value in words if isinstance(words, tuple) else bool(value) is words


def _is_at_most(value: Any, most: Any) -> bool:
    return value is not None and value <= most


def _is_at_least(value: Any, least: Any) -> bool:
    return value is not None and value >= least


# Where a condition is not called as what it looks at.
_COLUMNS = {"signed_within": "signed_after"}
# Conditions with a whole number.
_FITS = {"signed_within": _is_at_most, "version": _is_at_least, "rating": _is_at_least}


# The sign "1" is true, every other is not: a row of signs is walked by C, not by us.
_ONES = bytes(sign == ord("1") for sign in range(256))


def each(bits: Bits) -> list[int]:
    """The places in a set, from the first on."""
    return list(compress(_places(bits.bit_length().bit_length()), _signs(bits)))


def picked(column: Sequence[Any], bits: Bits) -> list[Any]:
    """What a column says of the items in a set, in their order."""
    return list(compress(column, _signs(bits)))


@cache
def _places(length: int) -> tuple[int, ...]:
    # To make thousands of numbers takes longer than to pick them.
    return tuple(range(1 << length))


def _signs(bits: Bits) -> bytes:
    return f"{bits:b}".encode()[::-1].translate(_ONES)


def first(bits: Bits, number: int) -> Bits:
    """So many of a set, from the first on."""
    if bits.bit_count() <= number:
        return bits
    # Mostly few are asked for: they are found in the first places, and the rest is never looked at.
    high = CHUNK
    while (part := bits & ((1 << high) - 1)).bit_count() < number:
        high *= 2
    low = 0
    # How many places must be looked at until so many of the set are seen.
    while low < high:
        middle = (low + high) // 2
        if (part & ((1 << middle) - 1)).bit_count() < number:
            low = middle + 1
        else:
            high = middle
    return part & ((1 << low) - 1)


def last(bits: Bits, number: int) -> Bits:
    """So many of a set, from the last back."""
    length, width = bits.bit_length(), CHUNK
    # As above, from the other end.
    while width < length and (bits >> (length - width)).bit_count() < number:
        width *= 2
    start = max(0, length - width)
    part = bits >> start
    return (part & ~first(part, part.bit_count() - number)) << start if number > 0 else 0


def runs(bits: Bits) -> list[Run]:
    """A set as runs of places: [[first, last], …]."""
    # Where the set begins, and where it has just ended, in turn.
    edges = each(bits ^ bits << 1)
    return [[begin, end - 1] for begin, end in zip(edges[::2], edges[1::2], strict=True)]
