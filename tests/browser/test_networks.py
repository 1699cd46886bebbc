"""Bad networks between a real phone and a real server: whatever happens on the way, the phone comes to rest by itself.

Several faults in one session each: a browser costs seconds, a fault does not. Nobody taps anything after a save.
"""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from logbook import instants, store
from logbook.auth import sessions
from logbook.models import Refusal
from logbook.office import roles
from tests.faults import holds
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, PASSWORD, membership_of
from tests.support.documents.statements import an_entry
from tests.support.server import proxy
from tests.support.server.application import application, ask
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

SAVE = """async ([path, fields]) => {
  const pairs = Object.entries(fields).flatMap(([name, values]) => values.map((value) => [name, value]));
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(pairs) });
  return answer.redirected ? "" : answer.text();
}"""
# The words for a tap on "Send now", where a test wants a round just now.
TAP = """() => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data);
  navigator.serviceWorker.controller.postMessage({ type: "sync", reason: "tap", visible: true }, [port2]);
})"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      found.push([new URL(request.url).pathname, answer.redirected, await answer.text()]);
    }
  }
  return found;
}"""
# What a page says as it is left: nobody will undo the case any more, and it goes at once.
LEFT = """() => navigator.serviceWorker.controller.postMessage({ type: "letgo" })"""
# One of each way in which a request can come to nothing, and the answers of those who stand in between.
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("drop", {}),
    ("cut", {}),
    ("half", {}),
    ("twice", {}),
    ("double", {}),
    ("late", {}),
    ("trickle", {"size": 200, "delay_s": 0.02}),
    ("instead", {"answer": proxy.page("200 OK", "<h1>Welcome to the café</h1>")}),
    ("instead", {"answer": proxy.page("302 Found", Location="http://cafe.example/sign-in")}),
    (
        "instead",
        {"answer": proxy.page("511 Network Authentication Required", "<h1>Sign in to the network</h1>")},
    ),
    ("instead", {"answer": proxy.page("500 Internal Server Error", "<h1>Sorry</h1>")}),
    ("instead", {"answer": proxy.page("502 Bad Gateway", "<h1>Sorry</h1>")}),
    ("instead", {"answer": proxy.page("503 Service Unavailable", "<h1>Busy</h1>", Retry_After="2")}),
]


def save(page: Page, path: str = "/entries/new", **changes: str) -> str:
    """A case through the worker's own form, as the button sends it; gives its id. The worker sends it by itself."""
    return send(page, clinic.answers(**changes), path)


def send(page: Page, fields: dict[str, list[str]], path: str = "/entries/new") -> str:
    """The same with the form filled in already."""
    told = page.evaluate(SAVE, [path, fields])
    assert told == "", told[:500]
    return fields["id"][0]


@pytest.mark.fault(21, 22, 28, 29, 34)
def test_every_way_in_which_a_round_fails_ends_in_an_empty_outbox_with_no_tap(page: Page, site: Site) -> None:
    saved = []
    for kind, more in FAULTS:
        fields = clinic.answers()
        # The round that fails is one that carries the case, not one that only looks.
        fault = site.network.fault("POST /sync", kind, carrying=fields["id"][0].encode(), **more)
        saved.append(send(page, fields))
        page.evaluate(LEFT)
        holds.quiet(page)
        assert fault.met == 1, f"{kind} was not met"
        assert page.url.endswith("/entries"), f"{kind} led away to {page.url}"
    # A dead network in a browser that thinks it is online: the phone notices, and its own timer finds the way back.
    site.down()
    saved.append(save(page))
    while not (held := holds.look(page))["failures"]:
        page.wait_for_timeout(100)
    assert len(held["outbox"]) == 1 and page.evaluate("navigator.onLine")
    site.up()
    holds.quiet(page)
    holds.check(site.application.database, page, saved)


@pytest.mark.fault(38)
def test_an_answer_cut_anywhere_leaves_the_phone_as_it_was(page: Page, site: Site) -> None:
    [app] = application(site.application.database)
    site.network.fault("POST /sync", "drop", times=1)
    for number in range(30):
        clinic.told(app, an_entry(reflection=f"Note {number}"))
    before = holds.look(page)["documents"]
    fault, cuts = site.network.fault("POST /sync", "part", times=10_000), 0
    while True:
        fault.size = 300 * cuts
        if page.evaluate(TAP)["online"]:
            break
        assert holds.look(page)["documents"] == before, f"cut after {fault.size} bytes"
        cuts += 1
    assert cuts > 5
    site.network.faults.clear()
    holds.quiet(page)
    holds.check(app, page)


@pytest.mark.fault(27)
def test_a_proxy_with_a_small_limit_gets_small_requests_and_what_is_too_large_alone_is_shown(
    page: Page, site: Site
) -> None:
    site.down()
    saved = [save(page, reflection=f"Note {number}") for number in range(12)]
    saved.insert(5, save(page, reflection="日" * 2000, model__code="TTTT"))
    # Too small for all of them together, and for the long one by itself.
    site.network.most_bytes = 7_000
    site.up()
    holds.quiet(page)
    site.network.most_bytes = None
    assert [row["code"] for row in holds.look(page)["parked"]] == ["too_large"]
    page.goto(f"{site.origin}/todo")
    expect(page.locator("main")).to_contain_text("Model TTTT")
    expect(page.locator("main")).to_contain_text("This case is too long to send.")
    holds.check(site.application.database, page, saved)


@pytest.mark.fault(30, 31)
def test_a_session_that_ended_leads_to_the_sign_in_and_hides_nothing(page: Page, site: Site) -> None:
    site.down()
    saved = [save(page) for _ in range(10)]
    [app] = application(site.application.database)
    with app.app_context(), store.writing() as connection:
        assert sessions.end(connection, instants.now(), person_id=ANA.id)
    site.up()
    page.goto(f"{site.origin}/entries")
    expect(page.get_by_text("Sign in again to send 10 cases.")).to_be_visible(timeout=acts.WAIT)
    for path in ("/entries", "/todo", "/me", "/progress"):
        assert acts.is_answered_by_the_worker(page, f"{site.origin}{path}")
    # The server's own pages, by address and by boosted links, again and again: each ends where one signs in.
    for _ in range(5):
        page.goto(f"{site.origin}/export")
        assert re.search(r"/sign-in\?next=/export$", page.url), page.url
        for tab, link in (("Progress", "Export"), ("Me", "Where you are signed in")):
            page.goto(f"{site.origin}/entries")
            acts.open_tab(page, tab)
            page.get_by_role("link", name=re.compile(link)).first.click()
            page.wait_for_url(re.compile(r"/sign-in\?next="), timeout=acts.WAIT)
            expect(page.get_by_role("textbox", name="Password")).to_be_visible()
    kept = page.evaluate(CACHED)
    assert kept and not [path for path, redirected, text in kept if redirected or 'name="password"' in text]
    page.get_by_label("E-mail").fill(ANA.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("/me/devices$"), timeout=2 * acts.WAIT)
    page.goto(f"{site.origin}/entries")
    holds.quiet(page)
    holds.check(app, page, saved)


@pytest.mark.fault(26)
def test_access_taken_away_while_offline_keeps_the_work_on_the_phone_and_on_the_server(
    page: Page, site: Site
) -> None:
    sent = save(page)
    holds.quiet(page)
    site.down()
    waiting = save(page, reflection="Written when nobody could know")
    [app] = application(site.application.database)
    with app.app_context(), store.writing() as connection:
        roles.end(connection, membership_of(ANA), instants.now())
    site.up()
    holds.quiet(page)
    [row] = holds.look(page)["parked"]
    assert (row["doc_id"], row["code"]) == (waiting, "no_access")
    [refused] = ask(app, Refusal.__table__.select())
    assert refused.text == row["stmt"]
    page.goto(f"{site.origin}/me")
    expect(page.locator("main")).to_contain_text("You no longer have access to this programme.")
    copy = page.evaluate("fetch('/outbox.json').then((answer) => answer.json())")
    assert "Written when nobody could know" in json.dumps(copy["parked"])
    holds.check(app, page, [sent, waiting])
