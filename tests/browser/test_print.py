"""Pages on paper: nothing to tap, and no heading without what it is about."""

import io
import re

import pytest
from playwright.sync_api import BrowserContext, Page
from pypdf import PdfReader

from logbook.demo import clinic as treatment
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with a logbook of two sheets of paper."""
    for app in application(site.application.database):
        for day in range(1, 21):
            clinic.told(app, an_entry(performed_on=f"2026-10-{day:02}"))
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


def sheets(page: Page) -> list[str]:
    """The text of each sheet that the page is printed on."""
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [one.extract_text().strip() for one in printed.pages]


def test_no_day_is_parted_from_its_cases(page: Page) -> None:
    found = sheets(page)
    assert len(found) > 1 and sum(one.count("K7QF") for one in found) == 20
    assert not [one[-60:] for one in found if re.search(r"\d case$", one)]


def test_nothing_to_tap_is_printed(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries?show=waiting")
    page.locator("a.row").first.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}$"))
    text = " ".join(sheets(page))
    assert "C4829C3" in text
    for words in ("Edit", "Repeat", "Withdraw this case", "Progress", "All sent"):
        assert words not in text


def test_a_case_with_its_map_fits_on_two_sheets(page: Page, site: Site) -> None:
    areas = ["glabella", "forehead", "crows_feet"]
    for app in application(site.application.database):
        case = clinic.told(app, an_entry(areas=areas, points=treatment.points("botox", areas)))
    page.goto(f"{site.origin}/entries/{case['id']}")
    page.locator(".face .dot").last.wait_for()
    assert len(sheets(page)) <= 2
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator(".face").evaluate("face => face.getBoundingClientRect().width") <= 95 / 25.4 * 96
