"""A date typed by half is never saved as none: the form stays, says what to finish, and keeps what was typed."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.finding("field.F5")]


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, signed in."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


def test_a_date_typed_by_half_is_finished_or_cleared_before_the_case_is_saved(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    acts.fill_case(page)
    acts.choose(page, "product.expires_on.as", "day")
    field = page.locator("[name='product.expires_on']")
    field.focus()
    page.keyboard.type("09")
    assert field.evaluate("(field) => field.validity.badInput")
    page.locator(".actions [value=save]").click()
    words = page.locator(".field", has=field).locator(".error")
    expect(words).to_have_text("Finish the expiry date, or clear it")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page).to_have_url(re.compile("/entries/new"))
    field.fill("2099-09-30")
    expect(words).to_have_count(0)
    acts.save(page)
    expect(page.get_by_text("30 September 2099")).to_be_attached()


def test_a_half_that_is_left_out_by_another_answer_stands_in_nobodys_way(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    half(page, "product.expires_on.month")
    acts.choose(page, "product.expires_on.as", "day")
    page.locator("[name='product.expires_on']").fill("2099-09-15")
    acts.save(page)
    expect(page.get_by_text("15 September 2099")).to_be_attached()


def test_a_half_in_a_step_that_is_past_is_shown(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    half(page, "product.expires_on.month")
    page.goto(page.url.partition("#")[0] + "#at-learning")
    page.reload()
    half(page, "product.expires_on.month")
    page.locator(".actions [value=save]").click()
    expect(page.locator("[name='product.expires_on.month']")).to_be_focused()
    expect(page.locator("#f-product-expires_on .error")).to_have_text("Finish the expiry date, or clear it")


def half(page: Page, name: str) -> None:
    """Type the month and no year, wherever the field lies."""
    field = page.locator(f"[name='{name}']")
    field.evaluate("(field) => field.closest('[data-step]').hidden = false")
    field.focus()
    page.keyboard.type("09")
    assert field.evaluate("(field) => field.validity.badInput")
