"""The review two weeks later on a phone without a network: asked for, written, kept, sent later, seen by the other."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from logbook import instants
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast import clinic
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import Doc, a_signoff, a_withdrawal, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = pytest.mark.browser
CORRECTED = [{"seen": "Brow moved", "correction": "Hold the skin", "repeat": False}]


def day(days: int) -> str:
    return instants.plus(instants.now(), days=days)[:10]


@pytest.fixture
def entry(site: Site) -> Doc:
    """A case of two weeks ago, signed then; nobody has looked at the model since."""
    treated = an_entry(performed_on=day(-14), aftercare={"review_due_on": None})
    for app in application(site.application.database):
        clinic.told(app, treated)
        clinic.told(app, a_signoff(treated, corrections=CORRECTED), by=BEN, grade="C")
    return treated


@pytest.fixture
def page(site: Site, context: BrowserContext, entry: Doc) -> Page:
    """Ana's phone: signed in, synced."""
    tab = context.new_page()
    acts.arrive(tab, site, ANA)
    return tab


def open_review(page: Page) -> None:
    """From wherever she is, by what the phone reminds her of."""
    acts.open_tab(page, "To do")
    page.locator("a.row", has_text="Review due").click()
    expect(page.get_by_role("heading", name="Review, model K7QF")).to_be_visible()


def fill(page: Page, *, events: str = "none") -> None:
    for name, value in {"result": "as_planned", "asymmetry": "slight", "top_up": "none"}.items():
        acts.choose(page, name, value)
    acts.choose(page, "events.any", events)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save review").last.click()
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}$"), timeout=acts.WAIT)


def test_a_review_written_without_a_network_is_kept_sent_later_and_seen_by_the_supervisor(
    page: Page, site: Site, chromium: Browser
) -> None:
    site.down()
    open_review(page)
    fill(page, events="yes")
    page.locator("[name='events.0.kind']").select_option("eyelid_ptosis")
    page.locator("[name='events.0.severity']").select_option("mild")
    page.locator("[name='events.0.onset_day']").fill("5")
    page.locator("[name='events.0.action']").select_option("advice")
    acts.choose(page, "events.0.supervisor_told", "yes")
    page.get_by_label("What will you do differently?").fill("One centimetre higher.")
    save(page)
    review = page.locator("section.card", has_text="One centimetre higher.")
    expect(review).to_contain_text("On this phone")
    # The case itself is as signed as it was.
    expect(page.get_by_role("heading", name="Signed by Dr Ben Okafor")).to_be_visible()
    expect(page.locator("main .chip", has_text="Signed")).to_be_visible()
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    acts.open_tab(page, "To do")
    expect(page.get_by_text("Nothing to do")).to_be_visible()
    site.up()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    ben = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.arrive(ben, site, BEN)
    [record] = _held(site)
    ben.goto(f"{site.origin}/entries/{record['doc']['entry']}")
    seen = ben.locator("section.card", has_text="One centimetre higher.")
    expect(seen).to_contain_text("Eyelid ptosis")
    expect(seen).to_contain_text("Supervisor told.")
    ben.context.close()


def test_what_is_missing_is_said_without_a_network_too(page: Page, site: Site) -> None:
    site.down()
    open_review(page)
    acts.choose(page, "result", "as_planned")
    page.get_by_role("button", name="Save review").last.click()
    expect(page.locator("[data-problems]")).to_contain_text("Choose the asymmetry")
    acts.choose(page, "result", "not_seen")
    expect(page.locator("#f-top_up")).to_be_hidden()
    save(page)
    expect(page.locator("main")).to_contain_text("Did not come back")


def test_a_review_begun_is_found_again_with_all_its_complications(page: Page, site: Site) -> None:
    site.down()
    open_review(page)
    fill(page, events="yes")
    page.locator("[name='events.0.kind']").select_option("bruising")
    page.get_by_role("button", name="Add more rows: complication").click()
    page.locator("[name='events.1.kind']").select_option("headache")
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")
    leave(page, site)
    acts.open_tab(page, "Me")
    page.get_by_role("link", name="Your review: Glabella").click()
    expect(page.locator("[name='events.0.kind']")).to_have_value("bruising")
    expect(page.locator("[name='events.1.kind']")).to_have_value("headache")
    expect(page.locator("[name='result'][value=as_planned]")).to_be_checked()
    page.get_by_role("button", name="Delete draft").click()
    expect(page.locator("a.row", has_text="Review due")).to_be_visible()
    open_review(page)
    expect(page.locator("[name='result'][value=as_planned]")).not_to_be_checked()


def test_a_review_of_a_case_that_was_taken_back_is_shown_as_not_accepted(
    page: Page, site: Site, chromium: Browser
) -> None:
    reviewed_while_taken_back(site, page)
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    acts.open_tab(page, "To do")
    expect(page.locator("main")).to_contain_text("your review")
    expect(page.locator("main")).to_contain_text("Nothing is lost.")


def leave(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/entries")
    expect(page.get_by_role("heading", name="Logbook")).to_be_visible()


def reviewed_while_taken_back(site: Site, page: Page) -> None:
    """A second case, not signed, whose review is written while another device takes the case back."""
    other = an_entry(performed_on=day(-13), model={"code": "Z2Z2"}, aftercare={"review_due_on": None})
    for app in application(site.application.database):
        clinic.told(app, other)
    page.goto(f"{site.origin}/todo?fresh=1")
    site.network.fault("POST /sync", "drop", times=1000)
    page.locator("a.row", has_text="Z2Z2").click()
    fill(page)
    save(page)
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    for app in application(site.application.database):
        clinic.told(app, a_withdrawal(other))
    site.network.faults.clear()
    page.goto(f"{site.origin}/entries?fresh=1")


def _held(site: Site) -> list[Doc]:
    for app in application(site.application.database):
        return clinic.held(app, "review")
    return []
