"""Searching the list: it answers while one types, without a network, and keeps the focus and the address."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, DAN
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone with three cases on it."""
    for app in application(site.application.database):
        for code, place in (("AAAA", "Harley Rooms"), ("BBBB", "Room 2"), ("CCCC", "Room 3")):
            clinic.told(app, an_entry(model={"code": code}, place=place))
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


def test_the_list_answers_while_somebody_types(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/entries")
    field = page.get_by_role("searchbox", name="Search all cases")
    field.press_sequentially("harley", delay=20)
    expect(page.locator("#found a.row")).to_have_count(1)
    expect(acts.row(page, "AAAA")).to_be_visible()
    expect(field).to_be_focused()
    expect(page.locator("[data-found]")).to_have_text("1 case")
    expect(page).to_have_url(re.compile(r"/entries\?q=harley$"))
    page.reload()
    expect(field).to_have_value("harley")
    expect(page.locator("#found a.row")).to_have_count(1)
    page.get_by_role("link", name="Signed 0", exact=True).click()
    expect(page.get_by_text("No case says “harley”")).to_be_visible()
    page.get_by_role("link", name="Clear").click()
    expect(page.locator("#found a.row")).to_have_count(3)
    expect(field).to_have_value("")
    expect(page).to_have_url(f"{site.origin}/entries")
    field.fill("harley")
    expect(page.locator("#found a.row")).to_have_count(1)
    field.fill("")
    expect(page.locator("#found a.row")).to_have_count(3)
    expect(page).to_have_url(f"{site.origin}/entries")


def test_only_the_newest_answer_is_shown(page: Page) -> None:
    field = page.get_by_role("searchbox", name="Search all cases")
    page.evaluate(
        """() => { const plain = window.fetch; window.fetch = async (address, options) => {
            const answer = await plain(address, options);
            if (String(address).includes("q=room&") || String(address).endsWith("q=room")) {
              await new Promise((resolve) => setTimeout(resolve, 800));
            }
            return answer; }; }"""
    )
    field.fill("room")
    page.wait_for_timeout(300)
    field.fill("room cccc")
    expect(page.locator("#found a.row")).to_have_count(1)
    page.wait_for_timeout(1000)
    expect(page.locator("#found a.row")).to_have_count(1)
    expect(acts.row(page, "CCCC")).to_be_visible()


def test_an_answer_that_comes_after_somebody_left_changes_no_other_page(
    context: BrowserContext, site: Site
) -> None:
    tab = context.new_page()
    acts.arrive(tab, site, DAN)
    tab.goto(f"{site.origin}/cohort")
    tab.evaluate(
        """() => { const plain = window.fetch; window.fetch = async (address, options) => {
            const answer = await plain(address, options);
            if (String(address).includes("q=ana")) await new Promise((resolve) => setTimeout(resolve, 1500));
            return answer; }; }"""
    )
    with tab.expect_request(re.compile("q=ana")):
        tab.get_by_role("searchbox").fill("ana")
    tab.get_by_role("link", name="People").first.click()
    tab.wait_for_url(re.compile("/people$"))
    tab.wait_for_timeout(1800)
    expect(tab).to_have_url(re.compile("/people$"))
    expect(tab.locator("#found table")).to_have_count(0)


def test_what_narrows_the_list_is_chosen_without_a_button_and_found_again_after_coming_back(
    page: Page,
) -> None:
    page.locator("summary[aria-label='More filters']").click()
    page.get_by_label("Which cases").select_option("complication")
    expect(page.get_by_text("No such case")).to_be_visible()
    page.get_by_label("Which cases").select_option("")
    page.get_by_label("Area").select_option("glabella")
    page.wait_for_url(re.compile("area=glabella"))
    expect(page.locator("#found a.row")).to_have_count(3)
    acts.row(page, "BBBB").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Model BBBB")
    page.go_back()
    expect(page.get_by_label("Area")).to_have_value("glabella")
