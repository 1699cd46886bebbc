"""Real browsers for the tests: Chromium at the size of a phone, and the phone's modules alone in a page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser import acts
from tests.browser.handset import CHROMIUM, FLAGS, SIZE, Handset
from tests.browser.lab import Lab
from tests.browser.server import Site
from tests.people import ANA


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser profile of this test's own."""
    fresh = chromium.new_context(viewport=SIZE)
    yield fresh
    fresh.close()


@pytest.fixture
def lab(context: BrowserContext) -> Lab:
    """The phone's modules in a page, and a server that answers as the test says."""
    return Lab(context.new_page())


@pytest.fixture
def handset(playwright: Playwright, tmp_path: Path) -> Iterator[Handset]:
    """A phone that can be killed and started again."""
    phone = Handset(playwright, tmp_path / "profile").start()
    yield phone
    phone.kill()


@pytest.fixture
def site(sqlite_url: str) -> Iterator[Site]:
    """The application with the cast in it, running, behind a network of the test's own."""
    running = Site(sqlite_url).up()
    yield running
    running.down()


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone: signed in, synced."""
    tab = context.new_page()
    acts.sign_in(tab, site.origin, ANA)
    return tab


@pytest.fixture
def handsets(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[[str], Handset]]:
    """handsets("ana"): a phone of somebody, switched on."""
    started: list[Handset] = []

    def start(name: str) -> Handset:
        started.append(Handset(playwright, tmp_path / name).start())
        return started[-1]

    yield start
    for phone in started:
        phone.kill()
