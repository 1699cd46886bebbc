"""How many taps a case takes, counted by the page itself: speed is why cases get logged at all."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.statements import a_point, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# Every press of a finger, also across pages.
COUNT = """addEventListener("pointerdown", () => {
  sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1;
}, { capture: true })"""
CORNER = [(285, 405), (278, 430), (288, 460)]


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with a case of hers on it: five points in the glabella, each in its place."""
    places = {"right": (428, 338), "left": (572, 338), "mid": (500, 364)}
    points = [
        a_point(side, "procerus" if side == "mid" else "corrugator") | {"x": x, "y": y}
        for side, (x, y) in places.items()
    ]
    for app in application(site.application.database):
        clinic.told(app, an_entry(points=points))
    context.add_init_script(COUNT)
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    expect(acts.row(tab, "K7QF")).to_be_visible(timeout=acts.WAIT)
    tab.evaluate("sessionStorage.taps = 0")
    return tab


def taps(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.taps)"))


def repeat_last(page: Page) -> None:
    page.get_by_role("link", name="Repeat last").click()
    expect(page.get_by_text("Same as your last case")).to_be_visible()


def answer_for_the_model(page: Page, *, consent: bool = True) -> None:
    acts.choose(page, "model.age_band", "40-49")
    acts.choose(page, "model.skin_type", "II")
    acts.choose(page, "events.any", "none")
    if consent:
        page.get_by_label("Consent and history checked").click()


def open_map(page: Page) -> Locator:
    page.get_by_role("button", name="Change injection points").click()
    face = page.get_by_role("dialog", name="Injection points")
    expect(face).to_be_visible()
    return face


def test_the_same_treatment_again_takes_6_taps(page: Page) -> None:
    repeat_last(page)
    answer_for_the_model(page)
    acts.save(page)
    assert taps(page) == 6
    expect(page.get_by_text("12 units").first).to_be_visible()


def test_with_one_dose_changed_it_takes_at_most_10_taps(page: Page) -> None:
    repeat_last(page)
    face = open_map(page)
    face.get_by_role("button", name=re.compile("^More:")).first.click()
    face.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Save case, 13 units").last).to_be_visible()
    answer_for_the_model(page)
    acts.save(page)
    assert taps(page) <= 10
    expect(page.get_by_text("13 units").first).to_be_visible()


def test_with_crows_feet_on_both_sides_added_it_takes_at_most_12_taps(page: Page) -> None:
    repeat_last(page)
    face = open_map(page)
    for x, y in CORNER:
        where = face.locator("[data-face]").evaluate(
            """(svg, [x, y]) => {
              const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
              return [at.x, at.y];
            }""",
            [x, y],
        )
        page.mouse.click(*where)
    face.get_by_role("button", name="Done").click()
    answer_for_the_model(page)
    acts.save(page)
    assert taps(page) <= 12
    expect(page.get_by_role("heading", level=1)).to_contain_text("Model")
    expect(page.locator("main")).to_contain_text("9 points")
    expect(page.locator("main")).to_contain_text("Crow’s feet")


def test_a_case_that_was_only_watched_is_as_quick_as_a_repeat(page: Page) -> None:
    repeat_last(page)
    page.get_by_role("link", name="Observed a case").click()
    expect(page.get_by_role("link", name="Observed a case")).to_have_count(0)
    answer_for_the_model(page, consent=False)
    page.get_by_role("button", name="Save case", exact=True).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}"), timeout=acts.WAIT)
    assert taps(page) == 6
    expect(page.locator("main")).to_contain_text("Observed")
    expect(page.locator("main")).to_contain_text("Glabella")


def test_in_the_middle_of_a_repeat_it_is_two_taps_to_having_only_watched(page: Page) -> None:
    repeat_last(page)
    answer_for_the_model(page, consent=False)
    page.locator("#s-part > summary").click()
    acts.choose(page, "part", "observed")
    page.get_by_role("button", name="Save case", exact=True).last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}"), timeout=acts.WAIT)
    assert taps(page) == 7


def test_a_page_that_comes_by_a_tap_begins_at_its_top_and_at_its_heading(page):
    page.evaluate("document.body.style.paddingBlockEnd = '200vh'; scrollTo(0, 600)")
    assert page.evaluate("scrollY") > 0
    page.locator("nav a[href='/progress']").click()
    heading = page.get_by_role("heading", name="Progress", level=1)
    expect(heading).to_be_focused()
    assert page.evaluate("scrollY") == 0
