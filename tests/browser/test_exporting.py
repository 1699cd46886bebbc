"""Making a file takes a while: the page counts, finds out by itself, and says so once; without scripts a link looks."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from logbook import store
from logbook.models import Job
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry
from tests.support.server.application import application
from tests.support.server.site import Site
from tests.support.server.working import working

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


@pytest.fixture
def clinic_app(site: Site):
    for app in application(site.application.database):
        Desk(app).one(ANA, an_entry())
        yield app


def change(app, **values) -> None:
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Job).where(Job.kind == "export").values(**values))


def test_the_page_counts_and_leads_to_the_file_by_itself(context, site: Site, clinic_app) -> None:
    page = context.new_page()
    acts.arrive(page, site, ANA)
    page.goto(f"{site.origin}/export")
    page.get_by_role("button", name="PDF to print or send").click()
    expect(page.locator("#said")).to_have_text("Making your PDF", timeout=acts.WAIT)
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => heard.push(document.getElementById('said').textContent))"
        ".observe(document.getElementById('said'), {childList: true, characterData: true, subtree: true}); }"
    )
    look = page.get_by_role("link", name="Look again")
    look.focus()
    change(clinic_app, state="working", progress=240, total=500)
    expect(page.locator("#counted")).to_have_text(", 240 of 500 cases", timeout=acts.WAIT)
    expect(look).to_be_focused()
    assert page.evaluate("heard") == [], "who listens hears no counting"
    # A network that is away is no fault of theirs: nothing is said, and the page goes on afterwards.
    site.network.fault("GET /export", "drop", times=2)
    change(clinic_app, state="waiting", progress=0, total=0)
    expect(page.locator("#counted")).to_have_text("", timeout=acts.WAIT)
    assert page.locator("#toasts").inner_text() == ""
    with working(site.application.database):
        offered = page.get_by_role("link", name="Download")
        expect(offered).to_be_visible(timeout=60_000)
    assert page.evaluate("heard") == ["Your PDF is ready"]
    assert page.locator("[hx-get]").count() == 0
    with page.expect_download(timeout=60_000) as download:
        offered.click()
    assert download.value.suggested_filename.startswith("logbook-ana-silva-")


def test_without_scripts_a_link_looks_again(chromium: Browser, context, site: Site, clinic_app) -> None:
    acts.arrive(context.new_page(), site, ANA)
    plain = chromium.new_context(viewport=SIZE, java_script_enabled=False)
    plain.add_cookies(context.cookies())
    page: Page = plain.new_page()
    page.goto(f"{site.origin}/export")
    page.get_by_role("button", name="Plain table (CSV)").click()
    expect(page.locator("#said")).to_have_text("Making your plain table")
    with working(site.application.database):
        for _ in range(60):
            if page.get_by_role("link", name="Download").count():
                break
            page.wait_for_timeout(500)
            page.get_by_role("link", name="Look again").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.endswith(".csv")
    plain.close()


def test_without_a_network_the_button_says_what_it_needs(context, site: Site, clinic_app) -> None:
    page = context.new_page()
    acts.arrive(page, site, ANA)
    page.goto(f"{site.origin}/export")
    site.down()
    page.get_by_role("button", name="PDF to print or send").click()
    expect(page.locator("#toasts")).to_contain_text("You need a connection for this", timeout=acts.WAIT)
    expect(page.get_by_role("button", name="PDF to print or send")).to_be_visible()
