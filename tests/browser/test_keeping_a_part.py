"""A phone that keeps a part: its queue is whole without a network, and of all else it says that it is a part."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import func, insert, select

from logbook import store
from logbook.models import CellDigest, CellFloor, CellPointer, Signoff
from tests.faults import holds
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application, ask
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

CELL = f"s:{NORTH}/supervisor/now"
KEPT = "This phone keeps what waits and the newest cases"
Doc = dict[str, Any]


@pytest.fixture
def cases(site: Site) -> list[Doc]:
    """One that waits, the oldest, and six that Ben signed, of which the last two lie above the floor."""
    for app in application(site.application.database):
        found = [clinic.told(app, an_entry()) for _ in range(7)]
        signed = [clinic.told(app, a_signoff(one), by=BEN, grade="C")["id"] for one in found[1:]]
        newest = [one["id"] for one in found[-2:]] + signed[-2:]
        with app.app_context(), store.writing() as connection:
            query = select(func.min(CellPointer.seq)).where(
                CellPointer.cell == CELL, CellPointer.doc_id.in_(newest)
            )
            floor = connection.scalar(query)
            assert floor
            connection.execute(insert(CellFloor).values(cell=CELL, seq=floor - 1))
            # As of a kind that this build does not count: so many that a part of them is kept.
            connection.execute(insert(CellDigest).values(cell=CELL, kind="other", statements=10_000, xor=0))
    return found


@pytest.fixture
def bens(cases: list[Doc], site: Site, context: BrowserContext) -> Page:
    page = context.new_page()
    acts.arrive(page, site, BEN)
    expect(page.locator("#sync")).to_have_text("Up to date", timeout=acts.WAIT)
    holds.quiet(page)
    return page


def held(page: Page) -> set[str]:
    """The ids of the cases that lie on the phone."""
    script = """(account) => new Promise((resolve, reject) => {
      const asked = indexedDB.open(`logbook-${account}`);
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        const read = asked.result.transaction("documents").objectStore("documents").getAll();
        read.onsuccess = () => { asked.result.close();
          resolve(read.result.filter(({ kind }) => kind === "entry").map(({ id }) => id)); };
      };
    })"""
    return {*page.evaluate(script, BEN.id)}


def test_the_queue_and_its_sheets_are_here_without_a_network(
    bens: Page, site: Site, cases: list[Doc]
) -> None:
    assert held(bens) == {cases[0]["id"], *(one["id"] for one in cases[-2:])}
    site.down()
    assert acts.is_answered_by_the_worker(bens, f"{site.origin}/signoffs")
    expect(bens.locator("main")).not_to_contain_text(KEPT)
    acts.row(bens, ANA.name).click()
    bens.wait_for_url("**/signoff")
    # What is unusual beside an earlier case cannot be marked where that case is not here.
    expect(bens.locator("main")).to_contain_text(KEPT)


def test_numbers_of_all_come_from_the_server_and_without_it_are_said_to_be_of_a_part(
    bens: Page, site: Site
) -> None:
    bens.goto(f"{site.origin}/trainees")
    expect(bens.locator("main")).to_contain_text("6 signed, 1 waiting")
    expect(bens.locator("main")).not_to_contain_text(KEPT)
    bens.goto(f"{site.origin}/entries?trainee={ANA.id}")
    expect(bens.locator("a.row")).to_have_count(7)
    site.down()
    bens.goto(f"{site.origin}/trainees")
    expect(bens.locator("main")).to_contain_text("2 signed, 1 waiting")
    expect(bens.locator("main")).to_contain_text(KEPT)
    bens.goto(f"{site.origin}/entries?trainee={ANA.id}")
    expect(bens.locator("a.row")).to_have_count(3)
    expect(bens.locator("main")).to_contain_text("not counted, searched or compared")


def test_an_old_case_opens_from_the_server_and_without_it_is_said_not_to_be_here(
    bens: Page, site: Site, cases: list[Doc]
) -> None:
    address = f"{site.origin}/entries/{cases[1]['id']}"
    bens.goto(address)
    expect(bens.get_by_role("heading", name="Signed by Dr Ben Okafor")).to_be_visible()
    site.down()
    bens.goto(address)
    expect(bens.get_by_role("heading", name="Not on this phone")).to_be_visible()
    expect(bens.locator("main")).to_contain_text("try again when you are online")


def test_an_old_signature_is_taken_back_at_the_server_and_its_case_comes_back(
    bens: Page, site: Site, cases: list[Doc]
) -> None:
    for app in application(site.application.database):
        [row] = ask(app, select(Signoff.id).where(Signoff.entry_id == cases[1]["id"]))
    bens.goto(f"{site.origin}/signoffs/{row.id}/withdrawal")
    bens.locator("textarea").first.fill("It was the wrong case.")
    bens.get_by_role("button", name="Withdraw").last.click()
    bens.wait_for_url("**/signoffs/signed**")
    bens.goto(f"{site.origin}/signoffs?fresh=1")
    expect(bens.locator("a.row")).to_have_count(2)
    assert cases[1]["id"] in held(bens)
