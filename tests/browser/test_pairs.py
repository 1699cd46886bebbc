"""Supervisor and programme as one answer on a phone without a network."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, SOUTH
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """The phone of Ana, who trains in two programmes."""
    for app in application(site.application.database):
        clinic.joined(app, ANA, SOUTH, "trainee")
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


@pytest.mark.finding("use.T8")
def test_a_case_saved_without_a_network_names_a_pair_and_is_taken(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    control = page.get_by_label("Supervisor and programme")
    control.select_option(label="Dr Femi Adeyemi, South Dental Aesthetics")
    acts.save(page)
    expect(page.get_by_text("South Dental Aesthetics")).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    page.locator("#s-supervisor summary").click()
    named = page.locator("[name=supervisor] option").evaluate_all("all => all.map(({ value }) => value)")
    assert named == ["", FEMI.id, "none"] and page.locator("[name=programme]").input_value() == SOUTH
    site.up()
    page.goto(f"{site.origin}/entries")
    expect(page.get_by_text("Sent to Dr Femi Adeyemi")).to_be_visible(timeout=acts.WAIT)
    page.goto(f"{site.origin}/entries/new?from=last")
    page.locator("#s-supervisor summary").click()
    expect(control).to_have_value(f"{FEMI.id} {SOUTH}")
    control.select_option(f"{BEN.id} {NORTH}")
    expect(page.locator("#s-supervisor [data-says]")).to_contain_text("Dr Ben Okafor, North Skin School")
