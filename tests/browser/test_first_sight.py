"""What a phone shows before anybody scrolls."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# How far a thing reaches beyond the line it stands in, and what of the page's own width is hidden, in px.
BEYOND = """(one) => {
  const [at, line] = [one.getBoundingClientRect(), one.parentElement.getBoundingClientRect()];
  return Math.max(0, line.left - at.left, at.right - line.right,
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
}"""


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone: a case sent, one sent back, one saved without a network, so that all five filters are there."""
    for app in application(site.application.database):
        clinic.told(app, an_entry(model={"code": "AAAA"}))
        back = clinic.told(app, an_entry(model={"code": "BBBB"}))
        clinic.told(app, a_signoff(back, verdict="returned", feedback="How deep?"), BEN)
    tab = context.new_page()
    acts.sign_in(tab, site.origin, ANA)
    site.down()
    tab.goto(f"{site.origin}/entries/new")
    acts.fill_case(tab)
    acts.save(tab)
    tab.goto(f"{site.origin}/entries")
    expect(tab.locator(".filters a")).to_have_count(5)
    return tab


@pytest.mark.finding("use.T14")
@pytest.mark.parametrize("size", [(360, 800), (390, 844)], ids=str)
def test_the_first_case_of_the_logbook_begins_above_the_middle(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    expect(page.locator("#offline")).to_be_visible()
    banner, first = page.locator("#offline").bounding_box(), page.locator("#found a.row").first.bounding_box()
    assert banner and first
    # The banner is there while there is no network; the list is judged without it too.
    assert first["y"] < 0.56 * size[1] and first["y"] - banner["height"] < 0.46 * size[1]
    assert page.locator(".filters").evaluate("one => one.scrollWidth > one.clientWidth")


@pytest.mark.finding("use.T14")
def test_the_chosen_filter_is_in_sight_wherever_it_stands_in_the_line(page: Page, site: Site) -> None:
    page.get_by_role("link", name=re.compile("^On this phone")).click()
    page.wait_for_url("**/entries?show=phone")
    chosen = page.locator(".filters [aria-current]")
    expect(chosen).to_have_text("On this phone 1")
    assert chosen.evaluate(BEYOND) == 0
    page.get_by_role("searchbox").fill("glabella")
    page.wait_for_url("**q=glabella**")
    expect(chosen).to_have_text("On this phone 1")
    assert chosen.evaluate(BEYOND) == 0
    page.goto(f"{site.origin}/entries?show=all")
    assert page.locator(".filters a").first.evaluate(BEYOND) == 0
