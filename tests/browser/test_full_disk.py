"""The server's disk takes not one more byte: what people do is kept on their phones, said in words, and goes later."""

import re
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_networks import TAP
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import ANA, BEN, DAN, PASSWORD
from tests.support.server.site import Application, Site

pytestmark = [pytest.mark.browser, pytest.mark.fault(65), pytest.mark.finding("attack.L8")]


@contextmanager
def full(application: Application) -> Iterator[None]:
    """No process of the server may write to a file any more. What is read goes on."""
    assert application.process is not None
    known = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in _family(application.process.pid)}
    assert len(known) > 1, "the server's worker was not found"
    try:
        for pid, (_, most) in known.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
        yield
    finally:
        for pid, before in known.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def test_a_phone_keeps_its_case_parks_nothing_and_sends_it_once_there_is_room(page: Page, site: Site) -> None:
    with full(site.application):
        page.goto(f"{site.origin}/entries/new")
        code = acts.fill_case(page)
        acts.save(page)
        page.goto(f"{site.origin}/entries")
        expect(acts.row(page, code)).to_be_visible()
        # Undo is offered for some seconds, and the case is held back for as long.
        limit = time.monotonic() + 30
        while holds.look(page)["trouble"] != "not_writable" and time.monotonic() < limit:
            page.evaluate(TAP)
            page.wait_for_timeout(500)
        for _ in range(6):
            page.evaluate(TAP)
        phone = holds.look(page)
        assert (len(phone["outbox"]), phone["parked"], phone["trouble"]) == (1, [], "not_writable")
        expect(page.locator("#sync")).to_have_text("1 on this phone")
    page.evaluate(TAP)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert holds.look(page)["outbox"] == []


def test_without_a_worker_the_form_keeps_what_was_typed_and_says_why(chromium: Browser, site: Site) -> None:
    page = chromium.new_context(viewport=SIZE, service_workers="block").new_page()  # type: ignore[arg-type]
    acts.arrive(page, site, ANA)
    page.goto(f"{site.origin}/entries/new")
    acts.fill_case(page, batch="HALF")
    with full(site.application):
        page.get_by_role("button", name="Save case").last.click()
        expect(page.locator("#toasts")).to_contain_text(
            "The server cannot keep anything just now. What you wrote is kept on this phone."
        )
        expect(page.locator("[name='product.batch']")).to_have_value("HALF")
    page.get_by_role("button", name="Save case").last.click()
    expect(page.get_by_role("link", name="Edit")).to_be_visible(timeout=acts.WAIT)


def test_a_signature_says_that_the_server_keeps_nothing_and_is_given_later(
    page: Page, site: Site, chromium: Browser
) -> None:
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    ben = chromium.new_context(viewport=SIZE).new_page()
    acts.arrive(ben, site, BEN)
    acts.row(ben, code).click()
    acts.choose(ben, "rating", "4")
    ben.get_by_label("Feedback").fill("Good depth.")
    ben.locator("input[type='password']").fill(PASSWORD)
    with full(site.application):
        ben.get_by_role("button", name="Sign", exact=True).last.click()
        expect(ben.locator("#toasts")).to_contain_text(
            "The server cannot keep anything just now. Your rating and feedback are kept.", timeout=acts.WAIT
        )
        expect(ben.get_by_label("Feedback")).to_have_value("Good depth.")
    ben.get_by_role("button", name="Sign", exact=True).last.click()
    ben.wait_for_url(re.compile(r"/signoffs"), timeout=acts.WAIT)


def test_a_coordinators_form_stays_on_the_screen(chromium: Browser, site: Site) -> None:
    page = chromium.new_context(viewport=SIZE).new_page()
    acts.arrive(page, site, DAN)
    page.goto(f"{site.origin}/people/invitations")
    page.get_by_label("Name").fill("Gina")
    page.get_by_label("E-mail").fill("g@example.org")
    page.get_by_label("Role").select_option("Trainee")
    with full(site.application):
        page.locator("main form button.primary").click()
        expect(page.locator("#toasts")).to_contain_text("The server cannot do this just now.")
        expect(page.get_by_label("Name")).to_have_value("Gina")
