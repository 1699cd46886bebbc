"""What a phone makes of the verdicts on reviews: behind a change that is made anew, and after one was refused."""

import pytest

from tests.support.browser.lab import Doc, Lab, canonical, sha
from tests.support.documents.small import ENTRY, a_change_of, an_entry, basis, conflict

pytestmark = pytest.mark.browser


def a_review(of: Doc, id: str) -> Doc:
    return {
        "typ": "review",
        "v": 1,
        "id": id,
        "entry": ENTRY,
        "entry_rev": of["rev"],
        "entry_hash": sha(canonical(of)),
    }


def test_a_review_behind_a_change_that_is_made_anew_speaks_of_the_new_one(lab: Lab) -> None:
    first = an_entry()
    second = a_change_of(first, "m2", place="Room 2")
    lab.put(second, mutation="m2", base=basis(first))
    lab.put(a_review(second, "r1"), mutation="m3", after="m2")
    lab.server.verdicts = {"m2": conflict("rebase", a_change_of(first, "x", reflection="Slower next time"))}
    lab.server.verdicts["m3"] = {"status": "blocked", "by": "m2"}
    assert lab.sync()["pending"] == 0
    entry, review = lab.server.taken.values()
    assert (review["id"], review["entry_rev"], review["entry_hash"]) == ("r1", 3, sha(canonical(entry)))
    assert lab.box("parked") == []


def test_a_new_review_takes_the_place_of_a_refused_one(lab: Lab) -> None:
    entry = an_entry()
    lab.put(a_review(entry, "r1"), mutation="m1")
    lab.server.verdicts["m1"] = {
        "status": "rejected",
        "code": "field_invalid",
        "fields": {"seen_on": ["Later"]},
    }
    lab.sync()
    assert [row["doc_id"] for row in lab.box("parked")] == ["r1"]
    lab.put(a_review(entry, "r2"), mutation="m2")
    assert lab.box("parked") == []
    assert [row["outcome"] for row in lab.box("sent")] == ["superseded"]
