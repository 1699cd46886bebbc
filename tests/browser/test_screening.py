"""While a note is written: what could tell who a model is gets a kind word, and nothing is stopped."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser
BIRTH = "“DOB 12/03/1984” looks like a date of birth. Models stay without identity: the code is enough."


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with the form of a new case on it."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    tab.goto(f"{site.origin}/entries/new")
    acts.whole(tab)
    tab.locator("form[data-draft]").evaluate(
        "form => form.querySelectorAll('details').forEach((fold) => { fold.open = true; })"
    )
    return tab


def reflection(page: Page) -> Locator:
    return page.locator("textarea[name=reflection]")


def note(page: Page) -> Locator:
    return page.locator(".screened")


def test_a_date_of_birth_is_spoken_of_and_removed_by_a_tap(page):
    reflection(page).fill("Calmer today. DOB 12/03/1984 noted.")
    expect(note(page).get_by_role("status")).to_have_text(BIRTH)
    note(page).get_by_role("button", name="Remove it").click()
    expect(reflection(page)).to_have_value("Calmer today. noted.")
    expect(reflection(page)).to_be_focused()
    expect(note(page)).to_have_count(0)


def test_what_is_kept_is_not_spoken_of_again(page):
    reflection(page).fill("Mrs Smith taught me patience.")
    note(page).get_by_role("button", name="Keep").click()
    reflection(page).press_sequentially(" Slower next time.")
    reflection(page).blur()
    expect(note(page)).to_have_count(0)
    reflection(page).fill("Mrs Smith and Mrs Brown taught me patience.")
    expect(note(page)).to_contain_text("Mrs Brown")


def test_colleagues_batches_and_doses_are_left_in_peace(page):
    reflection(page).fill("Dr Okafor showed it. Batch C4829C3, 4 units on 14/11/2026.")
    page.locator("[name='product.batch']").fill("07700900123")
    page.locator("[name='product.batch']").blur()
    page.locator("[name=place]").fill("Clinic 2, tel 07700 900123")
    expect(note(page)).to_have_count(1)
    expect(note(page)).to_contain_text("07700 900123")


def test_a_note_stops_nobody_and_comes_back_with_the_draft(page):
    acts.fill_case(page)
    reflection(page).fill("Call her on 07700 900123.")
    expect(note(page)).to_contain_text("a phone number")
    expect(page.locator("[data-draft-state]").first).to_have_text("Draft saved")
    page.reload()
    expect(note(page)).to_have_count(1)
    acts.save(page)
    expect(page.get_by_text("Call her on 07700 900123.")).to_be_visible()
