"""A case set aside on a phone without a network: kept, shown, sent later, read by its trainee, and taken back."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import BEN
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def entry(site: Site) -> str:
    """The id of a case that Ben signed."""
    for app in application(site.application.database):
        case = clinic.told(app, an_entry())
        clinic.told(app, a_signoff(case), by=BEN, grade="C")
    return str(case["id"])


@pytest.fixture
def bens(entry: str, site: Site, context: BrowserContext) -> Page:
    page = context.new_page()
    acts.arrive(page, site, BEN)
    expect(page.locator("#sync")).to_have_text("Up to date", timeout=acts.WAIT)
    return page


def kept(site: Site, kind: str) -> list[str]:
    for app in application(site.application.database):
        return [record["id"] for record in clinic.held(app, kind)]
    return []


def test_a_case_is_set_aside_without_a_network_and_counted_again_later(
    bens: Page, site: Site, entry: str
) -> None:
    site.down()
    bens.goto(f"{site.origin}/entries/{entry}")
    bens.get_by_role("link", name="Set this case aside").click()
    bens.get_by_role("button", name="Set aside").last.click()
    expect(bens.locator("main")).to_contain_text("Choose why")
    bens.get_by_label("Why").select_option("two_codes")
    bens.get_by_role("button", name="Set aside").last.click()
    bens.wait_for_url(f"**/entries/{entry}")
    expect(bens.locator("main")).to_contain_text("one model under two codes. It counts for no rule.")
    expect(bens.locator("main")).to_contain_text("not sent yet")
    expect(bens.locator("main")).to_contain_text("Signed")
    assert kept(site, "set_aside") == []
    site.up()
    bens.goto(f"{site.origin}/entries/{entry}?fresh=1")
    expect(bens.locator("main")).not_to_contain_text("not sent yet", timeout=acts.WAIT)
    assert len(kept(site, "set_aside")) == 1
    bens.get_by_role("link", name="Count it again").click()
    bens.get_by_label("Reason").fill("Two visits after all")
    bens.get_by_role("button", name="Count it again").last.click()
    bens.wait_for_url(f"**/entries/{entry}")
    expect(bens.locator("main")).not_to_contain_text("It counts for no rule.")
    expect(bens.locator("#sync")).to_have_text("Up to date", timeout=acts.WAIT)
    assert len(kept(site, "withdrawal")) == 1
