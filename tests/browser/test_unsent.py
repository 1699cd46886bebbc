"""The page of export says what the file cannot hold: what is still only on this phone."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with a case the server has; from now on nothing more arrives."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    tab.goto(f"{site.origin}/entries/new")
    acts.fill_case(tab)
    acts.save(tab)
    expect(tab.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    site.network.fault("POST /sync", "drop", times=1000)
    return tab


def log(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)


def change(page: Page) -> None:
    page.get_by_role("link", name="Edit").click()
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill("Later thought.")
    acts.save(page)


def told(page: Page, site: Site) -> str:
    page.goto(f"{site.origin}/export")
    expect(page.locator("[data-unsent]")).to_be_visible()
    return page.locator("[data-unsent]").inner_text()


def test_cases_that_wait_are_counted_once_however_often_they_were_changed(page: Page, site: Site) -> None:
    log(page, site)
    change(page)
    assert told(page, site) == "1 case on this phone is not in this file."
    log(page, site)
    assert told(page, site) == "2 cases on this phone are not in this file."


def test_a_change_to_a_case_that_was_sent_is_called_a_change(page: Page, site: Site) -> None:
    change(page)
    assert told(page, site) == "1 change on this phone is not in this file."
    log(page, site)
    assert told(page, site) == "1 case and 1 change on this phone are not in this file."


def test_where_nothing_waits_nothing_is_said(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/export")
    expect(page.get_by_role("button", name="PDF to print or send")).to_be_visible()
    expect(page.locator("[data-unsent]")).to_be_hidden()
