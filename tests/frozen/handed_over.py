"""A phone of an older build keeps a hand-over unread, and what sets a case aside: its pages open with the old name, and
a change of the case undoes nothing."""

import re

from playwright.sync_api import expect
from sqlalchemy import select

from logbook.models import Entry
from tests.frozen.archive import ORIGIN
from tests.frozen.thawed import NOW, Thawed, newest, synced
from tests.support.browser import acts
from tests.support.cast.clinic import held, joined, told
from tests.support.cast.people import BEN, DAN, FEMI, NORTH
from tests.support.documents.statements import a_handover, a_set_aside, a_withdrawal
from tests.support.server.application import application, ask


def lived(thawed: Thawed, entry: str) -> None:
    """What happens with one of its cases."""
    its_coordinator_hands_it_over(thawed, entry)
    it_opens_everywhere_with_the_old_name(thawed, entry)
    a_change_of_it_goes_and_it_waits_for_the_same(thawed, entry)


def its_coordinator_hands_it_over(thawed: Thawed, entry: str) -> None:
    for app in application(thawed.frozen.database):
        joined(app, FEMI, NORTH, "supervisor")
        [record] = [record for record in held(app, "entry") if record["id"] == entry]
        told(app, a_handover(record["doc"]), by=DAN, now=NOW)
        aside = told(app, a_set_aside(record["doc"]), by=BEN, now=NOW)
        told(app, a_withdrawal(aside, BEN), by=BEN, now=NOW)
        told(app, a_set_aside(record["doc"]), by=BEN, now=NOW)


def it_opens_everywhere_with_the_old_name(thawed: Thawed, entry: str) -> None:
    page = thawed.page
    synced(thawed)
    for path in (f"/entries/{entry}", f"/entries/{entry}/edit", "/entries", "/todo", "/progress", "/me"):
        answer = page.goto(f"{ORIGIN}{path}")
        assert answer is not None and answer.ok and answer.from_service_worker, path
        assert "undefined" not in page.locator("main").inner_text()
    page.goto(f"{ORIGIN}/entries/{entry}")
    expect(page.locator("main")).to_contain_text(BEN.name, timeout=acts.WAIT)
    assert FEMI.name not in page.locator("main").inner_text()


def a_change_of_it_goes_and_it_waits_for_the_same(thawed: Thawed, entry: str) -> None:
    page = thawed.page
    page.goto(f"{ORIGIN}/entries/{entry}/edit")
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill("Slower next time.")
    page.get_by_role("button", name=re.compile("^Save case")).last.click()
    page.wait_for_url(re.compile(rf"/entries/{entry}(\?.*)?$"), timeout=acts.WAIT)
    synced(thawed)
    expect(page.locator("#sync")).to_contain_text("not accepted", timeout=acts.WAIT)
    assert newest(thawed, entry)["reflection"] == "Slower next time."
    for app in application(thawed.frozen.database):
        [row] = ask(app, select(Entry.handed_to, Entry.supervisor_id).where(Entry.id == entry))
        assert tuple(row) == (FEMI.id, BEN.id)
