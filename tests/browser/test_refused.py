"""What the server does not take: it is shown with its reason, can be mended, saved and given up, and is never lost."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.server.site import Site

pytestmark = pytest.mark.browser

SPOIL = """async (account) => {
  const open = indexedDB.open("logbook-" + account);
  const db = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
  const store = db.transaction("outbox", "readwrite").objectStore("outbox");
  const all = store.getAll();
  const [row] = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
  const stmt = row.stmt.replace(/"batch":"[^"]*"/, '"batch":""');
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(stmt)));
  const hash = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const put = db.transaction("outbox", "readwrite").objectStore("outbox").put({ ...row, stmt, hash });
  await new Promise((resolve) => { put.onsuccess = resolve; });
  db.close();
}"""


def refused_case(page: Page, site: Site) -> str:
    """A case that an older version of the app might have written, and that the server does not take."""
    site.down()
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    page.evaluate(SPOIL, ANA.id)
    site.up()
    page.goto(f"{site.origin}/todo?fresh=1")
    # The look that a page takes by itself comes within half a minute, where the first one still met no server.
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=60_000)
    return code


@pytest.mark.fault(49)
def test_a_refused_case_is_shown_mended_and_sent(page: Page, site: Site) -> None:
    code = refused_case(page, site)
    expect(page.locator("main")).to_contain_text(f"Model {code}")
    expect(page.locator("main")).to_contain_text("Nothing is lost.")
    page.get_by_role("link", name="Fix").click()
    batch = page.locator("[name='product.batch']")
    batch.evaluate("field => { const fold = field.closest('details'); if (fold) fold.open = true; }")
    batch.fill("C4829C3")
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, code)).to_have_count(1)
    expect(acts.row(page, code)).to_contain_text("Sent to")


def test_a_refused_case_is_given_up_only_when_asked_twice(page: Page, site: Site) -> None:
    code = refused_case(page, site)
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator("main")).to_contain_text(code)
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Discard it").click()
    page.wait_for_url(re.compile("/me$"))
    expect(page.locator("#sync")).to_have_text("All sent")


def test_a_refused_case_is_in_the_file_of_what_is_only_here(page: Page, site: Site) -> None:
    code = refused_case(page, site)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save a copy").click()
    [row] = json.loads(Path(download.value.path()).read_text())["parked"]
    assert code in row["stmt"] and row["code"] == "field_invalid"


def test_a_change_that_comes_after_the_signature_is_kept_beside_it(
    page: Page, site: Site, chromium: Browser
) -> None:
    page.goto(f"{site.origin}/entries/new")
    code = acts.fill_case(page)
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    address = page.url
    site.network.fault("POST /sync", "drop", times=1000)
    page.get_by_role("link", name="Edit").click()
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill("Later thought.")
    acts.save(page)
    # It is tried when it is held no longer; then her phone sleeps while he signs.
    page.wait_for_timeout(7000)
    tab = page.context.new_page()
    page.close()
    site.network.faults.clear()
    ben = chromium.new_context(viewport=SIZE).new_page()  # type: ignore[arg-type]
    sign_first(ben, site, code)
    page = tab
    page.goto(f"{address}?fresh=1")
    expect(page.get_by_role("heading", name="Signed by Dr Ben Okafor")).to_be_visible(timeout=acts.WAIT)
    expect(page.locator("main")).to_contain_text("New version, not signed", timeout=acts.WAIT)
    ben.context.close()


def sign_first(ben: Page, site: Site, code: str) -> None:
    acts.arrive(ben, site, BEN)
    acts.row(ben, code).click()
    acts.choose(ben, "rating", "5")
    ben.get_by_role("textbox", name="Password").fill(PASSWORD)
    ben.get_by_role("button", name="Sign", exact=True).last.click()
    expect(ben.get_by_text("Nothing to sign")).to_be_visible(timeout=acts.WAIT)
