"""Notices on phones: read without a network, counted once, looked at on one phone and so on the other."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from logbook import instants
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser
SEVERAL = re.compile("[1-9][0-9]* waiting")


@pytest.fixture
def signed(site: Site) -> None:
    for app in application(site.application.database):
        entry = clinic.told(app, an_entry(), now=instants.now())
        clinic.told(app, a_signoff(entry), by=BEN, grade="C", now=instants.now())


def phone(browser: Browser, site: Site) -> Page:
    tab = browser.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.arrive(tab, site, ANA)
    return tab


def count(page: Page):
    return page.locator('nav a[href="/notices"] .count')


def test_what_is_looked_at_without_a_network_is_looked_at_on_the_other_phone_too(
    site: Site, chromium: Browser, signed: None
) -> None:
    one, other = phone(chromium, site), phone(chromium, site)
    for page in (one, other):
        acts.open_tab(page, "To do")
        expect(count(page)).to_have_text(SEVERAL)
    site.down()
    acts.open_tab(one, "Notices")
    expect(one.locator("a.row", has_text="Signed by Dr Ben Okafor")).to_contain_text("New")
    acts.open_tab(one, "To do")
    expect(count(one)).to_have_count(0)
    site.up()
    for page in (one, other):
        page.goto(f"{site.origin}/todo?fresh=1")
        expect(count(page)).to_have_count(0, timeout=acts.WAIT)
    acts.open_tab(other, "Notices")
    expect(other.locator("a.row", has_text="Signed by Dr Ben Okafor")).not_to_contain_text("New")
    for page in (one, other):
        page.context.close()
