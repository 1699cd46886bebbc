"""Each row of the table comes out: a set and facts, judged on a day."""

import random
from typing import Any

import orjson
import pytest

from logbook.eligibility import grammar, judging, objections, pins
from tests.support import lanes
from tests.support.documents import rows

ROWS = {row.name: row for row in rows.rows()}
NOTHING: tuple[Any, ...] = (None, [], {})
JUDGED = {
    name: [step for step in row.steps if step.expected]
    for name, row in ROWS.items()
    if any(step.expected for step in row.steps)
}


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


def as_judged(step):
    """Where the result of a moment is not as it was expected."""
    return differences(step.expected, by_id(judged(step.asked, step.known, step.on), step.asked))


def as_pinned(asked):
    """The same of a question about versions."""
    found = pins.in_force(**{name: value for name, value in asked.items() if name != "expected"})
    return differences(asked["expected"], {"version": found.version, "told": list(found.told)}, asked["on"])


def as_refused(one):
    """The same of a set that is to be published; each fault is told in words."""
    faults = objections.faults(one["set"])
    assert all(fault.words for fault in faults)
    found = sorted(((fault.rule or None, fault.code) for fault in faults), key=str)
    expected = sorted(((fault["rule"], fault["code"]) for fault in one["expected"]), key=str)
    return [] if found == expected else [f"{found} instead of {expected}: {one['set']['gates']}"]


@pytest.mark.parametrize("name", ROWS)
def test_a_row_comes_out(name):
    wrong = []
    for number, step in enumerate(ROWS[name].steps, 1):
        told = as_judged(step) if step.expected else []
        told += as_pinned(step.pins) if step.pins else []
        told += [difference for one in step.refused for difference in as_refused(one)]
        wrong += [f"step {number}, {step.on}: {one}" for one in told]
    assert wrong == []


@pytest.mark.parametrize("name", JUDGED)
def test_every_item_counts_or_is_left_out_for_one_reason(name):
    for step in JUDGED[name]:
        result = by_id(judged(step.asked, step.known, step.on), step.asked)
        of = rows.of_each_rule(step.asked)
        told = {}
        for rule in result["rules"].values():
            told |= {rule["id"]: rule} | rule.get("parts", {})
        for id in of.keys() & told.keys():
            if told[id]["state"] != "not_asked":
                named = [told[id]["counted_items"], *told[id]["left_out"].values()]
                every = sorted({item["id"] for item in step.known[of[id]]})
                assert sorted(item for ids in named for item in ids) == every, (id, step.on)


@pytest.mark.parametrize("name", JUDGED)
def test_a_set_that_people_are_judged_by_could_be_published(name):
    for step in JUDGED[name]:
        assert objections.faults(step.asked) == []


def shuffled(known, chance):
    """The same facts as if they had come in another order."""
    found = {}
    for kind in chance.sample(list(known), len(known)):
        listed = known[kind]
        found[kind] = chance.sample(listed, len(listed)) if isinstance(listed, list) else listed
    return found


@pytest.mark.parametrize("name", [name for name in JUDGED if name != "R47"])
def test_the_order_in_which_facts_arrive_changes_no_byte(name):
    chance = random.Random(lanes.seed())
    times = lanes.many(20, 1_000) if name == "R45" else lanes.many(2, 20)
    for step in JUDGED[name]:
        asked = grammar.read(step.asked)
        first = orjson.dumps(judging.judge(asked, judging.facts(step.known), step.on))
        for _ in range(times):
            known = judging.facts(shuffled(step.known, chance))
            assert orjson.dumps(judging.judge(asked, known, step.on)) == first
