"""A phone that is filled in many pages: what it held before and no page brings leaves it, whatever dies meanwhile."""

import pytest
from playwright.sync_api import Route

from tests.support.browser.lab import Doc, Lab, sha
from tests.support.documents.small import an_entry, numbered

pytestmark = pytest.mark.browser

PAGES = 6


@pytest.fixture
def filled(lab: Lab) -> Lab:
    """A phone that begins anew: it holds two documents that the server does not know, one of them with nothing to be
    counted by, and the server has six pages for it."""
    publish(lab)
    for kind in ("report", "entry"):
        put(lab, {"kind": kind, "id": "ghost", "rev": 1, "hash": sha("{}"), "stmt": "{}"})
    return lab


def publish(lab: Lab) -> None:
    lab.server.most = 2
    for number in range(2 * PAGES):
        lab.server.publish("entry", numbered(number)["id"], numbered(number))


def put(lab: Lab, doc: Doc) -> None:
    lab.run(
        """async (doc) => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["documents"], "readwrite",
            (tx) => tx.objectStore("documents").put(doc))""",
        doc,
    )


def held(lab: Lab) -> set[str]:
    return {row["id"] for row in lab.box("documents")}


def due() -> set[str]:
    return {numbered(number)["id"] for number in range(2 * PAGES)}


def die_at(lab: Lab, page: int) -> None:
    """A sync whose worker is gone before it has heard this page."""
    unanswered: list[Route] = []

    def keep_silent(route: Route) -> None:
        if len(lab.server.requests) + 1 < page:
            return route.fallback()
        unanswered.append(route)
        return None

    lab.page.route("http://localhost/sync", keep_silent)
    lab.run("""async () => { void (await at("worker/sync.js")).sync(ACCOUNT, {reason: "tap"}); }""")
    while not unanswered:
        lab.page.wait_for_timeout(20)
    lab.page.unroute("http://localhost/sync")
    lab.page.goto("http://localhost/")


@pytest.mark.parametrize("page", range(1, PAGES + 1))
def test_a_worker_that_dies_at_any_page_goes_on_and_sweeps_at_the_end(filled: Lab, page: int) -> None:
    die_at(filled, page)
    assert "ghost" in held(filled)
    filled.sync()
    assert held(filled) == due()
    asked = [body["cursor"] for body in filled.server.requests]
    assert asked == [None, *(str(2 * number) for number in range(1, PAGES))], "some page was asked for twice"


def test_one_that_dies_at_each_page_sweeps_too(filled: Lab) -> None:
    for page in range(2, PAGES + 1):
        die_at(filled, page)
    filled.sync()
    assert held(filled) == due() and len(filled.server.requests) == PAGES


def test_a_network_that_fails_at_each_page_leaves_the_sweep_as_it_was(filled: Lab) -> None:
    for _ in range(PAGES):
        usual: list[tuple[int, Doc, object]] = [
            (200, {}, lambda usual, body: usual),
            (500, {}, {"error": "down"}),
        ]
        filled.server.script = usual
        filled.sync()
    filled.server.script = []
    filled.sync()
    assert held(filled) == due()


def test_what_waits_on_a_swept_case_keeps_it_and_what_was_sent_meanwhile_stays(filled: Lab) -> None:
    die_at(filled, 3)
    filled.put(an_entry(numbered(50)["id"], mutation="m50"), mutation="m50")
    filled.sync()
    assert held(filled) == due() | {numbered(50)["id"]}


def test_nothing_is_swept_where_another_build_read_on_meanwhile(lab: Lab) -> None:
    """It noted nothing of what it took in: better too much stays than too little."""
    publish(lab)
    # Of the one kind that no digest counts: by another the phone would hear that it holds too much.
    put(lab, {"kind": "report", "id": "ghost", "rev": 1, "hash": sha("{}"), "stmt": "{}"})
    die_at(lab, 3)
    for number in range(4, 8):
        put(lab, lab.server.documents["entry", numbered(number)["id"]])
    lab.set_meta(cursor="8")
    lab.sync()
    assert held(lab) == due() | {"ghost"} and lab.meta("filling") is None


def test_once_it_is_full_nothing_of_the_lists_is_left(filled: Lab) -> None:
    filled.sync()
    keys = """async () => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["meta"], "readonly",
        (tx) => tx.objectStore("meta").getAllKeys())"""
    assert all(isinstance(key, str) for key in filled.run(keys))
    assert filled.meta("filling") is None and filled.meta("checked_at")
