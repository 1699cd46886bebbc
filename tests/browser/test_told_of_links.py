"""A phone tells its owner of links for a new password, until they say on any device that they know of it."""

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import BEN, DAN
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.mark.finding("attack.H2", "use.C7")
def test_a_phone_says_who_made_a_link_also_offline_until_its_owner_puts_it_away(
    site: Site, chromium: Browser, context: BrowserContext
) -> None:
    page = context.new_page()
    acts.sign_in(page, site.origin, BEN)
    desk = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.sign_in(desk, site.origin, DAN)
    desk.goto(f"{site.origin}/people/{BEN.id}/recovery")
    desk.get_by_role("button", name="Make the link").click()
    desk.locator("#address").wait_for()
    desk.context.close()
    page.goto(f"{site.origin}/me?fresh=1")
    told = page.get_by_text("A link for a new password of yours was made by Dan Weiss")
    expect(told).to_be_visible(timeout=acts.WAIT)
    context.set_offline(True)
    for path in ("/me", "/signoffs", "/trainees"):
        page.goto(f"{site.origin}{path}")
        expect(told).to_have_count(1)
        expect(told).to_be_visible()
    context.set_offline(False)
    page.get_by_role("link", name="Was that right?").first.click()
    page.get_by_role("button", name="Yes, I know of it").click()
    page.wait_for_url("**/me?fresh=1")
    expect(told).to_be_hidden(timeout=acts.WAIT)
