"""A browser that can have no worker: the logbook is simply the server's, and still loses nothing that was typed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, chromium: Browser) -> Iterator[Page]:
    """Ana in a browser whose workers are switched off."""
    context = chromium.new_context(viewport=SIZE, service_workers="block")  # type: ignore[arg-type]
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    yield tab
    context.close()


@pytest.mark.fault(5)
def test_a_case_is_logged_through_the_server(page: Page, site: Site) -> None:
    assert not acts.is_answered_by_the_worker(page, f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, code)).to_contain_text("Sent to")


@pytest.mark.fault(5)
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


@pytest.mark.fault(5)
def test_a_page_that_was_loaded_past_its_worker_saves_nothing_twice(
    context: BrowserContext, site: Site
) -> None:
    """As after a reload with the shift key: the worker is there, but this page is not its page."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    tab.goto(f"{site.origin}/entries/new")
    with tab.expect_navigation():
        context.new_cdp_session(tab).send("Page.reload", {"ignoreCache": True})
    assert tab.evaluate("navigator.serviceWorker.controller") is None
    code = acts.fill_case(tab)
    site.down()
    tab.get_by_role("button", name="Save case").last.click()
    expect(tab.locator("#toasts")).to_contain_text("What you wrote is kept on this phone.")
    site.up()
    # The form that came to nothing is opened again from the list, where the worker answers, and saved there.
    tab.goto(f"{site.origin}/entries")
    acts.row(tab, code).click()
    acts.whole(tab)
    acts.save(tab)
    holds.quiet(tab)
    holds.check(site.application.database, tab, saved=[tab.url.split("?")[0].rsplit("/", 1)[1]])


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


SHUT = """Object.defineProperty(window, "indexedDB", { value: { open() {
    throw new DOMException("not in a private window", "InvalidStateError"); } } });"""


@pytest.mark.fault(12)
def test_a_browser_that_keeps_nothing_says_so_before_anybody_relies_on_it(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries")
    expect(page.locator("#shelter")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^(New|Log)")).first.click()
    note = page.locator("#shelter")
    expect(note).to_contain_text("This browser cannot save without a connection.", timeout=acts.WAIT)
    page.add_init_script(SHUT)
    page.goto(f"{site.origin}/entries/new")
    expect(note).to_contain_text("no drafts, and nothing without a connection", timeout=acts.WAIT)
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_contain_text("Keep this page open until you’re back online.")


# Where the form and its button stood in each frame that was drawn.
STOOD = """window.stood = [];
(function look() {
  const top = (selector) => Math.round(document.querySelector(selector)?.getBoundingClientRect().top);
  if (document.querySelector("#toasts")) window.stood.push(`${top("#entry-form")} ${top(".dock [value=save]")}`);
  requestAnimationFrame(look);
})();"""
FRAMES = "new Promise((done) => { let left = 9; (function on() { left-- ? requestAnimationFrame(on) : done(); })(); })"


@pytest.mark.parametrize("shut", [False, True], ids=["no worker", "no database"])
def test_saying_so_moves_nothing_that_is_read_or_tapped(page: Page, site: Site, shut: bool) -> None:
    page.add_init_script(STOOD + (SHUT if shut else ""))
    page.goto(f"{site.origin}/entries/new#all")
    note, button = page.locator("#shelter"), page.get_by_role("button", name="Save case").last
    expect(note).to_be_visible(timeout=acts.WAIT)
    page.evaluate(FRAMES)
    words, save = note.bounding_box(), button.bounding_box()
    assert words and save
    assert words["y"] + words["height"] <= save["y"] < SIZE["height"] - save["height"]
    assert len(set(page.evaluate("window.stood"))) == 1
