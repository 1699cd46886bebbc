"""An answer that the server did not take: a supervisor's phone keeps it, and lets it be given again."""

import pytest

from tests.contract.phones import AT, entry, id_, phone, row
from tests.contract.twins import asked, differences, here, there
from tests.support.cast.people import BEN
from tests.support.documents.statements import a_signoff, revised

ONE = "70000000-0000-4000-8000-000000000001"
SHEET, QUEUE = asked(f"/entries/{ONE}/signoff", ONE), asked("/signoffs")
PAIR = {"seen": "Needle too deep", "correction": "Drew back 2 mm", "repeat": True}


@pytest.fixture
def seen():
    """The version Ben answered."""
    return entry(ONE)


def refused(doc, **more):
    """Ben's message about this version, as the server did not take it."""
    back = a_signoff(
        doc, verdict="returned", feedback="Which room?", corrections=[PAIR], id=id_(5), nonce=id_(6)
    )
    return row(back, code="changed_before_signature", fields={}, head=None) | more


def drawn(name, snapshot, request):
    """The page's JSON, the same in both languages."""
    one, other = here(name, snapshot, request).page, there(name, snapshot, request).page
    assert one is not None and not differences(one, other)
    return one


def test_the_case_stays_in_the_queue_with_its_reason(seen):
    waiting = phone(BEN, [revised(seen, place="Room 2")]) | {"parked": [refused(seen)]}
    page = drawn("signoffs_index", waiting, QUEUE)
    [group] = [group for group in page["groups"] if group["count"]]
    assert group["days"][0]["rows"][0]["state"]["code"] == "parked"
    assert [tab["count"] for tab in page["tabs"] if tab["id"] == "signoffs"] == [1]


def test_the_sheet_takes_another_answer_and_holds_the_words_of_the_first(seen):
    newer = revised(seen, place="Room 2")
    page = drawn("signoff_sheet", phone(BEN, [newer]) | {"parked": [refused(seen)]}, SHEET)
    assert page["allowed"] and page["base"]["rev"] == "2"
    assert page["fields"]["feedback"]["value"] == "Which room?"
    assert page["fields"]["rating"]["value"] == ""
    [first] = page["fields"]["corrections"]["rows"]
    assert [field["value"] for field in first["fields"]] == ["Needle too deep", "Drew back 2 mm", "1"]
    assert page["id"] != id_(5), "the refused answer keeps its own number"


def test_what_is_typed_now_counts_more_than_what_was_refused(seen):
    typed = SHEET | {"fields": {"feedback": [""]}, "problems": {"feedback": ["Write what needs changing"]}}
    page = drawn("signoff_sheet", phone(BEN, [seen]) | {"parked": [refused(seen)]}, typed)
    assert page["fields"]["feedback"]["value"] == ""


def test_where_the_case_is_signed_there_is_nothing_to_give_again(seen):
    signed = phone(BEN, [seen], [a_signoff(seen, id=id_(3))]) | {"parked": [refused(seen, code="locked")]}
    assert not drawn("signoff_sheet", signed, SHEET)["allowed"]
    assert drawn("signoffs_index", signed, QUEUE)["count"] == 0


def test_the_queue_marks_a_case_whose_answer_was_begun(seen):
    begun = {"entry": ONE, "kind": "signoff", "saved_at": AT, "fields": {"rating": ["4"]}}
    page = drawn("signoffs_index", phone(BEN, [seen]) | {"drafts": [begun]}, QUEUE)
    assert page["groups"][0]["days"][0]["rows"][0]["begun"]
    assert not drawn("signoffs_index", phone(BEN, [seen]), QUEUE)["groups"][0]["days"][0]["rows"][0]["begun"]


def test_a_begun_answer_is_no_draft_of_a_case(seen):
    begun = {"entry": ONE, "kind": "signoff", "saved_at": AT, "fields": {}}
    assert drawn("entries_index", phone(BEN, [seen]) | {"drafts": [begun]}, asked("/entries"))["drafts"] == []
