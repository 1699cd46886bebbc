"""Two versions of a case on a phone: decided about without a network, and never twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_refused import refused_case
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.lab import Lab, canonical, sha
from tests.support.cast.clinic import countersigned
from tests.support.cast.people import ANA
from tests.support.documents.small import a_change_of, an_entry
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

PUT = """async ([row, how]) => (await at("store/outbox.js")).put(ACCOUNT, row, how)"""
DISCARD = """async ([mutation, also]) => (await at("store/outbox.js")).discard(ACCOUNT, mutation, also)"""
PARK = """async (rows) => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["parked"], "readwrite",
    (tx) => Promise.all(rows.map((row) => tx.objectStore("parked").put(row))))"""
# As if the server had not known what it knows now.
MENDED = """async (account) => {
  const open = indexedDB.open("logbook-" + account);
  const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
  const store = db.transaction("parked", "readwrite").objectStore("parked");
  const all = store.getAll();
  const [row] = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
  const stmt = row.stmt.replace('"batch":""', '"batch":"C4829C3"');
  const raw = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(stmt)));
  const hash = Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const mended = { ...row, stmt, hash, code: "unknown_version" };
  const put = db.transaction("parked", "readwrite").objectStore("parked").put(mended);
  await new Promise((resolve) => { put.onsuccess = resolve; });
  db.close();
}"""


def change(page: Page, address: str, words: str) -> None:
    """Another reflection, saved."""
    page.goto(f"{address}/edit")
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill(words)
    page.get_by_role("button", name=re.compile("^Save case")).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}(\?|$)"), timeout=acts.WAIT)


@pytest.mark.fault(47)
def test_a_change_after_the_signature_goes_on_as_a_new_version_without_a_network(
    page: Page, site: Site, sqlite_url: str
) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    address = page.url.split("?")[0]
    entry = address.split("/")[-1]
    site.down()
    change(page, address, "Later thought.")
    countersigned(sqlite_url, entry)
    site.up()
    page.goto(f"{address}?fresh=1")
    expect(page.get_by_role("link", name="Choose a version")).to_have_count(1, timeout=acts.WAIT)
    site.down()
    page.get_by_role("link", name="Choose a version").click()
    expect(page.locator("main")).to_contain_text("Signed by Dr Ben Okafor", timeout=acts.WAIT)
    expect(page.locator("main")).to_contain_text("Later thought.")
    page.get_by_role("button", name="Keep this").click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}$"), timeout=acts.WAIT)
    expect(page.locator("#sync")).to_have_text("1 on this phone", timeout=acts.WAIT)
    site.up()
    page.goto(f"{address}?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    expect(page.locator("main")).to_contain_text("New version, not signed", timeout=acts.WAIT)
    expect(page.get_by_role("link", name="Choose a version")).to_have_count(0)
    holds.check(sqlite_url, page, saved=[entry])
    site.down()
    page.get_by_role("link", name="All versions").click()
    expect(page.get_by_role("heading", name="Version 1")).to_be_visible(timeout=acts.WAIT)
    expect(page.locator("main")).to_contain_text("Later thought.")
    expect(page.locator("main")).to_contain_text("Signed by Dr Ben Okafor")


def test_what_the_server_did_not_know_yet_is_sent_again_as_it_is(page: Page, site: Site) -> None:
    code = refused_case(page, site)
    page.evaluate(MENDED, ANA.id)
    page.goto(f"{site.origin}/me")
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, code)).to_have_count(1)


def row_of(doc: dict[str, object], mutation: str, **more: object) -> dict[str, object]:
    stmt = canonical(doc)
    row = {"mutation": mutation, "kind": doc["typ"], "doc_id": doc["id"], "after": None, "base": None}
    return row | {"stmt": stmt, "hash": sha(stmt), "at": "2026-11-20T09:00:00Z", "n": 1} | more


def test_a_choice_takes_up_one_refused_version_and_leaves_the_others(lab: Lab) -> None:
    first = an_entry()
    rivals = [a_change_of(first, f"p{number}", place=f"Room {number}") for number in (1, 2, 3)]
    codes = ("both_changed", "signed_meanwhile", "both_changed")
    lab.run(PARK, [row_of(doc, doc["mutation"], code=code) for doc, code in zip(rivals, codes, strict=True)])
    closing = {"typ": "withdrawal", "id": "w1", "of": {"kind": "proposal", "id": "p1"}}
    taken = row_of(a_change_of(first, "m2", place="Room 1"), "m2")
    how = {"instead": "p1", "also": [row_of(closing, "c1")]}
    assert lab.run(PUT, [taken, how]) == "kept"
    # The second tap of a doubled one writes nothing.
    assert lab.run(PUT, [taken, how | {"also": [row_of(closing, "c2")]}]) == "known"
    assert [row["mutation"] for row in lab.box("outbox")] == ["c1", "m2"]
    assert [row["mutation"] for row in lab.box("parked")] == ["p2", "p3"]
    # A change through the form takes the place of what it was filled from, never of what came after a signature.
    assert lab.run(PUT, [row_of(a_change_of(first, "m3", place="Room 4"), "m3"), {}]) == "kept"
    assert [row["mutation"] for row in lab.box("parked")] == ["p2"]
    away = row_of(closing | {"id": "w2", "of": {"kind": "proposal", "id": "p2"}}, "c3")
    assert lab.run(DISCARD, ["p2", [away]]) is True
    assert lab.run(DISCARD, ["p2", [away]]) is False
    assert lab.box("parked") == [] and len(lab.box("outbox")) == 4
    kept = {row["mutation"]: row["outcome"] for row in lab.box("sent")}
    assert kept == {"p1": "superseded", "p2": "discarded", "p3": "superseded"}
