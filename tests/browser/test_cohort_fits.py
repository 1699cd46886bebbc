"""The coordinator's figures on a phone: every column is seen whole, and the choices of order stand in one line."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import DAN
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def cohort(site: Site, chromium: Browser) -> Page:
    """Dan's phone with the cohort on it, where a case has waited for long; the test says how wide it is."""
    for app in application(site.application.database):
        clinic.told(app, an_entry(performed_on="2026-01-02"))
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    acts.arrive(tab, site, DAN)
    tab.goto(f"{site.origin}/cohort")
    return tab


def test_every_column_of_the_cohort_is_seen_whole(cohort: Page) -> None:
    for width in (320, 360, 390, 540, 1280):
        cohort.set_viewport_size({"width": width, "height": 800})
        card = cohort.locator(".card:has(table)").bounding_box()
        cells = cohort.locator("table th:visible, table td:visible").all()
        for cell in cells:
            box = cell.bounding_box()
            assert card and box and card["x"] <= box["x"], width
            assert box["x"] + box["width"] <= card["x"] + card["width"], width
            assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth + 1"), width
        assert cohort.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert len(cells) == 10


def test_the_choices_of_order_stand_in_one_line(cohort: Page) -> None:
    for width in (360, 390):
        cohort.set_viewport_size({"width": width, "height": 800})
        boxes = [link.bounding_box() for link in cohort.locator("nav[aria-label=Order] a").all()]
        assert len(boxes) == 4 and len({box and (box["y"], box["height"]) for box in boxes}) == 1, width
        for link in cohort.locator("nav[aria-label=Order] a").all():
            lines = link.evaluate(
                "link => { const all = document.createRange(); all.selectNodeContents(link); "
                "return all.getClientRects().length; }"
            )
            assert lines == 1, width


def test_the_lines_stay_a_table_for_those_who_hear_it(cohort: Page) -> None:
    table = cohort.get_by_role("region", name="Figures of North Skin School").get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Trainee", "Signed", "Waiting", "To go", "Oldest waiting"]
    )
    expect(table.get_by_role("row").nth(1).get_by_role("rowheader").get_by_role("link")).to_have_text(
        "Ana Silva"
    )
    expect(table.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(4)
