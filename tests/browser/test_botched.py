"""A server whose pulls go well while nothing can be written: phones wait, and send by themselves once it is mended."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import create_engine, text

from tests.browser.test_worker import rows
from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

# A look as of somebody who comes back to the page: a run of its own.
LOOK = """() => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event) => resolve(event.data);
  navigator.serviceWorker.controller.postMessage({ type: "sync", reason: "visible", visible: true }, [port2]);
})"""


@pytest.fixture
def botched(postgres_url: str) -> Iterator[Site]:
    """A site on PostgreSQL, where a table that is not there is a fault (SQLite says that it is busy)."""
    running = Site(postgres_url).up()
    yield running
    running.down()


def rename(site: Site, old: str, new: str) -> None:
    engine = create_engine(site.application.database)
    with engine.begin() as database:
        database.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
    engine.dispose()


@pytest.mark.finding("attack.H5")
@pytest.mark.fault(25)
def test_a_botched_table_parks_nothing_and_once_mended_everything_goes_without_a_tap(
    botched: Site, context: BrowserContext
) -> None:
    page = context.new_page()
    acts.sign_in(page, botched.origin, ANA)
    page.goto(f"{botched.origin}/entries/new")
    code = acts.fill_case(page)
    rename(botched, "mutation_result", "mislaid")
    try:
        acts.save(page)
        # Leaving the case ends the time in which it can be undone, and it is sent.
        page.goto(f"{botched.origin}/todo")
        limit = time.monotonic() + 60
        # It is tried again and again, and the server fails; a look within the time for undoing tries nothing yet.
        while rows(page, "outbox")[0].get("failed", 0) < 4:
            report = page.evaluate(LOOK)
            assert report["parked"] == 0
            assert time.monotonic() < limit, "it is not tried any more"
            page.wait_for_timeout(100)
        assert report["online"] and report["pending"] == 1 and rows(page, "parked") == []
    finally:
        rename(botched, "mislaid", "mutation_result")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=60_000)
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, code)).to_contain_text("Sent to")
