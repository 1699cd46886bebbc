"""“All requirements are met” is said only where each line of the list below it says so."""

from typing import Any

import pytest

from logbook.eligibility.said import said
from logbook.office import cohort
from tests.contract import twins
from tests.contract.phones import entry, phone
from tests.support.cast import people
from tests.support.documents.statements import an_entry

ONE = "70000000-0000-4000-8000-000000000001"


def a_rule(**changes: Any) -> dict[str, Any]:
    rule = {
        "id": "r",
        "label": "Some",
        "kind": "entries",
        "filter": dict.fromkeys(("part", "setting", "areas", "product", "skin_type"), []),
        "percent": None,
    }
    figures = {
        "required": 1,
        "counted": 1,
        "waiting": 0,
        "excess": 0,
        "missing": 0,
        "met": True,
        "entries": [],
    }
    return rule | figures | changes


def with_rules(*rules: dict[str, Any], to_go: int = 0) -> dict[str, Any]:
    """Ana's phone with a report of these rules."""
    known = phone(people.ANA, [entry(ONE)])
    [record] = known["records"]["report"]
    record["doc"] = record["doc"] | {
        "rules": list(rules),
        "totals": record["doc"]["totals"] | {"to_go": to_go},
    }
    return known


UNMET = a_rule(kind="reviews", percent=80, required=16, counted=15, missing=1, met=False)
SAID = [
    ((a_rule(), UNMET), 0, "1 requirement"),
    ((UNMET, UNMET), 0, "2 requirements"),
    ((a_rule(), a_rule(kind="supervisors")), 0, "All requirements are met."),
    ((a_rule(missing=3, met=False), UNMET), 3, "At least 3"),
]


@pytest.mark.finding("use.B3")
@pytest.mark.parametrize(("rules", "to_go", "words"), SAID)
@pytest.mark.parametrize(("name", "path"), [("progress", "/progress"), ("entries_index", "/entries")])
def test_all_met_is_said_only_where_every_line_is(rules, to_go, words, name, path):
    known = with_rules(*rules, to_go=to_go)
    drawn = [side(name, known, twins.asked(path)) for side in (twins.here, twins.there)]
    assert drawn[0].html == drawn[1].html and drawn[0].html is not None
    others = {found for _, _, found in SAID} - {words}
    assert words in drawn[0].html and not any(other in drawn[0].html for other in others)


@pytest.mark.finding("use.B3")
def test_a_coordinator_sees_that_a_requirement_is_missing_though_no_case_is():
    class Row:
        person_id, name, email, since = people.ANA.id, "Ana Silva", people.ANA.email, "2026-01-05T08:00:00Z"
        cohort_id = None

    [record] = with_rules(a_rule(), UNMET)["records"]["report"]
    pace = {"cohort": "", "due_on": None, "left": "", "paused": "", "slips": False, "text": ""}
    made = cohort.trainee(Row, record["doc"], cohort.Standing(), pace, held=False, known={})
    assert (made["to_go"], made["unmet"]) == (0, 1)
    done = made | {"name": "Aaron", "unmet": 0}
    assert [row["name"] for row in cohort.in_order([done, made], "behind")] == ["Ana Silva", "Aaron"]


@pytest.mark.finding("use.B3")
def test_the_review_day_is_the_one_named_or_two_weeks_on():
    named = an_entry(performed_on="2026-11-01", aftercare={"review_due_on": "2026-11-20"})
    plain = an_entry(performed_on="2026-11-20", aftercare={"review_due_on": None})
    assert [said(doc).review_on for doc in (named, plain)] == ["2026-11-20", "2026-12-04"]
