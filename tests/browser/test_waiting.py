"""What the phone says while cases cannot leave it: no space, a day of waiting, sending, back online."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_undo import log
from tests.browser.test_worker import rows
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

NO_SPACE = """() => {
  IDBObjectStore.prototype.put = () => { throw new DOMException("no space", "QuotaExceededError"); };
}"""
DRAFT = """async ([account, id, fields]) => {
  const files = await import(`/static/${document.documentElement.dataset.build}/js/page.js`);
  await files.$store$drafts().keep(account, id, fields);
}"""
# A whole day: thirty hours would be the day before yesterday until six in the morning.
YESTERDAY = """async (account) => {
  const files = await import(`/static/${document.documentElement.dataset.build}/js/page.js`);
  const { nameOf, transact } = files.$store$db();
  const at = `${new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 19)}Z`;
  await transact(nameOf(account), ["outbox"], "readwrite", async (tx) => {
    for (const row of await tx.objectStore("outbox").getAll()) await tx.objectStore("outbox").put({ ...row, at });
  });
}"""


@pytest.mark.fault(9)
def test_a_phone_without_space_says_so_and_leaves_the_answers_on_the_screen(
    page: Page, site: Site, context: BrowserContext
) -> None:
    fields = clinic.answers(product__batch="FULL-1")
    page.evaluate(DRAFT, [ANA.id, fields["id"][0], fields])
    page.goto(f"{site.origin}/entries/new?draft={fields['id'][0]}")
    expect(page.locator("[name='product.batch']")).to_have_value("FULL-1")
    context.service_workers[0].evaluate(NO_SPACE)
    page.evaluate("document.getElementById('entry-form').requestSubmit()")
    expect(page.locator("#toasts")).to_contain_text("This phone is out of space.", timeout=acts.WAIT)
    expect(page.locator("[name='product.batch']")).to_have_value("FULL-1")
    assert rows(page, "outbox") == [] and len(rows(page, "drafts")) == 1


@pytest.mark.fault(29)
def test_what_waited_for_a_day_can_be_sent_now_or_saved(page: Page, site: Site) -> None:
    site.down()
    log(page, site)
    page.evaluate(YESTERDAY, ANA.id)
    page.goto(f"{site.origin}/entries")
    note = page.locator(".note", has_text="1 case has waited")
    expect(note).to_contain_text("since yesterday")
    with page.expect_download():
        note.get_by_role("link", name="Save a copy").click()
    note.get_by_role("button", name="Send now").click()
    expect(page.locator("#toasts")).to_contain_text(
        "No connection. Your cases stay safe on this phone.", timeout=acts.WAIT
    )
    site.up()
    note.get_by_role("button", name="Send now").click()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    expect(note).to_have_count(0)
    expect(page.locator("#toasts")).to_contain_text("Back online. 1 case sent.")


def test_the_pill_says_what_is_being_sent(page: Page, site: Site) -> None:
    site.down()
    log(page, site)
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    site.network.fault("POST /sync", "pass", times=9, delay_s=1.5)
    site.up()
    page.goto(f"{site.origin}/entries")
    expect(page.locator("#sync")).to_have_text("Sending 1", timeout=acts.WAIT)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
