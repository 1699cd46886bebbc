"""Why a case does not count, asked of a phone while nobody answers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import acts
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


def test_it_is_two_taps_from_progress_to_the_sentence_and_one_more_to_the_case(
    page: Page, site: Site
) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    site.down()
    acts.open_tab(page, "Progress")
    page.get_by_role("link", name="Done with the supervisor in the room").first.click()
    main = page.locator("main")
    expect(main).to_contain_text("It waits for a signature that counts.", timeout=acts.WAIT)
    main.get_by_role("link", name=re.compile("Model")).first.click()
    expect(main).to_contain_text("Counts for nothing yet", timeout=acts.WAIT)
    expect(main).to_contain_text("It waits for a signature that counts.")
    acts.open_tab(page, "Progress")
    page.get_by_role("link", name=re.compile("^Pathway")).click()
    expect(main).to_contain_text("Hands-on training", timeout=acts.WAIT)
