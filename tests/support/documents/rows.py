"""The rows R1 to R47, by which the judge of requirements is tested: sets, facts and results as data.

Each is a file of `tests/eligibility/cases/`: {row, title, set, facts, on, expected}, or with `steps`, a list of such
moments. What a step leaves out stays as in the step before; of its facts, list by list. A step may also have `pins` (a
question about versions) or `refused` (sets that cannot be published). A row too large for a file says who makes it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from logbook.record.facts import days_after
from tests.support.documents import large

Doc = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[2] / "eligibility" / "cases"
MADE: dict[str, Callable[[], Doc]] = {"large": large.made}
HEAD: Doc = {
    "grammar": 2,
    "key": "row",
    "version": 1,
    "title": "Of a row",
    "authority": "ours",
    "source": "Made up for a test",
    "as_of": "2026-11-28",
    "confidence": "unconfirmed",
}
PERSON: Doc = {
    "from": "2020-01-01",
    "profession": "registered_nurse",
    "region": "GB",
    "specialties": [],
    "prior": [],
}
EXCEPTION: Doc = {
    "value": None,
    "items": [],
    "ends": None,
    "withdrawn": None,
    "reason": "prior_learning",
    "by": "Dan Weiss",
}
DAYS = ("enrolled", "application", "sitting", "decision")
ITEM: Doc = {"on": "2026-06-15", "until": None, "state": "counts", "taken_back_on": None}
CASE: Doc = {
    "part": "supervised_direct",
    "setting": "live_model",
    "areas": ["glabella"],
    "product": "botox",
    "skin_type": "II",
    "origin": "here",
    "reviewed": False,
    "discussed": False,
    "rating": None,
    "signed_after": 0,
    "signer_licensed": True,
}
# What an item says where a row does not care, and the letter its id begins with.
WORDS: dict[str, tuple[str, Doc]] = {
    "cases": ("c", CASE),
    "reviews": ("r", {"result": "as_planned", "on_time": True}),
    "hours": ("h", {"kind": "practice", "subject": None, "way": None, "accredited": False, "tenths": 10}),
    "modules": ("m", {"module": "toxin", "subject": None, "accredited": True, "version": 1}),
    "credits": ("k", {"body": "ama", "kind": "category_1", "tenths": 10}),
    "documents": ("d", {"kind": "reference"}),
    "licences": (
        "l",
        {"body": "nmc", "type": "registered_nurse", "region": "GB", "status": "registered"},
    ),
    "discussions": ("t", {"role": "opened"}),
    "case_studies": ("y", {"kind": "complication"}),
    "papers": ("p", {"paper": "written", "passed": True}),
    "stations": ("s", {"station": "consent", "critical": False, "passed": True, "minor": 0}),
    "prior_cases": ("x", {"part": "independent", "areas": ["glabella"], "product": "botox"}),
}


class Step(NamedTuple):
    """One moment of a row, everything in full. `asked` and `known` are None where it asks no judge."""

    asked: Doc | None
    known: Doc | None
    on: str
    expected: Doc
    pins: Doc | None
    refused: list[Doc]


class Row(NamedTuple):
    """A row of the table: its name, what it is about, and its moments."""

    name: str
    title: str
    steps: list[Step]


def rows() -> list[Row]:
    """All rows there are, R1 first."""
    files = sorted(FOLDER.glob("R*.json"), key=lambda path: int(path.stem[1:]))
    return [_row(json.loads(path.read_text())) for path in files]


def _row(doc: Doc) -> Row:
    made = MADE[doc["made_by"]]() if "made_by" in doc else {}
    return Row(doc["row"], doc["title"], list(_steps(made | doc)))


def _steps(doc: Doc) -> Iterator[Step]:
    asked, facts, on = doc.get("set"), doc.get("facts", {}), doc.get("on", "")
    for step in doc.get("steps", [doc]):
        asked, on = step.get("set", asked), step.get("on", on)
        facts = facts | step.get("facts", {})
        yield Step(
            asked=whole(asked) if asked else None,
            known=expanded(facts) if asked else None,
            on=on,
            expected=step.get("expected", {}),
            pins=step.get("pins"),
            refused=[_refused(one) for one in step.get("refused", ())],
        )


def _refused(one: Doc) -> Doc:
    expected = one["expected"]
    asked = one.get("set") or {"rules": one["rules"]}
    return {"set": whole(asked), "expected": expected}


def whole(asked: Doc) -> Doc:
    """A set in full: `rules` alone are those of a gate `hands_on`; what has no label is called after its id."""
    head = {name: value for name, value in asked.items() if name != "rules"}
    gates = asked["gates"] if "gates" in asked else [{"id": "hands_on", "rules": asked["rules"]}]
    return (
        HEAD
        | head
        | {"gates": [gate | {"rules": [_labelled(rule) for rule in gate["rules"]]} for gate in gates]}
    )


def _labelled(rule: Doc) -> Doc:
    return {"label": rule["id"].replace("_", " ").capitalize()} | rule


def expanded(facts: Doc) -> Doc:
    """Facts in full: every list, and of every item all that it says."""
    return {
        "person": [PERSON | row for row in facts.get("person", [{}])],
        "days": dict.fromkeys(DAYS) | facts.get("days", {}),
        "pauses": facts.get("pauses", []),
        "exceptions": [EXCEPTION | row for row in facts.get("exceptions", ())],
        "aside": facts.get("aside", []),
    } | {kind: list(_items(kind, facts.get(kind, ()))) for kind in WORDS}


def _items(kind: str, told: Any) -> Iterator[Doc]:
    letter, words = WORDS[kind]
    numbers = count(1)
    for lump in told:
        for one in _one_by_one(lump):
            number = next(numbers)
            item = {"id": f"{letter}{number}"} | ITEM | words | one
            yield _case(item, number) if kind == "cases" else item


def _one_by_one(lump: Doc) -> Iterator[Doc]:
    """`times` items alike, but for `models` (over so many of them in turn) and `signers` ({who: how many})."""
    same = {name: value for name, value in lump.items() if name not in ("times", "models", "signers")}
    signers = list(Counter(lump.get("signers", {})).elements())
    for place in range(lump.get("times", 1)):
        one = dict(same)
        if "models" in lump:
            one["model"] = f"m{place % lump['models'] + 1}"
        if signers:
            one["signer"] = signers[place]
        yield one


def _case(item: Doc, number: int) -> Doc:
    """A case in full. Nobody signed yet what waits."""
    if item["state"] == "waits":
        item = {"signer": ""} | item | {"signed_after": None}
    own = {"model": f"M{number}", "signer": f"S{number}", "review_on": _two_weeks_after(item["on"])}
    return own | _counted_days(item)


def _counted_days(item: Doc) -> Doc:
    """`signed_at`, an instant, and `zone`, as the product counts the days between the treatment and it."""
    if "signed_at" not in item:
        return item
    rest = {name: value for name, value in item.items() if name not in ("signed_at", "zone")}
    return rest | {"signed_after": days_after(item["on"], item["signed_at"], ZoneInfo(item["zone"]))}


def _two_weeks_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=14)).isoformat()


def of_each_rule(asked: Mapping[str, Any]) -> dict[str, str]:
    """{id of a rule or of a part: what it is of}, for the plain rules of a set."""
    rules = [rule for gate in asked["gates"] for rule in gate["rules"]]
    plain = [one for rule in rules for one in (rule, *rule.get("any", ()))]
    return {one["id"]: one["of"] for one in plain if "of" in one}
