"""A kind of statement is added by its own files alone: here to a copy of the product, none of whose files is touched.

It then goes from a phone over the server to another phone and into an export, by the scripts that the copy serves.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.server.site import copied, free_port, is_open

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
OVERLAY = ROOT / "tests/kinds/overlay"
ENTRY = "70000000-0000-4000-8000-000000000001"
MODULES = "import(`/static/${build}/js/worker.js`).then((file) => names.map((name) => file[name]()))"
# What a form of the phone's would do: a statement into the outbox, by the modules that are served.
PUT = f"""async ([account, entry, line]) => {{
  const build = document.documentElement.dataset.build;
  const names = ["$store$canonical", "$store$outbox", "$store$snapshot"];
  const [canonical, outbox, store] = await {MODULES};
  const held = (await store.snapshot(account)).records.entry.find(({{ id }}) => id === entry);
  const id = crypto.randomUUID();
  const at = new Date().toISOString().slice(0, 19) + "Z";
  const doc = {{ typ: "note", v: 1, id, entry, entry_rev: held.rev, entry_hash: held.hash, line, at }};
  const stmt = canonical.text(doc);
  const row = {{ mutation: crypto.randomUUID(), kind: "note", doc_id: id, after: null, stmt,
    hash: await canonical.digest(stmt), at, build, handed: false, base: null }};
  return outbox.put(account, row);
}}"""
HELD = f"""async (account) => {{
  const build = document.documentElement.dataset.build;
  const names = ["$store$snapshot", "$store$settle"];
  const [store, settle] = await {MODULES};
  const shell = await (await fetch(`/shell/${{build}}.json`)).json();
  const {{ records, outbox, parked }} = await store.snapshot(account, shell);
  const lines = records.note.map(({{ doc }}) => doc.line);
  return {{ lines, outbox: outbox.length, parked: parked.length, ...(await settle.localDigests(account)) }};
}}"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The product with the kind's files laid beside its own."""
    folder = copied(tmp_path_factory.mktemp("copy"))
    shutil.copytree(OVERLAY, folder, dirs_exist_ok=True)
    last = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    added = folder / "migrations/versions/9999_notes.py"
    added.write_text(added.read_text().replace("LAST", last))
    return folder


def of(copy):
    """How a process is started that imports the copy in the product's place."""
    return {"cwd": copy, "env": os.environ | {"PYTHONPATH": f"{copy}{os.pathsep}{ROOT}"}}


@pytest.fixture(scope="module")
def origin(copy):
    port = free_port()
    command = [sys.executable, "-m", "tests.kinds.serve", str(copy), str(port)]
    with (copy / "server.log").open("w") as log:
        server = subprocess.Popen(command, stderr=log, **of(copy))
    limit = time.monotonic() + 60
    while not is_open(port):
        assert server.poll() is None and time.monotonic() < limit, "the copy did not start"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.kill()
    server.wait()


@pytest.fixture
def phones(chromium, origin):
    """Ana's phone and Ben's, signed in, each with the case."""
    contexts = [chromium.new_context(viewport=SIZE) for _ in range(2)]
    pages = [context.new_page() for context in contexts]
    for page, somebody in zip(pages, (ANA, BEN), strict=True):
        acts.sign_in(page, origin, somebody)
    yield pages
    for context in contexts:
        context.close()


def synced(page, account, origin, until):
    """What a phone holds once `until` says that it is enough; each page asked for is a reason to sync."""
    limit = time.monotonic() + 60
    while True:
        page.goto(f"{origin}/me?fresh=1")
        held = page.evaluate(HELD, account)
        if until(held):
            return held
        assert time.monotonic() < limit, held
        page.wait_for_timeout(500)


def test_no_file_of_the_product_is_touched(copy):
    laid = [path.relative_to(OVERLAY) for path in OVERLAY.rglob("*") if path.is_file()]
    assert not [path for path in laid if (ROOT / path).exists()]
    kept = [path.relative_to(ROOT) for path in (ROOT / "logbook").rglob("*.py")]
    assert all(filecmp.cmp(ROOT / path, copy / path, shallow=False) for path in kept)


def test_it_goes_from_a_phone_to_another_and_into_an_export(copy, origin, phones):
    anas, bens = phones
    before = synced(anas, ANA.id, origin, lambda held: held["digest"]["count"] == 1)
    assert anas.evaluate(PUT, [ANA.id, ENTRY, "Ask about the lip."]) == "kept"
    sent = synced(anas, ANA.id, origin, lambda held: not held["outbox"])
    assert (sent["lines"], sent["outbox"], sent["parked"]) == (["Ask about the lip."], 0, 0)
    theirs = synced(bens, BEN.id, origin, lambda held: held["lines"])
    # The kinds that every build counts stay those four; the note is among all others.
    assert theirs["lines"] == sent["lines"] and theirs["digest"] == sent["digest"] == before["digest"]
    assert sent["others"]["count"] == before["others"]["count"] + 1
    assert lines_of_the_archive(copy) == ["Ask about the lip."]


def test_its_page_at_the_server_keeps_one_and_shows_it(copy, origin, phones):
    page = phones[0]
    page.goto(f"{origin}/entries/{ENTRY}/notes")
    page.get_by_label("A line").fill("Written at the desk.")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("Written at the desk.").wait_for()
    assert "Written at the desk." in lines_of_the_archive(copy)


def lines_of_the_archive(copy):
    script = f"""
import sys
from logbook import create_app, export, store
from logbook.export import archive
from tests.support.server.application import settings
app = create_app(settings("sqlite:///{copy / "toy.db"}"))
with app.app_context(), store.reading() as connection:
    bundle = export.collect(connection, "{ANA.id}", "{NORTH}", "2026-01-01", "2026-12-31", "2026-11-20T20:00:00Z")
sys.stdout.write(b"".join(archive.pieces(bundle)).decode())
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, **of(copy))
    file = json.loads(told.stdout)
    assert "notes" in " ".join(file["readme"])
    return [json.loads(one["stmt"])["line"] for entry in file["entries"] for one in entry["notes"]]
