"""A form costs what it may hold, not what is posted: rows beyond the rule are neither read nor drawn."""

import time

import pytest

from logbook.statements.forms import SPARE_ROWS, read_form, row_numbers
from tests.support.documents.forms import SHELL, a_filled_form

pytestmark = pytest.mark.finding("attack.M8")

LISTS = {
    "points": "units_tenths",
    "events": "kind",
    "corrections": "seen",
    "assessment.severity": "area",
    "again": "seen",
}
ITEMS = {
    item["name"]: item
    for section in SHELL["forms"]["entry"]
    for item in section["items"]
    if item["type"] == "rows"
}


def posted(count, **columns):
    return {f"{name}.{n}.{column}": ["x"] for name, column in columns.items() for n in range(count)}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_no_further_than_its_rule(name):
    fields = posted(9999, **{name: LISTS[name]})
    most = ITEMS[name]["most"]
    assert row_numbers(ITEMS[name], fields) == list(range(most + SPARE_ROWS))
    values, problems = read_form("entry", a_filled_form() | fields, SHELL)
    assert len(values[name]) <= most + SPARE_ROWS
    assert name == "again" or problems[name] == [f"At most {most} rows."]


def test_what_was_typed_comes_before_empty_rows():
    most = ITEMS["corrections"]["most"]
    fields = {f"corrections.{n}.seen": ["" if n < 500 else "x"] for n in range(500 + most)}
    numbers = row_numbers(ITEMS["corrections"], fields)
    assert set(range(500, 500 + most)) <= set(numbers) and len(numbers) == most + SPARE_ROWS


def test_a_form_of_nine_thousand_rows_is_drawn_small_and_soon(hers):
    hostile = posted(
        4000, points="side", events="kind", corrections="seen", **{"assessment.severity": "area"}
    ) | {"kept": ["x"] * 4000, "action": ["more"]}
    began = time.monotonic()
    answer = hers.post("/entries/new", data={"id": "", "mutation": ""} | hostile)
    assert answer.status_code == 200
    assert len(answer.data) < 2_000_000
    # Fifteen seconds before; a bound so wide says nothing about the machine.
    assert time.monotonic() - began < 8
