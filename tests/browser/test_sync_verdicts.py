"""What the phone does with each verdict: which statements leave, which are parked, which are made anew."""

import pytest

from tests.support.browser.lab import Doc, Lab, canonical, sha
from tests.support.documents.small import ENTRY, OTHER, a_change_of, an_entry, basis, conflict

pytestmark = pytest.mark.browser

# Puts a row into the outbox while the new statement is hashed: the old one is judged, nothing is written yet.
PUT_WHILE_HASHING = """async (row) => {
    const [{ sync }, { put }] = [await at("worker/sync.js"), await at("store/outbox.js")];
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    crypto.subtle.digest = async (...given) => {
      // The new statement is being hashed: the old one is judged, nothing is written yet.
      if (new TextDecoder().decode(given[1]).includes('"rev":3')) {
        crypto.subtle.digest = digest;
        await put(ACCOUNT, row);
      }
      return digest(...given);
    };
    await sync(ACCOUNT, { reason: "tap" });
    }"""

# What the button "Send again" asks of the worker, up to the end of the sync that follows.
SEND_AGAIN = """async (id) => {
    let sent = null;
    const event = { waitUntil: (promise) => (sent = promise) };
    await (await at("worker/choices.js")).sendAgain({ account: ACCOUNT, id, bundle: { build: "lab" }, event });
    await sent;
    }"""


def test_an_accepted_statement_leaves_the_outbox_and_is_shown_as_sent(lab: Lab) -> None:
    assert lab.put(an_entry(), mutation="m1") == "kept"
    report = lab.sync()
    assert (report["online"], report["sent"], report["pending"]) == (True, 1, 0)
    assert lab.box("outbox") == []
    assert [row["outcome"] for row in lab.box("sent")] == ["applied"]
    assert lab.box("documents")[0]["stmt"] == canonical(an_entry())


def test_the_same_form_twice_is_one_statement_before_and_after_it_was_sent(lab: Lab) -> None:
    assert lab.put(an_entry(), mutation="m1") == "kept"
    assert lab.put(an_entry(place="Room 2"), mutation="m1") == "known"
    lab.sync()
    assert lab.put(an_entry(), mutation="m1") == "known"
    assert len(lab.server.taken) == 1 and lab.box("outbox") == []


@pytest.mark.parametrize(
    "verdict",
    [
        {
            "status": "rejected",
            "code": "field_invalid",
            "fields": {"product.batch": ["Enter the batch number"]},
        },
        {"status": "rejected", "code": "no_access", "fields": {}},
        {"status": "id_reused"},
        {"status": "blocked", "by": "m0"},
        conflict("both_changed", an_entry(rev=2)),
        conflict("gone", an_entry(rev=2)),
    ],
)
@pytest.mark.fault(23)
def test_what_is_refused_is_parked_with_its_reason_and_the_rest_arrives(lab: Lab, verdict: Doc) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.put(an_entry(OTHER, mutation="m2"), mutation="m2")
    lab.server.verdicts["m1"] = verdict
    report = lab.sync()
    assert (report["pending"], report["parked"], report["sent"]) == (0, 1, 1)
    [row] = lab.box("parked")
    assert row["code"] == verdict.get("code", verdict["status"])
    assert row["fields"] == verdict.get("fields", {}) and row["stmt"] == canonical(an_entry())
    assert row["head"] == verdict.get("head")


def test_changes_to_different_answers_are_put_together_and_sent_as_a_new_statement(lab: Lab) -> None:
    first = an_entry()
    mine, theirs = (
        a_change_of(first, "m2", place="Room 2"),
        a_change_of(first, "x", reflection="Slower next time"),
    )
    lab.put(mine, mutation="m2", base=basis(first))
    lab.server.verdicts["m2"] = conflict("rebase", theirs)
    assert lab.sync()["pending"] == 0
    [(mutation, taken)] = lab.server.taken.items()
    assert mutation not in ("m2", "x") and taken["mutation"] == mutation
    assert (taken["place"], taken["reflection"]) == ("Room 2", "Slower next time")
    assert (taken["rev"], taken["prev"]) == (3, sha(canonical(theirs)))
    assert {row["mutation"]: row["outcome"] for row in lab.box("sent")} == {
        "m2": "superseded",
        mutation: "applied",
    }


def test_what_was_built_on_a_change_follows_it_when_it_is_made_anew(lab: Lab) -> None:
    first = an_entry()
    second = a_change_of(first, "m2", place="Room 2")
    third = a_change_of(second, "m3", model={"code": "K7PD", "sex": "female"})
    gone = {
        "typ": "withdrawal",
        "v": 1,
        "id": "w1",
        "of": {"kind": "entry", "id": ENTRY},
        "of_hash": sha(canonical(third)),
    }
    theirs = a_change_of(first, "x", reflection="Slower next time")
    lab.put(second, mutation="m2", base=basis(first))
    lab.put(third, mutation="m3", after="m2", base=basis(second))
    lab.put(gone, mutation="m4", after="m3")
    lab.server.verdicts = {"m2": conflict("rebase", theirs)} | {
        id: {"status": "blocked", "by": "m2"} for id in ("m3", "m4")
    }
    assert lab.sync()["pending"] == 0
    second, third, gone = lab.server.taken.values()
    assert (third["place"], third["reflection"], third["model"]["sex"]) == (
        "Room 2",
        "Slower next time",
        "female",
    )
    assert third["prev"] == sha(canonical(second)) and gone["of_hash"] == sha(canonical(third))
    assert lab.box("parked") == []


def test_a_change_saved_while_the_one_before_it_is_made_anew_follows_it_too(lab: Lab) -> None:
    first = an_entry()
    second = a_change_of(first, "m2", place="Room 2")
    third = a_change_of(second, "m3", reflection="Saved in that very moment")
    lab.put(second, mutation="m2", base=basis(first))
    lab.server.verdicts["m2"] = conflict(
        "rebase", a_change_of(first, "x", model={"code": "K7PD", "sex": "male"})
    )
    row = {
        "mutation": "m3",
        "kind": "entry",
        "doc_id": ENTRY,
        "after": "m2",
        "stmt": canonical(third),
        "at": "now",
    }
    row |= {"hash": basis(third)["hash"], "base": basis(second)}
    lab.run(
        PUT_WHILE_HASHING,
        row,
    )
    second, third = lab.server.taken.values()
    assert third["prev"] == sha(canonical(second)) and lab.box("parked") == []
    assert (third["place"], third["model"]["sex"]) == ("Room 2", "male")


def test_an_overlap_is_parked_with_both_versions(lab: Lab) -> None:
    first = an_entry()
    theirs = a_change_of(first, "x", place="Room 3")
    lab.put(a_change_of(first, "m2", place="Room 2"), mutation="m2", base=basis(first))
    lab.server.verdicts["m2"] = conflict("rebase", theirs)
    lab.sync()
    [row] = lab.box("parked")
    assert (row["code"], row["head"]["stmt"]) == ("both_changed", canonical(theirs))


def test_a_new_version_of_a_refused_case_takes_its_place(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.server.verdicts["m1"] = {"status": "rejected", "code": "field_invalid", "fields": {}}
    lab.sync()
    lab.put(an_entry(place="Room 9", mutation="m2"), mutation="m2")
    assert lab.box("parked") == []
    assert lab.sync()["sent"] == 1


@pytest.mark.fault(26)
def test_a_document_with_waiting_work_stays_when_access_is_taken_away(lab: Lab) -> None:
    known = lab.server.publish("entry", ENTRY, an_entry())
    lab.server.publish("entry", OTHER, an_entry(OTHER))
    lab.sync()
    lab.put(a_change_of(an_entry(), "m2", place="Room 2"), mutation="m2", base=basis(an_entry()))
    lab.server.verdicts["m2"] = {"status": "rejected", "code": "no_access", "fields": {}}
    for id in (ENTRY, OTHER):
        lab.server.documents["entry", id] = {"kind": "entry", "id": id, "gone": "revoked", "hash": "0" * 64}
        lab.server.changes.append(("entry", id))
    lab.server.digest = lambda **_: {"count": 0, "xor": "0" * 16}  # type: ignore[method-assign]
    lab.sync()
    assert [(row["id"], row["gone"], row["stmt"]) for row in lab.box("documents")] == [
        (ENTRY, "revoked", known["stmt"])
    ]


def test_a_kind_that_a_later_build_knows_is_kept_and_makes_no_sync_fetch_everything_again(
    lab: Lab,
) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.server.publish("note", OTHER, {"typ": "note", "v": 1, "id": OTHER, "entry": ENTRY, "line": "Ask."})
    lab.server.publish("ledger", "l1", {"typ": "ledger", "id": "l1"}, received_at=None)
    lab.sync()
    lab.sync()
    assert [request["cursor"] for request in lab.server.requests] == [None, "3"]
    assert sorted(row["kind"] for row in lab.box("documents")) == ["entry", "ledger", "note"]


def test_what_a_later_build_left_waiting_is_parked_where_it_cannot_be_made_anew(lab: Lab) -> None:
    """A host went back to the build before: what was written meanwhile waits on a case that somebody changed."""
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    lab.put(a_change_of(an_entry(), "m2", place="Room 2"), mutation="m2", base=basis(an_entry()))
    note = {"typ": "note", "v": 1, "id": OTHER, "entry": ENTRY, "line": "Ask."}
    lab.put(note, mutation="m3", after="m2")
    lab.server.verdicts["m2"] = conflict("rebase", a_change_of(an_entry(), "m9", reflection="Deep."))
    lab.sync()
    assert [row["mutation"] for row in lab.box("parked")] == ["m3"]


def test_what_a_later_build_left_refused_can_be_sent_once_more(lab: Lab) -> None:
    note = {"typ": "note", "v": 1, "id": OTHER, "entry": ENTRY, "line": "Ask."}
    lab.put(note, mutation="m3")
    lab.server.verdicts["m3"] = {"status": "rejected", "code": "unknown_entry", "fields": {}}
    lab.sync()
    assert [row["mutation"] for row in lab.box("parked")] == ["m3"]
    lab.run(SEND_AGAIN, "m3")
    assert lab.box("parked") == [] and list(lab.server.taken.values()) == [note]


def test_what_was_sent_is_kept_for_sixty_days_and_not_longer(lab: Lab) -> None:
    lab.run("""async () => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["sent"], "readwrite", (tx) =>
        Promise.all([59, 61].map((days) => tx.objectStore("sent").put({mutation: "old" + days, outcome: "applied",
            sent_at: new Date(Date.parse("2026-11-20T10:31:00Z") - days * 86400000).toISOString()}))))""")
    lab.put(an_entry(), mutation="m1")
    lab.sync()
    assert sorted(row["mutation"] for row in lab.box("sent")) == ["m1", "old59"]
