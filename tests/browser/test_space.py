"""A phone that is full: what somebody typed takes the place of the reserve; after that it is said, and nothing goes."""

import pytest
from playwright.sync_api import BrowserContext, Error

from tests.browser.test_undo import log
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.lab import Lab
from tests.support.cast import clinic
from tests.support.cast.people import ANA
from tests.support.documents.small import OTHER, an_entry
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.fault(9)]

# No room for a statement until the reserve is gone.
NO_ROOM = """() => {
  window.freed = false;
  const [put, remove] = [IDBObjectStore.prototype.put, IDBFactory.prototype.deleteDatabase];
  IDBFactory.prototype.deleteDatabase = function (name) {
    window.freed ||= name === "logbook-reserve";
    return remove.call(this, name);
  };
  IDBObjectStore.prototype.put = function (...given) {
    if (this.name === "outbox" && !window.freed) throw new DOMException("no space", "QuotaExceededError");
    return put.apply(this, given);
  };
}"""
# [status, whether it says that the phone is full]
SEND = """async (answers) => {
  const fields = Object.entries(answers).flatMap(([name, values]) => values.map((value) => [name, value]));
  const answer = await fetch("/entries/new", { method: "POST", body: new URLSearchParams(fields) });
  return [answer.status, (await answer.text()).includes("This phone is out of space.")];
}"""
# Random bytes in a database of nobody's, in ever smaller pieces, until not one more fits.
STUFF = """async () => {
  const asked = indexedDB.open("stuffing", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("s", { autoIncrement: true });
  const db = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  const fits = (size) => new Promise((resolve) => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    const tx = db.transaction("s", "readwrite");
    tx.objectStore("s").put(bytes);
    tx.oncomplete = () => resolve(true);
    tx.onabort = (event) => { event.preventDefault(); resolve(false); };
  });
  for (let size = 262144; size >= 512;) if (!(await fits(size))) size /= 2;
  db.close();
}"""
MOST_FITS = 30
FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...given) {
    const isOther = this.name === "documents" && given[0].id.endsWith("2");
    if (isOther) throw new DOMException("no space", "QuotaExceededError");
    return put.apply(this, given);
  };
}"""


def test_what_was_typed_takes_the_place_of_the_reserve(lab: Lab) -> None:
    lay = """async () => (await at("store/db.js")).layReserve()"""
    assert lab.run(lay) is True
    lab.page.evaluate(NO_ROOM)
    assert lab.put(an_entry(), mutation="m1") == "kept"
    # It is spent now: the next one is refused in words, and what was kept stays.
    lab.page.evaluate("window.freed = false")
    with pytest.raises(Error, match="QuotaExceededError"):
        lab.put(an_entry(OTHER), mutation="m2")
    assert [row["mutation"] for row in lab.box("outbox")] == ["m1"]
    assert lab.run(lay) is True


def test_on_a_phone_with_five_megabytes_a_case_is_saved_or_refused_in_words(
    site: Site, context: BrowserContext
) -> None:
    page = context.new_page()
    small = context.new_cdp_session(page)
    # Before anything is stored: Chromium remembers for half a minute how much room it found.
    small.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 5_000_000})
    acts.arrive(page, site, ANA)
    holds.quiet(page)
    site.network.stop()
    kept = log(page, site)[0]
    page.evaluate(STUFF)
    # The reserve makes room for this one; once its room is taken too, the next is refused.
    assert page.evaluate(SEND, clinic.answers(product__batch="FULL-1")) == [200, False]
    answers = []
    # The browser gives back what the reserve held piece by piece, whenever it likes: filled again, until nothing fits.
    while [507, True] not in answers:
        assert len(answers) < MOST_FITS, "a full phone is never full"
        page.evaluate(STUFF)
        answers.append(page.evaluate(SEND, clinic.answers(product__batch=f"FULL-{len(answers) + 2}")))
    assert answers == [[200, False]] * (len(answers) - 1) + [[507, True]]
    copy = page.evaluate("fetch('/outbox.json').then((answer) => answer.json())")
    saved = [row["doc_id"] for row in copy["outbox"]]
    assert kept in saved and len(saved) == 2 + answers.count([200, False])
    # Some space again: everything leaves, and nobody taps anything.
    small.send("Storage.overrideQuotaForOrigin", {"origin": site.origin})
    site.network.start()
    holds.quiet(page)
    holds.check(site.application.database, page, saved=saved)


def test_what_the_server_took_leaves_the_outbox_though_no_document_fits(lab: Lab) -> None:
    lab.sync()
    lab.put(an_entry(), mutation="m1")
    lab.server.publish("entry", OTHER, an_entry(OTHER))
    lab.page.evaluate(FULL)
    lab.run("""async () => (await at("store/db.js")).setMeta("logbook-" + ACCOUNT, {last_try: 0})""")
    report = lab.sync()
    assert list(lab.server.taken) == ["m1"] and report["pending"] in (0, 1)
    assert lab.meta("trouble") == "no_space"
