"""The worker as the phone's server: what it answers, what it leaves alone, and what a tap twice comes to."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.cast.people import ANA, BEN, DAN, PASSWORD
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

PHONE_PAGES = ["/", "/entries", "/entries?show=signed", "/entries/new", "/todo", "/progress", "/me"]
ROWS = """async (store) => {
  const open = indexedDB.open("logbook-" + ACCOUNT);
  const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
  const all = db.transaction(store).objectStore(store).getAll();
  const rows = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
  db.close();
  return rows;
}"""


def rows(page: Page, store: str) -> list[dict[str, object]]:
    """What lies in one store of Ana's database."""
    found: list[dict[str, object]] = page.evaluate(ROWS.replace("ACCOUNT", f'"{ANA.id}"'), store)
    return found


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    """Ana's phone: signed in, synced, on her logbook."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


@pytest.mark.fault(62)
@pytest.mark.parametrize("online", [True, False])
def test_the_phones_pages_are_answered_by_the_worker_with_the_servers_headers(
    page: Page, site: Site, online: bool
) -> None:
    if not online:
        site.down()
    for path in PHONE_PAGES:
        answer = page.goto(f"{site.origin}{path}")
        assert answer is not None and answer.from_service_worker and answer.status == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store" and answer.headers["vary"] == "HX-Request-Type"
    assert page.goto(f"{site.origin}/").url.endswith("/entries")  # type: ignore[union-attr]


@pytest.mark.fault(61)
def test_a_page_that_needs_the_server_says_so_without_one(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/me/devices")
    expect(page.get_by_role("heading", name="This page needs a connection")).to_be_visible()
    page.go_back()
    page.goto(f"{site.origin}/entries")
    page.get_by_role("link", name="Progress").click()
    page.get_by_role("link", name="Export").click()
    expect(page.locator("#toasts")).to_contain_text("You need a connection for this.")


@pytest.mark.finding("field.D9")
@pytest.mark.parametrize("path", ["/entries/?state=draft", "/todo//", "/me/"])
def test_a_slash_too_many_leads_to_the_page_without_a_server_too(page: Page, site: Site, path: str) -> None:
    site.down()
    page.goto(f"{site.origin}{path}")
    short = re.sub(r"/+(\?|$)", r"\1", path)
    expect(page).to_have_url(f"{site.origin}{short}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.fault(1)
def test_the_same_form_sent_twice_is_one_case(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    twice = """async () => {
        const body = () => new URLSearchParams(new FormData(document.getElementById("entry-form")));
        const send = () => fetch("/entries/new", { method: "POST", body: body() });
        return (await Promise.all([send(), send()])).map((answer) => answer.url);
    }"""
    one, other = page.evaluate(twice)
    assert one == other and len(rows(page, "outbox")) == 1 and rows(page, "drafts") == []


@pytest.mark.fault(1)
@pytest.mark.parametrize("pause", [0, 10, 40])
def test_a_worker_stopped_while_a_page_saves_makes_no_second_case(page: Page, site: Site, pause: int) -> None:
    site.down()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    control = page.context.new_cdp_session(page)
    control.send("ServiceWorker.enable")
    page.evaluate("document.querySelector('[form=entry-form].primary').click()")
    page.wait_for_timeout(pause)
    control.send("ServiceWorker.stopAllWorkers")
    # Either a new worker answers, or the page says that it came to nothing: then a person taps again.
    said = page.locator("#toasts > *").or_(page.get_by_role("link", name="Edit"))
    expect(said.first).to_be_visible(timeout=acts.WAIT)
    if page.url.split("?")[0].endswith("/new"):
        acts.save(page)
    page.goto(f"{site.origin}/entries")
    expect(page.locator("a.row")).to_have_count(1)
    assert len(rows(page, "outbox")) == 1


def test_a_form_with_problems_keeps_what_was_typed_and_its_address(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page, batch="")
    page.get_by_role("button", name=re.compile("^Save case")).last.click()
    expect(page.get_by_text("Enter the batch number from the vial").first).to_be_visible()
    expect(page.locator("[data-problems]")).to_be_focused()
    assert page.url.split("?")[0].endswith("/entries/new") and rows(page, "outbox") == []
    page.reload()
    expect(page.locator("[name='points.2.units_tenths']")).to_have_value("4")


@pytest.mark.fault(4)
def test_a_half_typed_case_survives_the_closing_of_its_tab(
    page: Page, site: Site, context: BrowserContext
) -> None:
    page.goto(f"{site.origin}/entries/new")
    code = page.locator("[name='model.code']").input_value()
    acts.whole(page)
    page.locator("[name='product.batch']").fill("HALF")
    page.close(run_before_unload=True)
    other = context.new_page()
    other.goto(f"{site.origin}/entries")
    acts.row(other, code).click()
    expect(other.locator("[name='product.batch']")).to_have_value("HALF")


def test_a_password_is_neither_kept_nor_seen_by_the_worker(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    acts.arrive(page, site, BEN)
    seen: list[bool] = []
    page.on(
        "response", lambda answer: answer.request.method == "POST" and seen.append(answer.from_service_worker)
    )
    posted = """async (path) => (await fetch(path, { method: "POST",
        body: new URLSearchParams({ password: "secret" }) })).status"""
    page.evaluate(posted, f"/entries/{ANA.id}/signature")
    assert seen == [False]


@pytest.mark.fault(61)
def test_an_error_inside_says_that_nothing_is_lost(page: Page, site: Site) -> None:
    page.context.service_workers[0].evaluate(
        "() => void (IDBDatabase.prototype.transaction = () => { throw new TypeError('a fault of ours'); })"
    )
    answer = page.goto(f"{site.origin}/entries")
    assert answer is not None and answer.status == 500
    expect(page.get_by_text("Nothing is lost.")).to_be_visible()


def test_who_only_coordinates_begins_at_the_server(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    acts.arrive(page, site, DAN)
    assert page.url.endswith("/office")
    assert acts.is_answered_by_the_worker(page, f"{site.origin}/me")


@pytest.mark.fault(20, 30)
def test_a_session_that_ended_is_said_on_the_page_and_signing_in_sends(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    page.context.clear_cookies()
    site.up()
    page.reload()
    note = page.get_by_text("Sign in again to send 1 case.")
    expect(note).to_be_visible(timeout=acts.WAIT)
    # A page that was drawn before the server refused, and began to listen afterwards, finds out by the next news.
    page.evaluate("document.querySelector('.note:has([href=\"/sign-in\"])').remove()")
    page.evaluate(
        "new BroadcastChannel('logbook').postMessage({ type: 'synced', pending: 1, parked: 0, auth_needed: true })"
    )
    expect(note).to_be_visible(timeout=acts.WAIT)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(ANA.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
