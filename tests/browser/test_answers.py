"""A supervisor's answers on their phone: what was begun is found again, and what was refused can be given anew."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.browser.lab import ACCOUNT, Doc, Lab
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.documents.small import ENTRY, OTHER
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


def a_message(id: str, entry: str = ENTRY, signer: str = ACCOUNT) -> Doc:
    """As much of a sign-off as the phone's store reads."""
    return {"typ": "signoff", "id": id, "entry": entry, "verdict": "returned", "signer": {"id": signer}}


def refused(lab: Lab) -> None:
    lab.put(a_message("s1"), mutation="m1")
    lab.put(a_message("s2", OTHER), mutation="m2")
    for mutation in ("m1", "m2"):
        lab.server.verdicts[mutation] = {"status": "conflict", "code": "changed_before_signature"}
    assert lab.sync()["parked"] == 2


def test_a_new_answer_to_the_same_case_takes_the_place_of_a_refused_one(lab: Lab) -> None:
    refused(lab)
    lab.put(a_message("s3"), mutation="m3")
    assert [row["doc_id"] for row in lab.box("parked")] == ["s2"]
    assert "superseded" in [row["outcome"] for row in lab.box("sent")]


def test_a_signature_that_arrives_takes_the_place_of_a_refused_answer(lab: Lab) -> None:
    refused(lab)
    lab.server.publish("signoff", "s4", a_message("s4", signer="somebody else"))
    lab.sync()
    assert [row["doc_id"] for row in lab.box("parked")] == ["s1", "s2"]
    lab.server.publish("signoff", "s5", a_message("s5") | {"verdict": "signed"})
    lab.sync()
    assert [row["doc_id"] for row in lab.box("parked")] == ["s2"]


@pytest.fixture
def ana(site: Site, chromium: Browser) -> Page:
    """Ana, on a case she has just sent. Her browser has no worker, so that the network may fail for Ben's alone."""
    page = chromium.new_context(viewport=SIZE, service_workers="block").new_page()  # type: ignore[arg-type]
    acts.arrive(page, site, ANA)
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    return page


@pytest.fixture
def ben(site: Site, chromium: Browser, ana: Page) -> Page:
    """Ben's phone, on its sheet."""
    page = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.arrive(page, site, BEN)
    acts.row(page, ANA.name).click()
    page.wait_for_url("**/signoff")
    return page


def mend(ana: Page) -> None:
    """Ana changes her case and it arrives."""
    ana.get_by_role("link", name="Edit").click()
    ana.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    ana.locator("[name='reflection']").fill("2 mm deep.")
    acts.save(ana)
    expect(ana.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)


def test_a_begun_answer_is_marked_in_the_queue_and_is_not_about_a_newer_version(
    site: Site, ana: Page, ben: Page
) -> None:
    acts.choose(ben, "rating", "2")
    ben.get_by_label("Feedback").fill("Slow down.")
    expect(ben.locator("[data-draft-state]")).to_have_text("Draft saved")
    ben.get_by_role("link", name="Back").click()
    expect(acts.row(ben, ANA.name)).to_contain_text("Draft")
    mend(ana)
    ben.goto(f"{site.origin}/signoffs?fresh=1")
    acts.row(ben, "Changed, version 2").click()
    expect(ben.get_by_text("The case changed since you began this answer.")).to_be_visible()
    expect(ben.get_by_label("Feedback")).to_have_value("Slow down.")
    assert ben.locator("input[name=rating]:checked").count() == 0


def test_quick_words_become_sentences_and_are_said_once(ben: Page) -> None:
    feedback = ben.get_by_label("Feedback")
    feedback.fill("Calm hands")
    for words in ("Good depth", "Check symmetry", "Good depth"):
        ben.get_by_role("button", name=words).click()
    expect(feedback).to_have_value("Calm hands. Good depth. Check symmetry.")


def test_a_refused_message_is_given_again_from_the_sheet(site: Site, ana: Page, ben: Page) -> None:
    site.network.fault("POST /sync", "drop", times=1000)
    ben.get_by_label("Feedback").fill("Which depth?")
    ben.get_by_role("button", name="Ask for changes").click()
    ben.wait_for_url(re.compile("done="))
    mend(ana)
    site.network.faults.clear()
    ben.goto(f"{site.origin}/me?fresh=1")
    expect(ben.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    ben.get_by_role("link", name="Look at it again").click()
    expect(ben.get_by_label("Feedback")).to_have_value("Which depth?")
    acts.choose(ben, "rating", "4")
    ben.get_by_role("textbox", name="Password").fill(PASSWORD)
    ben.get_by_role("button", name="Sign", exact=True).last.click()
    expect(ben.get_by_text("Nothing to sign")).to_be_visible(timeout=acts.WAIT)
    expect(ben.locator("#sync")).to_have_text("Up to date", timeout=acts.WAIT)
