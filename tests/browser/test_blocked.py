"""A database that is lost, shut or older than the page: words in time, no form lost, no write lost, one row."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_worker import rows
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.lab import Lab
from tests.support.documents.small import ENTRY, OTHER, an_entry
from tests.support.server import shipped
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# As an iPhone does after a while in the background: so many transactions come to nothing.
LOSE = """(times) => {
  const begin = IDBDatabase.prototype.transaction;
  let left = times;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = begin.call(this, stores, mode, options);
    if (mode === "readwrite" && left > 0) {
      left -= 1;
      throw new DOMException("Connection to Indexed Database server lost.", "UnknownError");
    }
    return tx;
  };
}"""
HOLD = """(name) => new Promise((resolve) => {
  const asked = indexedDB.open(name);
  asked.onsuccess = () => { window.held = asked.result; resolve(true); };
})"""
WRITE = """async ([id, place]) => (await at("store/drafts.js")).keep(ACCOUNT, id, {place: [place]})"""


class NewerLab(Lab):
    """The modules of a later build, which adds a store."""

    def _script(self, path: str) -> str:
        code = super()._script(path)
        if path != shipped.home("js/store/db.js"):
            return code
        assert code.count("const VERSION = 1;") == 1 and code.count("\n  meta: {},") == 1
        later = code.replace("const VERSION = 1;", "const VERSION = 2;")
        return later.replace("\n  meta: {},", "\n  meta: {},\n  later: {},")


@pytest.mark.fault(8)
def test_a_save_that_the_browser_loses_keeps_the_form_and_the_next_tap_saves_it_once(
    page: Page, site: Site, context: BrowserContext
) -> None:
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page, batch="LOST-1")
    site.down()
    # More than the phone tries again by itself.
    context.service_workers[0].evaluate(LOSE, 2)
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("#toasts")).to_contain_text(
        "Your answers are still on the screen.", timeout=acts.WAIT
    )
    expect(page.locator("[name='product.batch']")).to_have_value("LOST-1")
    assert rows(page, "outbox") == []
    acts.save(page)
    [row] = rows(page, "outbox")
    site.up()
    holds.quiet(page)
    holds.check(site.application.database, page, saved=[row["doc_id"]])
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_have_count(1)


@pytest.mark.fault(15)
def test_two_tabs_of_two_builds_lose_no_write(lab: Lab, context: BrowserContext) -> None:
    lab.put(an_entry(), mutation="m1")
    newer = NewerLab(context.new_page())
    newer.put(an_entry(OTHER), mutation="m2")
    # The older tab goes on in the newer database, and both see all of it.
    lab.run(WRITE, [ENTRY, "older"])
    newer.run(WRITE, [OTHER, "newer"])
    for tab in (lab, newer):
        assert sorted(row["mutation"] for row in tab.box("outbox")) == ["m1", "m2"]
        assert sorted(draft["fields"]["place"][0] for draft in tab.box("drafts")) == ["newer", "older"]
    assert newer.box("later") == []
    # An older build that starts only now finds its way as well.
    oldest = Lab(context.new_page())
    oldest.sync()
    assert list(oldest.server.taken) == ["m1", "m2"]


@pytest.mark.fault(15)
def test_a_tab_that_does_not_let_go_ends_in_words_and_not_in_waiting(
    lab: Lab, context: BrowserContext
) -> None:
    lab.put(an_entry(), mutation="m1")
    stubborn = Lab(context.new_page())
    assert stubborn.run(HOLD, f"logbook-{lab.run('() => ACCOUNT')}") is True
    newer = NewerLab(context.new_page())
    error = newer.run(
        """async () => (await at("store/outbox.js")).rows(ACCOUNT).catch((error) => error.name)"""
    )
    assert error == "BlockedError"
    stubborn.page.close()
    assert [row["mutation"] for row in newer.box("outbox")] == ["m1"]


@pytest.mark.fault(15)
def test_a_blocked_save_says_what_to_do_and_keeps_the_form(
    page: Page, site: Site, context: BrowserContext
) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page, batch="HELD-1")
    context.service_workers[0].evaluate(
        """() => { IDBDatabase.prototype.transaction = () => { throw new DOMException("held", "BlockedError"); }; }"""
    )
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("#toasts")).to_contain_text(
        "Close the other tabs, then save again.", timeout=acts.WAIT
    )
    expect(page.locator("[name='product.batch']")).to_have_value("HELD-1")
    assert len(rows(page, "drafts")) == 1
