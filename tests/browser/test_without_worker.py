"""A browser that can have no worker: the logbook is simply the server's, and still loses nothing that was typed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import acts
from tests.browser.handset import SIZE
from tests.browser.server import Site
from tests.people import ANA

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """Ana in a browser whose workers are switched off."""
    context = chromium.new_context(viewport=SIZE, service_workers="block")  # type: ignore[arg-type]
    tab = context.new_page()
    acts.sign_in(tab, site.origin, ANA)
    yield tab
    context.close()


def test_a_case_is_logged_through_the_server(page: Page, site: Site) -> None:
    assert not acts.is_answered_by_the_worker(page, f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, code)).to_contain_text("Sent to")


def test_without_a_network_what_was_typed_is_kept_and_that_is_said(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page, batch="HALF")
    site.down()
    page.get_by_role("button", name="Save case").last.click()
    expect(page.locator("#toasts")).to_contain_text("What you wrote is kept on this phone.")
    expect(page.locator("[name='product.batch']")).to_have_value("HALF")
    site.up()
    page.get_by_role("button", name="Save case").last.click()
    expect(page.get_by_role("link", name="Edit")).to_be_visible(timeout=acts.WAIT)


def test_lasting_storage_is_asked_for_when_the_first_form_is_saved(page: Page, site: Site) -> None:
    page.add_init_script(
        """window.asked = 0;
        navigator.storage.persist = async () => { window.asked += 1; return true; };
        navigator.storage.persisted = async () => window.asked > 0;"""
    )
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    assert page.evaluate("window.asked") == 0
    acts.save(page)
    assert page.evaluate("window.asked") == 1
