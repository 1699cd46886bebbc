"""A file that no phone wrote: what no page could read stays outside, and what lies on a phone ends no page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_worker import page, rows
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.lab import canonical, sha
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.site import Site

__all__ = ["page"]
pytestmark = pytest.mark.browser

ENTRY = "30000000-0000-4000-8000-000000000001"
PAGES = ("/entries", "/todo", "/me", "/entries/new", "/progress")
LAY = """async ([account, box, rows]) => {
  const files = await import(`/static/${document.documentElement.dataset.build}/js/page.js`);
  const { nameOf, transact } = files.$store$db();
  const lay = (tx) => Promise.all(rows.map((row) => tx.objectStore(box).put(row)));
  await transact(nameOf(account), [box], "readwrite", lay);
}"""


def row(doc: Any, place: int, **more: Any) -> dict[str, Any]:
    """A row with the right hash."""
    text = canonical(doc)
    mutation = f"40000000-0000-4000-8000-{place:012}"
    made = {
        "mutation": mutation,
        "kind": "entry",
        "doc_id": ENTRY,
        "after": None,
        "stmt": text,
        "hash": sha(text),
    }
    return (
        made | {"n": place, "at": "2026-11-28T10:00:00Z", "build": "x", "handed": True, "base": None} | more
    )


HALF = {
    "typ": "entry",
    "v": 1,
    "id": ENTRY,
    "mutation": f"40000000-0000-4000-8000-{1:012}",
    "rev": 1,
    "prev": None,
}
OUTBOX = [row(HALF | {"trainee": ANA.id}, 1)]
PARKED = [row({}, 2, code="invalid", fields={}, head=None), row("text", 3, code=7)]


def walk(page: Page, site: Site, of_the_case: int) -> None:
    """Every page there is to see, answered well; `of_the_case` is the status of the case's own page."""
    for path, status in [*((path, 200) for path in PAGES), (f"/entries/{ENTRY}", of_the_case)]:
        answer = page.goto(f"{site.origin}{path}")
        assert answer and answer.status == status, f"{path}: {answer and answer.status}"
        expect(page.get_by_role("heading", level=1)).not_to_have_text("That did not work")


@pytest.mark.finding("attack.M2")
def test_what_no_page_could_read_stays_outside_and_that_is_said(
    page: Page, site: Site, tmp_path: Path
) -> None:
    whole = an_entry()
    good = row(whole, 9, mutation=whole["mutation"], doc_id=whole["id"])
    drafts = [{"key": "x", "entry": 5, "saved_at": "now", "fields": None}, 7]
    copy = {"account": ANA.id, "device": None, "build": "x", "made_at": "2026-11-28T10:00:00Z"}
    file = tmp_path / "copy.json"
    file.write_text(json.dumps(copy | {"outbox": [*OUTBOX, good], "parked": PARKED, "drafts": drafts}))
    page.goto(f"{site.origin}/me/copies")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Bring it back").click()
    question = page.get_by_role(
        "dialog", name=re.compile("5 records in this file are not as a phone writes them")
    )
    question.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile("/copies/"), timeout=acts.WAIT)
    # The one that is whole moves from box to box while it is sent: between two looks it could be seen in both.
    holds.quiet(page)
    lying = [*rows(page, "outbox"), *rows(page, "parked"), *rows(page, "sent")]
    assert [one["mutation"] for one in lying] == [whole["mutation"]] and rows(page, "drafts") == []
    # It stayed outside: the phone knows no such case.
    walk(page, site, of_the_case=404)


@pytest.mark.finding("attack.M2")
def test_a_phone_that_holds_such_records_shows_every_page_and_says_so(page: Page, site: Site) -> None:
    site.down()
    for box, lying in (("outbox", OUTBOX), ("parked", PARKED)):
        page.evaluate(LAY, [ANA.id, box, lying])
    # It lies on this phone, so its page is one of the phone.
    walk(page, site, of_the_case=200)
    page.goto(f"{site.origin}/entries")
    expect(page.locator("main, .note").first).to_be_visible()
    expect(page.locator("#screen")).to_contain_text(
        "3 records on this phone cannot be read. They are kept: save a copy."
    )
    assert len(rows(page, "outbox")) == 1 and len(rows(page, "parked")) == 2
