"""A browser that cleared what it kept, but not its cookies: signed in, with an empty phone."""

import contextlib
import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.faults import holds
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

CLEARED = "indexeddb,service_workers,cache_storage"
LEFT = """Promise.all([indexedDB.databases(), navigator.serviceWorker.getRegistrations(), caches.keys()])
    .then((kept) => kept.map((each) => each.length))"""
# Only a worker that knows whose phone it is answers this.
FILLED = "fetch('/outbox.json').then((answer) => answer.ok)"


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with one case in her logbook; then its storage is cleared."""
    for app in application(site.application.database):
        clinic.told(app, an_entry())
    tab = context.new_page()
    acts.sign_in(tab, site.origin, ANA)
    clear(tab, site)
    return tab


def clear(tab: Page, site: Site) -> None:
    """Take from a browser all that it keeps of the site but its cookies. Leaves a page that knows no worker."""
    tab.goto("about:blank")
    control = tab.context.new_cdp_session(tab)
    empty = 0
    for _ in range(40):
        control.send("Storage.clearDataForOrigin", {"origin": site.origin, "storageTypes": CLEARED})
        tab.goto(f"{site.origin}/healthz")
        # Twice: the worker may hold a database for a moment longer, or make one anew while it ends.
        empty = empty + 1 if tab.evaluate(LEFT) == [0, 0, 0] else 0
        if empty == 2:
            return
        tab.goto("about:blank")
    raise AssertionError("the storage was not cleared")


def wait_until_filled(page: Page) -> None:
    """The page leaves for the arrival by itself, and comes back; a question asked meanwhile is lost with it."""
    for _ in range(100):
        with contextlib.suppress(Error):
            if page.evaluate(FILLED):
                return
        page.wait_for_timeout(200)
    raise AssertionError("the phone stays empty")


@pytest.mark.fault(20, 10)
def test_an_emptied_phone_fills_itself_again_at_the_first_page(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries?show=waiting")
    wait_until_filled(page)
    expect(page.locator("a.row")).to_have_count(1)
    site.down()
    assert acts.is_answered_by_the_worker(page, f"{site.origin}/entries")
    expect(acts.row(page, "K7QF")).to_contain_text("Sent to")


def test_a_form_that_is_being_written_is_not_left_for_it(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    page.locator("[name='product.batch']").fill("HALF")
    page.wait_for_timeout(2000)
    expect(page.locator("[name='product.batch']")).to_have_value("HALF")
    acts.fill_case(page)
    acts.save(page)
    wait_until_filled(page)
    # The arrival leads back to the case by itself.
    page.wait_for_url(re.compile(r"/entries/[^/]+$"), timeout=acts.WAIT)
    site.down()
    page.goto(f"{site.origin}/entries")
    expect(page.locator("a.row")).to_have_count(2)


@pytest.mark.fault(10, 11)
def test_an_app_that_begins_empty_on_the_home_screen_fills_itself_and_takes_nothing_away(
    page: Page, site: Site, chromium: Browser
) -> None:
    # What some phones do: the cookie goes along, nothing else does.
    cookies = page.context.cookies()
    installed = chromium.new_context(storage_state={"cookies": cookies, "origins": []})  # type: ignore[typeddict-item]
    app = installed.new_page()
    app.goto(f"{site.origin}/entries")
    wait_until_filled(app)
    expect(acts.row(app, "K7QF")).to_contain_text("Sent to")
    holds.quiet(app)
    holds.check(site.application.database, app)
    installed.close()
