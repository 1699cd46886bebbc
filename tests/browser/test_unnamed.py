"""A newcomer with no supervisor: a case is logged with no network, sent, and signed once somebody is named."""

import pytest
from playwright.sync_api import Browser, Page, expect

from logbook.models import db
from logbook.models.engine import writing
from logbook.office import roles
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, membership_of
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.finding("use.T1")]


@pytest.fixture
def alone(site: Site, context: object, request: pytest.FixtureRequest) -> Page:
    """Ana's phone, signed in after Ben, the only supervisor there was, had left."""
    for app in application(site.application.database):
        with app.app_context(), writing(db) as connection:
            roles.end(connection, membership_of(BEN), "2026-02-01T09:00:00Z")
    page: Page = request.getfixturevalue("page")
    return page


def femi_joins(site: Site) -> None:
    for app in application(site.application.database):
        clinic.joined(app, FEMI, NORTH, "supervisor")


def test_a_newcomer_logs_offline_sends_and_names_who_supervised_later(
    alone: Page, site: Site, chromium: Browser
) -> None:
    page, network = alone, site
    network.down()
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    choice = page.locator("[name='supervisor']")
    expect(choice).to_have_value("none")
    expect(page.get_by_text("Nobody supervises in your programme yet.")).to_be_visible()
    acts.save(page)
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_contain_text("On this phone")
    site.up()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(acts.row(page, code)).to_contain_text("No supervisor named yet", timeout=acts.WAIT)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    page.goto(f"{site.origin}/todo")
    expect(page.get_by_text("Nobody supervises in North Skin School yet")).to_be_visible()
    femi_joins(site)
    names_femi(page, site, code)
    signs(chromium, site)


def names_femi(page: Page, site: Site, code: str) -> None:
    """She does that with no network too; the form opens where the answer is."""
    page.goto(f"{site.origin}/todo?fresh=1")
    expect(page.get_by_text("1 case waits until you name who supervised")).to_be_visible(timeout=acts.WAIT)
    site.down()
    acts.row(page, code).click()
    choice = page.locator("[name='supervisor']")
    expect(choice).to_be_in_viewport(timeout=acts.WAIT)
    choice.select_option(FEMI.id)
    acts.save(page)
    page.goto(f"{site.origin}/todo")
    expect(page.get_by_text("until you name who supervised")).to_be_hidden()
    site.up()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(acts.row(page, code)).to_contain_text(f"Sent to {FEMI.name}", timeout=acts.WAIT)


def signs(chromium: Browser, site: Site) -> None:
    his = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.arrive(his, site, FEMI)
    his.goto(f"{site.origin}/signoffs")
    expect(acts.row(his, ANA.name)).to_be_visible(timeout=acts.WAIT)
    expect(his.get_by_role("heading", name="Cases that name me")).to_be_visible()
    his.context.close()
