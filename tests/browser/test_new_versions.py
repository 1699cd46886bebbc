"""New versions of signed cases on the phone: made anew where two meet, and the version before stays to be compared."""

import pytest

from tests.support.browser.lab import ACCOUNT, Doc, Lab, canonical, sha
from tests.support.documents.small import ENTRY, a_change_of, an_entry, basis, conflict

pytestmark = pytest.mark.browser
SIGNATURE = "5" * 64
OF_HASH = "6" * 64


def a_closing() -> Doc:
    of = {"kind": "proposal", "id": "p1"}
    return {"typ": "withdrawal", "v": 1, "id": "w1", "of": of, "of_hash": OF_HASH, "by": ACCOUNT}


def test_a_new_version_made_anew_names_the_same_signature_and_the_closing_behind_it_the_same_text(
    lab: Lab,
) -> None:
    first = an_entry()
    theirs = a_change_of(first, "x", reflection="Slower next time", amends=SIGNATURE)
    lab.put(a_change_of(first, "m2", place="Room 2", amends=SIGNATURE), mutation="m2", base=basis(first))
    lab.put(a_closing(), mutation="m3", n=2, after="m2")
    lab.server.verdicts["m2"] = conflict("rebase", theirs)
    assert lab.sync()["pending"] == 0
    taken = {doc["typ"]: doc for doc in lab.server.taken.values()}
    assert (taken["entry"]["rev"], taken["entry"]["amends"]) == (3, SIGNATURE)
    assert (taken["entry"]["place"], taken["entry"]["reflection"]) == ("Room 2", "Slower next time")
    assert taken["withdrawal"] == a_closing()


def test_the_version_before_stays_beside_the_one_that_was_sent(lab: Lab) -> None:
    first = an_entry()
    second = a_change_of(first, "m2", place="Room 2")
    lab.server.publish("entry", ENTRY, first)
    lab.sync()
    lab.put(second, mutation="m2", base=basis(first))
    # The verdict comes, the feed's page does not yet.
    lab.server.script = [
        (200, {}, lambda usual, body: usual | {"pull": usual["pull"] | {"docs": []}, "digest": None})
    ]
    lab.sync()
    snapshot = lab.run('async () => (await at("store/snapshot.js")).snapshot(ACCOUNT)')
    [record] = snapshot["records"]["entry"]
    assert record["doc"] == second
    assert [(kept["rev"], kept["hash"], kept["doc"]) for kept in record["earlier"]] == [
        (1, sha(canonical(first)), first)
    ]
