"""Half-written cases: kept as they are typed, found again, and given up only by their writer."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


def begin(page: Page, site: Site) -> str:
    """A case of which only the batch is written; gives its model's code."""
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    page.locator("[name='product.batch']").fill("HALF")
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")
    return page.locator("[name='model.code']").input_value()


@pytest.mark.fault(4)
def test_what_was_typed_a_moment_before_leaving_is_in_the_list(page: Page, site: Site) -> None:
    for leave in ("history.back()", "document.querySelector('header .iconbtn').click()"):
        page.goto(f"{site.origin}/entries")
        page.get_by_role("link", name="New case").click()
        code = page.locator("[name='model.code']").input_value()
        # From here on the page keeps what is typed; on a cold start its scripts take a moment to come.
        page.locator("form[data-draft][data-kept]").wait_for()
        acts.whole(page)
        page.locator("[name='product.batch']").fill("HALF")
        page.evaluate(leave)
        expect(acts.row(page, code)).to_contain_text("Draft")


def test_a_deleted_draft_comes_back_with_all_that_was_typed(page: Page, site: Site) -> None:
    code = begin(page, site)
    page.goto(f"{site.origin}/entries")
    acts.row(page, code).click()
    acts.whole(page)
    page.locator("[name='product.batch']").fill("MORE")
    page.get_by_role("button", name="Delete draft").click()
    page.wait_for_url(re.compile("/entries$"))
    expect(page.get_by_text("No cases yet")).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("Draft deleted.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[name='product.batch']")).to_have_value("MORE")
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_contain_text("Draft")


def test_a_deleted_draft_that_nobody_wants_back_is_gone(page: Page, site: Site) -> None:
    code = begin(page, site)
    page.goto(f"{site.origin}/entries")
    acts.row(page, code).click()
    page.get_by_role("button", name="Delete draft").click()
    page.wait_for_url(re.compile("/entries$"))
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_text("No cases yet")).to_be_visible()
    acts.open_tab(page, "Me")
    expect(page.locator("main")).to_contain_text("Everything you saved has reached the server.")


def test_the_draft_of_a_change_that_came_too_late_can_still_be_given_up(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    address = page.url
    page.get_by_role("link", name="Edit").click()
    page.locator("[name='product.batch']").evaluate("field => (field.closest('details').open = true)")
    page.locator("[name='product.batch']").fill("LATER")
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")
    clinic.countersigned(site.application.database, address.rsplit("/", 1)[1])
    page.goto(f"{address}/edit?fresh=1")
    expect(page.get_by_text("stays as it is and counts")).to_be_visible()
    page.get_by_role("button", name="Delete draft").click()
    page.wait_for_url(re.compile("/entries$"))
    expect(page.get_by_text("Not finished")).to_have_count(0)


def test_an_answer_that_was_begun_is_found_and_given_up_under_me(
    site: Site, context: BrowserContext, page: Page
) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    context.clear_cookies()
    acts.arrive(page, site, BEN)
    acts.row(page, ANA.name).click()
    page.get_by_label("Feedback").fill("Slow down.")
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")
    page.goto(f"{site.origin}/me")
    page.get_by_role("link", name="Your answer: Glabella").click()
    expect(page.get_by_label("Feedback")).to_have_value("Slow down.")
    page.goto(f"{site.origin}/me")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("main")).to_contain_text("Everything you saved has reached the server.")
