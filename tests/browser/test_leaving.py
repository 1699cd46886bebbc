"""Signing out of a phone on which work waits, and two people with one phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import ANA, BEN, CLEO, PASSWORD
from tests.support.server.site import Site

pytestmark = pytest.mark.browser


def log_a_case(page: Page, site: Site) -> str:
    """A case that cannot be sent yet; gives its model's code."""
    site.network.fault("POST /sync", "drop", times=1000)
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    return code


def heal(site: Site) -> None:
    site.network.faults.clear()


def sign_out(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/me")
    page.get_by_role("button", name="Sign out").click()


def databases(page: Page) -> set[str]:
    names: list[str] = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    # The space kept in hand is nobody's.
    return set(names) - {"logbook-reserve"}


def test_signing_out_with_nothing_waiting_leaves_nothing_behind(page: Page, site: Site) -> None:
    sign_out(page, site)
    page.wait_for_url(re.compile("/sign-in$"), timeout=acts.WAIT)
    assert databases(page) == {"logbook-device"}
    page.goto(f"{site.origin}/entries")
    assert page.url.split("?")[0].endswith("/sign-in")


@pytest.mark.fault(18)
def test_unsent_work_can_be_sent_before_leaving(page: Page, site: Site) -> None:
    log_a_case(page, site)
    sign_out(page, site)
    expect(page.get_by_role("dialog")).to_contain_text("1 case not sent: it is on this phone only.")
    heal(site)
    page.get_by_role("button", name="Send now").click()
    page.wait_for_url(re.compile("/sign-in$"), timeout=acts.WAIT)
    assert databases(page) == {"logbook-device"}


@pytest.mark.finding("use.T9")
@pytest.mark.fault(18, 19)
def test_unsent_work_stays_locked_until_its_writer_returns_and_then_sends(page: Page, site: Site) -> None:
    code = log_a_case(page, site)
    sign_out(page, site)
    page.get_by_role("button", name=re.compile("^Keep on this phone")).click()
    page.wait_for_url(re.compile("/sign-in$"), timeout=acts.WAIT)
    expect(page.locator("main")).to_contain_text("kept on this phone, locked", timeout=acts.WAIT)
    heal(site)
    acts.sign_in(page, site.origin, CLEO)
    expect(page.locator("main")).not_to_contain_text(code)
    sign_out(page, site)
    page.wait_for_url(re.compile("/sign-in$"), timeout=acts.WAIT)
    acts.sign_in(page, site.origin, ANA)
    expect(acts.row(page, code)).to_contain_text("Sent to", timeout=acts.WAIT)


@pytest.mark.fault(18)
def test_what_waits_can_be_saved_as_a_file(page: Page, site: Site) -> None:
    code = log_a_case(page, site)
    sign_out(page, site)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a copy").click()
    assert re.fullmatch(r"logbook-unsent-\d{4}-\d\d-\d\d\.json", download.value.suggested_filename)
    assert code in Path(download.value.path()).read_text()


def test_staying_signed_in_changes_nothing(page: Page, site: Site) -> None:
    code = log_a_case(page, site)
    sign_out(page, site)
    page.get_by_role("button", name="Stay signed in").click()
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_contain_text("On this phone")


@pytest.mark.fault(18)
def test_signing_out_without_a_network_is_refused_in_words(page: Page, site: Site) -> None:
    site.down()
    sign_out(page, site)
    expect(page.locator("#toasts")).to_contain_text("You need a connection to sign out.")
    assert databases(page) == {"logbook-device", f"logbook-{ANA.id}"}


@pytest.mark.fault(19)
def test_the_work_of_two_people_on_one_phone_never_mixes(page: Page, site: Site, chromium: Browser) -> None:
    code = log_a_case(page, site)
    # Somebody else signs in with her phone, past her sign-out: by the sign-in page in another tab.
    other = page.context.new_page()
    page.context.clear_cookies()
    heal(site)
    acts.sign_in(other, site.origin, CLEO)
    expect(other.locator("main")).not_to_contain_text(code)
    page.goto(f"{site.origin}/entries")
    expect(page.locator("main")).not_to_contain_text(code)
    ben = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.sign_in(ben, site.origin, BEN)
    expect(ben.locator("main")).to_contain_text("Nothing to sign")
    ben.context.close()


def test_signing_needs_the_server_and_keeps_rating_and_feedback_without_it(
    page: Page, site: Site, chromium: Browser
) -> None:
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    ben = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    acts.sign_in(ben, site.origin, BEN)
    acts.row(ben, code).click()
    site.down()
    acts.choose(ben, "rating", "3")
    ben.get_by_label("Feedback").fill("Slow down.")
    ben.get_by_role("textbox", name="Password").fill(PASSWORD)
    ben.get_by_role("button", name="Sign", exact=True).last.click()
    expect(ben.locator("#toasts")).to_contain_text("Your rating and feedback are kept.")
    ben.reload()
    expect(ben.get_by_label("Feedback")).to_have_value("Slow down.")
    expect(ben.locator("input[name=rating][value='3']")).to_be_checked()
    assert ben.get_by_role("textbox", name="Password").input_value() == ""
    assert PASSWORD not in ben.evaluate("fetch('/outbox.json').then((answer) => answer.text())")
    ben.context.close()


def test_where_the_question_cannot_be_fetched_nothing_happens_and_that_is_said(
    site: Site, chromium: Browser
) -> None:
    context = chromium.new_context(viewport=SIZE, service_workers="block")  # type: ignore[arg-type]
    page = context.new_page()
    acts.sign_in(page, site.origin, ANA)
    page.goto(f"{site.origin}/me")
    site.down()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#toasts")).to_contain_text("You need a connection to sign out. Nothing was changed.")
    assert page.url == f"{site.origin}/me"
    context.close()


@pytest.mark.finding("use.T9")
def test_without_a_network_the_question_offers_only_what_can_be_done(page: Page, site: Site) -> None:
    code = log_a_case(page, site)
    page.goto(f"{site.origin}/me")
    site.down()
    page.get_by_role("button", name="Sign out").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("You need a connection to sign out.", timeout=acts.WAIT)
    expect(question.get_by_role("button")).to_have_text(["Save a copy", "Stay signed in"])
    question.get_by_role("button", name="Stay signed in").click()
    page.goto(f"{site.origin}/entries")
    expect(acts.row(page, code)).to_have_count(1)


@pytest.mark.finding("use.T7", "use.T9")
def test_the_question_counts_cases_and_a_draft_alone_is_nothing_to_send(page: Page, site: Site) -> None:
    code = log_a_case(page, site)
    page.get_by_role("link", name="Edit").click()
    page.locator("[name='reflection']").evaluate("area => { area.value = 'Second thought.'; }")
    page.evaluate("document.getElementById('entry-form').requestSubmit()")
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}$"), timeout=acts.WAIT)
    # Two statements, one case: the pill and the question say the same.
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    sign_out(page, site)
    expect(page.get_by_role("dialog")).to_contain_text("1 case not sent: it is on this phone only.")
    heal(site)
    page.get_by_role("button", name="Stay signed in").click()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=60_000)
    expect(acts.row(page, code)).to_have_count(1)
    page.goto(f"{site.origin}/entries/new")
    acts.whole(page)
    page.locator("[name='product.batch']").fill("HALF")
    expect(page.locator("[data-draft-words]")).to_contain_text("Draft saved", timeout=acts.WAIT)
    sign_out(page, site)
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("1 draft not finished: it is on this phone only.")
    expect(question.get_by_role("button", name="Send now")).to_have_count(0)
