"""A new version of the logbook: it waits until it is let in, drafts stay, and half of one is none."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA
from tests.support.server.site import Application, Site, copied

pytestmark = pytest.mark.browser

NEW = "Nothing to do, says the new version"
LOOK = "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null)"
CHANGED = "(first) => document.documentElement.dataset.build !== first"


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone, with today's version."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


@pytest.fixture
def deploy(site: Site, tmp_path: Path) -> Callable[[], None]:
    """deploy(): the next version answers at the same address from now on; one word of it is another."""
    root = copied(tmp_path / "next")
    template = root / "logbook" / "templates" / "todo" / "index.html"
    template.write_text(template.read_text().replace("Nothing to do", NEW))

    def replace() -> None:
        old = site.application
        old.kill()
        site.application = Application(old.database, old.origin, old.port, root).start()

    return replace


def build_of(page: Page) -> str:
    build: str = page.evaluate("document.documentElement.dataset.build")
    return build


@pytest.mark.fault(58)
def test_a_new_version_waits_until_it_is_let_in_and_drafts_stay(
    page: Page, site: Site, context: BrowserContext, deploy: Callable[[], None]
) -> None:
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    page.locator("[name='product.batch']").fill("HALF")
    first = build_of(page)
    deploy()
    other = context.new_page()
    other.goto(f"{site.origin}/todo")
    expect(other.locator("#update")).to_be_visible(timeout=acts.WAIT)
    other.reload()
    expect(other.get_by_text(NEW)).to_have_count(0)
    assert build_of(other) == first
    other.get_by_role("button", name="Restart").click()
    expect(other.get_by_text(NEW)).to_be_visible(timeout=acts.WAIT)
    assert build_of(other) != first
    # The other tab follows, once, and what was typed in it is still there.
    page.wait_for_function(CHANGED, arg=first)
    expect(page.locator("[name='product.batch']")).to_have_value("HALF")
    caches = page.evaluate("caches.keys()")
    assert caches == [f"logbook-{build_of(page)}"]


@pytest.mark.fault(14)
def test_what_waits_from_the_old_version_is_sent_by_the_new_one(
    page: Page, site: Site, deploy: Callable[[], None]
) -> None:
    first = build_of(page)
    site.network.stop()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    deploy()
    fault = site.network.fault("POST /sync", "drop", times=100)
    site.network.start()
    page.reload()
    # A server that was started this moment answers its first requests slowly, and a new version is twenty of them.
    expect(page.locator("#update")).to_be_visible(timeout=4 * acts.WAIT)
    page.get_by_role("button", name="Restart").click()
    page.wait_for_function(CHANGED, arg=first)
    fault.times = 0
    page.goto(f"{site.origin}/todo")
    expect(page.get_by_text(NEW)).to_be_visible()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=60_000)


@pytest.mark.fault(55)
def test_half_a_version_is_none(page: Page, site: Site, deploy: Callable[[], None]) -> None:
    first = build_of(page)
    deploy()
    site.network.fault("GET /shell/", "half", times=9)
    page.goto(f"{site.origin}/todo")
    page.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update()).catch(() => {})")
    page.wait_for_timeout(3000)
    expect(page.locator("#update")).to_be_hidden()
    page.reload()
    assert build_of(page) == first
    site.down()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)


def test_while_the_worker_is_under_way_what_it_will_ask_for_is_fetched(
    context: BrowserContext, site: Site
) -> None:
    site.network.fault("GET /sw.js", "hang", times=99)
    site.network.seen.clear()
    tab = context.new_page()
    tab.goto(f"{site.origin}/sign-in")
    build = build_of(tab)
    limit = time.monotonic() + acts.WAIT / 1000
    while f"/shell/{build}.json" not in [line.split()[1] for line in site.network.seen]:
        assert time.monotonic() < limit, " ".join(site.network.seen)
        tab.wait_for_timeout(100)


def test_a_phone_with_a_worker_fetches_nothing_ahead(page: Page, site: Site) -> None:
    page.wait_for_load_state("networkidle")
    site.network.seen.clear()
    page.goto(f"{site.origin}/todo")
    page.wait_for_load_state("networkidle")
    assert not [line for line in site.network.seen if "/shell/" in line or "worker.js" in line]


@pytest.mark.fault(56)
def test_a_look_for_a_new_version_asks_for_the_worker_and_for_none_of_its_files(
    page: Page, site: Site
) -> None:
    page.wait_for_load_state("networkidle")
    site.network.seen.clear()
    page.evaluate(LOOK)
    page.reload()
    page.wait_for_load_state("networkidle")
    asked = [line.split()[1] for line in site.network.seen]
    assert "/sw.js" in asked
    assert not [path for path in asked if path.startswith(("/static/", "/shell/"))]


def test_a_phone_that_an_earlier_build_registered_asks_so_too(page: Page) -> None:
    before = 'navigator.serviceWorker.register("/sw.js", { type: "module", updateViaCache: "none" })'
    assert page.evaluate(f"{before}.then((found) => found.updateViaCache)") == "none"
    page.reload()
    way = "navigator.serviceWorker.getRegistration().then((found) => found.updateViaCache === 'imports')"
    page.wait_for_function(way, timeout=acts.WAIT)
