"""A link that was made goes by a tap into the clipboard or another app; without scripts it is read or scanned."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA, DAN
from tests.support.server.site import Site

pytestmark = pytest.mark.browser
SHARE = "navigator.share = async ({ url }) => { document.body.dataset.shared = url; };"
NEVER = "navigator.clipboard.writeText = async () => { throw new DOMException('no', 'NotAllowedError'); };"


@pytest.fixture
def desk(site: Site, context: BrowserContext) -> Page:
    """Dan's browser, which may write into its clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.origin)
    tab = context.new_page()
    acts.arrive(tab, site, DAN)
    return tab


def invite(page: Page, origin: str) -> str:
    """An invitation made on the page; gives the link that is shown."""
    page.goto(f"{origin}/people/invitations")
    page.get_by_label("Name").fill("Hugo Brandt")
    page.get_by_label("E-mail").fill("hugo@example.org")
    page.get_by_label("Role").select_option("trainee")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator(".main > .note")).to_contain_text("The invitation for Hugo Brandt is made.")
    return page.locator("#address").inner_text()


def test_the_link_of_an_invitation_is_copied_by_a_tap(desk: Page, site: Site) -> None:
    link = invite(desk, site.origin)
    desk.get_by_role("button", name="Copy the link").click()
    expect(desk.locator("#toasts .toast")).to_contain_text("The link is copied.")
    assert desk.evaluate("navigator.clipboard.readText()") == link
    expect(desk.get_by_role("button", name="Share")).to_be_hidden()


def test_a_link_for_a_new_password_is_shared_where_the_browser_shares(desk: Page, site: Site) -> None:
    desk.add_init_script(SHARE)
    desk.goto(f"{site.origin}/people/{ANA.id}/recovery")
    desk.get_by_role("button", name="Make the link").click()
    desk.get_by_role("button", name="Share").click()
    expect(desk.locator("body")).to_have_attribute("data-shared", desk.locator("#address").inner_text())


def test_where_the_clipboard_is_refused_the_link_is_marked_to_be_copied_by_hand(
    desk: Page, site: Site
) -> None:
    desk.add_init_script(NEVER)
    link = invite(desk, site.origin)
    desk.get_by_role("button", name="Copy the link").click()
    expect(desk.locator("#toasts .toast")).to_contain_text("The link is marked")
    assert desk.evaluate("String(getSelection())") == link


def test_without_scripts_no_button_is_shown_that_could_not_work(
    desk: Page, chromium: Browser, site: Site
) -> None:
    context = chromium.new_context(java_script_enabled=False, storage_state=desk.context.storage_state())
    page = context.new_page()
    invite(page, site.origin)
    for name in ("Copy the link", "Share"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    context.close()
