"""What one phone saved as a file comes back on another; and a phone whose browser was emptied says what it lost."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from logbook import instants
from logbook.models import Device, db
from logbook.models.engine import writing
from tests.browser.test_eviction import clear, wait_until_filled
from tests.browser.test_undo import log
from tests.browser.test_worker import rows
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

DRAFT = """async ([account, id, fields]) => {
  const files = await import(`/static/${document.documentElement.dataset.build}/js/page.js`);
  await files.$store$drafts().keep(account, id, fields);
}"""


def saved_copy(page: Page, site: Site, folder: Path) -> Path:
    """The file of "Save a copy"."""
    page.goto(f"{site.origin}/me")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save a copy").first.click()
    file = folder / "logbook-unsent.json"
    download.value.save_as(file)
    return file


def bring_back(page: Page, site: Site, file: Path) -> None:
    page.goto(f"{site.origin}/me")
    page.get_by_role("link", name="Bring back a saved copy").click()
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Bring it back").click()
    page.wait_for_url(re.compile("/copies/"), timeout=acts.WAIT)


def test_a_saved_copy_comes_back_on_another_phone_drafts_and_all(
    page: Page, site: Site, context: BrowserContext, chromium: Browser, tmp_path: Path
) -> None:
    context.set_offline(True)
    id, code = log(page, site)
    begun = clinic.answers(product__batch="HALF")
    page.evaluate(DRAFT, [ANA.id, begun["id"][0], begun])
    file = saved_copy(page, site, tmp_path)
    other = chromium.new_context(viewport=SIZE).new_page()
    acts.arrive(other, site, ANA)
    bring_back(other, site, file)
    expect(other.locator("main li")).to_contain_text(re.compile(f"model {code}.*Brought back", re.S))
    expect(other.locator("main")).to_contain_text("1 draft is back on this phone.")
    assert [draft["entry"] for draft in rows(other, "drafts")] == [begun["id"][0]]
    holds.quiet(other)
    bring_back(other, site, file)
    expect(other.locator("main li")).to_contain_text("Was here already.")
    context.set_offline(False)
    page.goto(f"{site.origin}/entries")
    for phone in (other, page):
        holds.quiet(phone)
        holds.check(site.application.database, phone, saved=[id])
    other.context.close()


@pytest.mark.fault(10, 20)
def test_an_emptied_phone_says_when_it_last_synced_and_what_had_not_been_sent(page: Page, site: Site) -> None:
    # A sync that is still under way would tell the server anew what waits, which is nothing.
    holds.quiet(page)
    page.goto("about:blank")
    for app in application(site.application.database):
        with app.app_context(), writing(db) as connection:
            connection.execute(update(Device).values(pending=2, oldest_pending=instants.now()))
    clear(page, site)
    page.goto(f"{site.origin}/entries")
    note = page.locator("#emptied")
    expect(note).to_be_visible(timeout=acts.WAIT)
    expect(note).to_contain_text(re.compile("no data.*Last sync.*2 records had not been sent", re.S))
    expect(note.get_by_role("link", name="bring it back")).to_be_visible()
    expect(page.locator("#arriving")).to_have_text("Your logbook is back on this phone.", timeout=acts.WAIT)
    # This page stays until it was read; it may have been opened while the worker was not yet in charge of pages.
    page.get_by_role("link", name="Open the logbook").click()
    wait_until_filled(page)
    expect(page.locator("nav.tabs")).to_be_visible()
    holds.quiet(page)
    page.goto(f"{site.origin}/me/devices")
    expect(page.locator("main")).to_contain_text(
        "Its data are gone from this browser. 2 records had not been sent by then."
    )
