"""The days on which a rule may turn: since when it is met, and until when it holds. Pure.

Between two of these days nothing changes, so one of them is asked at a time. Where a count has so many to spare, or so
many too few, as many days are passed over as cannot make the difference: see `Sway`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from logbook.eligibility.bits import Bits, each, of_places, picked
from logbook.eligibility.measured import rated
from logbook.eligibility.rulings import Choice, Ruling
from logbook.eligibility.spans import ALWAYS, NEVER, months_before, ordinal

Rules = Ruling | Choice


class Sway(NamedTuple):
    """By how much a count can rise or fall at most when one item enters, and when one leaves. In a capped count, one
    that enters may push out others that came later, one for each area it has; one that leaves may let as many in."""

    rise_in: int
    fall_in: int
    rise_out: int
    fall_out: int


class Flow(NamedTuple):
    """Days on which items that fit come in, and go, in order; how one of them sways the count, None: nobody knows."""

    sway: Sway | None
    enter: list[int]
    leave: list[int]


class Turns:
    """The days of one rule: those on which items come and go, by how much they weigh (`flows`); and `edges`, all
    others, over which nothing is ever passed."""

    def __init__(self, ruling: Rules, hoped: bool = False) -> None:
        """For a choice, all days of its parts are edges. `hoped`: as if all that waits were signed."""
        self.ruling, self.hoped = ruling, hoped
        edges, found = set(_edges(ruling, hoped)), dict[Sway | None, Flow]()
        for part in _together(ruling):
            edges.update(_edges(part, hoped))
            for flow in _flows(part):
                same = found.setdefault(flow.sway, Flow(flow.sway, [], []))
                same.enter.extend(flow.enter)
                same.leave.extend(flow.leave)
        self.flows = [flow for flow in found.values() if flow.enter or flow.leave]
        self.is_swaying = isinstance(ruling, Ruling) and None not in found
        if not self.is_swaying:
            edges.update(*(flow.enter for flow in self.flows), *(flow.leave for flow in self.flows))
            self.flows = []
        for flow in self.flows:
            # What holds since the first day of the calendar turned on no day: there is none before it.
            flow.enter.sort()
            del flow.enter[: bisect_right(flow.enter, ALWAYS + 1)]
            flow.leave.sort()
        self.edges = sorted(day for day in edges if ALWAYS + 1 < day < NEVER)
        self.days = [self.edges, *(days for flow in self.flows for days in (flow.enter, flow.leave))]

    def after(self, day: int) -> int:
        """The first day after this one on which something may change."""
        return min(_next(days, day) for days in self.days)

    def before(self, day: int) -> int:
        """The last such day up to this one; ALWAYS where there is none."""
        return max(_last(days, day) for days in self.days)

    def spare(self, day: int) -> int:
        """How many more than required are counted; below 0, how many fewer."""
        found = self.ruling.measured(day, self.hoped).spare if isinstance(self.ruling, Ruling) else None
        return found or 0

    def is_met(self, day: int) -> bool:
        """Whether the rule is met on a day."""
        return self.ruling.is_met(day, self.hoped)


def _next(days: list[int], day: int) -> int:
    place = bisect_right(days, day)
    return days[place] if place < len(days) else NEVER


def _last(days: list[int], day: int) -> int:
    place = bisect_right(days, day)
    return days[place - 1] if place else ALWAYS


def _nth_next(days: list[int], place: int, number: int, each: int) -> int:
    """The day, from a place on, by which so much has come of which every day brings `each`."""
    place += -(-number // each) - 1
    return days[place] if place < len(days) else NEVER


def _nth_last(days: list[int], place: int, number: int, each: int) -> int:
    """The same backwards."""
    place -= -(-number // each)
    return days[place] if place >= 0 else ALWAYS


def _together(ruling: Rules) -> list[Ruling]:
    """The rule or its parts, and those they share items with."""
    found = dict[str, Ruling]()
    for part in ruling.parts if isinstance(ruling, Choice) else [ruling]:
        name = part.rule["exclusive"]
        found |= {one.rule["id"]: one for one in (ruling.bench.groups[name] if name else [part])}
    return list(found.values())


def holds_until(turns: Turns, day: int) -> int:
    """The last day of the unbroken run from `day` on, on which the rule is met; NEVER where it has no end."""
    while True:
        there = _far_after(turns, day)
        if there >= NEVER:
            return NEVER
        if not turns.is_met(there):
            return there - 1
        day = there


def met_on(turns: Turns, day: int) -> int:
    """The first day of the unbroken run up to `day`; ALWAYS where none is known on which it was not met."""
    while True:
        there = _far_before(turns, day)
        if there == ALWAYS:
            return ALWAYS
        if not turns.is_met(there - 1):
            return there
        day = there - 1


def last_met(turns: Turns, day: int) -> int:
    """The last day up to `day`, on which it is not met, on which it was; ALWAYS where there is none."""
    while True:
        there = _far_before(turns, day)
        if there == ALWAYS:
            return ALWAYS
        if turns.is_met(there - 1):
            return there - 1
        day = there - 1


def first_met(ruling: Rules, hoped: bool = False) -> int:
    """The first day of all on which it is met, or would be if all that waits were signed; NEVER where it never is,
    ALWAYS where it always was."""
    turns = Turns(ruling, hoped)
    day = ALWAYS + 1
    if turns.is_met(day):
        return ALWAYS
    while (day := _far_after(turns, day)) < NEVER:
        if turns.is_met(day):
            return day
    return NEVER


def _far_after(turns: Turns, day: int) -> int:
    """The first day after this one on which the rule may be met where it is not now, or the other way round."""
    near = turns.after(day)
    if not turns.is_swaying or near == NEVER:
        return near
    spare = turns.spare(day)
    needed = spare + 1 if spare >= 0 else -spare
    flows, far = list[tuple[list[int], int, int]](), NEVER
    for flow in turns.flows:
        sway: Any = flow.sway
        into, out = (sway.fall_in, sway.fall_out) if spare >= 0 else (sway.rise_in, sway.rise_out)
        for days, weight in ((flow.enter, into), (flow.leave, out)):
            if weight and days:
                place = bisect_right(days, day)
                flows.append((days, place, weight))
                # By then this alone is enough; all together may be sooner.
                far = min(far, _nth_next(days, place, needed, weight))

    def moved(there: int) -> int:
        return sum(weight * (bisect_right(days, there) - place) for days, place, weight in flows)

    far = day + bisect_left(range(day, far), needed, key=moved) if flows else NEVER
    return max(near, min(far, _next(turns.edges, day)))


def _far_before(turns: Turns, day: int) -> int:
    """The last day of change up to this one before which the rule may be met and is not, or the other way round."""
    near = turns.before(day)
    if not turns.is_swaying or near == ALWAYS:
        return near
    spare = turns.spare(day)
    needed = spare + 1 if spare >= 0 else -spare
    flows, far = list[tuple[list[int], int, int]](), ALWAYS
    for flow in turns.flows:
        sway: Any = flow.sway
        # Seen backwards, what came goes, and what went comes.
        went, came = (sway.fall_out, sway.fall_in) if spare >= 0 else (sway.rise_out, sway.rise_in)
        for days, weight in ((flow.enter, went), (flow.leave, came)):
            if weight and days:
                place = bisect_right(days, day)
                flows.append((days, place, weight))
                far = max(far, _nth_last(days, place, needed, weight))

    def moved(back: int) -> int:
        there = day - back
        return sum(weight * (place - bisect_left(days, there)) for days, place, weight in flows)

    far = day - bisect_left(range(day - far), needed, key=moved) if flows else ALWAYS
    return min(near, max(far, _last(turns.edges, day)))


def _sway(ruling: Ruling, is_capped: bool) -> Sway | None:
    """How an item sways the count, None where that cannot be said. `is_capped`: it shares a model and an area with one
    that may be over the cap, so that either lets the other in or keeps it out."""
    rule = ruling.rule
    name = rule["count"].partition(":")[0]
    if (
        rule["per"]
        or name == "sum"
        or len(rule["at_most"]) > 1
        or ruling.window.pauses
        or ruling.table.lasting
    ):
        return None
    wide = _widest(ruling)
    is_simple = not (rule["at_most"] or rule["exclusive"] or rule["max_share"] or rule["min"] is None)
    if name == "areas" and is_simple:
        return Sway(wide, 0, 0, wide)
    more = wide - 1 if is_capped else 0
    if name in ("items", "distinct") and is_simple:
        return Sway(1, more, more, 1)
    # Whatever comes or goes may move so many others in or out, and each of them the count by one.
    most = (1 + more) * (2 if rule["at_most"] else 1) * (wide if name == "areas" else 1)
    return Sway(most, most, most, most)


def _widest(ruling: Ruling) -> int:
    """The most areas that count of one case."""
    asked, widest = ruling.rule["where"].get("areas"), ruling.table.widest
    return max(1, min(len(asked), widest) if asked else widest)


def _flows(ruling: Ruling) -> Iterator[Flow]:
    """The days on which its items come in and go out: of those that weigh no more than one, and of others."""
    table, window = ruling.table, ruling.window
    named = 0
    for one in ruling.lets_in:
        named |= table.named(one.items)
    bits = (ruling.fit | named) & ~table.withdrawn & (table.counting | table.waiting)
    sure, crowded = _capped(ruling)
    coming, going = _that_matter(ruling, bits, sure, crowded)
    stays = bool(ruling.rule["per"] or window.pauses or window.is_steady)
    leaving = [] if stays else ruling.bench.leaving(ruling.rule["of"], window)
    for some, is_capped in ((~crowded, False), (crowded, True)):
        enter: list[int] = picked(table.days, coming & some)
        if is_capped and "reviewed" in (ruling.rule["that"] or {}):
            # A case whose review is due and was not made is asked for from then on, as if it came that day.
            enter += [ordinal(due) for due in picked(table.column("review_on"), bits) if due]
        yield Flow(_sway(ruling, is_capped), enter, picked(leaving, going & some) if leaving else [])


def _capped(ruling: Ruling) -> tuple[Bits, Bits]:
    """Items that are in whichever others count; and those that share a model and an area with one that may be over the
    cap."""
    rule, table = ruling.rule, ruling.table
    if rule["caps"] is None or rule["of"] not in ("cases", "prior_cases"):
        return table.all, 0
    frequent = table.frequent(rule["where"].get("areas"), rule["caps"])
    return frequent.sure, reduce(or_, frequent.holding.values(), 0)


def _that_matter(ruling: Ruling, bits: Bits, sure: Bits, crowded: Bits) -> tuple[Bits, Bits]:
    """Of these items those whose coming, and those whose going, may turn the rule. Of the newest ones: what has no
    rating is never among them, and what goes is not any more once so many others came."""
    rule, table = ruling.rule, ruling.table
    if rule["count"] != "newest" or not ruling.is_steady or rule["at_most"] or rule["after"]:
        return bits, bits
    known = rated(table, rule["that"], bits)
    coming = known | bits & crowded
    leaving = ruling.bench.leaving(rule["of"], ruling.window)
    newer, number = each(known & sure & table.counting), rule["newest"]
    passed = []
    for place in each(known & ~crowded):
        last = bisect_right(newer, place) + number - 1
        if last < len(newer) and table.days[newer[last]] < leaving[place]:
            passed.append(place)
    return coming, coming & ~of_places(passed, len(table.items))


def _edges(ruling: Rules, hoped: bool) -> Iterable[int]:
    """Other days on which the rule may turn."""
    known = ruling.bench.known
    yield from known.days.values()
    # Who they were first they were before that, too.
    yield from (ordinal(row["from"]) for row in known.person[1:])
    for one in [*ruling.exceptions, *(ruling.aside if isinstance(ruling, Ruling) else ())]:
        yield one.first
        yield one.last + 1
    if isinstance(ruling, Choice):
        return
    if ruling.rule["after"]:
        yield ruling.bench.first_met(ruling.rule["after"], hoped)
    yield from _lasting(ruling)
    if ruling.rule["per"] or ruling.window.pauses:
        yield from _every_day(ruling)


def _lasting(ruling: Ruling) -> Iterable[int]:
    """Where an item lasts, it goes the day after its last, and of hours a little less counts each day."""
    table = ruling.table
    if not table.lasting:
        return
    for place in each(table.lasting):
        last = ordinal(table.items[place].until)
        yield last + 1
        # A window that stretches moves day by day, and each of its days is looked at anyway.
        if ruling.rule["of"] == "hours" and not (ruling.window.is_steady or ruling.window.pauses):
            yield from (ruling.window.expires(day) for day in range(table.days[place], last + 1))


def _every_day(ruling: Ruling) -> Iterable[int]:
    """Windows that stretch move day by day; periods, which are no window, when an item passes into the next."""
    days = ruling.table.days
    if not days:
        return
    if ruling.rule["per"]:
        yield from _period_edges(days, *ruling.rule["per"])
        return
    length = max(0, max(days) - ruling.window.first(max(days)))
    paused = sum(until - since + 1 for since, until in ruling.window.pauses if until < NEVER)
    yield from range(min(days), max(days) + length + paused + 64)


def _period_edges(days: Iterable[int], years: int, times: int) -> Iterable[int]:
    """The days on which items pass from one period into the next."""
    for day in set(days):
        for back in range(1, times + 1):
            # The first day from which `day` lies so many years back: about there, whatever the month's end does.
            about = months_before(day, -12 * years * back)
            yield from range(about - 1, about + 3)
