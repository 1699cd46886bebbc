"""Several tabs of one phone at work, and a server that does not answer while somebody saves."""

import os
import signal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.faults import holds
from tests.faults.oracle.browsers import HANDS
from tests.faults.oracle.hands import CASE
from tests.support.browser import acts
from tests.support.lanes import many
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

TABS = 3
WRITES = many(40, 400)
# Each case under a name of its own, saved by the worker, with a sync asked for by the tab after each.
WRITE = f"""async ([many, answers]) => {{
  const hands = {HANDS};
  const saved = [];
  for (let number = 0; number < many; number += 1) {{
    const form = await hands.fill(["/entries/new", "#entry-form", answers]);
    const answer = await hands.send([form.path, form.body]);
    if (answer.saved) saved.push(form.named.id);
    hands.sync();
  }}
  return saved;
}}"""


def begin(tab: Page, many: int) -> None:
    tab.evaluate(f"(given) => {{ window.written = ({WRITE})(given); return 0; }}", [many, CASE])


@pytest.mark.fault(16)
@pytest.mark.timeout(400)
def test_three_tabs_that_write_and_send_at_once_send_everything_once(page: Page, site: Site) -> None:
    """Answers are lost and requests doubled meanwhile."""
    tabs = [page, *(page.context.new_page() for _ in range(TABS - 1))]
    for tab in tabs[1:]:
        tab.goto(f"{site.origin}/entries")
    for number, tab in enumerate(tabs):
        begin(tab, WRITES // TABS + (number < WRITES % TABS))
    site.network.fault("POST /sync", "cut", times=2)
    site.network.fault("POST /sync", "twice", times=2)
    saved: list[str] = [id for tab in tabs for id in tab.evaluate("window.written")]
    assert len(set(saved)) == len(saved) == WRITES
    holds.quiet(page)
    holds.check(site.application.database, page, saved=saved)
    page.reload()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)


@pytest.mark.fault(36)
def test_a_server_that_hangs_keeps_nobody_from_saving(page: Page, site: Site) -> None:
    """It takes the connection and answers nothing: what is saved is said at once, and goes when it wakes up."""
    assert site.application.process
    group: int = site.application.process.pid
    os.killpg(group, signal.SIGSTOP)
    try:
        saved = [_save(page, site) for _ in range(2)]
        assert [row["doc_id"] for row in sorted(holds.look(page)["outbox"], key=_number)] == saved
        assert any(line.startswith("POST /sync") for line in site.network.seen)
    finally:
        os.killpg(group, signal.SIGCONT)
    holds.quiet(page)
    holds.check(site.application.database, page, saved=saved)


def _save(page: Page, site: Site) -> str:
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.get_by_text("Saved on this phone. It sends")).to_be_visible()
    return page.url.split("?")[0].rsplit("/", 1)[1]


def _number(row: dict[str, Any]) -> int:
    number: int = row["n"]
    return number
