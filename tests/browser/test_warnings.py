"""While a case is written the phone says what looks unusual, with no network, and never stands in the way."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone: signed in, synced, and the network gone."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    tab.wait_for_function("() => navigator.serviceWorker.controller !== null")
    site.down()
    return tab


def test_what_looks_unusual_is_said_while_it_is_written_and_kept_with_the_case(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    acts.fill_case(page, dose="15")
    card = page.get_by_role("region", name="Worth a second look")
    expect(card).to_contain_text("45 units in the glabella; the label of Botox Cosmetic says 20")
    expect(page.get_by_role("link", name="1 to check")).to_be_visible()
    page.locator("[name='product.expires_on.month']").fill("2026-01")
    expect(card).to_contain_text("The product expired at the end of January 2026")
    expect(page.get_by_role("link", name="2 to check")).to_be_visible()
    acts.save(page)
    expect(page.get_by_text("Looks unusual")).to_be_visible()
    expect(page.get_by_text("45 units in the glabella; the label of Botox Cosmetic says 20")).to_be_visible()


def test_the_card_goes_when_its_cause_goes_and_leads_to_its_field(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    acts.fill_case(page)
    page.locator("[name='product.expires_on.month']").fill("2026-01")
    card = page.get_by_role("region", name="Worth a second look")
    card.get_by_role("link", name="The product expired").click()
    expect(page).to_have_url(re.compile("#f-product-expires_on$"))
    expect(page.locator("#f-product-expires_on")).to_be_in_viewport()
    page.locator("[name='product.expires_on.month']").fill("2099-01")
    expect(card).to_be_hidden()
    expect(page.get_by_role("link", name="to check")).to_be_hidden()


def test_strength_and_volume_are_worked_out_while_they_are_typed(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    acts.fill_case(page)
    page.locator("[name='product.vial_units']").fill("100")
    page.locator("[name='product.diluent_hundredths_ml']").fill("2,5")
    said = page.locator("[data-measures]")
    expect(said).to_contain_text("4 units in 0.1 mL")
    expect(said).to_contain_text("3 points of 4 units: 12 units in 0.3 mL")


def test_the_reference_opens_without_a_network(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/me")
    page.get_by_role("link", name="Clinical reference").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clinical reference")
    page.locator("#dysport > summary").click()
    expect(page.locator("#dysport")).to_contain_text("5 points of 10 units")


@pytest.mark.finding("field.F2")
def test_a_date_that_lies_ahead_is_said_under_it_while_it_is_typed(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    date = page.locator("[name='performed_on']")
    today = date.input_value()
    date.fill(f"{int(today[:4]) + 1}-{today[5:]}")
    said = page.locator(".field", has=date).locator(".note")
    expect(said).to_contain_text("days ahead. Did you mean")
    expect(date).to_have_accessible_description(re.compile("days ahead"))
    date.fill(today)
    expect(said).to_have_count(0)
