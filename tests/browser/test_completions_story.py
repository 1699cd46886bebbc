"""A file of forty completions with six bad rows closes the gate of the programme for thirty-four; an accreditation that
was taken back is printed no more."""

import pytest
from playwright.sync_api import Browser, Page, expect

from logbook import export, record, store
from logbook.models import db
from logbook.models.engine import writing
from logbook.office import curriculum, enrolments
from logbook.record import published, taught
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.cast.people import DAN, NORTH, Somebody
from tests.support.cast.terms import dan
from tests.support.documents.printed import text_of
from tests.support.documents.statements import NOW
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ADDRESS = f"/curriculum/{NORTH}"
HEADS = "E-mail,Module,Date,Minutes,Credits,Score"
LAST, ON = "pharmacology", "2026-11-18"
BAD = {3: "", 9: "x@y", 14: "@", 21: "nobody@example.org", 28: "18.11.2026", 35: "Surgery"}


@pytest.fixture
def cohort(site: Site) -> tuple[list[Somebody], list[str]]:
    """Forty of whom the shipped set with six modules is asked, and the modules but the last."""
    for app in application(site.application.database):
        found = clinic.trainees(app, 40)
        with app.app_context(), writing(db) as connection:
            curriculum.take_shipped(connection, NORTH, DAN.id, NOW)
            whose = [enrolments.Whose(one.id, NORTH) for one in found]
            asked = published.shipped("generic-whole")
            enrolments.enrol(connection, whose, asked, "2026-01-05", "asked", dan(), NOW)
            modules = [row.key for row in taught.current(connection, NORTH) if row.key != LAST]
    return found, modules


def states(site: Site, people: list[Somebody]) -> list[str]:
    """How the gate stands of each."""
    asked = published.shipped("generic-whole")
    for app in application(site.application.database):
        with app.app_context(), store.reading() as connection:
            results = [record.judged(connection, one.id, NORTH, "2026-11-30", asked).result for one in people]
    return [gate["state"] for result in results for gate in result["gates"] if gate["id"] == "programme"]


def paper(site: Site, of: Somebody) -> str:
    """All words of somebody's PDF."""
    for app in application(site.application.database):
        with app.app_context(), store.reading() as connection:
            days = "2026-01-01", "2026-12-31"
            return text_of(
                export.pdf(export.collect(connection, of.id, NORTH, *days, "2026-11-30T10:00:00Z"))
            )
    raise AssertionError


def files(desk: Page, site: Site, rows: list[str], recorded: int) -> None:
    """Columns are pasted, looked at and recorded."""
    desk.goto(f"{site.origin}{ADDRESS}/completions")
    desk.get_by_label("Or columns copied from a sheet").fill("\n".join((HEADS, *rows)))
    desk.get_by_role("button", name="Look at the completions").click()
    expect(desk.locator("main")).to_contain_text(
        f"{recorded} completions are to be recorded.", timeout=acts.WAIT
    )
    mistakes = desk.locator("main .error")
    expect(mistakes).to_have_count(len(rows) - recorded)
    desk.get_by_role("button", name=f"Record {recorded}").click()
    expect(desk.locator("main")).to_contain_text("recorded", timeout=acts.WAIT)


def broken(email: str, kind: str) -> str:
    """A row that nothing can be made of."""
    if kind == "18.11.2026":
        return f"{email},{LAST},{kind},,,"
    return f"{email},{kind},{ON},,," if kind == "Surgery" else f"{kind},{LAST},{ON},,,"


def test_a_file_closes_the_gate_and_an_accreditation_that_is_over_is_not_printed(
    chromium: Browser, site: Site, cohort: tuple[list[Somebody], list[str]]
) -> None:
    people, modules = cohort
    desk = chromium.new_context(viewport={"width": 1280, "height": 800}).new_page()
    acts.arrive(desk, site, DAN)
    files(desk, site, [f"{one.email},{module},{ON},,," for one in people for module in modules], 200)
    assert states(site, people) == ["open"] * 40

    rows = [f"{one.email},{LAST},{ON},90,6.5," for one in people]
    for place, kind in BAD.items():
        rows[place] = broken(people[place].email, kind)
    files(desk, site, rows, 34)
    found = states(site, people)
    assert found.count("met") == 34 and {found[place] for place in BAD} == {"open"}
    for place, is_met in ((0, True), (3, False)):
        desk.goto(f"{site.origin}/cohort/{NORTH}/{people[place].id}/pathway")
        gate = expect(desk.locator("[aria-labelledby='gate-programme']"))
        gate.to_contain_text("Met, 1 of 1. Met since 18 November 2026")
        (gate.not_to_contain_text if is_met else gate.to_contain_text)("To go, 0 of 1")

    desk.goto(f"{site.origin}{ADDRESS}/accreditations")
    desk.get_by_label("Body").fill("CPD Office")
    desk.get_by_label("Number (optional)").fill("60123")
    desk.get_by_label("From").fill("2026-01-01")
    desk.get_by_role("button", name="Write down").click()
    expect(desk.locator("#written ~ ul")).to_contain_text("CPD Office 60123", timeout=acts.WAIT)
    assert "CPD Office 60123: 6.5 credits claimed" in paper(site, people[0])
    desk.get_by_role("button", name="Take back CPD Office 60123").click()
    expect(desk.locator("#written ~ ul")).to_contain_text("Taken back", timeout=acts.WAIT)
    assert "CPD Office" not in paper(site, people[0])
