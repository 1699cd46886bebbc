"""Walking by keyboard, and hearing the pages: the focus is where the reader is, and news do not take it away."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with one case in her logbook that was sent."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    tab.goto(f"{site.origin}/entries/new")
    acts.fill_case(tab)
    acts.save(tab)
    expect(tab.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    return tab


def test_a_page_that_came_by_a_tap_begins_at_its_heading(page: Page) -> None:
    for name, heading in (("Progress", "Progress"), ("Logbook", "Logbook")):
        page.get_by_role("navigation", name="Main").get_by_role("link", name=name).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name=heading)).to_be_focused()
    page.evaluate("history.back()")
    expect(page.get_by_role("heading", level=1, name="Progress")).to_be_focused()


def test_a_form_that_came_back_begins_at_its_problems(page: Page) -> None:
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.locator("details", has_text="Batch number").first.evaluate("fold => (fold.open = true)")
    page.locator("[name='product.batch']").fill("")
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("[data-problems]")).to_be_focused()


def test_the_skip_link_leads_past_the_bar(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_news_keep_the_focus_and_what_was_unfolded(page: Page, site: Site) -> None:
    summary = page.get_by_text("Every point")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    clinic.countersigned(site.application.database, page.url.rsplit("/", 1)[1])
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", name="Signed by Dr Ben Okafor")).to_be_visible(timeout=acts.WAIT)
    expect(summary).to_be_focused()
    expect(page.get_by_role("table")).to_be_visible()
