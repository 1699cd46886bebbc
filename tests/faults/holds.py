"""What must hold after every fault: the phone comes to rest by itself, nothing saved is lost or there twice.

    holds.quiet(tab)                                  # nobody taps anything
    holds.check(site.application.database, tab, saved=[entry, …])

`tab` is a page of the phone, on the logbook's address, in any engine (Playwright's, or one of engines.py). Nothing
here writes, neither on the phone nor on the server.
"""

import contextlib
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from playwright.sync_api import Error, Page
from selenium.common.exceptions import WebDriverException
from sqlalchemy import select

from logbook import store
from logbook.models import Entry, Statement
from tests.support.browser.engines import Engine
from tests.support.server.application import application, ask

Doc = dict[str, Any]
Tab = Page | Engine
COUNTED = ("entry", "signoff", "review", "withdrawal")
# A page that is looked at asks once a minute; where it knows that something waits, twice.
LOOK_S = 60
PAUSE_S = 0.2
# What two copies of one case would not share.
NAMES = {"id", "mutation", "rev", "prev", "recorded_at", "seq", "dev_prev"}

# Read past the phone's own code, which is under test; a database that is not there is not made by looking for it.
_READ = """async () => {
  const open = (name) => new Promise((resolve) => {
    const asked = indexedDB.open(name);
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = (event) => { event.preventDefault(); resolve(null); };
  });
  const done = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const device = await open("logbook-device");
  const account = device && await done(device.transaction("meta").objectStore("meta").get("account"));
  device?.close();
  const db = account && await open("logbook-" + account);
  if (!db) return null;
  const tx = db.transaction(["documents", "outbox", "parked", "meta"]);
  const all = (name) => done(tx.objectStore(name).getAll());
  const meta = (key) => done(tx.objectStore("meta").get(key));
  const [documents, outbox, parked] = await Promise.all(["documents", "outbox", "parked"].map(all));
  const [failures, synced, trouble] = await Promise.all(["failures", "synced", "trouble"].map(meta));
  db.close();
  return { account, documents, outbox, parked, failures: failures ?? 0, synced: Boolean(synced), trouble };
}"""


def look(tab: Tab) -> Doc:
    """What the phone holds: {account, documents, outbox, parked, failures, synced, trouble}."""
    for _ in range(150):
        # A page that is just leaving for another one cannot answer.
        with contextlib.suppress(Error, WebDriverException, RuntimeError):
            held: Doc | None = tab.evaluate(_READ) if isinstance(tab, Page) else tab.ask(f"({_READ})()")
            if held:
                return held
        _pause(tab)
    raise AssertionError("this page is not the logbook's, or nobody's data are on this phone")


def quiet(tab: Tab, within_s: float = LOOK_S) -> float:
    """Wait, with no tap, until nothing waits on the phone and its last sync went well; gives the seconds that took."""

    def restless() -> str:
        held = look(tab)
        if held["outbox"]:
            return f"{len(held['outbox'])} rows still wait ({held['trouble']}, {held['failures']} failures)"
        return "" if held["synced"] and not held["failures"] else f"the last sync failed: {held['trouble']}"

    return _until_nothing(tab, restless, within_s)


def check(app: Flask | str, tab: Tab, saved: Iterable[str] = (), within_s: float = LOOK_S + 15) -> None:
    """The invariant. `app` is the application or its database's address; `saved` the ids of entries that the screen
    said were kept. What others did meanwhile may be on its way to the phone: it gets the time of a look."""
    for one in [app] if isinstance(app, Flask) else application(app):
        _until_nothing(tab, lambda one=one: _differs(one, look(tab)), within_s)  # type: ignore[misc]
        found = faults(one, look(tab), list(saved))
    assert not found, "\n".join(found[:20])


def faults(app: Flask, held: Doc, saved: list[str]) -> list[str]:
    """One line for each thing that is not as it must be, for a phone that holds this."""
    waiting = {row["doc_id"] for box in ("outbox", "parked") for row in held[box] if row["kind"] == "entry"}
    server = {row.id for row in ask(app, select(Entry.id))}
    lost = [
        f"the entry {id} is neither on the server nor on the phone"
        for id in saved
        if id not in server | waiting
    ]
    return lost + _broken_chains(app) + _copies(app, held, set(saved))


def _differs(app: Flask, held: Doc) -> str:
    with app.app_context():
        records = store.snapshot(held["account"])["records"]
    server = {(kind, record["id"]): record["hash"] for kind in COUNTED for record in records[kind]}
    phone = {(doc["kind"], doc["id"]): doc["hash"] for doc in held["documents"] if not doc.get("gone")}
    wrong = [
        key for key in server.keys() | phone.keys() if key[0] in COUNTED and server.get(key) != phone.get(key)
    ]
    return f"phone and server differ in {len(wrong)} documents, such as {wrong[0]}" if wrong else ""


def _broken_chains(app: Flask) -> list[str]:
    """Each entry has its revisions from the first to the head, each once and each of a mutation of its own."""
    chains: dict[str, list[int]] = {}
    mutations: Counter[str] = Counter()
    query = select(Statement.doc_id, Statement.rev, Statement.author, Statement.mutation)
    for id, rev, author, mutation in ask(app, query.where(Statement.kind == "entry")):
        chains.setdefault(id, []).append(rev)
        mutations[f"{author} {mutation}"] += 1
    heads = {row.id: row.rev for row in ask(app, select(Entry.id, Entry.rev))}
    broken = [
        id
        for id in heads.keys() | chains.keys()
        if sorted(chains.get(id, [])) != [*range(1, heads.get(id, 0) + 1)]
    ]
    found = [f"the entry {id} has revisions {chains.get(id)}, its head is {heads.get(id)}" for id in broken]
    return found + [
        f"the mutation {name} was stored {count} times" for name, count in mutations.items() if count > 1
    ]


def _copies(app: Flask, held: Doc, saved: set[str]) -> list[str]:
    """A case that was saved once and is there under another id as well, as after a form that was sent twice."""
    texts = [
        row.text
        for row in ask(app, select(Statement.text).where(Statement.kind == "entry", Statement.rev == 1))
    ]
    texts += [row["stmt"] for row in held["outbox"] if row["kind"] == "entry"]
    ids: dict[str, set[str]] = {}
    for doc in map(json.loads, texts):
        ids.setdefault(json.dumps([doc[key] for key in sorted(doc.keys() - NAMES)]), set()).add(doc["id"])
    return [f"one case is there as {sorted(same)}" for same in ids.values() if same & saved and same - saved]


def _pause(tab: Tab) -> None:
    # Playwright's own wait lets its events through meanwhile.
    if isinstance(tab, Page):
        tab.wait_for_timeout(PAUSE_S * 1000)
    else:
        time.sleep(PAUSE_S)


def _until_nothing(tab: Tab, fault: Callable[[], str], within_s: float) -> float:
    began = time.monotonic()
    while found := fault():
        assert time.monotonic() - began < within_s, f"after {within_s:.0f} s with no tap: {found}"
        _pause(tab)
    return time.monotonic() - began
