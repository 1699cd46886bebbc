"""Statements grow by optional keys: a revision by a build that does not know one takes nothing away and never loops."""

import pytest

from logbook.models import Statement
from logbook.statements.keeping import keeping
from tests.contract import engine
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry, revised

PHONE, OTHER = "60000000-0000-4000-8000-000000000001", "60000000-0000-4000-8000-000000000002"
EVENT = {"kind": "bruising", "severity": "mild", "onset_day": 0, "action": "none", "resolved_on": None}
TOLD = {"reported_to": "manufacturer", "supervisor_told": True}


@pytest.fixture
def head(desk):
    """A case whose complication says what the first builds did not ask."""
    doc = an_entry(events=[EVENT | TOLD])
    desk.one(ANA, doc)
    return doc


def dropping(doc, **changes):
    """The change an old build makes: it writes the keys it knows, no others."""
    return revised(doc, events=[EVENT], **changes)


def test_a_revision_that_lacks_what_its_build_does_not_know_is_asked_for_anew_and_not_stored(desk, head):
    verdict = desk.one(ANA, dropping(head, place="Room 4"), device=PHONE)
    assert (verdict["status"], verdict["code"]) == ("conflict", "rebase")
    assert verdict["head"]["rev"] == 1 and verdict["head"]["stmt"]
    assert desk.count(Statement) == 1


def test_made_anew_by_a_build_that_keeps_it_the_change_is_taken(desk, head):
    late = dropping(head, place="Room 4")
    desk.one(ANA, late, device=PHONE)
    merge = "(m, base, mine, theirs) => m['worker/merge.js'].merge(base, mine, theirs)"
    merged = engine.apply(["worker/merge.js"], merge, head, late, head)
    renewed = revised(head) | {name: merged[name] for name in ("events", "place")}
    assert merged["events"] == [EVENT | TOLD] and merged["place"] == "Room 4"
    assert desk.one(ANA, renewed, device=PHONE)["status"] == "applied"


def test_a_build_that_drops_it_again_is_refused_in_words_and_asks_no_more(desk, head):
    desk.one(ANA, dropping(head, place="Room 4"), device=PHONE)
    again = desk.one(ANA, dropping(head, place="Room 4"), device=PHONE)
    assert (again["status"], again["code"]) == ("rejected", "needs_update")
    assert "Nothing is lost" in again["fields"]["base"][0]
    third = desk.one(ANA, dropping(head, place="Room 5"), device=PHONE)
    assert third["code"] == "needs_update" and desk.count(Statement) == 1


def test_in_one_request_too(desk, head):
    codes = [one["code"] for one in desk.send(ANA, dropping(head), dropping(head), device=PHONE)]
    assert codes == ["rebase", "needs_update"]


def test_another_device_is_asked_for_itself(desk, head):
    desk.one(ANA, dropping(head), device=OTHER)
    assert desk.one(ANA, dropping(head), device=PHONE)["code"] == "rebase"


def test_an_answer_emptied_by_a_build_that_knows_it_is_a_change_like_others(desk, head):
    emptied = revised(head, events=[EVENT | {"reported_to": "", "supervisor_told": None}])
    assert desk.one(ANA, emptied, device=PHONE)["status"] == "applied"


def test_a_key_that_is_lacking_is_nobodys_change(desk, head):
    """Two phones change different answers; the older build also lacks a key the other one changed."""
    desk.one(ANA, revised(head, events=[EVENT | TOLD | {"supervisor_told": False}]))
    late = dropping(head, place="Room 4")
    assert desk.one(ANA, late, device=PHONE)["code"] == "rebase"


def test_a_row_taken_away_is_a_change_and_not_a_key_that_lacks(desk, head):
    assert desk.one(ANA, revised(head, events=[]), device=PHONE)["status"] == "applied"


KNOWN = {"a": 1, "product": {"code": "botox"}, "points": [{"x": 1}, {"x": 2}], "assessment": {"severity": {}}}


@pytest.mark.parametrize(
    ("doc", "other", "kept"),
    [
        ({"a": 1}, {"a": 2, "later": None}, {"a": 1, "later": None}),
        ({"a": 1}, {"a": 2, "amends": "x"}, {"a": 1}),
        ({"product": {"code": "b"}}, {"product": {"code": "c", "as": "m"}}, {"product": {"code": "b", "as": "m"}}),
        ({"product": None}, {"product": {"code": "c", "as": "m"}}, {"product": None}),
        ({"assessment": {"severity": {}}}, {"assessment": {"severity": {"chin": 1}}}, {"assessment": {"severity": {}}}),
        ({"points": [{"x": 2}, {"x": 1}]}, {"points": [{"x": 1, "k": "a"}, {"x": 2, "k": "b"}]},
         {"points": [{"x": 2, "k": "b"}, {"x": 1, "k": "a"}]}),
        ({"points": [{"x": 9}]}, {"points": [{"x": 1, "k": "a"}]}, {"points": [{"x": 9, "k": "a"}]}),
        ({"points": [{"x": 9}]}, {"points": [{"x": 1, "k": "a"}, {"x": 2, "k": "b"}]}, {"points": [{"x": 9}]}),
        ({"areas": ["chin"]}, {"areas": ["dao"]}, {"areas": ["chin"]}),
        (KNOWN, {}, KNOWN),
    ],
)  # fmt: skip
def test_both_languages_keep_the_same(doc, other, kept):
    path = "twins/statements/keeping.js"
    there = engine.apply([path], f"(m, doc, other) => m['{path}'].keeping(doc, other)", doc, other)
    assert keeping(doc, other) == there == kept
    assert keeping(kept, other) == kept
