"""The pathway as its trainee reads it: gates, rules, and why a case does not count, from Progress in two taps."""

import re

import orjson
import pytest

from logbook import pages, shell
from logbook.eligibility import judging
from logbook.pages.clock import Clock
from logbook.record import published
from logbook.record.pathway import Of, documents
from logbook.record.terms import Terms
from tests.contract import phones, twins
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, NORTH, SOUTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read

ID = "81000000-0000-4000-8000-000000000001"
OTHER = "82000000-0000-4000-8000-000000000001"


def test_from_progress_it_is_two_taps_to_the_sentence_why_a_case_does_not_count(app, phone_of):
    watched = told(app, an_entry(part="observed"))
    page = read(phone_of(ANA), "/progress")
    [rule] = [link for link in page.links() if link.startswith("/pathway/supervised?")]
    page = read(phone_of(ANA), rule)
    assert "Another part in it is asked for." in page.text
    assert f"/entries/{watched['id']}" in page.links()


def test_the_pathway_says_one_next_thing_of_each_gate(app, phone_of):
    told(app, an_entry())
    page = read(phone_of(ANA), "/pathway")
    assert "Next: Observed , 0 of 10, 10 to go" in page.text and "Hands-on training" in page.text
    assert "Not asked by this set: licence, programme, examination, certificate." in page.text


def test_a_case_says_what_it_counts_for_and_why_not(app, phone_of):
    signed = told(app, an_entry())
    told(app, a_signoff(signed), by=BEN, grade="C")
    read(phone_of(ANA), "/progress")
    page = read(phone_of(ANA), f"/entries/{signed['id']}")
    section = page.soup.select_one("[aria-labelledby=counts]")
    assert "Counts for" in section.get_text() and "/pathway/supervised?" in str(section)
    assert "Another part in it is asked for." in section.get_text()
    assert read(phone_of(BEN), f"/entries/{signed['id']}").soup.select_one("[aria-labelledby=counts]") is None


def test_what_nobody_is_asked_is_not_there(app, phone_of):
    told(app, an_entry())
    read(phone_of(ANA), "/progress")
    assert phone_of(ANA).get("/pathway/nothing").status_code == 404
    assert phone_of(ANA).get(f"/pathway/supervised?programme={SOUTH}").status_code == 404
    assert phone_of(BEN).get("/pathway/supervised").status_code == 404


def test_without_a_case_there_is_a_pathway_all_the_same(phone_of):
    page = read(phone_of(CLEO), "/pathway")
    assert "Nothing reckoned yet" not in page.text and "0 of" in page.text
    assert "No pathway" in read(phone_of(BEN), "/pathway").text


def test_each_programme_has_its_own(app, phone_of):
    joined(app, ANA, SOUTH, "trainee")
    told(app, an_entry())
    page = read(phone_of(ANA), "/pathway")
    assert {NORTH, SOUTH} == set(re.findall(r"programme=([0-9a-f-]+)", page.html))


def gate(**rule):
    line = {
        "id": "r",
        "label": "Glabella",
        "of": "cases",
        "asks": "At least 1 case",
        "limits": "",
        "about": "",
    }
    line |= {"source": "", "note": "", "sure": "", "kept": True, "state": "met", "required": 1, "counted": 1}
    line |= {"waiting": 0, "excess": 0, "missing": 0, "met_on": "2026-10-01", "holds_until": None}
    line |= {"ended_on": None, "counted_items": [[0, 0]], "left_out": {}, "exceptions": []}
    line |= rule
    return {
        "typ": "gate",
        "id": f"{ANA.id}.{NORTH}.0",
        "trainee": ANA.id,
        "programme": NORTH,
        "made_on": "2026-11-20",
        "report": "0" * 12,
        "set": {"key": "k", "version": 3, "title": "Set", "hash": "a" * 64, "authority": "ours"}
        | {"source": "Ours", "as_of": "2026-11-01", "until": None, "next": None},
        "order": 0,
        "gate": {"id": "hands_on", "label": "Hands-on", "state": "met" if line["state"] == "met" else "open"}
        | {"opens": True, "needs": [], "deadline": None, "holds_until": line["holds_until"], "next": None},
        "rules": [line],
        "ids": {"cases": [ID.replace("-", "")[:12], OTHER.replace("-", "")[:12]]},
        "ready": line["state"] == "met",
        "to_go": 0,
        "deadline": None,
        "homeless": [],
    }


def phone(*docs):
    made = phones.phone(ANA, [phones.entry(ID), phones.entry(OTHER, performed_on="2026-11-19")])
    made["records"]["gate"] = [
        {"kind": "gate", "id": doc["id"], "rev": 1, "hash": "1" * 64, "received_at": None, "brought_by": ""}
        | {"doc": doc}
        for doc in docs
    ]
    return made


def drawn(name, asked, *docs, now=twins.NOW):
    here, there = (side(name, phone(*docs), asked, now) for side in (twins.here, twins.there))
    assert here.html == there.html
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", here.html))


RULE = twins.asked("/pathway/r", "r")
WAY = twins.asked("/pathway")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, ["Met", "1 of 1"]),
        ({"state": "open", "counted": 0, "missing": 1}, ["To go", "0 of 1, 1 to go"]),
        ({"state": "waiting", "counted": 0, "waiting": 1, "missing": 1}, ["Waiting for signatures"]),
        ({"state": "impossible", "counted": 0, "missing": 1}, ["Cannot be met any more"]),
        ({"state": "waived"}, ["Waived", "Not asked, by an exception"]),
        ({"state": "not_asked"}, ["Not asked of you"]),
        (
            {"state": "ended", "counted": 0, "missing": 1, "ended_on": "2026-08-20"},
            ["ended on 20 August 2026"],
        ),
        ({"state": "open", "of": "hours", "kept": False}, ["Not recorded here yet"]),
    ],
)
def test_each_state_has_its_words_in_both_languages(rule, words):
    said = drawn("pathway", WAY, gate(**rule))
    assert all(one in said for one in words), said
    drawn("requirement", RULE, gate(**rule))


def test_what_held_until_a_day_that_has_passed_has_ended_as_reckoned_then():
    doc = gate(holds_until="2026-11-25")
    assert "holds until 25 November 2026" in drawn("pathway", WAY, doc)
    later = "2026-11-27T09:00:00Z"
    said = drawn("requirement", RULE, doc, now=later)
    assert "Ended on 25 November 2026, reckoned from what was known on 20 November 2026" in said
    assert "Reckoned on 20 November 2026" in said
    assert "All gates are met" not in drawn("pathway", WAY, doc, now=later)
    # Nothing that was not met is met because days pass.
    assert "To go" in drawn("pathway", WAY, gate(state="open", counted=0, missing=1), now=later)


def test_a_newer_report_says_that_reasons_are_being_reckoned_anew():
    assert "being reckoned anew" not in drawn("pathway", WAY, gate())
    assert "being reckoned anew" in drawn("pathway", WAY, gate() | {"report": "f" * 12})


def test_a_report_of_a_later_day_that_says_nothing_else_makes_no_gate_stale_and_the_first_speaks_for_all(
    monkeypatch,
):
    usual = phone

    def with_basis(*docs):
        made = usual(*docs)
        for record in made["records"]["report"]:
            record["doc"]["basis"] = "b" * 12
        return made

    monkeypatch.setitem(globals(), "phone", with_basis)
    first = gate() | {"report": "f" * 12, "basis": "b" * 12, "rules": []}
    second = gate() | {"id": f"{ANA.id}.{NORTH}.1", "order": 1, "made_on": "2026-11-18", "basis": "a" * 12}
    for name, asked in (("pathway", WAY), ("requirement", RULE)):
        said = drawn(name, asked, first, second)
        assert "being reckoned anew" not in said and "18 November" not in said, name
    assert "being reckoned anew" in drawn("requirement", RULE, first | {"basis": "c" * 12}, second)


def test_a_rule_tells_exceptions_history_and_what_is_not_here():
    told_of = {
        "kind": "number",
        "reason": "illness",
        "by": "Dan Weiss",
        "on": "2026-11-01",
        "ends": "2027-01-01",
    }
    rule = {
        "exceptions": [told_of | {"items": [ID.replace("-", "")[:12], "f" * 12], "was": 20}],
        "history": [{"until": "2026-11-03", "state": "met", "required": 1, "counted": 1, "met_on": None}],
        "left_out": {"future": [[1, 1]], "a_new_reason": [[0, 0]]},
        "then": {"day": "2027-01-20", "state": "open", "counted": 0, "missing": 1},
        "too_much": {"field": "signer", "value": BEN.id, "percent": 90},
        "periods": [1, 0],
        "remarks": ["as_the_file_says", "other"],
    }
    said = drawn("requirement", RULE, gate(**rule))
    for words in ("By Dan Weiss, from 1 November 2026 until 1 January 2027", "1 asked, 20 without it"):
        assert words in said
    for words in ("Up to 3 November 2026: met, 1 of 1", "On 20 January 2027 1 would be missing"):
        assert words in said
    assert "Its day is still to come." in said and "a_new_reason" in said
    assert f"Too much of it is with one: {BEN.name}, 90%." in said


def test_whatever_the_judge_says_of_a_rule_is_drawn():
    cases = [
        {"id": id, "on": on, "areas": ["glabella"], "signer": BEN.id, "model": "AB2C"}
        for id, on in ((ID, "2026-11-20"), (OTHER, "2026-11-19"))
    ]
    rule = {"id": "r", "label": "Glabella", "of": "cases", "min": 1}
    for more in (
        {"max_share": {"signer": 50}},
        {"max_share": {"model": 50}},
        {"per": {"years": 1, "times": 2}},
        {"within": {"months": 6, "back_from": "sitting"}},
        {"where": {"origin": ["here", "elsewhere"]}},
    ):
        whole = {"grammar": 2, "key": "k", "version": 1, "title": "T", "authority": "ours", "source": "S"}
        whole |= {
            "as_of": "2026-11-01",
            "confidence": "read",
            "gates": [{"id": "hands_on", "rules": [rule | more]}],
        }
        asked = published.read(published.text_of(whole), None)
        known = judging.facts({"cases": cases, "days": {"sitting": "2027-09-01"}})
        result = judging.judge(asked.whole, known, "2026-11-28")
        [text] = documents(Of(ANA.id, NORTH, "0" * 64, "0" * 12), Terms(asked, known), result)
        said = drawn("requirement", RULE, orjson.loads(text))
        assert ("Too much of it is with one: " in said) is ("max_share" in more), more


def test_long_lists_are_told_in_pages():
    entries = [phones.entry(f"8{n:07}-0000-4000-8000-000000000001") for n in range(120)]
    made = phones.phone(ANA, entries)
    doc = gate(counted_items=[[0, 119]]) | {
        "ids": {"cases": [one["id"].replace("-", "")[:12] for one in entries]}
    }
    made["records"]["gate"] = phone(doc)["records"]["gate"]
    pages_of = [
        pages.requirement(
            made, twins.asked("/pathway/r", "r", query=query), Clock(twins.NOW, twins.TZ), shell.data()
        )
        for query in ({}, {"list": "counted"}, {"list": "counted", "page": "3"})
    ]
    assert [len(page["lists"][0]["rows"]) for page in pages_of] == [10, 50, 20]
    assert pages_of[0]["lists"][0]["all"] == f"/pathway/r?programme={NORTH}&list=counted"
    for query in ({}, {"list": "counted"}, {"list": "counted", "page": "3"}):
        asked = twins.asked("/pathway/r", "r", query=query)
        assert twins.here("requirement", made, asked).html == twins.there("requirement", made, asked).html
