"""What lies damaged on the phone: never sent, never built upon, never the end of a page, and fetched again."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_undo import log
from tests.browser.test_worker import rows
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.lab import Doc, Lab
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.small import ENTRY, OTHER, a_change_of, an_entry, basis
from tests.support.documents.statements import an_entry as a_case
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.fault(13)]

# One bit of rust in a text: put other words where some stood, or cut its end off.
SPOIL = """async ([store, key, from, to]) => {
  const { transact } = await at("store/db.js");
  await transact("logbook-" + ACCOUNT, [store], "readwrite", async (tx) => {
    const row = await tx.objectStore(store).get(key);
    const stmt = from ? row.stmt.replace(from, to) : row.stmt.slice(0, 100);
    await tx.objectStore(store).put({ ...row, stmt });
  });
}"""
READ = """async () => (await at("store/snapshot.js")).snapshot(ACCOUNT)"""


def spoil(lab: Lab, store: str, key: Any, old: str = "", new: str = "") -> None:
    lab.run(SPOIL, [store, key, old, new])


def parked(lab: Lab) -> dict[str, str]:
    return {row["mutation"]: row["code"] for row in lab.box("parked")}


@pytest.mark.parametrize("spoilt", [("Room 1", "Room 7"), ("", "")], ids=["other words", "cut off"])
def test_a_damaged_statement_is_set_aside_and_the_others_are_sent(lab: Lab, spoilt: tuple[str, str]) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.put(an_entry(OTHER), mutation="m2")
    spoil(lab, "outbox", "m1", *spoilt)
    assert lab.sync()["pending"] == 0
    assert list(lab.server.taken) == ["m2"] and parked(lab) == {"m1": "damaged"}
    [item] = lab.run(READ)["parked"]
    assert item["doc"] == {"typ": "damaged", "id": ENTRY, "entry": ENTRY}
    # Nothing of it leaves later either, and the phone goes on working beside it.
    lab.put(a_change_of(an_entry(OTHER), "m3", place="Room 2"), mutation="m3", base=basis(an_entry(OTHER)))
    assert lab.sync()["pending"] == 0
    assert list(lab.server.taken) == ["m2", "m3"]


def test_what_was_built_on_a_damaged_statement_waits_beside_it(lab: Lab) -> None:
    first = an_entry()
    lab.put(first, mutation="m1")
    lab.put(a_change_of(first, "m2", place="Room 2"), mutation="m2", after="m1", base=basis(first))
    spoil(lab, "outbox", "m1", "Room 1", "Room 7")
    lab.sync()
    assert parked(lab) == {"m1": "damaged", "m2": "blocked"} and lab.server.taken == {}


def test_a_change_whose_base_is_damaged_is_sent_and_joined_to_nothing(lab: Lab) -> None:
    first = an_entry()
    base = basis(first) | {"stmt": "{"}
    lab.put(a_change_of(first, "m1", place="Room 2"), mutation="m1", base=base)
    head: Doc = basis(a_change_of(first, "x", reflection="Theirs."))
    lab.server.verdicts["m1"] = {"status": "conflict", "code": "rebase", "head": head}
    assert lab.sync()["pending"] == 0
    assert parked(lab) == {"m1": "both_changed"}


@pytest.mark.parametrize("offline", [True, False])
def test_a_document_that_cannot_be_read_is_left_out_and_fetched_again(lab: Lab, offline: bool) -> None:
    for id in (ENTRY, OTHER):
        lab.server.publish("entry", id, an_entry(id))
    lab.sync()
    spoil(lab, "documents", ["entry", ENTRY])
    lab.run("""async () => (await at("store/db.js")).setMeta("logbook-" + ACCOUNT, {documents_mark: null})""")
    lab.online = not offline
    assert [record["id"] for record in lab.run(READ)["records"]["entry"]] == [OTHER]
    lab.sync()
    lab.online = True
    lab.sync()
    assert [record["id"] for record in lab.run(READ)["records"]["entry"]] == [ENTRY, OTHER]


def test_words_that_changed_by_themselves_are_noticed_within_a_day(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    spoil(lab, "documents", ["entry", ENTRY], "Room 1", "Room 7")
    lab.sync()
    assert "Room 7" in lab.box("documents")[0]["stmt"]
    lab.set_meta(checked_at=0)
    lab.sync()
    assert "Room 1" in lab.box("documents")[0]["stmt"]
    assert [body["cursor"] for body in lab.server.requests] == [None, "1", "1", None]


def test_a_hash_that_is_none_does_not_stop_the_phone_from_sending(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    lab.run("""async () => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["documents"], "readwrite",
        async (tx) => tx.objectStore("documents").put({kind: "entry", id: "x", rev: 1, stmt: "{}", hash: "?"}))""")
    lab.put(an_entry(OTHER), mutation="m2")
    assert lab.sync()["pending"] == 0
    assert sorted(row["id"] for row in lab.box("documents")) == [ENTRY, OTHER]


RUST = """async ([account, store, from, to]) => {
  const files = await import(`/static/${document.documentElement.dataset.build}/js/page.js`);
  const { nameOf, transact } = files.$store$db();
  await transact(nameOf(account), [store, "meta"], "readwrite", async (tx) => {
    for (const row of await tx.objectStore(store).getAll()) {
      if (store === "documents" && row.kind !== "entry") continue;
      await tx.objectStore(store).put({ ...row, stmt: from ? row.stmt.replace(from, to) : to });
    }
    await tx.objectStore("meta").put(crypto.randomUUID(), "documents_mark");
  });
}"""


def rust(page: Page, store: str, old: str, new: str) -> None:
    page.evaluate(RUST, [ANA.id, store, old, new])


def test_a_damaged_case_is_shown_as_such_and_nothing_of_it_reaches_the_server(page: Page, site: Site) -> None:
    site.down()
    log(page, site)
    rust(page, "outbox", '"setting":"live_model"', '"setting":"live_madel"')
    site.up()
    page.goto(f"{site.origin}/todo?fresh=1")
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    for path in ("/todo", "/me"):
        page.goto(f"{site.origin}{path}")
        note = page.locator("article", has_text="damaged")
        expect(note).to_contain_text("was not sent")
        expect(note.get_by_role("link", name="Save a copy")).to_be_visible()
        expect(note.get_by_role("button", name="Discard")).to_be_visible()
        expect(note.get_by_role("link", name="Fix")).to_have_count(0)
    assert "live_madel" in page.evaluate("fetch('/outbox.json').then((answer) => answer.text())")
    log(page, site)
    holds.quiet(page)
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    assert len(rows(page, "parked")) == 1


def test_no_page_fails_over_a_damaged_copy_and_no_change_builds_on_it(page: Page, site: Site) -> None:
    for app in application(site.application.database):
        clinic.told(app, a_case())
    page.goto(f"{site.origin}/entries?fresh=1")
    row = acts.row(page, "K7QF")
    expect(row).to_have_count(1)
    address = row.get_attribute("href")
    site.network.fault("POST /sync", "drop", times=1000)
    rust(page, "documents", "", "null")
    for path in ("/entries", "/todo", "/progress", "/me"):
        page.goto(f"{site.origin}{path}")
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    site.network.faults.clear()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(acts.row(page, "K7QF")).to_have_count(1, timeout=acts.WAIT)
    # Readable, but not what was written: the form comes from the server.
    rust(page, "documents", '"batch":"', '"batch":"X')
    page.goto(f"{site.origin}{address}/edit")
    expect(page.locator("[name='product.batch']")).not_to_have_value("XC4829C3")
