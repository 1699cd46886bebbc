"""Requirement sets and facts drawn at random, small enough for the slow judge, and the smallest one that still fails.

Days lie around the ends of months of 28 to 31 days, so that windows meet months that have no such day.
"""

import copy
import json
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from logbook.eligibility import objections
from tests.eligibility.slow_days import moved

Doc = dict[str, Any]
PARTS = ["observed", "assisted", "supervised_direct", "independent"]
SETTINGS = ["live_model", "simulation"]
AREAS = ["glabella", "forehead", "crows_feet"]
PRODUCTS = ["botox", "dysport"]
SKINS = ["I", "II", "III"]
MODELS, SIGNERS = ["m1", "m2", "m3"], ["s1", "s2"]
PROFESSIONS, REGIONS = ["physician", "registered_nurse", "dentist"], ["GB", "US"]
# The first day after a month of each length; leap years and other years, and the turn of a year.
ENDS = [
    "2023-03-01",
    "2024-03-01",
    "2025-05-01",
    "2026-03-01",
    "2026-09-01",
    "2026-12-01",
    "2027-01-01",
    "2028-03-01",
]
DAY = timedelta(days=1)


class Case(NamedTuple):
    """A requirement set, facts, and the day judged."""

    set: Doc
    facts: Doc
    on: str


def drawn(seed: int | str) -> Case:
    """The first case drawn from a seed whose set could be published."""
    chance = random.Random(f"requirement sets {seed}")
    while objections.faults((case := Draw(chance).case()).set):
        pass
    return case


class Draw:
    def __init__(self, chance: random.Random):
        self.chance = chance
        self.on = date.fromisoformat(chance.choice(ENDS)) + DAY * chance.randint(-3, 3)
        self.rules: list[Doc] = []
        # In some sets nearly every rule of cases is of one exclusive group.
        self.grouped = self.sometimes(30)

    def case(self) -> Case:
        facts = self.facts()
        asked = self.set()
        facts["exceptions"] = self.exceptions(asked, facts)
        return Case(asked, facts, self.on.isoformat())

    def sometimes(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent

    def some(self, values: list[str], most: int = 2) -> list[str]:
        return sorted(self.chance.sample(values, self.chance.randint(1, min(most, len(values)))))

    def day(self, least: int, most: int) -> date:
        """Near the end of a month, so many months from the day judged."""
        return moved(self.on.replace(day=1), self.chance.randint(least, most)) + DAY * self.chance.randint(
            -4, 2
        )

    # Facts

    def facts(self) -> Doc:
        told: Doc = {"person": self.person(), "days": self.days(), "pauses": self.pauses(), "aside": []}
        told["cases"] = self.cases()
        for kind, draw in (("hours", self.hours), ("documents", self.document), ("prior_cases", self.prior)):
            told[kind] = [draw(f"{kind[0]}{number}") for number in range(self.chance.randrange(4))]
        if self.sometimes(20):
            told["aside"] = [self.aside(self.chance.choice(told["cases"])["id"])]
        self.chance.shuffle(told["cases"])
        return told

    def aside(self, name: str) -> Doc:
        return {"item": name, "reason": "same_model", "by": "p-ben", "on": self.day(-5, -5).isoformat()}

    def person(self) -> list[Doc]:
        rows = [self._row(self.day(-5, -5))]
        if self.sometimes(25):
            rows.append(self._row(self.day(-3, 0)))
        return rows

    def _row(self, begun: date) -> Doc:
        return {
            "from": begun.isoformat(),
            "profession": self.chance.choice(PROFESSIONS),
            "region": self.chance.choice(REGIONS),
            "specialties": [] if self.sometimes(50) else ["oral_surgery"],
            "prior": [] if self.sometimes(50) else ["optometrist"],
        }

    def days(self) -> Doc:
        told = {"enrolled": self.day(-5, -1), "application": self.day(-3, 1)}
        told |= {"sitting": self.day(-2, 2), "decision": self.day(-1, 2)}
        return {name: day.isoformat() for name, day in told.items() if not self.sometimes(12)}

    def pauses(self) -> list[Doc]:
        rows = []
        for _ in range(self.chance.choice([0, 0, 1, 2])):
            begun = self.day(-4, 0)
            until = begun + DAY * self.chance.choice([0, 6, 29, 30, 58])
            rows.append({"from": begun.isoformat(), "until": until.isoformat()})
        return rows

    def cases(self) -> list[Doc]:
        items = [self.a_case(f"c{number}") for number in range(self.chance.choice([1, 3, 5, 6, 7, 7]))]
        if self.sometimes(25):
            # Amended after signing: as signed, and as it waits.
            signed = self.chance.choice(items)
            signed |= {"state": "counts"}
            signed.pop("taken_back_on", None)
            again = {**self.a_case(signed["id"]), "state": "waits", "on": signed["on"]}
            items.append(
                {key: value for key, value in again.items() if key not in ("taken_back_on", "signed_after")}
            )
        return items

    def state(self) -> str:
        return self.chance.choices(["counts", "waits", "withdrawn"], [78, 19, 3])[0]

    def a_case(self, name: str) -> Doc:
        on = self.day(-4, 1)
        item = {
            "id": name,
            "on": on.isoformat(),
            "state": self.state(),
            "part": self.chance.choice(PARTS[1:3]),
            "setting": self.chance.choice(SETTINGS),
            "areas": self.some(AREAS, 3),
            "product": self.chance.choice(PRODUCTS),
            "skin_type": self.chance.choice(SKINS),
            "model": self.chance.choice(MODELS),
            "signer": self.chance.choice(SIGNERS),
            "origin": self.chance.choices(["here", "elsewhere"], [9, 1])[0],
            "reviewed": self.sometimes(50),
            "review_on": (on + DAY * self.chance.choice([14, 31])).isoformat(),
            "discussed": self.sometimes(50),
            "signer_licensed": self.sometimes(80),
        }
        if self.sometimes(15):
            del item["model"]
        if item["state"] == "counts":
            item["signed_after"] = self.chance.choice([0, 3, 20])
            if self.sometimes(60):
                item["rating"] = self.chance.randint(1, 5)
        if self.sometimes(4):
            item |= {
                "state": "withdrawn",
                "taken_back_on": (self.on - DAY * self.chance.randrange(40)).isoformat(),
            }
        return item

    def hours(self, name: str) -> Doc:
        on = self.day(-4, 0)
        return {
            "id": name,
            "on": on.isoformat(),
            "until": (on + DAY * self.chance.choice([0, 13, 29, 30])).isoformat(),
            "state": self.state(),
            "tenths": self.chance.choice([10, 35, 333]),
            "kind": self.chance.choice(["practice", "cpd"]),
            "subject": self.chance.choice(["anatomy", "safety"]),
            "way": self.chance.choice(["didactic", "hands_on"]),
            "accredited": self.sometimes(50),
        }

    def document(self, name: str) -> Doc:
        on = self.day(-4, 0)
        item = {"id": name, "on": on.isoformat(), "state": self.state()}
        item["kind"] = self.chance.choice(["reference", "protocol"])
        if self.sometimes(70):
            item["until"] = max(on, self.day(-1, 3)).isoformat()
        return item

    def prior(self, name: str) -> Doc:
        item = {"id": name, "on": self.day(-14, 0).isoformat(), "state": self.state(), "origin": "imported"}
        item |= {
            "part": self.chance.choice(PARTS),
            "areas": self.some(AREAS),
            "product": self.chance.choice(PRODUCTS),
        }
        return item

    # The set

    def set(self) -> Doc:
        gates: list[Doc] = []
        for number in range(self.chance.choice([1, 1, 2, 3])):
            gate: Doc = {"id": f"gate_{number}", "label": f"Gate {number}"}
            if gates and self.sometimes(60):
                gate["needs"] = [self.chance.choice(gates)["id"]]
            if self.sometimes(40):
                gate["deadline"] = {
                    "months": self.chance.randint(1, 9),
                    "since": "enrolled",
                    "stretches": True,
                }
                gate["deadline"]["stretches"] = self.sometimes(60)
            gate["rules"] = [self.rule() for _ in range(self.chance.randint(1, 3))]
            gates.append(gate)
        told = {"grammar": 2, "key": "random", "version": 1, "title": "Drawn at random", "authority": "ours"}
        told |= {"source": "drawn at random", "as_of": "2026-11-28", "confidence": "unconfirmed"}
        if self.sometimes(25):
            told["defaults"] = {"within": self.within()}
            if self.sometimes(50):
                told["defaults"]["caps"] = {"model_area": self.chance.randint(1, 2)}
        if self.sometimes(30):
            told["renames"] = {"of_old": self.rules[0]["id"]}
        return {**told, "gates": gates}

    def within(self) -> Doc:
        told: Doc = self.chance.choice(
            [
                {},
                {"months": self.chance.randint(1, 4)},
                {"months": self.chance.randint(1, 4)},
                {"days": self.chance.choice([28, 30, 45, 92])},
                {"calendar_months": self.chance.randint(1, 4)},
                {"since": "enrolled"},
            ]
        )
        if self.sometimes(35):
            told["back_from"] = self.chance.choice(["today", "application", "sitting", "decision"])
        if self.sometimes(25) and told:
            told["stretches"] = True
        return told

    def name(self) -> str:
        return f"rule_{len(self.rules)}"

    def rule(self) -> Doc:
        if self.sometimes(15):
            told: Doc = {"id": f"any_{len(self.rules)}", "label": "One of these"}
            told["any"] = [self.plain() for _ in range(self.chance.randint(2, 3))]
            if self.sometimes(40):
                told["least"] = self.chance.randint(1, 2)
        else:
            told = self.plain() | {"label": "As many as that"}
        for word in ("applies", "unless"):
            if self.sometimes(12):
                told[word] = self.who()
        return told

    def who(self) -> Doc:
        told = {"profession": self.some(PROFESSIONS), "region": self.some(REGIONS)}
        told |= {"specialty": ["oral_surgery"], "prior": ["optometrist"]}
        return {name: told[name] for name in self.chance.sample(sorted(told), self.chance.choice([1, 1, 2]))}

    def plain(self) -> Doc:
        kind = self.chance.choices(["cases", "hours", "documents", "prior_cases"], [70, 10, 10, 10])[0]
        told: Doc = {"id": self.name(), "of": kind}
        told |= getattr(self, f"of_{kind}")()
        if self.sometimes(45):
            told["within"] = self.within()
        if self.rules and self.sometimes(20):
            told["after"] = self.chance.choice(self.rules)["id"]
        self.rules.append(told)
        return told

    def of_cases(self) -> Doc:
        told = {**self.measure(), "where": self.where()}
        if self.sometimes(25):
            limit = {"setting": ["simulation"]} if self.sometimes(60) else {"areas": self.some(AREAS)}
            told["at_most"] = [{"where": limit, "count": self.chance.randint(0, 2)}]
            if self.sometimes(30):
                told["at_most"].append({"where": {"product": ["botox"]}, "count": 1})
        if self.sometimes(25):
            told["caps"] = {"model_area": self.chance.randint(1, 2)}
        if self.sometimes(15):
            told["max_share"] = {self.chance.choice(["signer", "model"]): self.chance.choice([40, 50, 80])}
        if (
            told.get("count", "items") == "items"
            and "min" in told
            and "per" not in told
            and self.sometimes(90 if self.grouped else 25)
        ):
            # What one signer has of it would depend on which of the best assignments was taken.
            told.pop("max_share", None)
            told["exclusive"] = "group"
        return told

    def where(self) -> Doc:
        found: Doc = {}
        for name, values in (
            ("part", PARTS[1:3]),
            ("setting", SETTINGS),
            ("product", PRODUCTS),
            ("skin_type", SKINS),
        ):
            if self.sometimes(9):
                found[name] = self.some(values)
        if self.sometimes(50):
            found["areas"] = self.some(AREAS)
        if self.sometimes(8):
            found["origin"] = ["elsewhere", "here"]
        for name in ("reviewed", "discussed", "signer_licensed"):
            if self.sometimes(6):
                found[name] = self.sometimes(80)
        if self.sometimes(6):
            found["signed_within"] = 7
        return found

    def measure(self) -> Doc:
        count = self.chance.choices(
            ["items", "areas", "share", "newest", "distinct:model", "distinct:signer", "distinct:day", "per"],
            [150 if self.grouped else 50, 10, 12, 8, 8, 4, 4, 4],
        )[0]
        least = self.chance.randint(1, 3)
        if count == "share":
            return {"count": count, "min": self.chance.choice([34, 50, 80, 100]), "that": self.that()}
        if count == "newest":
            newest = self.chance.randint(1, 4)
            return {"count": count, "min": min(least, newest), "newest": newest, "that": self.that()}
        if count == "per":
            return {"min": 1, "per": {"years": 1, "times": 1}}
        told: Doc = {} if count == "items" and self.sometimes(50) else {"count": count}
        if self.sometimes(10):
            return {**told, "max": self.chance.randint(0, 3)}
        told["min"] = least
        if count == "items" and self.sometimes(10):
            told["that"] = self.that()
        if self.sometimes(25):
            told["max"] = least + self.chance.randint(0, 2)
        return told

    def that(self) -> Doc:
        told = [{"reviewed": True}, {"discussed": True}, {"signed_within": 7}, {"rating": {"least": 4}}]
        return dict(self.chance.choice([*told, {"reviewed": True, "discussed": True}]))

    def of_hours(self) -> Doc:
        told: Doc = {"count": "sum:tenths", "min": self.chance.choice([20, 100, 350]), "where": {}}
        if self.sometimes(40):
            told["where"][self.chance.choice(["kind", "subject", "way"])] = ["cpd", "anatomy", "hands_on"]
        return told

    def of_documents(self) -> Doc:
        return {"min": 1} if self.sometimes(50) else {"min": 1, "where": {"kind": ["reference"]}}

    def of_prior_cases(self) -> Doc:
        if self.sometimes(50):
            return {"min": 1, "per": {"years": 1, "times": self.chance.choice([1, 1, 2])}}
        return {"min": self.chance.randint(1, 3), "where": {"areas": self.some(AREAS)}}

    def exceptions(self, asked: Doc, facts: Doc) -> list[Doc]:
        names = [rule["id"] for rule in self.rules] + ["of_old", "of_nothing"]
        found = []
        for _ in range(self.chance.choice([0, 0, 1, 1, 2])):
            told: Doc = {
                "rule": names.pop(self.chance.randrange(len(names))),
                "reason": "equivalent",
                "by": "p-dan",
            }
            told["kind"] = self.chance.choices(["waive", "number", "block", "count"], [2, 3, 3, 4])[0]
            if told["kind"] in self._unclear(told["rule"]):
                continue
            if told["kind"] == "number":
                told["value"] = self.chance.randint(0, 4)
            if told["kind"] in ("block", "count"):
                told["items"] = self.some(sorted({item["id"] for item in facts["cases"]}))
            told |= {"on": self.day(-3, 0).isoformat(), "withdrawn": None}
            if self.sometimes(10):
                told["withdrawn"] = (self.on - DAY * self.chance.randrange(40)).isoformat()
            told["ends"] = self.day(0, 2).isoformat() if self.sometimes(40) else None
            found.append(told)
        return found

    def _unclear(self, name: str) -> list[str]:
        """Kinds of exceptions of which docs/judging.md does not say what they do to such a rule."""
        rule = next((rule for rule in self.rules if rule["id"] == name), self.rules[0])
        return ["waive"] * ("exclusive" in rule) + ["number"] * (rule.get("count") == "share")


def smallest(case: Case, fails: Callable[[Case], bool]) -> Case:
    """What is left when nothing more can be dropped without its ceasing to fail."""
    begun = 0
    while True:
        tried = list(_less(case))
        found = next((place for place in range(begun, len(tried)) if fails(tried[place])), None)
        if found is not None:
            case, begun = tried[found], found
        elif begun:
            # What was tried before may be droppable now.
            begun = 0
        else:
            return case


def shown(case: Case) -> str:
    return json.dumps(case._asdict(), indent=1)


def _less(case: Case) -> Iterator[Case]:
    """The same with one thing dropped: whole lists and rows first, then single words."""
    for path in sorted(_paths(case.set, ("set",)), key=len):
        yield _without(case, path)
    for path in sorted(_paths(case.facts, ("facts",)), key=len):
        yield _without(case, path)


def _paths(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    kept = {
        "grammar",
        "version",
        "title",
        "authority",
        "source",
        "as_of",
        "confidence",
        "id",
        "label",
        "on",
        "state",
    }
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, held in rows:
        if key not in kept and (isinstance(value, dict) or len(value) > 1 or path[0] == "facts"):
            yield (*path, key)
        yield from _paths(held, (*path, key))


def _without(case: Case, path: tuple[Any, ...]) -> Case:
    told = copy.deepcopy(case._asdict())
    place: Any = told
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return Case(**told)
