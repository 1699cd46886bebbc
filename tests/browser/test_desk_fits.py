"""What a coordinator's pages show is seen whole on a phone, also where text is large."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, DAN, NORTH, PASSWORD
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# How much wider the words in an empty field are than their room, in pixels; Chromium keeps 24 for what empties it.
TOO_WIDE = """field => {
  const style = getComputedStyle(field), canvas = document.createElement("canvas").getContext("2d");
  canvas.font = style.font;
  const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 24;
  return canvas.measureText(field.placeholder).width - room;
}"""
# How far the last thing of a line stands from the right edge of its card, and its first from the left one.
MARGINS = """line => {
  const card = line.closest(".card").getBoundingClientRect();
  const [first, last] = [line.firstElementChild, line.lastElementChild].map(one => one.getBoundingClientRect());
  return [first.left - card.left, card.right - last.right];
}"""


@pytest.fixture
def desk(site: Site, chromium: Browser) -> Page:
    """Dan's phone, where a case waits for Ben."""
    for app in application(site.application.database):
        clinic.told(app, an_entry(performed_on="2026-01-02"))
    tab = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    acts.arrive(tab, site, DAN)
    return tab


def test_the_search_of_people_says_in_full_what_it_finds(desk: Page, site: Site) -> None:
    desk.goto(f"{site.origin}/people")
    assert desk.locator("#q").evaluate(TOO_WIDE) <= 0


def test_what_waits_stands_as_far_from_both_edges_of_its_card(desk: Page, site: Site) -> None:
    desk.goto(f"{site.origin}/cohort/{NORTH}/{ANA.id}")
    lines = desk.locator(".rows > .line.held").all()
    assert lines
    for line in lines:
        left, right = line.evaluate(MARGINS)
        assert abs(left - right) <= 1


def test_a_supervisor_s_page_fits_a_phone_with_text_of_twice_the_size(desk: Page, site: Site) -> None:
    desk.goto(f"{site.origin}/people/supervisors/{BEN.id}")
    desk.evaluate("document.documentElement.style.fontSize = '200%'")
    assert desk.locator(".bars").count()
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_names_of_a_table_stay_words_where_text_is_thrice_as_large(desk: Page, site: Site) -> None:
    desk.goto(f"{site.origin}/cohort")
    desk.evaluate("document.documentElement.style.fontSize = '300%'")
    name = desk.locator(".lines tbody th a").first
    box = name.bounding_box()
    assert box and box["height"] < 3 * 48 * 1.5, "a letter a line"
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_printed_codes_fit_a_phone_with_text_of_twice_the_size(desk: Page, site: Site) -> None:
    desk.goto(f"{site.origin}/me/codes")
    desk.get_by_role("textbox", name="Your password").fill(PASSWORD)
    desk.get_by_role("button", name="Make ten codes").click()
    desk.locator(".codes").wait_for()
    desk.evaluate("document.documentElement.style.fontSize = '200%'")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
