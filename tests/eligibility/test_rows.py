"""Each row of the table comes out: a set and facts, judged on a day."""

import random
from typing import Any

import orjson
import pytest

from logbook.eligibility import grammar, judging, pins, refusals
from tests.support import lanes
from tests.support.documents import rows

ROWS = {row.name: row for row in rows.rows()}
NOTHING: tuple[Any, ...] = (None, [], {})
by_name = pytest.mark.parametrize("name", ROWS)


def judged(asked, known, on):
    """The result document; it goes through JSON, so that nothing in it is of Python alone."""
    return orjson.loads(orjson.dumps(judging.judge(grammar.read(asked), judging.facts(known), on)))


def places(runs):
    """The places that runs [[first, last], …] stand for."""
    return [place for first, last in runs for place in range(first, last + 1)]


def plain(rule, of, ids):
    """A rule of a result with ids where it has places, its parts by their ids."""
    told = dict(rule)
    if "parts" in rule:
        told["parts"] = {part["id"]: plain(part, of, ids) for part in rule["parts"]}
    if rule["id"] in of:
        names = ids.get(of[rule["id"]], [])
        told["counted_items"] = [names[place] for place in places(rule.get("counted_items", ()))]
        left = rule.get("left_out", {})
        told["left_out"] = {reason: [names[place] for place in places(runs)] for reason, runs in left.items()}
    return told


def by_id(result, asked):
    """A result whose rules and gates are found by their ids."""
    of = rows.of_each_rule(asked)
    found = [rule for gate in result["gates"] for rule in gate["rules"]]
    return result | {
        "rules": {rule["id"]: plain(rule, of, result["ids"]) for rule in found},
        "gates": {gate["id"]: gate for gate in result["gates"]},
        "homeless": sorted(result["homeless"], key=lambda one: one["rule"]),
    }


def differences(expected: Any, found: Any, where: str = "") -> list[str]:
    """Where a result is not as it was expected. What is not named may be anything; nothing may be left out as well."""
    if where.endswith("/left_out"):
        expected, found = _in_order(expected), _in_order(found)
    elif isinstance(expected, dict) and isinstance(found, dict):
        pairs = [(expected[name], found.get(name), f"{where}/{name}") for name in expected]
        return [one for pair in pairs for one in differences(*pair)]
    elif where.endswith("/counted_items"):
        expected, found = sorted(expected), sorted(found)
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [one for pair in zip(expected, found, strict=True) for one in differences(*pair, where)]
    is_same = expected == found or (expected in NOTHING and found in NOTHING)
    return [] if is_same else [f"{where}: {found!r} instead of {expected!r}"]


def _in_order(left):
    """{reason: ids in order}, without reasons that nothing was left out for."""
    return {reason: sorted(ids) for reason, ids in left.items() if ids}


def judges(step):
    return step.asked is not None and bool(step.expected)


@by_name
def test_a_row_comes_out(name):
    wrong = []
    for number, step in enumerate(ROWS[name].steps, 1):
        if judges(step):
            found = by_id(judged(step.asked, step.known, step.on), step.asked)
            wrong += [f"step {number}, {step.on}: {one}" for one in differences(step.expected, found)]
    assert wrong == []


@by_name
def test_every_item_counts_or_is_left_out_for_one_reason(name):
    for step in filter(judges, ROWS[name].steps):
        result = by_id(judged(step.asked, step.known, step.on), step.asked)
        of = rows.of_each_rule(step.asked)
        told = {
            id: one
            for rule in result["rules"].values()
            for id, one in [(rule["id"], rule), *rule.get("parts", {}).items()]
        }
        for id in of.keys() & told.keys():
            if told[id]["state"] != "not_asked":
                named = told[id]["counted_items"] + [
                    item for ids in told[id]["left_out"].values() for item in ids
                ]
                assert sorted(named) == sorted({item["id"] for item in step.known[of[id]]}), (id, step.on)


@by_name
def test_who_is_pinned_to_a_version_is_judged_by_it(name):
    for step in ROWS[name].steps:
        if step.pins:
            asked = {key: value for key, value in step.pins.items() if key != "expected"}
            found = pins.in_force(**asked)
            assert {"version": found.version, "told": list(found.told)} == step.pins["expected"], step.pins


@by_name
def test_a_set_that_nobody_can_meet_is_refused_at_its_rule_and_no_other_is(name):
    for step in ROWS[name].steps:
        for one in step.refused:
            faults = refusals.faults(one["set"])
            found = [{"rule": fault.rule or None, "code": fault.code} for fault in faults]
            assert sorted(found, key=str) == sorted(one["expected"], key=str), one["set"]["gates"]
            assert all(fault.words for fault in faults)
        if step.asked:
            assert refusals.faults(step.asked) == []


def shuffled(known, chance):
    """The same facts as if they had come in another order."""
    found = {}
    for kind in chance.sample(list(known), len(known)):
        listed = known[kind]
        found[kind] = chance.sample(listed, len(listed)) if isinstance(listed, list) else listed
    return found


@pytest.mark.parametrize("name", [name for name in ROWS if name != "R47"])
def test_the_order_in_which_facts_arrive_changes_no_byte(name):
    chance = random.Random(lanes.seed())
    times = lanes.many(20, 1_000) if name == "R45" else lanes.many(2, 20)
    for step in filter(judges, ROWS[name].steps):
        asked = grammar.read(step.asked)
        first = orjson.dumps(judging.judge(asked, judging.facts(step.known), step.on))
        for _ in range(times):
            known = judging.facts(shuffled(step.known, chance))
            assert orjson.dumps(judging.judge(asked, known, step.on)) == first
