"""Back, forward and a tap whose worker dies: without a network too there is always a whole page, or words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

STEPS = 20
TABS = ("Progress", "To do", "Me", "Logbook")
# What a fragment shown as a page would lack, and what a page shown inside a page would have twice.
WHOLE = """() => ({
  heading: document.querySelector("h1")?.textContent,
  whole: ["html[data-build]", "head title", "body > #screen", "#screen > header h1", "#screen > main", "nav.tabs"]
    .every((place) => document.querySelectorAll(place).length === 1),
  path: location.pathname,
})"""


@pytest.mark.fault(60)
def test_twenty_steps_back_and_forward_without_a_network_are_whole_pages(page: Page, site: Site) -> None:
    site.down()
    walked = [look(page, "Logbook")]
    for step in range(STEPS):
        name = TABS[step % len(TABS)]
        acts.open_tab(page, name)
        walked.append(look(page, name))
    for back in reversed(walked[:-1]):
        page.evaluate("history.back()")
        assert look(page, back["heading"]) == back
    for forward in walked[1:]:
        page.evaluate("history.forward()")
        assert look(page, forward["heading"]) == forward
    page.reload()
    assert look(page, walked[-1]["heading"]) == walked[-1]


def look(page: Page, heading: str) -> dict[str, str]:
    """The page once it has this heading: its address, and that nothing is missing or doubled."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    seen: dict[str, str] = page.evaluate(WHOLE)
    assert seen["whole"], seen
    return seen


@pytest.mark.fault(61)
def test_a_tap_whose_worker_dies_shows_the_page_or_says_that_it_did_not_work(page: Page, site: Site) -> None:
    site.down()
    control = page.context.new_cdp_session(page)
    control.send("ServiceWorker.enable")
    for step, pause in enumerate((0, 1, 2, 4, 7, 11, 16, 25, 40, 80)):
        page.goto(f"{site.origin}/entries")
        name = TABS[step % 3]
        page.evaluate(
            """(name) => {
            const links = [...document.querySelectorAll("nav.tabs a")];
            links.find((link) => link.textContent.trim().startsWith(name)).click();
        }""",
            name,
        )
        page.wait_for_timeout(pause)
        control.send("ServiceWorker.stopAllWorkers")
        there = page.get_by_role("heading", level=1, name=name, exact=True)
        expect(there.or_(page.locator("#toasts > .toast")).first).to_be_visible(timeout=acts.WAIT)
        assert look(page, page.locator("h1").inner_text())


@pytest.mark.fault(62)
def test_a_page_that_the_browser_brings_back_shows_what_happened_meanwhile(page: Page, site: Site) -> None:
    """By the back button from somewhere else, and in a tab that is opened again at the same address."""
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.get_by_text("Sent to Dr Ben Okafor")).to_be_visible(timeout=acts.WAIT)
    case = page.url.split("?")[0]
    page.goto(case)
    page.goto(f"{site.origin}/healthz")
    clinic.countersigned(site.application.database, case.rsplit("/", 1)[1])
    page.go_back()
    signed = page.get_by_role("heading", name=re.compile("^Signed by Dr Ben Okafor"))
    expect(signed).to_be_visible(timeout=90_000)
    page.close()
    site.down()
    again = page.context.new_page()
    again.goto(case)
    expect(again.get_by_role("heading", name=re.compile("^Signed by Dr Ben Okafor"))).to_be_visible()
    assert again.evaluate(WHOLE)["heading"]
