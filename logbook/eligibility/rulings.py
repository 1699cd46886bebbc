"""One rule of a set and the facts it is about: how it stands on any day. Pure."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from logbook.eligibility.bits import Bits, Table
from logbook.eligibility.claims import claims
from logbook.eligibility.given import EXPIRING, Exempt, Facts
from logbook.eligibility.grammar import called
from logbook.eligibility.measured import Admitted, Left, Measured, Pool, admitted, below, measure, shared
from logbook.eligibility.spans import ALWAYS, NEVER, Window, months_before, ordinal
from logbook.shapes.loose import Doc

WHO = ("profession", "region", "specialty", "prior")
_MANY = {"specialty": "specialties", "prior": "prior"}


class Bench:
    """A set before the facts of one person. `tables` may be shared by benches over the same items."""

    def __init__(self, asked: Doc, known: Facts, first_met: Callable[[Any, bool], int]) -> None:
        """`asked` as `grammar.read` gives it; `first_met`: the first day of all on which one of its rulings is met."""
        self.asked, self.known = asked, known
        self.table = cache(lambda kind: Table(known.items.get(kind, ())))
        self.rulings: dict[str, Ruling | Choice] = {}
        self.first_met = cache(lambda rule_id, hoped: first_met(self.rulings[rule_id], hoped))
        self.groups: dict[str, list[Ruling]] = {}
        # Most rules of a set look back equally far, and days are reckoned once for them all.
        self.window = cache(self._window)
        self.leaving = cache(self._leaving)
        for gate in asked["gates"]:
            for rule in gate["rules"]:
                self._add(rule)
        self.shares = cache(self._shares)

    def _add(self, rule: Doc) -> None:
        if rule["any"] is not None:
            for part in rule["any"]:
                self._add(part)
            parts = [self.rulings[part["id"]] for part in rule["any"]]
            self.rulings[rule["id"]] = Choice(self, rule, [one for one in parts if isinstance(one, Ruling)])
            return
        ruling = Ruling(self, rule)
        self.rulings[rule["id"]] = ruling
        if rule["exclusive"]:
            self.groups.setdefault(rule["exclusive"], []).append(ruling)

    def _window(self, within: tuple[tuple[str, Any], ...]) -> Window:
        asked, days = dict(within), self.known.days
        return Window(asked, days.get(asked.get("back_from", "")), days.get("enrolled"), self.known.pauses)

    def _leaving(self, kind: str, window: Window) -> list[int]:
        """Of each item of a kind the day from which it is too old for a window; of one that lasts, its last is."""
        table = self.table(kind)
        lasts = [
            ordinal(item.until) if item.until else day
            for item, day in zip(table.items, table.days, strict=True)
        ]
        return [window.expires(day) for day in lasts]

    def is_part(self, rule_id: str) -> bool:
        """Whether a rule is a part of a choice."""
        return any(
            part["id"] == rule_id
            for gate in self.asked["gates"]
            for rule in gate["rules"]
            for part in rule["any"] or ()
        )

    def exceptions(self, rule_id: str) -> list[Exempt]:
        """What is in force for a rule on some day, its former ids included."""
        return [one for one in self.known.exceptions if self.now_called(one.rule) == rule_id]

    def now_called(self, rule_id: str) -> str:
        """The id of a rule that a version of the set may have renamed."""
        return called(self.asked, rule_id, self.rulings)

    def person(self, day: int) -> Doc:
        """Who the person was on a day."""
        found: Doc = {}
        for row in self.known.person:
            if not found or ordinal(row["from"]) <= day:
                found = row
        return found

    def is_about(self, rule: Doc, day: int) -> bool:
        """Whether a rule, or a set, is about the person as they were on a day."""
        person = self.person(day)
        applies, unless = rule.get("applies"), rule.get("unless")
        return (not applies or _is(person, applies)) and not (unless and _is(person, unless))

    def _shares(self, group: str, day: int, hoped: bool) -> list[tuple[Bits, int]]:
        """What each rule of an exclusive group is given on a day."""
        about = [ruling for ruling in self.groups[group] if ruling.claims(day)]
        given = claims(
            [ruling.admitted(day, hoped).bits for ruling in about],
            [ruling.required(day) for ruling in about],
            [ruling.asking(day)["max"] for ruling in about],
        )
        found = {ruling.rule["id"]: one for ruling, one in zip(about, given, strict=True)}
        return [found.get(ruling.rule["id"], (0, 0)) for ruling in self.groups[group]]


def _is(person: Doc, who: Doc) -> bool:
    for field, words in who.items():
        said = person.get(_MANY.get(field, field)) or ()
        if not set(words) & ({said} if isinstance(said, str) else set(said)):
            return False
    return True


def waiver(exceptions: Sequence[Exempt], day: int) -> Exempt | None:
    """The one by which a rule is not asked on a day."""
    return next((one for one in exceptions if one.kind == "waive" and one.holds(day)), None)


def changed(exceptions: Sequence[Exempt], day: int) -> int | None:
    """The number that is asked on a day instead of a rule's own."""
    by = changing(exceptions, day)
    return by.value if by else None


def changing(exceptions: Sequence[Exempt], day: int) -> Exempt | None:
    """The exception whose number is asked on a day: the newest one's, of several of one day the largest."""
    numbers = [one for one in exceptions if one.kind == "number" and one.holds(day)]
    return numbers[-1] if numbers else None


class Period(NamedTuple):
    """A span of days, the first one not in it."""

    after: int
    until: int


class Ruling:
    """A plain rule and its items."""

    def __init__(self, bench: Bench, rule: Doc) -> None:
        """One of the rules of the bench's set."""
        self.bench, self.rule = bench, rule
        self.table = bench.table(rule["of"])
        known = bench.known
        self.window = bench.window(tuple(sorted(rule["within"].items())))
        self.exceptions = bench.exceptions(rule["id"])
        self.aside = [*(one for one in self.exceptions if one.kind == "block"), *known.aside]
        self.lets_in = [one for one in self.exceptions if one.kind == "count"]
        self.unfit, self.fit = self._conditions()
        self.is_steady = not (
            self.exceptions or self.aside or self.table.lasting or self.table.amended or rule["per"]
        )
        self.base = cache(self._base)
        self.measured = cache(self._measured)
        self.is_met = cache(self._is_met)

    def _conditions(self) -> tuple[Left, Bits]:
        """{reason: the items left out for it}, and those that fulfil all conditions."""
        left: Left = {}
        rest = self.table.all
        for field, words in self.rule["where"].items():
            fits = self.table.having(field, words)
            left[f"not_{field}" if isinstance(words, bool) else f"other_{field}"] = rest & ~fits
            rest &= fits
        return left, rest

    def waived(self, day: int) -> Exempt | None:
        """The exception by which the rule is not asked of the person on a day."""
        return waiver(self.exceptions, day)

    def asking(self, day: int) -> Doc:
        """The rule with the number that is asked on a day, the newest exception's or its own: of a rule that says only
        what is too many, that number."""
        number = changed(self.exceptions, day)
        if number is None:
            return self.rule
        return self.rule | {"max" if self.rule["min"] is None else "min": number}

    def required(self, day: int) -> int:
        """How many are asked for on a day."""
        asked: int = self.asking(day)["min"] or 0
        return asked

    def claims(self, day: int) -> bool:
        """Whether the rule takes a share of what its group has on a day: not if it is not asked, or waived."""
        return self.is_asked(day) and self.waived(day) is None

    def forced(self, day: int) -> Bits:
        """Items that an exception lets in."""
        found = 0
        for one in self.lets_in:
            if one.holds(day):
                found |= self.table.named(one.items)
        return found

    def put_aside(self, day: int) -> Bits:
        """Items that somebody set aside."""
        found = 0
        for one in self.aside:
            if one.holds(day):
                found |= self.table.named(one.items)
        return found

    def aged(self, day: int) -> Bits:
        """Items that are too old on a day, whether they fit or not."""
        if self.rule["per"]:
            return self.table.until(self.periods(day)[0].after)
        since = self.window.first(day)
        if since == ALWAYS:
            return 0
        return self.table.before(since) & ~self.table.lasting | self.table.ended(since)

    def late(self, day: int) -> Bits:
        """Items of after the last period that is asked about."""
        return self.table.all & ~self.table.until(self.periods(day)[-1].until) if self.rule["per"] else 0

    def ended(self, day: int) -> Bits:
        """Items that prove something until a day that has passed."""
        return self.table.ended(day) if self.rule["of"] in EXPIRING else 0

    def early(self, hoped: bool = False) -> Bits:
        """Items of before the day on which the rule's prerequisite was met first, or would have been."""
        if not self.rule["after"]:
            return 0
        since = self.bench.first_met(self.rule["after"], hoped)
        return self.table.all if since == NEVER else self.table.before(since)

    def fitting(self, day: int) -> Bits:
        """Items that are there and fit, whatever their age and their state."""
        there = self.table.until(day) & ~self.table.withdrawn & ~self.put_aside(day)
        return there & (self.fit | self.forced(day))

    def pool(self, day: int, hoped: bool = False) -> Bits:
        """Items that would count if they are signed, but for caps and limits."""
        out = (self.aged(day) | self.late(day) | self.ended(day) | self.early(hoped)) & ~self.forced(day)
        return self.fitting(day) & ~out

    def of_state(self, day: int, hoped: bool) -> Pool:
        """Those that count; or, `hoped`, those that would if all that waits were signed."""
        if self.is_steady:
            # Nothing but the window moves: asked about hundreds of days, and never about more than two sets of bits.
            since = bisect_left(self.table.days, self.window.first(day))
            base = self.base(hoped)
            return Pool(base & self.table.until(day) >> since << since, base, since)
        states = ~self.replaced(day) if hoped else self.table.counting
        base = self.fit & states & ~self.table.withdrawn & ~self.put_aside(day) & ~self.early(hoped)
        is_plain = not self.forced(day) and not self.table.lasting
        place = bisect_left(self.table.days, self.window.first(day)) if is_plain else None
        return Pool(self.pool(day, hoped) & states, base, place)

    def _base(self, hoped: bool) -> Bits:
        """The items of all days that fit, where nobody made an exception."""
        states = self.table.all if hoped else self.table.counting
        return self.fit & states & ~self.table.withdrawn & ~self.early(hoped)

    def replaced(self, day: int) -> Bits:
        """Signed versions in whose place another would stand if all that waits were signed."""
        there = self.table.until(day)
        found = 0
        for places in self.table.amended:
            if any(self.table.waiting & there & 1 << place for place in places):
                found |= sum(1 << place for place in places if self.table.counting >> place & 1)
        return found

    def admitted(self, day: int, hoped: bool = False) -> Admitted:
        """The items in on a day, after caps and limits."""
        return admitted(self.table, self.rule, self.of_state(day, hoped))

    def hoped(self, day: int) -> Measured:
        """What it would count on a day if all that waits were signed."""
        # Mostly nothing waits, and then it need not be reckoned twice.
        is_needed = self.table.waiting or self.rule["after"] or self.rule["exclusive"]
        return self.measured(day, True) if is_needed else self.measured(day)

    def _measured(self, day: int, hoped: bool = False) -> Measured:
        """What the rule counts on a day."""
        if self.rule["exclusive"] and self.claims(day):
            return self._claimed(day, hoped)
        if self.rule["per"]:
            return self._in_periods(day, hoped)
        pool = self.of_state(day, hoped)
        return measure(self.table, self.asking(day), pool, day, self.window.first(day), self.required(day))

    def _claimed(self, day: int, hoped: bool) -> Measured:
        group = self.bench.groups[self.rule["exclusive"]]
        given = self.bench.shares(self.rule["exclusive"], day, hoped)
        used, spare = given[group.index(self)]
        into = self.admitted(day, hoped)
        others = 0
        for bits, _ in given:
            others |= bits
        rest = into.bits & ~used
        left = into.left | {"claimed_elsewhere": rest & others, "over_maximum": rest & ~others}
        found = below(used.bit_count(), self.required(day), self.asking(day), used, left)
        return shared(self.table, self.rule, used, found._replace(spare=spare))

    def periods(self, day: int) -> list[Period]:
        """The periods of `per`, the oldest first."""
        years, times = self.rule["per"]
        anchor = self.window.named if self.window.named is not None and day >= self.window.named else day
        edges = [months_before(anchor, 12 * years * back) for back in range(times, -1, -1)]
        return [Period(after, until) for after, until in zip(edges, edges[1:], strict=False)]

    def by_period(self, day: int, hoped: bool = False) -> list[Measured]:
        """The rule's measure in each period."""
        pool = self.of_state(day, hoped)
        found = []
        for period in self.periods(day):
            inside = self.table.until(period.until) & ~self.table.until(period.after)
            part = Pool(pool.bits & inside, pool.base, None)
            found.append(measure(self.table, self.rule, part, day, ALWAYS, self.required(day)))
        return found

    def _in_periods(self, day: int, hoped: bool) -> Measured:
        found = self.by_period(day, hoped)
        left: Left = {}
        used = 0
        for one in found:
            used |= one.used
            for reason, items in one.left.items():
                left[reason] = left.get(reason, 0) | items
        return found[0]._replace(
            counted=min(one.counted for one in found),
            used=used,
            left=left,
            over=sum(one.over for one in found),
            too_much=next((one.too_much for one in found if one.too_much), None),
            is_within=all(one.is_within for one in found),
            spare=None,
        )

    def missing(self, day: int) -> int:
        """How many are missing; of periods, in all of them together."""
        if not self.rule["per"]:
            found = self.measured(day)
            return max(0, found.required - found.counted)
        return sum(max(0, one.required - one.counted) for one in self.by_period(day))

    def cannot(self, day: int) -> bool:
        """Whether a past period lacks what nothing that waits can fill."""
        if not self.rule["per"]:
            return False
        past = [period.until < day for period in self.periods(day)]
        found = self.by_period(day, hoped=True)
        return any(one.counted < one.required for one, is_past in zip(found, past, strict=True) if is_past)

    def is_asked(self, day: int) -> bool:
        """Whether the rule is about the person as they were on a day."""
        return self.bench.is_about(self.rule, day)

    def _is_met(self, day: int, hoped: bool = False) -> bool:
        """Whether the rule is met, or waived, on a day; or would be, if all that waits were signed."""
        return self.is_asked(day) and (self.waived(day) is not None or self.measured(day, hoped).is_met)


class Choice:
    """A rule that asks for some of its parts."""

    def __init__(self, bench: Bench, rule: Doc, parts: Sequence[Ruling]) -> None:
        """`parts` in the order of the set."""
        self.bench, self.rule, self.parts = bench, rule, parts
        self.exceptions = bench.exceptions(rule["id"])
        self.is_met = cache(self._is_met)

    def waived(self, day: int) -> Exempt | None:
        """As a plain rule's."""
        return waiver(self.exceptions, day)

    def required(self, day: int) -> int:
        """How many parts are asked."""
        number, least = changed(self.exceptions, day), int(self.rule["least"])
        return least if number is None else number

    def met(self, day: int, hoped: bool = False) -> int:
        """How many parts are met."""
        return sum(part.is_met(day, hoped) for part in self.parts)

    def is_asked(self, day: int) -> bool:
        """As a plain rule's."""
        return self.bench.is_about(self.rule, day)

    def _is_met(self, day: int, hoped: bool = False) -> bool:
        return self.is_asked(day) and (
            self.waived(day) is not None or self.met(day, hoped) >= self.required(day)
        )
