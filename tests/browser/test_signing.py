"""Signing on a phone: what a supervisor filled in is never lost on the way to the signature."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import ANA, BEN
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(site: Site, chromium: Browser, context: BrowserContext) -> Iterator[Page]:
    """Ben's phone, on the sheet of a case that Ana has just sent."""
    ana = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.arrive(ana, site, ANA)
    ana.goto(f"{site.origin}/entries/new")
    acts.fill_case(ana)
    acts.save(ana)
    expect(ana.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    page = context.new_page()
    acts.arrive(page, site, BEN)
    acts.row(page, ANA.name).click()
    page.wait_for_url("**/signoff")
    yield page
    ana.context.close()


def test_a_refused_signature_keeps_rating_and_feedback_through_a_reload(sheet: Page) -> None:
    acts.choose(sheet, "rating", "3")
    sheet.get_by_label("Feedback").fill("Slow down.")
    sheet.get_by_role("textbox", name="Password").fill("not the password")
    sheet.get_by_role("button", name="Sign", exact=True).last.click()
    expect(sheet.locator("[data-problems]")).to_be_focused(timeout=acts.WAIT)
    sheet.reload()
    expect(sheet.get_by_label("Feedback")).to_have_value("Slow down.")
    expect(sheet.locator("input[name=rating][value='3']")).to_be_checked()
    expect(sheet.get_by_role("textbox", name="Password")).to_have_value("")


def test_the_user_name_beside_the_password_is_not_taken_for_a_note(sheet: Page) -> None:
    """Nobody typed it: a word about identity would be about the signer's own address."""
    sheet.reload()
    expect(sheet.get_by_role("textbox", name="Your password")).to_be_visible()
    sheet.locator("[name=feedback]").fill("Tel 07700 900123")
    expect(sheet.locator(".screened")).to_contain_text("07700 900123")
    expect(sheet.locator(".screened")).to_have_count(1)
