"""The rows by which the judge is tested are all there, and what they ask and tell is of the grammar."""

import json
from pathlib import Path

import fastjsonschema
import pytest

import logbook
from tests.support.documents import rows

SCHEMA = json.loads((Path(logbook.__file__).parent / "reference" / "grammar-2.schema.json").read_bytes())
ROWS = {row.name: row for row in rows.rows()}
# What a rule's result may hold: a misspelt field would be looked for nowhere.
FIGURES = {
    "state",
    "required",
    "counted",
    "waiting",
    "excess",
    "missing",
    "met_on",
    "holds_until",
    "ended_on",
}
TOLD = {"too_much", "periods", "parts", "nearest", "remarks", "apart", "then", "history", "exceptions"}
FIELDS = FIGURES | TOLD | {"counted_items", "left_out"}
RESULT = {"rules", "gates", "to_go", "ready", "homeless"}
by_name = pytest.mark.parametrize("name", ROWS)


@pytest.fixture(scope="module")
def fits():
    """Whether a set is of the grammar: it raises where it is not."""
    return fastjsonschema.compile(SCHEMA, use_default=False)


def test_every_row_of_the_table_is_there_under_its_own_name():
    assert list(ROWS) == [f"R{number}" for number in range(1, 48)]
    assert [path.stem for path in sorted(rows.FOLDER.glob("*"))] == [
        f"R{number:02}" for number in range(1, 48)
    ]


@by_name
def test_each_set_is_of_the_grammar(name, fits):
    for step in ROWS[name].steps:
        for asked in [step.asked, *(one["set"] for one in step.refused)]:
            if asked:
                fits(asked)


@by_name
def test_each_moment_says_what_comes_out(name):
    for step in ROWS[name].steps:
        assert step.expected or step.pins or step.refused
        assert step.expected.keys() <= RESULT
        told = step.expected.get("rules", {})
        asked = {
            one["id"]: one.get("any", ())
            for gate in (step.asked or {"gates": []})["gates"]
            for one in gate["rules"]
        }
        assert told.keys() <= asked.keys()
        for id, result in told.items():
            parts = result.get("parts", {})
            assert parts.keys() <= {part["id"] for part in asked[id]}
            assert all(one.keys() <= FIELDS for one in [result, *parts.values()])


@by_name
def test_the_items_of_a_moment_are_complete_and_their_ids_their_own(name):
    for step in ROWS[name].steps:
        for kind, (_, words) in rows.WORDS.items():
            items = (step.known or {}).get(kind, [])
            assert all(rows.ITEM.keys() | words.keys() | {"id"} <= item.keys() for item in items)
            # But for a case whose new version waits beside the one that was signed.
            standing = [(item["id"], item["state"] == "waits") for item in items]
            assert len(set(standing)) == len(standing)


def test_items_in_a_lump_are_numbered_through_the_list_and_spread_as_told():
    told = {
        "cases": [{"times": 2, "models": 2}, {"state": "waits"}, {"times": 3, "signers": {"a": 2, "b": 1}}]
    }
    found = rows.expanded(told)["cases"]
    assert [case["id"] for case in found] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert [case["model"] for case in found] == ["m1", "m2", "M3", "M4", "M5", "M6"]
    assert [case["signer"] for case in found] == ["S1", "S2", "", "a", "a", "b"]
    assert {case["review_on"] for case in found} == {"2026-06-29"}


def test_the_large_logbook_is_the_same_each_time():
    assert rows.MADE["large"]() == rows.MADE["large"]()
    large = ROWS["R47"].steps[0]
    assert (len(large.known["cases"]), len(rows.of_each_rule(large.asked))) == (5000, 60)
