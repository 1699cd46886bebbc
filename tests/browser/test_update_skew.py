"""Pages and workers of two builds that meet: each takes what the other made, and half of a build is none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_undo import log
from tests.faults import holds
from tests.support.browser import acts
from tests.support.server.site import Application, Site, copied

pytestmark = pytest.mark.browser

NEW = "Nothing to do, says the new version"
# A tab that sleeps hears nothing of the new worker, as one that the browser froze.
ASLEEP = """const hear = ServiceWorkerContainer.prototype.addEventListener;
  ServiceWorkerContainer.prototype.addEventListener = function (type, ...more) {
    return type === "controllerchange" && sessionStorage.asleep ? undefined : hear.call(this, type, ...more);
  };"""
LOOK = (
    "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null, () => null)"
)
# What became of the worker that was found: "installed", "redundant", or null where there was none to be found.
FOUND = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  registration.update().catch(() => {});
  const worker = await new Promise((resolve) => {
    registration.addEventListener("updatefound", () => resolve(registration.installing), { once: true });
    setTimeout(() => resolve(null), 30000);
  });
  if (!worker) return null;
  return new Promise((resolve) => {
    const look = () => ["installed", "redundant"].includes(worker.state) && resolve(worker.state);
    worker.addEventListener("statechange", look);
    look();
  });
}"""
# What fails, and how many such requests go well before. Files that came once, the browser does not ask for again.
BROKEN = [("GET /shell/", 0), ("GET /static/{}/", 3), ("GET /offline", 0), ("GET /reference", 0)]
WRAPPED = """

def remembered(app):
    served = app.wsgi_app

    def wrapped(environ, start_response):
        def start(status, headers, *more):
            if environ["PATH_INFO"] == "/sw.js":
                headers = [one for one in headers if one[0].lower() not in ("cache-control", "etag")]
                headers.append(("Cache-Control", "public, max-age=31536000, immutable"))
            return start_response(status, headers, *more)

        return served(environ, start)

    app.wsgi_app = wrapped
    return app
"""


@pytest.fixture
def next_build(tmp_path: Path) -> Path:
    """A checkout of the next version; one word of it is another."""
    root = copied(tmp_path / "next")
    template = root / "logbook" / "templates" / "todo" / "index.html"
    template.write_text(template.read_text().replace("Nothing to do", NEW))
    return root


@pytest.fixture
def deploy(site: Site) -> Callable[[Path], None]:
    """deploy(root): what lies there answers at the same address from now on."""

    def replace(root: Path) -> None:
        old = site.application
        old.kill()
        site.application = Application(old.database, old.origin, old.port, root).start()

    return replace


def build_of(page: Page) -> str:
    build: str = page.evaluate("document.documentElement.dataset.build")
    return build


def asleep(context: BrowserContext, address: str) -> Page:
    """A tab that does not follow when another lets the new version in."""
    tab = context.new_page()
    tab.add_init_script(ASLEEP)
    tab.goto(address)
    tab.evaluate("sessionStorage.asleep = 'yes'")
    tab.reload()
    return tab


@pytest.mark.fault(53, 15)
@pytest.mark.timeout(300)
def test_forms_of_an_old_page_are_taken_by_the_new_worker_and_the_next_page_is_whole(
    page: Page, site: Site, context: BrowserContext, next_build: Path, deploy: Callable[[Path], None]
) -> None:
    first, _ = log(page, site)
    holds.quiet(page)
    old = asleep(context, f"{site.origin}/entries/new")
    code = acts.fill_case(old, batch="OLD-PAGE")
    then = build_of(old)
    changing = asleep(context, f"{site.origin}/entries/{first}/withdrawal")
    changing.get_by_label("Reason").fill("Logged twice.")
    deploy(next_build)
    page.goto(f"{site.origin}/todo")
    page.evaluate(LOOK)
    page.get_by_role("button", name="Restart").click(timeout=acts.WAIT)
    expect(page.get_by_text(NEW)).to_be_visible(timeout=acts.WAIT)
    # Three tabs, two builds, no network: the two that slept still show what the old one drew.
    site.network.stop()
    assert build_of(old) == build_of(changing) == then != build_of(page)
    acts.save(old)
    old.wait_for_function(
        "(then) => document.documentElement.dataset.build !== then", arg=then, timeout=acts.WAIT
    )
    assert build_of(old) == build_of(page)
    changing.get_by_role("button", name="Withdraw case").click()
    changing.wait_for_url(f"{site.origin}/entries/{first}")
    site.network.start()
    holds.quiet(page)
    entry = old.url.split("?")[0].rsplit("/", 1)[1]
    holds.check(site.application.database, page, saved=[first, entry])
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_contain_text("Sent to")
    expect(page.locator(f"a[href='/entries/{first}']")).to_contain_text("Withdrawn")


@pytest.mark.fault(55)
@pytest.mark.timeout(300)
def test_a_build_of_which_one_file_is_missing_is_not_let_in(
    page: Page, site: Site, next_build: Path, deploy: Callable[[Path], None]
) -> None:
    then = build_of(page)
    deploy(next_build)
    # A page that does not look for versions by itself.
    page.goto(f"{site.origin}/healthz")
    build = page.evaluate("fetch('/sw.js', {cache: 'no-store'}).then((answer) => answer.text())").split()[2]
    assert build != then
    for number, (line, first) in enumerate(BROKEN):
        site.network.fault(line.format(build), "pass", times=first)
        fault = site.network.fault(line.format(build), ["drop", "half"][number % 2], times=999)
        assert page.evaluate(FOUND) == "redundant", line
        assert fault.met, line
        site.network.faults.clear()
        assert build_of_worker(page) == then
    assert page.evaluate(FOUND) == "installed"


def build_of_worker(page: Page) -> str:
    build: str = page.evaluate(
        """() => new Promise(async (resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = (event) => resolve(event.data.build);
          (await navigator.serviceWorker.getRegistration()).active.postMessage({ type: "state" }, [port2]);
        })"""
    )
    return build


@pytest.mark.fault(56)
@pytest.mark.timeout(300)
def test_a_cache_that_keeps_the_worker_for_a_year_does_not_keep_the_update_away(
    page: Page, site: Site, tmp_path: Path, next_build: Path, deploy: Callable[[Path], None]
) -> None:
    today = copied(tmp_path / "today")
    for root in (today, next_build):
        front = root / "logbook" / "front" / "__init__.py"
        text = front.read_text()
        assert "Front(app," in text
        front.write_text(text.replace("Front(app,", "Front(remembered(app),") + WRAPPED)
    deploy(today)
    page.goto(f"{site.origin}/todo")
    # The browser's own cache has it now, for a year.
    told = page.evaluate("fetch('/sw.js').then((answer) => answer.headers.get('Cache-Control'))")
    assert told == "public, max-age=31536000, immutable"
    then = build_of(page)
    deploy(next_build)
    page.reload()
    page.evaluate(LOOK)
    expect(page.locator("#update")).to_be_visible(timeout=acts.WAIT)
    page.get_by_role("button", name="Restart").click()
    expect(page.get_by_text(NEW)).to_be_visible(timeout=acts.WAIT)
    assert build_of(page) != then
