"""A phone of an older build pulls a case that names no supervisor: it opens, and can name somebody."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.frozen.archive import ORIGIN
from tests.frozen.thawed import NOW, Thawed, newest, synced
from tests.support.browser import acts
from tests.support.cast.clinic import held, told
from tests.support.cast.people import BEN
from tests.support.documents.statements import an_entry, revised
from tests.support.server.application import application

CODE = "WXYZ"


def lived(thawed: Thawed, entry: str) -> str:
    """What happens with one of its cases and with a new one; gives the id of that."""
    fresh = another_phone_names_nobody(thawed, entry)
    it_opens_everywhere(thawed, entry, fresh)
    it_asks_for_a_supervisor_and_names_one(thawed, entry)
    return fresh


def another_phone_names_nobody(thawed: Thawed, entry: str) -> str:
    """One case of the phone's is changed so, and one is new; gives the id of the new one."""
    for app in application(thawed.frozen.database):
        [record] = [record for record in held(app, "entry") if record["id"] == entry]
        told(app, revised(record["doc"], supervisor="", place="Room 9"), now=NOW)
        fresh: dict[str, Any] = told(app, an_entry(supervisor="", model={"code": CODE}), now=NOW)
    return str(fresh["id"])


def it_opens_everywhere(thawed: Thawed, entry: str, fresh: str) -> None:
    page = thawed.page
    synced(thawed)
    page.goto(f"{ORIGIN}/entries")
    expect(acts.row(page, CODE)).to_contain_text("Sent", timeout=acts.WAIT)
    for path in (f"/entries?q={CODE}", "/todo", "/progress", "/me", f"/entries/new?from={fresh}"):
        answer = page.goto(f"{ORIGIN}{path}")
        assert answer is not None and answer.ok and answer.from_service_worker, path
    for id in (entry, fresh):
        for path in (f"/entries/{id}", f"/entries/{id}/edit", f"/entries/{id}/review"):
            answer = page.goto(f"{ORIGIN}{path}")
            assert answer is not None and answer.ok and answer.from_service_worker, path
            assert "undefined" not in page.locator("main").inner_text()


def it_asks_for_a_supervisor_and_names_one(thawed: Thawed, entry: str) -> None:
    page = thawed.page
    page.goto(f"{ORIGIN}/entries/{entry}/edit")
    choice = page.locator("[name='supervisor']")
    expect(choice).to_have_value("")
    choice.evaluate("one => { const fold = one.closest('details'); if (fold) fold.open = true; }")
    choice.select_option(BEN.id)
    page.get_by_role("button", name=re.compile("^Save case")).last.click()
    page.wait_for_url(re.compile(rf"/entries/{entry}(\?.*)?$"), timeout=acts.WAIT)
    synced(thawed)
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    doc = newest(thawed, entry)
    assert (doc["supervisor"], doc["place"]) == (BEN.id, "Room 9")


def todays_build_leads_to_the_other(thawed: Thawed, fresh: str) -> None:
    page = thawed.page
    page.goto(f"{ORIGIN}/todo?fresh=1")
    expect(page.locator(f"a[href='/entries/{fresh}/edit#s-supervisor']")).to_be_visible(timeout=acts.WAIT)
