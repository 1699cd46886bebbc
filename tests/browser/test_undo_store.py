"""Undo in the phone's database: one transaction decides, whatever a sync is doing meanwhile."""

import pytest

from tests.support.browser.lab import ACCOUNT, Doc, Lab, Server, canonical, sha
from tests.support.documents.small import ENTRY, OTHER, a_change_of, an_entry

pytestmark = pytest.mark.browser

AGAIN = "30000000-0000-4000-8000-000000000009"
FIELDS = {"product.batch": ["C48"]}
SAVE = """async (row) => (await at("store/outbox.js")).put(ACCOUNT, row, {drafts: [row.doc_id]})"""
UNDO = """async (asked) => (await at("store/undo.js")).takeBack(ACCOUNT, asked)"""


def row_of(doc: Doc, mutation: str, after: str | None = None) -> Doc:
    stmt = canonical(doc)
    row = {"mutation": mutation, "kind": doc["typ"], "doc_id": doc["id"], "after": after, "base": None}
    return row | {"stmt": stmt, "hash": sha(stmt), "at": "2026-11-20T09:00:00Z", "handed": False}


def save(lab: Lab, doc: Doc, after: str | None = None) -> None:
    assert lab.run(SAVE, row_of(doc, doc["mutation"], after)) == "kept"


def a_withdrawal_of(doc: Doc) -> Doc:
    made = {"typ": "withdrawal", "v": 1, "id": "40000000-0000-4000-8000-000000000001", "by": ACCOUNT}
    of = {"of": {"kind": "entry", "id": doc["id"]}, "of_hash": sha(canonical(doc))}
    return made | of | {"reason": "Undone"}


def asked(doc: Doc, withdrawal: str = "w1") -> Doc:
    ids = {"mutation": doc["mutation"], "entry": doc["id"], "here": FIELDS}
    ids["withdrawal"] = row_of(a_withdrawal_of(doc), withdrawal)
    return ids | {"again": {"id": AGAIN, "fields": FIELDS}}


def undo(lab: Lab, doc: Doc, **changes: str) -> str:
    outcome: str = lab.run(UNDO, asked(doc, **changes))
    return outcome


def drafts(lab: Lab) -> list[str]:
    return sorted(draft["key"] for draft in lab.box("drafts"))


def pushed(server: Server) -> list[list[str]]:
    return [[mutation["id"] for mutation in request["mutations"]] for request in server.requests]


def test_a_case_that_never_left_is_a_draft_again_and_nothing_else(lab: Lab) -> None:
    save(lab, an_entry())
    assert undo(lab, an_entry()) == "draft"
    assert lab.box("outbox") == [] and drafts(lab) == [ENTRY]
    assert undo(lab, an_entry()) == "draft" and drafts(lab) == [ENTRY]
    lab.sync()
    assert lab.server.taken == {}


def test_a_change_that_never_left_is_taken_back_and_the_case_stays(lab: Lab) -> None:
    change = a_change_of(an_entry(), "m2", place="Room 2")
    save(lab, an_entry())
    save(lab, change, after="m1")
    assert undo(lab, an_entry()) == "later"
    assert undo(lab, change) == "edit"
    assert [row["mutation"] for row in lab.box("outbox")] == ["m1"] and drafts(lab) == [ENTRY]


def test_without_a_network_nothing_new_is_handed_to_a_request_that_fails_again(lab: Lab) -> None:
    lab.online = False
    lab.sync()
    save(lab, an_entry())
    lab.sync()
    assert lab.box("outbox")[0]["handed"] is False
    assert undo(lab, an_entry()) == "draft"
    save(lab, an_entry(OTHER, mutation="m2"))
    lab.online = True
    assert lab.sync()["pending"] == 0
    assert pushed(lab.server) == [[], ["m2"]]


@pytest.mark.parametrize("arrived", [True, False], ids=["the answer is lost", "it never arrives"])
def test_a_case_that_may_have_left_is_withdrawn_and_goes_on_as_a_new_one(lab: Lab, arrived: bool) -> None:
    lab.sync()
    save(lab, an_entry())
    if arrived:
        lab.server.script = [(200, {"Sync-Proto": "none"}, lambda usual, body: "cut")]
    lab.online = arrived
    assert lab.sync()["pending"] == 1
    assert undo(lab, an_entry()) == "reopened" and drafts(lab) == [AGAIN]
    assert undo(lab, an_entry()) == "reopened" and len(lab.box("outbox")) == 2
    lab.online = True
    assert lab.sync()["pending"] == 0
    assert list(lab.server.taken) == ["m1", "w1"]


def test_a_case_that_was_sent_is_withdrawn_and_goes_on_as_a_new_one(lab: Lab) -> None:
    save(lab, an_entry())
    lab.sync()
    assert undo(lab, an_entry()) == "reopened" and drafts(lab) == [AGAIN]
    assert undo(lab, an_entry(), withdrawal="w2") == "later"
    lab.sync()
    assert list(lab.server.taken) == ["m1", "w1"] and lab.box("outbox") == []


def test_an_undo_while_the_request_is_under_way_waits_for_its_verdict(lab: Lab) -> None:
    save(lab, an_entry())
    script = """async (asked) => {
      const [{ sync }, { takeBack }] = [await at("worker/sync.js"), await at("store/undo.js")];
      const before = window.fetch;
      let outcome;
      window.fetch = async (...request) => {
        window.fetch = before;
        const answer = await before(...request);
        outcome = await takeBack(ACCOUNT, asked);
        return answer;
      };
      const report = await sync(ACCOUNT, { reason: "tap" });
      return [outcome, report.pending];
    }"""
    assert lab.run(script, asked(an_entry())) == ["reopened", 0]
    assert list(lab.server.taken) == ["m1", "w1"] and drafts(lab) == [AGAIN]


def test_an_undo_and_a_sync_at_the_same_instant_never_lose_and_never_double(lab: Lab) -> None:
    script = """async ([asked, row, wait]) => {
      const files = ["worker/sync.js", "store/undo.js", "store/outbox.js"];
      const [{ sync }, { takeBack }, { put }] = await Promise.all(files.map(at));
      await put(ACCOUNT, row);
      const running = sync(ACCOUNT, { reason: "tap" });
      await new Promise((resolve) => setTimeout(resolve, wait));
      const outcome = await takeBack(ACCOUNT, asked);
      await running;
      await sync(ACCOUNT, { reason: "tap" });
      return outcome;
    }"""
    seen = set()
    for number in range(24):
        doc = an_entry(f"{ENTRY[:-2]}{number + 10}", mutation=f"m{number}")
        wants = asked(doc, withdrawal=f"w{number}")
        stmt = wants["withdrawal"]["stmt"].replace('0001","of"', f'{number:04}","of"')
        wants["withdrawal"] |= {"doc_id": f"d{number}", "stmt": stmt, "hash": sha(stmt)}
        wants["again"]["id"] = f"again{number}"
        # From at once to long after the request went, on fast machines and on slow ones.
        wait = number % 8 * 4 ** (number // 8)
        outcome = lab.run(script, [wants, row_of(doc, f"m{number}"), wait])
        took = [id for id in (f"m{number}", f"w{number}") if id in lab.server.taken]
        assert took == {"draft": [], "reopened": [f"m{number}", f"w{number}"]}[outcome]
        kept = {"draft": doc["id"], "reopened": f"again{number}"}
        assert [id in drafts(lab) for id in kept.values()] == [name == outcome for name in kept]
        seen.add(outcome)
    assert lab.box("outbox") == [] and len(drafts(lab)) == 24
    assert "reopened" in seen


def test_a_case_that_is_refused_after_its_undo_leaves_nothing_to_mend(lab: Lab) -> None:
    lab.server.verdicts = {
        "m1": {"status": "rejected", "code": "field_invalid", "fields": {}},
        "w1": {"status": "rejected", "code": "unknown_entry", "fields": {}},
    }
    lab.sync()
    save(lab, an_entry())
    lab.online = False
    lab.sync()
    assert undo(lab, an_entry()) == "reopened"
    lab.online = True
    lab.sync()
    assert lab.box("outbox") == lab.box("parked") == [] and drafts(lab) == [AGAIN]
    assert {row["outcome"] for row in lab.box("sent")} == {"undone"}


def test_a_case_that_somebody_answered_or_is_being_changed_is_left_alone(lab: Lab) -> None:
    save(lab, an_entry())
    lab.sync()
    answer = {"typ": "signoff", "id": OTHER, "entry": ENTRY, "entry_rev": 1, "verdict": "signed"}
    lab.server.publish("signoff", OTHER, answer | {"signer": {"id": "ben"}})
    lab.sync()
    assert undo(lab, an_entry()) == "later" and drafts(lab) == []
    doc = an_entry(AGAIN, mutation="m3")
    save(lab, doc)
    lab.run("""async (key) => (await at("store/drafts.js")).keep(ACCOUNT, key, {place: ["New"]})""", AGAIN)
    assert undo(lab, doc) == "later" and lab.box("drafts")[0]["fields"] == {"place": ["New"]}


def test_what_an_older_build_left_behind_counts_as_something_that_may_have_left(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    assert undo(lab, an_entry()) == "reopened"


def test_a_change_that_may_have_left_is_changed_further_instead(lab: Lab) -> None:
    save(lab, an_entry())
    change = a_change_of(an_entry(), "m2", place="Room 2")
    save(lab, change, after="m1")
    lab.sync()
    assert undo(lab, change) == "sent" and drafts(lab) == [] and lab.box("outbox") == []


def test_nobody_undoes_what_is_not_on_this_phone(lab: Lab) -> None:
    assert undo(lab, an_entry()) == "unknown" and drafts(lab) == [] and lab.box("outbox") == []
