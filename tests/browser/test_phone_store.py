"""What the phone's databases promise: all or nothing, durable, two people apart, alive after the browser let go."""

import pytest
from playwright.sync_api import BrowserContext

from tests.support.browser.handset import Handset
from tests.support.browser.lab import ACCOUNT, Lab, canonical, sha
from tests.support.documents.small import ENTRY, OTHER, a_change_of, an_entry, basis

pytestmark = pytest.mark.browser

KEEP_DRAFT = """async ([key, mutation]) => (await at("store/drafts.js"))
    .keep(ACCOUNT, key, {"product.batch": ["C48"]}, mutation)"""


def keep_draft(lab: Lab, key: str = ENTRY, mutation: str = "m1") -> object:
    return lab.run(KEEP_DRAFT, [key, mutation])


def put_with_draft(lab: Lab, script: str = "") -> object:
    row = {
        "mutation": "m1",
        "kind": "entry",
        "doc_id": ENTRY,
        "stmt": canonical(an_entry()),
        "hash": sha(canonical(an_entry())),
        "at": "now",
    }
    put = """return (await at("store/outbox.js")).put(ACCOUNT, row, {drafts: [row.doc_id]})"""
    return lab.run(f"async (row) => {{ {script} {put} }}", row)


@pytest.mark.fault(3, 4)
def test_saving_puts_the_statement_and_drops_its_draft_together(lab: Lab) -> None:
    keep_draft(lab)
    assert put_with_draft(lab) == "kept"
    assert lab.box("drafts") == [] and [row["n"] for row in lab.box("outbox")] == [1]


@pytest.mark.fault(3)
def test_a_transaction_that_fails_on_its_way_leaves_everything_as_it_was(lab: Lab) -> None:
    keep_draft(lab)
    failing = """IDBObjectStore.prototype.delete = () => { throw new TypeError("no") };"""
    with pytest.raises(Exception, match="TypeError: no"):
        put_with_draft(lab, failing)
    assert lab.box("outbox") == [] and len(lab.box("drafts")) == 1 and lab.meta("n") is None


@pytest.mark.fault(2)
def test_every_writing_transaction_is_strict(lab: Lab) -> None:
    spy = """window.seen = []; const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (stores, mode, options) {
          window.seen.push([mode, options?.durability]);
          return begin.call(this, stores, mode, options);
        };"""
    put_with_draft(lab, spy)
    assert ["readwrite", "strict"] in lab.page.evaluate("window.seen")
    assert all(
        durability == "strict" for mode, durability in lab.page.evaluate("window.seen") if mode == "readwrite"
    )


@pytest.mark.fault(8)
def test_a_connection_the_browser_dropped_is_opened_again_and_the_work_done_once(lab: Lab) -> None:
    keep_draft(lab)
    lost = """const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function () {
          IDBDatabase.prototype.transaction = begin;
          throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
        };"""
    assert put_with_draft(lab, lost) == "kept"
    assert len(lab.box("outbox")) == 1


@pytest.mark.fault(15)
def test_a_tab_lets_go_of_the_database_when_a_newer_build_wants_it(lab: Lab, context: BrowserContext) -> None:
    keep_draft(lab)
    newer = Lab(context.new_page())
    opened = """() => new Promise((resolve, reject) => {
        const asked = indexedDB.open("logbook-" + ACCOUNT, 2);
        asked.onsuccess = () => { asked.result.close(); resolve("opened"); };
        asked.onblocked = () => reject(new Error("blocked"));
    })"""
    assert newer.run(opened) == "opened"


@pytest.mark.fault(4)
def test_a_draft_that_comes_after_its_form_was_saved_is_not_kept(lab: Lab) -> None:
    put_with_draft(lab)
    assert keep_draft(lab) is None and lab.box("drafts") == []
    lab.sync()
    assert keep_draft(lab) is None and lab.box("drafts") == []
    assert keep_draft(lab, OTHER, "m2") is not None


TAKE = """async ([entry, kind]) => (await at("store/drafts.js")).take(ACCOUNT, entry, kind)"""
PUT_BACK = """async (taken) => (await at("store/drafts.js")).putBack(ACCOUNT, taken)"""


def test_a_deleted_draft_is_put_back_unless_another_was_begun_in_its_place(lab: Lab) -> None:
    for key in (ENTRY, f"{ENTRY}:review", OTHER):
        keep_draft(lab, key, key)
    before = lab.box("drafts")
    assert [draft["key"] for draft in lab.run(TAKE, [ENTRY, "review"])] == [f"{ENTRY}:review"]
    taken = lab.run(TAKE, [ENTRY, None])
    assert [draft["key"] for draft in taken] == [ENTRY]
    assert [draft["key"] for draft in lab.box("drafts")] == [OTHER]
    lab.run(PUT_BACK, [draft for draft in before if draft["key"] != OTHER])
    assert lab.box("drafts") == before
    lab.run(PUT_BACK, [draft | {"fields": {}} for draft in taken])
    assert lab.box("drafts") == before


def test_a_change_made_while_the_document_moved_on_is_made_again(lab: Lab) -> None:
    seen = {"kind": "entry", "id": ENTRY, "hash": None}
    lab.put(an_entry(), mutation="m1")
    row = {"mutation": "m2", "kind": "entry", "doc_id": ENTRY, "stmt": "{}", "hash": "h", "at": "now"}
    put = """async ([row, seen]) => (await at("store/outbox.js")).put(ACCOUNT, row, {seen})"""
    assert lab.run(put, [row, seen]) == "stale"
    assert [row["mutation"] for row in lab.box("outbox")] == ["m1"]


def basis_of(lab: Lab, shown: dict[str, object]) -> dict[str, dict[str, object]]:
    script = """async (shown) => (await at("store/outbox.js")).basis(ACCOUNT, shown.id, shown)"""
    made: dict[str, dict[str, object]] = lab.run(script, shown | {"id": ENTRY})
    return made


def test_a_change_builds_on_what_its_writer_saw_when_another_device_was_faster(lab: Lab) -> None:
    first = an_entry()
    second = a_change_of(first, "x", place="Room 3")
    lab.put(first, mutation="m1")
    lab.sync()
    assert basis_of(lab, {"rev": 1, "hash": basis(first)["hash"]})["on"]["rev"] == 1
    lab.server.publish("entry", ENTRY, second, rev=2)
    lab.sync()
    made = basis_of(lab, {"rev": 1, "hash": basis(first)["hash"]})
    assert made["newest"] == basis(second)["hash"]
    assert made["on"] == basis(first) | {"mutation": None}


@pytest.mark.fault(19)
def test_two_people_on_one_phone_have_a_database_each(lab: Lab) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.run("""async () => (await at("store/device.js")).setAccount("ben", "Ben")""")
    both = lab.run("""async () => Promise.all([ACCOUNT, "ben"].map(async (account) =>
        (await at("store/outbox.js")).waiting(account)))""")
    assert [counts["outbox"] for counts in both] == [1, 0]


@pytest.mark.fault(18)
@pytest.mark.parametrize("waits", [True, False])
def test_after_signing_out_a_database_is_deleted_only_where_nothing_waits(lab: Lab, waits: bool) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    if waits:
        keep_draft(lab)
    lab.run("""async () => (await at("store/device.js")).tidyAway(ACCOUNT)""")
    names = [each["name"] for each in lab.page.evaluate("indexedDB.databases()")]
    assert (f"logbook-{ACCOUNT}" in names) is waits


READ = """async () => (await (await at("store/snapshot.js")).snapshot(ACCOUNT)).records"""
AGAIN = f"""async () => {{ const read = {READ}; return (await read()) === (await read()); }}"""


def entries_read(lab: Lab) -> list[str]:
    return [record["id"] for record in lab.run(READ)["entry"]]


def test_a_page_shows_what_came_since_the_last_one_and_reads_nothing_else_again(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    assert entries_read(lab) == [ENTRY] and lab.run(AGAIN) is True
    lab.server.publish("entry", OTHER, an_entry(OTHER))
    lab.sync()
    assert entries_read(lab) == [ENTRY, OTHER]


def test_a_database_that_was_deleted_and_filled_again_is_read_again(lab: Lab) -> None:
    lab.server.publish("entry", ENTRY, an_entry())
    lab.sync()
    assert entries_read(lab) == [ENTRY]
    lab.run("""async () => (await at("store/device.js")).tidyAway(ACCOUNT)""")
    lab.server.documents.clear()
    lab.server.publish("entry", OTHER, an_entry(OTHER))
    lab.sync()
    assert entries_read(lab) == [OTHER]


@pytest.mark.fault(2)
def test_what_was_answered_for_survives_the_death_of_the_browser(handset: Handset) -> None:
    lab = Lab(handset.page)
    for number in range(20):
        lab.put(an_entry(f"{ENTRY[:-2]}{number:02}"), mutation=f"m{number}")
    handset.kill()
    assert len(Lab(handset.start().page).box("outbox")) == 20
