"""The form of a new case: the code to note, and the whole form for whoever asked for it."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.finding("use.T15")
def test_the_code_to_note_is_the_one_that_was_typed(page: Page) -> None:
    page.get_by_role("link", name="Log your first case").click()
    page.get_by_text("Code", exact=True).click()
    page.get_by_label("Model’s code").fill("w7jt")
    expect(page.get_by_role("heading", level=1)).to_have_text("Model W7JT")
    expect(page.locator("[data-code]")).to_have_text("W7JT")


@pytest.mark.finding("use.T12")
def test_who_wants_the_whole_form_keeps_it_when_something_is_missing(page: Page) -> None:
    page.get_by_role("link", name="Log your first case").click()
    page.get_by_role("link", name="All on one page").click()
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("[data-problems]")).to_be_focused()
    for words in ("Choose your part", "Choose a product", "Add at least 1 injection point"):
        expect(page.locator("[data-problems]")).to_contain_text(words)
    expect(page.locator("[data-step-words]")).to_be_hidden()
    expect(page.locator("#s-supervisor")).to_be_visible()
