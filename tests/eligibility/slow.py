"""The judge of requirement sets once more, from docs/judging.md alone: slow, and as plain as it can be said.

Nothing is remembered but answers: what a rule says on a day is asked anew for every day that matters, and exclusive
claims are found by following every assignment. At most about eight items of a kind.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property
from typing import Any

from logbook.vocabulary.cases import AREAS
from tests.eligibility.slow_claims import Claims
from tests.eligibility.slow_days import (
    DAY,
    Doc,
    Pauses,
    deadline,
    fitting,
    misfit,
    moved,
    named_in,
    read,
    written,
)
from tests.eligibility.slow_days import anchor as anchored
from tests.eligibility.slow_days import first_day as first_of_window
from tests.eligibility.slow_measures import In, Look, measured

KINDS = (
    "cases", "reviews", "hours", "modules", "credits", "documents", "licences", "discussions", "case_studies", "papers",
    "stations", "prior_cases",
)  # fmt: skip
# What is proved only until a day, and what has areas of the face.
PROVED, WITH_AREAS = ("documents", "licences", "modules"), ("cases", "prior_cases")
HOLDS = ("met", "waived")


def judge(asked: Doc, facts: Doc, on: str) -> Doc:
    """Everything docs/judging.md says of one day, as plain JSON."""
    return written(Slow(asked, read(facts), date.fromisoformat(on)).answer())


def all_signed(facts: Doc) -> Doc:
    """As if all that waits were signed: a version that waited takes the place of the one signed before it."""
    told = dict(facts)
    for kind in KINDS:
        items = facts.get(kind, [])
        waits = {item["id"] for item in items if item["state"] == "waits"}
        left = [item for item in items if item["state"] == "waits" or item["id"] not in waits]
        told[kind] = [item | {"state": "counts"} if item["state"] == "waits" else item for item in left]
    return told


def as_known(facts: Doc, day: date) -> Doc:
    """What was taken back after that day still counted on it."""
    told = dict(facts)
    for kind in KINDS:
        told[kind] = [
            item | {"state": "counts"} if item.get("taken_back_on") and item["taken_back_on"] > day else item
            for item in facts.get(kind, [])
        ]
    return told


class Slow:
    def __init__(self, asked: Doc, facts: Doc, on: date):
        self.asked, self.facts, self.on = asked, facts, on
        self.days = facts.get("days", {})
        self.pauses = Pauses(facts.get("pauses", []))
        self.tops = [rule for gate in asked["gates"] for rule in gate["rules"]]
        self.rules = {rule["id"]: rule for top in self.tops for rule in [top, *top.get("any", [])]}
        self.items = {kind: sorted(facts.get(kind, []), key=_place) for kind in KINDS}
        self.asides = {row["item"] for row in facts.get("aside", [])}
        self.misfits = {
            (name, id(item)): misfit(rule["of"], rule.get("where", {}), item)
            for name, rule in self.rules.items()
            if "of" in rule
            for item in self.items[rule["of"]]
        }
        self.exceptions: dict[tuple[str | None, str], list[Doc]] = defaultdict(list)
        for found in facts.get("exceptions", []):
            self.exceptions[self.target(found), found["kind"]].append(found)
        known = [*named_in(facts), on]
        self.start, self.end = (
            min(known) - DAY,
            max(known) + DAY * (self._longest() + len(self.pauses.days) + 62),
        )
        # The same question is asked for many reasons; its answer is kept.
        self.look, self.stands, self.state = cache(self.look), cache(self.stands), cache(self.state)
        self.first_met, self.claims = cache(self.first_met), cache(self.claims)
        self.first_day = cache(self.first_day)

    @cached_property
    def if_signed(self) -> "Slow":
        return Slow(self.asked, all_signed(self.facts), self.on)

    def _longest(self) -> int:
        plain = [rule for rule in self.rules.values() if "of" in rule]
        spans = [self.within(rule) | rule.get("per", {}) for rule in plain]
        return max(
            (
                max(
                    31 * span.get("months", 0),
                    31 * span.get("calendar_months", 0),
                    span.get("days", 0),
                    366 * span.get("years", 0) * span.get("times", 0),
                )
                for span in spans
            ),
            default=0,
        )

    def within(self, rule: Doc) -> Doc:
        return rule.get("within", self.default(rule).get("within", {}))

    def default(self, rule: Doc) -> Doc:
        """Defaults are about cases."""
        return self.asked.get("defaults", {}) if rule["of"] == "cases" else {}

    def first_day(self, name: str, day: date) -> date | None:
        return first_of_window(self.within(self.rules[name]), day, self.days, self.pauses)

    # Exceptions

    def target(self, exception: Doc) -> str | None:
        name = exception["rule"]
        for _ in range(100):
            if name in self.rules or name is None:
                return name
            name = self.asked.get("renames", {}).get(name)
        return None

    def excepted(self, name: str, kind: str, day: date) -> list[Doc]:
        """Those of a kind on a rule that hold on a day."""
        return [
            found
            for found in self.exceptions.get((name, kind), [])
            if found["on"] <= day <= (found.get("ends") or date.max)
            and day < (found.get("withdrawn") or date.max)
        ]

    def required(self, rule: Doc, day: date) -> int:
        changed = self.excepted(rule["id"], "number", day)
        if changed:
            return int(max(changed, key=lambda found: (found["on"], found["value"]))["value"])
        return int(rule.get("least", 1) if "any" in rule else rule.get("min", 0))

    # One rule on one day

    def reason(self, rule: Doc, item: Doc, day: date, outside: str, lenient: bool) -> str | None:
        """Why it is left out, by steps 1 to 6; `outside`: the reason why it is in no period."""
        if item["state"] == "withdrawn":
            return "withdrawn"
        if item["on"] > day:
            return "future"
        if self._named(rule, "block", item, day) or (rule["of"] == "cases" and item["id"] in self.asides):
            return "set_aside"
        if not self._named(rule, "count", item, day):
            found = self.misfits[rule["id"], id(item)] or self._age(rule, item, day, lenient)
            if found or outside:
                return found or outside
            if "after" in rule and item["on"] < self.first_met(rule["after"]):
                return "before_prerequisite"
        elif outside:
            return outside
        return "unsigned" if item["state"] == "waits" else None

    def _named(self, rule: Doc, kind: str, item: Doc, day: date) -> bool:
        return any(item["id"] in found["items"] for found in self.excepted(rule["id"], kind, day))

    def _age(self, rule: Doc, item: Doc, day: date, lenient: bool) -> str | None:
        first = None if "per" in rule or lenient else self.first_day(rule["id"], day)
        if first and (item.get("until") or item["on"]) < first:
            return "too_old"
        return "ended" if rule["of"] in PROVED and item.get("until") and item["until"] < day else None

    def first_met(self, name: str) -> date:
        """The first day on which a rule was met or waived, as far as any item can be before it."""
        last = max([item["on"] for items in self.items.values() for item in items], default=self.start)
        day = self.start
        while day <= last:
            if self.stands(name, day) in HOLDS:
                return date.min if day == self.start else day
            day += DAY
        return date.max

    def let_in(self, rule: Doc, day: date, period: tuple[date, date] | None, lenient: bool) -> In:
        """What is in after steps 1 to 6, and what is left out, in order; of one period where there are such."""
        found = In()
        for item in self.items[rule["of"]]:
            outside = ""
            if period is not None and not period[0] < item["on"] <= period[1]:
                outside = "too_late" if item["on"] > period[1] else "too_old"
            reason = self.reason(rule, item, day, outside, lenient)
            if reason:
                found.left.append((reason, item))
            else:
                found.items.append(item)
        return found

    def one(self, rule: Doc, day: date, period: tuple[date, date] | None, lenient: bool) -> Look:
        found = self.let_in(rule, day, period, lenient)
        if rule["of"] in WITH_AREAS:
            found.areas(rule)
            caps = rule.get("caps", self.default(rule).get("caps", {}))
            if "model_area" in caps and not lenient:
                found.cap(caps["model_area"])
        if not lenient:
            found.limit(rule)
        first = None if "per" in rule or lenient else self.first_day(rule["id"], day)
        changed = bool(self.excepted(rule["id"], "number", day))
        look = measured(rule, found, day, first, None if not changed else self.required(rule, day), lenient)
        return look

    def periods(self, rule: Doc, day: date) -> Iterator[tuple[date, date]]:
        """Newest first; each without its first day."""
        end = anchored(self.within(rule), day, self.days)
        for back in range(rule["per"]["times"]):
            months = 12 * rule["per"]["years"]
            yield moved(end, -months * (back + 1)), moved(end, -months * back)

    def look(self, name: str, day: date, lenient: bool = False) -> Look:
        """What counts for a plain rule on a day; `lenient`: but for age, caps, limits and maximum."""
        rule = self.rules[name]
        if "per" in rule:
            return Look.of_periods(
                [(period, self.one(rule, day, period, lenient)) for period in self.periods(rule, day)]
            )
        look = self.one(rule, day, None, lenient)
        if "exclusive" in rule and not lenient and self._asks(name, day):
            return self.claims(rule["exclusive"], day).look(name)
        return look

    def _asks(self, name: str, day: date) -> bool:
        rule = self.rules[name]
        return self._meant(rule, day) and not self.excepted(name, "waive", day)

    def claims(self, group: str, day: date, last: str | None = None) -> Claims:
        """Of all rules of a group, or down to the last named: what a rule is short of, later ones do not change."""
        names = [name for name, rule in self.rules.items() if rule.get("exclusive") == group]
        names = names[: names.index(last) + 1] if last else names
        asking = [self.rules[name] for name in names if self._asks(name, day)]
        return Claims({rule["id"]: (self.one(rule, day, None, False), rule.get("max")) for rule in asking})

    # How it stands

    def _meant(self, rule: Doc, day: date) -> bool:
        rows = self.facts.get("person", [])
        if "applies" in rule and not fitting(rule["applies"], rows, day):
            return False
        return not ("unless" in rule and fitting(rule["unless"], rows, day))

    def stands(self, name: str, day: date) -> str:
        """not_asked, waived, met or not_met."""
        rule = self.rules[name]
        if not self._meant(rule, day):
            return "not_asked"
        if self.excepted(name, "waive", day):
            return "waived"
        if "any" in rule:
            return "met" if self._parts_met(rule, day) >= self.required(rule, day) else "not_met"
        group = rule.get("exclusive")
        look = self.claims(group, day, name).look(name) if group else self.look(name, day)
        return "met" if look.enough else "not_met"

    def _parts_met(self, rule: Doc, day: date) -> int:
        return sum(self.stands(part["id"], day) in HOLDS for part in rule["any"])

    def state(self, name: str, day: date) -> str:
        stands = self.stands(name, day)
        if stands != "not_met":
            return stands
        if self._impossible(self.rules[name], day):
            return "impossible"
        if self.if_signed.stands(name, day) in HOLDS:
            return "waiting"
        return "ended" if self.last_met(name, day) else "open"

    def _impossible(self, rule: Doc, day: date) -> bool:
        if "any" in rule:
            left = [
                part for part in rule["any"] if self.state(part["id"], day) not in ("impossible", "not_asked")
            ]
            return len(left) < self.required(rule, day)
        periods = self.if_signed.look(rule["id"], day).periods if "per" in rule else []
        return any(period["until"] < day and period["missing"] for period in periods)

    def last_met(self, name: str, day: date) -> date | None:
        while day > self.start:
            day -= DAY
            if self.stands(name, day) in HOLDS:
                return day
        return None

    def met_on(self, name: str, day: date) -> date | None:
        if self.stands(name, day) not in HOLDS:
            return None
        while self.stands(name, day - DAY) in HOLDS:
            day -= DAY
            if day < self.start:
                return None
        return day

    def holds_until(self, name: str, day: date) -> date | None:
        if self.stands(name, day) not in HOLDS:
            return None
        while self.stands(name, day + DAY) in HOLDS:
            day += DAY
            if day > self.end:
                return None
        return day

    # What is told

    def numbers(self, name: str, day: date) -> Doc:
        rule = self.rules[name]
        if "any" in rule:
            required, counted = self.required(rule, day), self._parts_met(rule, day)
            grown, excess = self.if_signed._parts_met(rule, day), 0
            missing = max(0, required - counted)
        else:
            look = self.look(name, day)
            required, counted, missing = look.required, look.number, look.missing
            grown, excess = self.if_signed.look(name, day).number, self._excess(rule, look, day)
        return {
            "state": self.state(name, day),
            "required": required,
            "counted": counted,
            "waiting": max(0, grown - counted),
            "excess": excess,
            "missing": missing,
        }

    def _excess(self, rule: Doc, look: Look, day: date) -> int:
        if "max" in rule and "min" not in rule:
            changed = self.excepted(rule["id"], "number", day)
            return max(0, look.number - (self.required(rule, day) if changed else rule["max"]))
        without = self.look(rule["id"], day, lenient=True)
        claimed = sum(reason == "claimed_elsewhere" for reason, _ in look.left) if "exclusive" in rule else 0
        return max(0, without.number - claimed - look.number)

    def told(self, name: str) -> Doc:
        rule, on = self.rules[name], self.on
        answer = {"id": name, **self.numbers(name, on)}
        answer |= {"met_on": self.met_on(name, on), "holds_until": self.holds_until(name, on)}
        answer["ended_on"] = self.last_met(name, on) if self.stands(name, on) == "not_met" else None
        if "any" in rule:
            answer["parts"] = [self.told(part["id"]) for part in rule["any"]]
            answer["nearest"] = self._nearest(name, answer["parts"])
        else:
            look = self.look(name, on)
            answer |= {
                "counted_ids": [item["id"] for item in look.counted],
                "left_out": _by_reason(look.left),
            }
            answer |= {"too_much": look.too_much, "periods": look.periods}
        answer |= {"then": self._then(rule), "history": self._history(name)}
        return answer

    def _nearest(self, name: str, parts: list[Doc]) -> str | None:
        if self.stands(name, self.on) != "not_met":
            return None
        able = [part for part in parts if part["state"] not in (*HOLDS, "not_asked", "impossible")]
        return min(able, key=lambda part: part["missing"])["id"] if able else None

    def _then(self, rule: Doc) -> Doc | None:
        day = self.days.get(self.within(rule).get("back_from")) if "of" in rule else None
        return {"day": day, **self.numbers(rule["id"], day)} if day and day > self.on else None

    @cached_property
    def _known(self) -> list["Slow"]:
        """As it was known on the day before something was taken back or corrected."""
        back = [
            item["taken_back_on"] for kind in KINDS for item in self.items[kind] if item.get("taken_back_on")
        ]
        corrected = sorted(row["from"] for row in self.facts.get("person", []))[1:]
        eves = sorted({day - DAY for day in [*back, *corrected] if day <= self.on})
        return [Slow(self.asked, as_known(self.facts, day), day) for day in eves]

    def _history(self, name: str) -> list[Doc]:
        return [
            {"day": known.on, "met_on": known.met_on(name, known.on), **known.numbers(name, known.on)}
            for known in self._known
        ]

    def answer(self) -> Doc:
        gates = [self._gate(gate) for gate in self.asked["gates"]]
        met = {gate["id"]: gate["state"] == "met" for gate in gates}
        needs = {gate["id"]: gate.get("needs", []) for gate in self.asked["gates"]}

        def opens(name: str) -> bool:
            return all(met[other] and opens(other) for other in needs[name])

        for gate in gates:
            gate["opens"] = opens(gate["id"])
        homeless = [found for found in self.facts.get("exceptions", []) if self.target(found) is None]
        groups = {rule["exclusive"] for rule in self.rules.values() if "exclusive" in rule}
        return {
            "gates": gates,
            "to_go": self._to_go(),
            "ready": all(gate["state"] == "met" and gate["opens"] for gate in gates),
            "homeless": homeless,
            "groups": {group: self.claims(group, self.on).told() for group in groups},
        }

    def _gate(self, gate: Doc) -> Doc:
        rules = [self.told(rule["id"]) for rule in gate["rules"]]
        met = all(rule["state"] in (*HOLDS, "not_asked") for rule in rules)
        end = deadline(gate.get("deadline"), self.days, self.pauses)
        return {"id": gate["id"], "state": "met" if met else "open", "deadline": end, "rules": rules}

    def _to_go(self) -> int:
        """Rules of cases stand in heaps whose parts overlap; each heap asks for as many as its furthest rule, or group
        of rules that share no case. A rule about any part stands beside the heaps: what they ask for may serve it."""
        heaps: list[list[tuple[set[str], str, int]]] = []
        asking = list(self._asking())
        for one in asking:
            if one[0]:
                near = [heap for heap in heaps if any(other[0] & one[0] for other in heap)]
                heaps = [heap for heap in heaps if heap not in near]
                heaps.append([one, *(other for heap in near for other in heap)])
        return max(sum(_furthest(heap) for heap in heaps), _furthest(asking))

    def _asking(self) -> Iterator[tuple[set[str], str, int]]:
        """(parts, group, missing) of each rule that asks for cases; no parts: any will do."""
        for top in self.tops:
            if self.stands(top["id"], self.on) != "not_met":
                continue
            rule = top if "of" in top else self._least_asking(top)
            if rule and self._cases_asked(rule):
                group = rule.get("exclusive", f"{rule['id']} alone")
                yield set(rule.get("where", {}).get("part", [])), group, self._cases_asked(rule)

    def _least_asking(self, choice: Doc) -> Doc | None:
        able = [
            part
            for part in choice["any"]
            if self.state(part["id"], self.on) not in (*HOLDS, "not_asked", "impossible")
        ]
        return min(able, key=self._cases_asked) if able else None

    def _cases_asked(self, rule: Doc) -> int:
        """At least so many: a case may bring every area that is asked for."""
        count = rule.get("count", "items")
        if (
            rule["of"] != "cases"
            or "per" in rule
            or not (count in ("items", "areas") or count.startswith("distinct"))
        ):
            return 0
        missing = self.look(rule["id"], self.on).missing
        most = len(rule.get("where", {}).get("areas", AREAS)) if count == "areas" else 1
        return -(-missing // most)


def _furthest(asking: list[tuple[set[str], str, int]]) -> int:
    sums: dict[str, int] = defaultdict(int)
    for _, group, missing in asking:
        sums[group] += missing
    return max(sums.values(), default=0)


def _place(item: Doc) -> Any:
    return item["on"], item["id"], item["state"]


def _by_reason(left: list[tuple[str, Doc]]) -> Doc:
    found: dict[str, list[str]] = defaultdict(list)
    for reason, item in left:
        found[reason].append(item["id"])
    return found
