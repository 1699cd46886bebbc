"""The phone dies in the middle: its worker, its browser, or a single module, at every point around a save."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.faults import holds
from tests.faults.oracle.browsers import HANDS
from tests.faults.oracle.hands import CASE
from tests.support.browser import acts
from tests.support.browser.handset import Handset
from tests.support.browser.lab import Lab, canonical, sha
from tests.support.cast.people import ANA
from tests.support.documents.small import ENTRY, an_entry
from tests.support.lanes import many, seed
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# Milliseconds after the tap: close together at first, where the transaction is.
POINTS = (0, 1, 2, 3, 4, 6, 8, 10, 12, 15, 18, 22, 26, 30, 40, 50, 65, 80, 110, 150)
KILLS = many(30, 2000)


def hand(page: Page, name: str, *given: Any) -> Any:
    """One of the functions that fill and send a form past the screen."""
    return page.evaluate(f"(given) => {HANDS}.{name}(given)", list(given))


def a_filled_form(page: Page) -> dict[str, Any]:
    """A new case, ready to be sent: {path, body, named}."""
    filled: dict[str, Any] = hand(page, "fill", "/entries/new", "#entry-form", CASE)
    return filled


@pytest.mark.fault(1)
def test_a_worker_killed_at_any_of_twenty_points_leaves_one_row(page: Page, site: Site) -> None:
    """The browser may hand the same post to a new worker, and a person may tap again: it stays one case."""
    site.down()
    control = page.context.new_cdp_session(page)
    control.send("ServiceWorker.enable")
    told, saved = 0, []
    for pause in POINTS:
        form = a_filled_form(page)
        page.evaluate(
            f"(form) => {{ window.sending = {HANDS}.send(form).then((one) => one.saved, () => null); return 0; }}",
            [form["path"], form["body"]],
        )
        page.wait_for_timeout(pause)
        control.send("ServiceWorker.stopAllWorkers")
        told += page.evaluate("window.sending") is True
        assert hand(page, "send", form["path"], form["body"])["saved"]
        saved.append(form["named"]["id"])
    assert sorted(row["doc_id"] for row in holds.look(page)["outbox"]) == sorted(saved)
    page.goto(f"{site.origin}/entries")
    expect(page.locator("a.row")).to_have_count(len(POINTS))
    site.up()
    holds.quiet(page)
    holds.check(site.application.database, page, saved=saved)


@pytest.mark.fault(2)
def test_what_the_screen_called_saved_outlives_a_browser_killed_at_that_moment(
    site: Site, handsets: Callable[[str], Handset]
) -> None:
    phone = handsets("ana")
    acts.sign_in(phone.page, site.origin, ANA)
    expect(phone.page.get_by_text("No cases yet")).to_be_visible()
    site.down()
    saved: list[str] = []
    for _ in range(3):
        form = a_filled_form(phone.page)
        assert hand(phone.page, "send", form["path"], form["body"])["saved"]
        phone.kill()
        saved.append(form["named"]["id"])
        page = phone.start().page
        assert acts.is_answered_by_the_worker(page, f"{site.origin}/entries")
        expect(page.locator("a.row")).to_have_count(len(saved))
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    saved.append(page.url.split("?")[0].rsplit("/", 1)[1])
    phone.kill()
    page = phone.start().page
    page.goto(f"{site.origin}/entries")
    expect(page.locator("a.row")).to_have_count(len(saved))
    assert sorted(row["doc_id"] for row in holds.look(page)["outbox"]) == sorted(saved)


@pytest.mark.fault(2)
def test_nobody_hears_of_a_save_before_its_transaction_is_complete(lab: Lab) -> None:
    order = lab.run(
        """async (row) => {
        const order = [];
        const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...asked) {
          const tx = begin.apply(this, asked);
          if (asked[1] === "readwrite") tx.addEventListener("complete", () => order.push("complete"));
          return tx;
        };
        const outbox = await at("store/outbox.js");
        await outbox.put(ACCOUNT, row);
        order.push("answered");
        return order;
    }""",
        a_row(1),
    )
    assert order == ["complete", "answered"]


# A worker of its own, so that it can be ended between any two of its steps.
KILL = """async ([row, pause]) => {
  const code = `
    const at = (path) => import("http://localhost/static/lab/js/" + path);
    onmessage = async ({ data: [account, row] }) => {
      const [drafts, outbox] = await Promise.all([at("store/drafts.js"), at("store/outbox.js")]);
      await drafts.keep(account, row.doc_id, { place: ["Room 1"] }, row.mutation);
      postMessage("kept");
      await outbox.put(account, row, { drafts: [row.doc_id] });
      postMessage("saved");
    };`;
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
  const said = [];
  const kept = new Promise((resolve) => {
    worker.onmessage = ({ data }) => { said.push(data); if (data === "kept") resolve(); };
  });
  worker.postMessage([ACCOUNT, row]);
  await kept;
  await new Promise((resolve) => setTimeout(resolve, pause));
  worker.terminate();
  return said;
}"""


def a_row(number: int) -> dict[str, Any]:
    doc = an_entry(f"{ENTRY[:-4]}{number:04}", mutation=f"m{number}")
    stmt = canonical(doc)
    names = {"mutation": f"m{number}", "kind": "entry", "doc_id": doc["id"], "after": None, "base": None}
    return names | {"stmt": stmt, "hash": sha(stmt), "at": "2026-11-20T09:00:00Z", "build": "lab"}


@pytest.mark.fault(3)
def test_many_deaths_between_draft_and_outbox_leave_one_or_the_other(lab: Lab) -> None:
    chance = random.Random(seed())
    saved = []
    for number in range(KILLS):
        said = lab.run(KILL, [a_row(number), chance.choice([0, 0, 1, 1, 2, 3, 5])])
        saved += [f"m{number}"] if "saved" in said else []
    outbox = {row["doc_id"]: row["mutation"] for row in lab.box("outbox")}
    drafts = {row["key"] for row in lab.box("drafts")}
    everyone = {a_row(number)["doc_id"] for number in range(KILLS)}
    assert outbox.keys() | drafts == everyone and not outbox.keys() & drafts
    assert set(saved) <= set(outbox.values())
    assert 0 < len(outbox) < KILLS, f"{len(outbox)} of {KILLS} saved"
