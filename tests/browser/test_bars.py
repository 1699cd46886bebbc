"""The two bars reach both edges of every screen, and leave most of a phone on its side to the page."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.finding("use.S8")]

SIDEWAYS = [(667, 375), (844, 390), (932, 430)]
SIZES = [(390, 844), (768, 1024), (1000, 700), *SIDEWAYS]
# [{x, right}] of both bars, and where the heading, the page's first part and the first button begin.
BARS = """() => {
  const at = (words) => document.querySelector(words).getBoundingClientRect();
  const edges = [".bar", ".dock"].map((one) => [at(one).left, at(one).right]);
  return { edges, starts: [".bar h1", ".main > *", ".dock .btn"].map((one) => at(one).left),
    free: at(".dock").top - at(".bar").bottom, wide: document.documentElement.scrollWidth };
}"""


@pytest.fixture
def entries(page: Page, site: Site) -> Page:
    """A list of three cases on Ana's phone."""
    for app in application(site.application.database):
        for code in ("AAAA", "BBBB", "CCCC"):
            clinic.told(app, an_entry(model={"code": code}))
    page.goto(f"{site.origin}/entries")
    page.locator("#sync").click()
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, "CCCC")).to_be_visible(timeout=acts.WAIT)
    return page


def test_both_bars_reach_both_edges_and_what_is_in_them_stands_above_the_page(entries: Page) -> None:
    for width, height in SIZES:
        entries.set_viewport_size({"width": width, "height": height})
        found = entries.evaluate(BARS)
        assert found["edges"] == [[0, width], [0, width]] and found["wide"] == width, (width, found)
        assert max(found["starts"]) - min(found["starts"]) < 1, (width, found)


def test_a_phone_on_its_side_leaves_two_thirds_to_the_list(entries: Page) -> None:
    for size in SIDEWAYS:
        entries.set_viewport_size({"width": size[0], "height": size[1]})
        found = entries.evaluate(BARS)
        assert found["free"] > 0.66 * size[1], size
        for button in entries.locator(".dock :is(.btn, .tabs a)").all():
            box = button.bounding_box()
            assert box and 44 <= box["height"] < 60 and box["y"] + box["height"] <= size[1], size
