"""The form of a new case: the code to note, and the whole form for whoever asked for it."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# What each step of a first case lacks where nothing is answered.
LACKS = ("Choose an age band", "Choose your part", "Add at least 1", "Choose a product", "", "", "", "")


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


def card(page: Page) -> Locator:
    return page.locator("[data-problems]")


def lacks(page: Page) -> Locator:
    return page.locator("[data-step-lacks]")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def go_on_unanswered(page: Page, lack: str) -> None:
    """On from a step that lacks something, which is said once; from one that lacks nothing ("") at once."""
    go_on(page)
    if lack:
        expect(lacks(page)).to_contain_text(lack)
        go_on(page)


def on_step(page: Page, number: int) -> None:
    expect(page.locator("[data-step-words]")).to_have_text(re.compile(f"^{number} of "))


def all_but(page: Page, *left: str) -> None:
    """A whole case on one page, but for these answers."""
    page.get_by_role("link", name="Log your first case").click()
    acts.fill_case(page)
    page.locator("[name=supervisor]").select_option(index=1)
    for name in left:
        page.locator(f"[name='{name}']").evaluate_all(
            "all => all.forEach(one => one.type === 'radio' ? one.checked = false : one.value = '')"
        )


def test_what_was_answered_after_a_refused_save_is_marked_no_longer(page: Page) -> None:
    all_but(page, "part", "product.batch")
    page.get_by_role("button", name="Save case").last.click()
    expect(card(page).get_by_role("link")).to_have_count(2)
    expect(card(page).get_by_role("heading")).to_have_text("Check these answers")
    acts.choose(page, "part", "supervised_direct")
    expect(card(page).get_by_role("link")).to_have_count(1)
    expect(card(page).get_by_role("heading")).to_have_text("Check this answer")
    expect(page.locator("#f-part.bad, #f-part .error, #f-part[aria-invalid]")).to_have_count(0)
    batch = page.get_by_label("Batch number")
    expect(batch).to_have_attribute("aria-invalid", "true")
    # What was answered wrongly still is.
    page.get_by_label("Place").fill("Clinic")
    expect(card(page).get_by_role("link")).to_have_count(1)
    batch.fill("C4829C3")
    expect(card(page)).to_have_count(0)
    expect(page.locator(".field.bad, .error")).to_have_count(0)
    assert batch.get_attribute("aria-invalid") is None
    assert "-e1" not in (batch.get_attribute("aria-describedby") or "")
    acts.save(page)


def test_points_added_after_a_refused_save_are_asked_for_no_longer(page: Page) -> None:
    page.get_by_role("link", name="Log your first case").click()
    acts.whole(page)
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("[data-wrong] .error")).to_have_text("Add at least 1 injection point")
    acts.add_points(page, "glabella right", dose="4")
    expect(page.locator("[data-wrong] .error")).to_have_count(0)
    expect(card(page)).not_to_contain_text("injection point")
    expect(card(page)).to_contain_text("Choose your part")


def test_continue_says_once_what_a_step_lacks_and_locks_nobody_in(page: Page) -> None:
    page.get_by_role("link", name="Log your first case").click()
    go_on(page)
    on_step(page, 1)
    expect(lacks(page)).to_be_focused()
    expect(lacks(page).get_by_role("link")).to_have_count(4)
    expect(lacks(page)).to_have_accessible_name(re.compile("^Still open on this step: Choose"))
    assert "part" not in lacks(page).inner_text(), "another step's answer is nothing to ask for here"
    go_on(page)
    on_step(page, 2)
    expect(lacks(page)).to_have_count(0)
    page.get_by_role("button", name="Back", exact=True).click()
    go_on(page)
    on_step(page, 2)


def test_what_a_step_lacks_leads_to_its_field_and_goes_when_it_is_answered(page: Page) -> None:
    page.get_by_role("link", name="Log your first case").click()
    go_on(page)
    lacks(page).get_by_role("link", name="Choose a skin type").press("Enter")
    page.keyboard.press("Space")
    expect(page.locator("[name='model.skin_type']:checked")).to_have_count(1)
    expect(lacks(page).get_by_role("link")).to_have_count(3)
    acts.choose(page, "model.age_band", "30-39")
    acts.choose(page, "events.any", "none")
    page.get_by_label("Consent and history checked").check()
    expect(lacks(page)).to_have_count(0)
    go_on(page)
    on_step(page, 2)


def test_without_a_worker_the_marks_of_the_form_say_what_a_step_lacks(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    acts.arrive(page, site, ANA)
    page.goto(f"{site.origin}/entries/new")
    page.locator("form[data-at]").wait_for()
    go_on(page)
    expect(lacks(page)).to_be_focused()
    expect(lacks(page)).to_contain_text("Answer “Age”")
    go_on(page)
    on_step(page, 2)
    page.get_by_role("link", name="All on one page").click()
    page.get_by_role("button", name="Save case").last.click()
    expect(card(page)).to_contain_text("Choose your part")
    acts.choose(page, "part", "supervised_direct")
    expect(card(page)).not_to_contain_text("Choose your part")
    expect(card(page)).to_contain_text("Add at least 1 injection point")
    context.close()


def test_what_is_missing_in_a_first_case_leads_to_its_step(page: Page) -> None:
    page.get_by_role("link", name="Log your first case").click()
    for step, lack in enumerate(LACKS, 1):
        on_step(page, step)
        go_on_unanswered(page, lack)
    expect(page.get_by_role("button", name="Continue")).to_be_hidden()
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("[data-problems]")).to_be_focused()
    expect(page.locator("[data-step-words]")).to_have_text("1 of 9")
    page.get_by_role("link", name="Choose your part").click()
    expect(page.locator("[data-step-words]")).to_have_text("2 of 9")
    expect(page.locator("#s-part")).to_be_visible()
    page.get_by_role("link", name="All on one page").click()
    expect(page.locator("#s-model")).to_be_visible()
    expect(page.locator("#s-product")).to_be_visible()
    expect(page.locator("[data-step-words]")).to_be_hidden()
