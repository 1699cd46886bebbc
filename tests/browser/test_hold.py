"""A saved case is held back while Undo is offered, never for longer, and never by a page that is gone."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_undo import log, save, states, undo
from tests.browser.test_undo_store import row_of
from tests.browser.test_worker import page, rows
from tests.support.browser import acts
from tests.support.browser.lab import Doc, Lab
from tests.support.documents.small import ENTRY, an_entry
from tests.support.server.site import Site

__all__ = ["page"]
pytestmark = pytest.mark.browser

HELD = """async ([row, now, steady]) => (await at("store/hold.js")).heldFor(row, now, steady)"""
AT = 1_800_000_000_000


@pytest.mark.finding("use.B7")
@pytest.mark.parametrize(
    ("until", "held"),
    [
        (AT + 6000, 6000),
        (AT + 10_000, 10_000),
        (AT, 0),
        (AT - 1, 0),
        (AT + 10_001, 0),
        (AT + 10**9, 0),
        (AT - 10**9, 0),
    ],
)
def test_a_hold_is_an_instant_within_ten_seconds_and_anything_else_is_past(
    lab: Lab, until: int, held: int
) -> None:
    assert lab.run(HELD, [{"mutation": "m1", "hold_until": until}, AT, 5]) == held


@pytest.mark.finding("use.B7")
def test_a_clock_that_goes_back_again_and_again_holds_nothing_beyond_ten_seconds(lab: Lab) -> None:
    row = {"mutation": "m1", "hold_until": AT + 6000}
    found = [lab.run(HELD, [row, AT, steady]) for steady in (0, 4000, 9999, 10_000, 60_000)]
    assert found == [6000, 6000, 6000, 0, 0]
    for odd in (None, "soon", True, {}):
        assert lab.run(HELD, [{"mutation": "m2", "hold_until": odd}, AT, 0]) == 0


PUT = """async ({ hold, ...row }) => {
  const { put } = await at("store/outbox.js");
  await put(ACCOUNT, { ...row, hold_until: Date.now() + hold });
}"""


def put(lab: Lab, doc: Doc, hold: int, after: str | None = None) -> None:
    """A case, saved and held for so many ms."""
    lab.run(PUT, row_of(doc, doc["mutation"], after) | {"hold": hold})


@pytest.mark.finding("use.B7")
def test_a_sync_leaves_what_is_held_makes_no_round_for_it_and_takes_it_when_the_moment_is_over(
    lab: Lab,
) -> None:
    lab.page.clock.install()
    put(lab, an_entry(), 6000)
    report = lab.sync()
    assert (report["pending"], lab.server.taken) == (1, {}) and len(lab.server.requests) == 1
    assert report["next_ms"] <= 6100 and lab.box("outbox")[0]["handed"] is False
    lab.page.clock.fast_forward(6200)
    assert lab.sync("timer")["pending"] == 0 and list(lab.server.taken) == ["m1"]


@pytest.mark.finding("use.B7")
def test_what_is_let_go_leaves_at_once(lab: Lab) -> None:
    put(lab, an_entry(), 6000)
    assert lab.run("""async () => (await at("store/hold.js")).letGo(ACCOUNT)""") == 1
    assert lab.sync()["pending"] == 0 and lab.server.documents["entry", ENTRY]["rev"] == 1


@pytest.mark.finding("use.B7")
def test_undo_while_online_leaves_no_withdrawal_and_the_case_goes_on_under_its_id(
    page: Page, site: Site
) -> None:
    entry, _ = log(page, site)
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    assert undo(page, "Undone. The case is a draft again.") == entry
    assert rows(page, "outbox") == [] and states(site) == {}
    save(page)
    page.goto(f"{site.origin}/entries")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert states(site) == {entry: "sent"}


@pytest.mark.finding("use.B7")
def test_a_worker_killed_within_the_hold_sends_after_its_restart(page: Page, site: Site) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("ServiceWorker.enable")
    entry, _ = log(page, site)
    [held] = rows(page, "outbox")
    assert held["hold_until"] and held["handed"] is False
    devtools.send("ServiceWorker.stopAllWorkers")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert states(site) == {entry: "sent"}


@pytest.mark.finding("use.B7", "use.B9")
@pytest.mark.parametrize("how", ["next form", "hidden", "another page of the server"])
def test_the_hold_ends_at_once_where_nobody_can_undo_any_more(page: Page, site: Site, how: str) -> None:
    log(page, site)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    began = time.monotonic()
    if how == "next form":
        page.get_by_role("link", name=re.compile("Logbook|Back")).first.click()
        page.get_by_role("link", name=re.compile("New case")).first.click()
        page.locator("#entry-form").wait_for()
        expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    elif how == "hidden":
        hide = """() => {
            Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
        page.evaluate(hide)
        expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    else:
        page.goto(f"{site.origin}/me/devices")
    while rows(page, "outbox"):
        assert time.monotonic() - began < 5, "it was held on"
        time.sleep(0.1)


@pytest.mark.finding("use.B8")
@pytest.mark.parametrize("online", [True, False])
def test_back_after_save_shows_the_case(page: Page, site: Site, online: bool) -> None:
    if not online:
        site.down()
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    entry = page.url.rsplit("/", 1)[1]
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Model {code}", timeout=acts.WAIT)
    expect(page.locator("#entry-form")).to_have_count(0)
    page.reload()
    expect(page.locator("#entry-form")).to_have_count(0)
    assert entry in page.url and rows(page, "drafts") == []


@pytest.mark.finding("use.B6")
def test_back_after_undo_is_the_same_draft_and_no_twin(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page, batch="UNDO-1", dose="4.5")
    acts.save(page)
    entry = undo(page, "Undone. The case is a draft again.")
    page.go_back()
    page.locator("#entry-form").wait_for()
    expect(page.locator("[name='model.code']")).to_have_value(code, timeout=acts.WAIT)
    expect(page.locator("[name='product.batch']")).to_have_value("UNDO-1")
    doses = page.locator("[name$='units_tenths']").evaluate_all(
        "all => all.map((one) => one.value).filter(Boolean)"
    )
    assert doses and set(doses) == {"4.5"}
    # Longer than the pause after which a form is kept.
    page.wait_for_timeout(800)
    assert [draft["entry"] for draft in rows(page, "drafts")] == [entry]
