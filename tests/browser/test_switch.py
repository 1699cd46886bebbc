"""The kill switch: the phone's own pages are switched off from the server, and what waits on phones is still sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_undo import log
from tests.faults import holds
from tests.support.browser import acts
from tests.support.server.site import Application, Site

pytestmark = [pytest.mark.browser, pytest.mark.fault(57)]

WAITING = "1 case waits on this phone and is sent by itself."
COPY = "fetch('/outbox.json').then((answer) => answer.json()).then((copy) => copy.outbox.length)"


@pytest.fixture
def switch(site: Site) -> Callable[[str], None]:
    """switch("off"): from now on the server serves the worker that answers no page."""

    def turn(way: str) -> None:
        old = site.application
        old.kill()
        more = {"LOGBOOK_WORKER": way}
        site.application = Application(old.database, old.origin, old.port, more=more).start()

    return turn


def test_pages_come_from_the_server_and_the_outbox_is_sent(
    page: Page, site: Site, switch: Callable[[str], None]
) -> None:
    site.down()
    entry, code = log(page, site)
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    page.locator("[name='product.batch']").fill("HALF")
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")
    held_up = site.network.fault("POST /sync", "drop", times=1000)
    switch("off")
    site.up()
    it_takes_over_at_once_and_what_was_typed_stays(page)
    the_servers_pages_say_what_waits_here(page, site)
    held_up.times = 0
    holds.quiet(page)
    holds.check(site.application.database, page, saved=[entry])
    expect(page.locator("#shelter")).to_have_count(0)
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_contain_text("Sent to")
    switch("on")
    its_own_pages_come_back_when_somebody_lets_them(page, site)


def it_takes_over_at_once_and_what_was_typed_stays(page: Page) -> None:
    page.reload()
    note = page.locator("#shelter")
    expect(note).to_contain_text("Saving without a connection is switched off for now.", timeout=acts.WAIT)
    expect(note).to_contain_text(WAITING)
    expect(page.locator("[name='product.batch']")).to_have_value("HALF")


def the_servers_pages_say_what_waits_here(page: Page, site: Site) -> None:
    for path in ("/entries", "/me"):
        assert not acts.is_answered_by_the_worker(page, f"{site.origin}{path}")
        expect(page.locator("#shelter")).to_contain_text(WAITING)
        expect(page.locator("#sync")).to_have_text("1 on this phone")
    expect(page.get_by_text("has reached the server")).to_be_hidden()
    # A tap on a link, too, and the copy is this phone's.
    acts.open_tab(page, "Progress")
    expect(page.locator("#shelter")).to_contain_text(WAITING)
    with page.expect_download():
        page.locator("#shelter").get_by_role("link", name="Save a copy").click()
    assert page.evaluate(COPY) == 1


def its_own_pages_come_back_when_somebody_lets_them(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/todo")
    page.get_by_role("button", name="Restart").click(timeout=acts.WAIT)
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    assert acts.is_answered_by_the_worker(page, f"{site.origin}/todo")
    expect(page.locator("#shelter")).to_have_count(0)
