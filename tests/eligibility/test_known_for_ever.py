"""A person of whom no change is known was always what they are."""

import pytest

from logbook.eligibility import grammar, judging

ASKED = {"id": "r", "label": "R", "of": "cases", "min": 1}


@pytest.mark.parametrize("within", [{"months": 24}, {"days": 30}, {"calendar_months": 2}, {}])
@pytest.mark.parametrize("more", [{}, {"applies": {"profession": ["dentist"]}}])
def test_a_rule_is_judged_of_whoever_was_the_same_since_the_calendar_begins(within, more):
    asked = {"grammar": 2, "key": "k", "version": 1, "title": "T", "authority": "ours", "source": "S"}
    asked |= {"as_of": "2026-11-01", "confidence": "read"}
    asked |= {"gates": [{"id": "g", "rules": [ASKED | {"within": within} | more]}]}
    known = judging.facts({"person": [{"from": "0001-01-01", "profession": "dentist"}]})
    [rule] = judging.judge(grammar.read(asked), known, "2026-11-28")["gates"][0]["rules"]
    assert (rule["state"], rule["met_on"], rule["ended_on"]) == ("open", None, None)
