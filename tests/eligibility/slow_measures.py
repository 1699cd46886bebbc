"""Steps 7 to 10 of docs/judging.md for the slow judge: caps, limits, the measure of what is in, and the maximum."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.eligibility.slow_days import Doc, fits, fulfils, says

Left = list[tuple[str, Doc]]
Valued = list[tuple[Doc, int]]


@dataclass
class In:
    """What is in, in order, what was left out for which reason, and which areas of an item count."""

    items: list[Doc] = field(default_factory=list)
    left: Left = field(default_factory=list)
    counting: dict[int, list[str]] = field(default_factory=dict)

    def areas(self, rule: Doc) -> None:
        asked = rule.get("where", {}).get("areas")
        for item in self.items:
            has = item.get("areas") or []
            self.counting[id(item)] = [area for area in has if asked is None or area in asked]

    def cap(self, most: int) -> None:
        counted: Counter[tuple[Any, str]] = Counter()
        for item in list(self.items):
            free = [area for area in self.counting[id(item)] if counted[item.get("model"), area] < most]
            self.counting[id(item)] = free
            for area in free:
                counted[item.get("model"), area] += 1
            if not free:
                self.leave("over_cap", item)

    def limit(self, rule: Doc) -> None:
        limits = rule.get("at_most", [])
        taken = [0] * len(limits)
        for item in list(self.items):
            ours = [place for place, limit in enumerate(limits) if _all_fit(limit["where"], item)]
            if any(taken[place] >= limits[place]["count"] for place in ours):
                self.leave("over_limit", item)
                continue
            for place in ours:
                taken[place] += 1

    def leave(self, reason: str, item: Doc) -> None:
        self.items = [other for other in self.items if other is not item]
        self.left.append((reason, item))


@dataclass
class Look:
    """What one rule says of one day (or of one period)."""

    inside: list[Doc]
    counted: list[Doc]
    left: Left
    number: int
    required: int
    enough: bool
    too_much: list[str]
    missing: int
    periods: list[Doc] = field(default_factory=list)

    @classmethod
    def of_periods(cls, found: list[tuple[tuple[date, date], "Look"]]) -> "Look":
        looks = [look for _, look in found]
        counted = [item for look in reversed(looks) for item in look.counted]
        kept = {id(item) for item in counted}
        left: dict[int, tuple[str, Doc]] = {}
        for look in looks:
            for reason, item in look.left:
                # In a period of its own it is left out for another reason than lying outside of the others.
                if id(item) not in kept and (reason not in ("too_old", "too_late") or id(item) not in left):
                    left[id(item)] = (reason, item)
        return cls(
            inside=counted,
            counted=counted,
            left=list(left.values()),
            number=min(look.number for look in looks),
            required=looks[0].required,
            enough=all(look.enough for look in looks),
            too_much=sorted({value for look in looks for value in look.too_much}),
            missing=sum(look.missing for look in looks),
            periods=[
                {"after": after, "until": until, "counted": look.number, "missing": look.missing}
                for (after, until), look in reversed(found)
            ],
        )


def _all_fit(where: Doc, item: Doc) -> bool:
    return all(fits(name, wanted, {"origin": "here"} | item) for name, wanted in where.items())


def measured(rule: Doc, found: In, day: date, first: date | None, changed: int | None, lenient: bool) -> Look:
    """What is in, measured. `changed` is what an exception asks instead."""
    inside = list(found.items)
    count = rule.get("count", "items")
    required = rule.get("min", 0)
    if count == "share":
        valued, required = _share(rule, found, day)
    elif count == "newest":
        valued = _newest(rule, found)
    else:
        valued = _plain(count, rule, found, first)
    required = changed if changed is not None and "min" in rule else required
    both = "max" in rule and "min" in rule and not lenient
    number = _maximum(rule["max"], valued, found) if both else sum(value for _, value in valued)
    out = {id(item) for _, item in found.left}
    too_much = _too_much(rule.get("max_share", {}), inside)
    held = number >= required if "min" in rule else number <= (rule["max"] if changed is None else changed)
    return Look(
        inside=inside,
        counted=[item for item, _ in valued if id(item) not in out],
        left=found.left,
        number=number,
        required=required,
        enough=held and not too_much,
        too_much=too_much,
        missing=max(0, required - number) if "min" in rule else 0,
    )


def _plain(count: str, rule: Doc, found: In, first: date | None) -> Valued:
    if count.startswith("distinct:"):
        return _distinct(count.removeprefix("distinct:"), found)
    if count == "areas":
        return [(item, len(found.counting[id(item)])) for item in found.items]
    if count.startswith("sum:"):
        name = count.removeprefix("sum:")
        return [(item, _part(rule["of"], item, item.get(name) or 0, first)) for item in found.items]
    return _fulfilling(rule["that"], found) if "that" in rule else [(item, 1) for item in found.items]


def _fulfilling(that: Doc, found: In) -> Valued:
    valued = []
    for item in list(found.items):
        if fulfils(that, item):
            valued.append((item, 1))
        else:
            found.leave("lacks", item)
    return valued


def _part(kind: str, item: Doc, whole: int, first: date | None) -> int:
    until = item.get("until")
    if kind != "hours" or not until or first is None or not item["on"] < first:
        return whole
    return whole * ((until - first).days + 1) // ((until - item["on"]).days + 1)


def _distinct(name: str, found: In) -> Valued:
    seen: set[Any] = set()
    valued = []
    for item in list(found.items):
        value = item["on"] if name == "day" else item.get(name)
        if value is None:
            found.leave("unknown", item)
        elif value in seen:
            found.leave("repeated", item)
        else:
            seen.add(value)
            valued.append((item, 1))
    return valued


def _share(rule: Doc, found: In, day: date) -> tuple[Valued, int]:
    that, valued, asked = rule["that"], [], 0
    for item in list(found.items):
        to_come = that.get("reviewed") and not item.get("reviewed")
        to_come = to_come and item.get("review_on") is not None and item["review_on"] > day
        asked += not to_come
        if fulfils(that, item):
            valued.append((item, 1))
        else:
            found.leave("lacks", item)
    percent = rule["min"] * asked
    return valued, max(1, -(-percent // 100))


def _newest(rule: Doc, found: In) -> Valued:
    that, valued, seen = rule["that"], [], 0
    for item in reversed(list(found.items)):
        if not says(that, item):
            found.leave("unrated", item)
        elif seen == rule["newest"]:
            found.leave("not_newest", item)
        else:
            seen += 1
            if fulfils(that, item):
                valued.append((item, 1))
            else:
                found.leave("lacks", item)
    return valued[::-1]


def _maximum(most: int, valued: Valued, found: In) -> int:
    """In order; an item that stands across the maximum counts as far as there is room."""
    number = 0
    for item, value in valued:
        if number >= most:
            found.leave("over_maximum", item)
        number = min(most, number + value)
    return number


def _too_much(asked: Doc, inside: list[Doc]) -> list[str]:
    over = []
    for name, percent in asked.items():
        found = Counter(item.get(name) for item in inside if item.get(name) is not None)
        over += [value for value, count in found.items() if count * 100 > percent * len(inside)]
    return sorted(over)
