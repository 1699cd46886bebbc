"""The hint to install: only after a case was sent, while nothing waits, and not for a month after "Not now"."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_undo import log
from tests.support.browser import acts
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

OFFER = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = () => { window.prompted = true; };
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


def hint(page: Page, site: Site) -> bool:
    """Whether the list shows it, when the browser says that it could install."""
    page.goto(f"{site.origin}/entries")
    expect(page.locator("#sync")).to_be_visible()
    page.wait_for_timeout(300)
    page.evaluate(OFFER)
    page.wait_for_timeout(500)
    return page.locator("#install").count() == 1 and page.locator("#install").is_visible()


@pytest.mark.fault(11)
def test_it_comes_after_the_first_case_was_sent_and_goes_for_a_month(page: Page, site: Site) -> None:
    assert not hint(page, site)
    site.network.fault("POST /sync", "drop", times=1000)
    log(page, site)
    assert not hint(page, site)
    site.network.faults.clear()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert hint(page, site)
    page.get_by_role("button", name="Install").click()
    assert page.evaluate("window.prompted") and not page.locator("#install").is_visible()
    assert hint(page, site)
    page.get_by_role("button", name="Not now").click()
    expect(page.locator("#install")).to_be_hidden()
    assert not hint(page, site)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=31))
    assert hint(page, site)


def test_an_installed_app_is_not_asked_to_install(page: Page, site: Site) -> None:
    page.add_init_script("navigator.standalone = true")
    log(page, site)
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert not hint(page, site)


def test_a_browser_that_cannot_install_by_itself_says_how_it_is_done(page: Page, site: Site) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0)' })"
    )
    log(page, site)
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#install")).to_contain_text("Add to Home Screen", timeout=acts.WAIT)
    expect(page.locator("[data-install=ios]")).to_be_visible()
    expect(page.get_by_role("button", name="Install", exact=True)).to_be_hidden()
