"""Gates and rules that a set does not name are called the same on the phone, at the desk and in lists."""

import pytest

from logbook.eligibility import grammar, judging, sentences
from logbook.office import gates
from logbook.record import published
from logbook.record.pathway import Of, documents, first_end
from logbook.record.terms import Terms
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.statements import a_signoff, amended, an_entry
from tests.support.server.reader import read

RULE = {"id": "each_year", "of": "cases", "min": 1, "within": {"months": 24}}
RAW = {
    "grammar": 2,
    "key": "own-00000007",
    "version": 1,
    "title": "T",
    "authority": "provider",
    "source": "S",
    "as_of": "2026-11-01",
    "confidence": "read",
    "gates": [{"id": "hands_on", "rules": [RULE]}, {"id": "second_step", "rules": []}],
}


@pytest.fixture
def asked():
    return published.read(published.text_of(RAW), NORTH)


def test_a_gate_and_a_rule_have_one_name_everywhere(asked):
    known = judging.facts({"cases": [{"id": "c", "on": "2026-11-20"}]})
    result = judging.judge(asked.whole, known, "2026-11-28")
    names = [sentences.gate_name(gate) for gate in asked.whole["gates"]]
    assert names == ["Hands-on training", "Second step"]
    texts = " ".join(documents(Of(ANA.id, NORTH, "0" * 64, "0" * 12), Terms(asked, known), result))
    assert '"label":"Hands-on training"' in texts and '"label":"Each year"' in texts
    report = {"set": {"key": asked.key, "version": 1}, "rules": [{"id": "each_year", "met": True}]}
    assert [mark["label"] for mark in gates.marks({(asked.key, 1): asked}, report)] == names
    end = first_end(asked.whole, result)
    assert end and (end.gate, end.rule) == ("Hands-on training", "Each year")
    assert grammar.read(RAW)["gates"][0]["label"] is None


def test_a_case_whose_newer_version_waits_is_told_at_the_desk_as_it_was_signed(app, phone_of, dan):
    desk, case = Desk(app), an_entry(areas=["glabella"])
    signature = a_signoff(case)
    desk.one(ANA, case)
    desk.sign(BEN, signature)
    desk.one(ANA, amended(case, signature, areas=["glabella", "forehead"]))
    page = read(phone_of(dan), f"/cohort/{NORTH}/{ANA.id}/pathway/glabella?show=counts")
    [title] = [
        row.select_one(".title, strong").get_text() for row in page.soup.select("#found li, main ul.rows li")
    ]
    assert title == "Glabella"
