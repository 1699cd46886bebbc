"""Real browsers for the tests: Chromium at the size of a phone, and the phone's modules alone in a page."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.support.browser import acts
from tests.support.browser.face import CASE as FACE_CASE
from tests.support.browser.handset import CHROMIUM, FLAGS, SIZE, Handset
from tests.support.browser.lab import Lab
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site
from tests.support.server.standing import Standing

# Five seconds are little on a crowded machine; what is there is seen at once all the same.
expect.set_options(timeout=acts.WAIT)


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


@pytest.fixture(scope="session")
def standing(sqlite_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Standing]]:
    """The site that tests hand on to each other, once there is one."""
    kept: list[Standing] = []
    yield kept
    for one in kept:
        one.end()


@pytest.fixture
def site(
    standing: list[Standing], sqlite_seed: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Standing]:
    """The application with the cast in it, running, behind a network of the test's own."""
    if not standing:
        standing.append(Standing(sqlite_seed, tmp_path_factory.mktemp("standing")))
    running = standing[0].up()
    yield running
    for context in chromium.contexts:
        # A phone that a test left behind would go on asking in the next one.
        if any(page.url.startswith(running.origin) for page in context.pages):
            context.close()
    if running.is_as_it_was():
        running.renew()
    else:
        standing.remove(running)
        running.end()


@pytest.fixture
def sqlite_url(site: Standing) -> str:
    """In tests with browsers the database is the one that the site serves."""
    return site.application.database


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone: signed in, synced."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
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


@pytest.fixture(scope="module")
def face_site(sqlite_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application with one case of Ana's: three points in the glabella, 4 units each."""
    database = f"sqlite:///{shutil.copy(sqlite_seed, tmp_path_factory.mktemp('face') / 'logbook.db')}"
    for app in application(database):
        clinic.told(app, an_entry(id=FACE_CASE))
    running = Site(database).up()
    yield running
    running.down()


@pytest.fixture
def repeating(chromium: Browser, face_site: Site) -> Iterator[Page]:
    """Ana repeats her last case; no worker, so that each test begins with the server's page."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, service_workers="block"
    )
    tab = context.new_page()
    acts.arrive(tab, face_site, ANA)
    tab.goto(f"{face_site.origin}/entries/new?from=last")
    yield tab
    context.close()
