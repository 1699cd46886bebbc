"""Undo after Save: with the network dead, alive and in mid-request, nothing is lost and nothing is there twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_worker import rows
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.server.application import application
from tests.support.server.site import Site, is_open

pytestmark = pytest.mark.browser

SAVE = """async (given) => {
  const form = document.getElementById("entry-form").elements;
  const names = ["id", "mutation", "model.code"].map((name) => [name, form[name].value]);
  const body = new URLSearchParams({ ...given, ...Object.fromEntries(names) });
  const answer = await fetch("/entries/new", { method: "POST", body });
  return [answer.url, form["model.code"].value];
}"""


def log(page: Page, site: Site) -> tuple[str, str]:
    """A case, saved; gives its id and the model's code."""
    page.goto(f"{site.origin}/entries/new")
    told = clinic.answers(product__batch="UNDO-1", reflection="Felt the corrugator.")
    given = {name: values[0] for name, values in told.items() if name not in ("id", "mutation", "model.code")}
    address, code = page.evaluate(SAVE, given)
    page.goto(address)
    return page.url.split("?")[0].rsplit("/", 1)[1], code


def save(page: Page) -> None:
    """Send the form on the screen as it is."""
    page.evaluate("document.getElementById('entry-form').requestSubmit()")
    page.wait_for_url(re.compile(r"/entries/[0-9a-f-]{36}$"), timeout=acts.WAIT)


def undo(page: Page, words: str) -> str:
    """A tap on Undo, and the form it leads to; gives the id of the case in it."""
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text(words, timeout=acts.WAIT)
    expect(page.locator("[name='product.batch']")).to_have_value("UNDO-1")
    return str(page.locator("form[data-draft]").get_attribute("data-draft"))


def states(site: Site) -> dict[str, str]:
    """{entry id: state} of Ana's cases, as the server has them."""
    for app in application(site.application.database):
        taken = {record["doc"]["of"]["id"] for record in clinic.held(app, "withdrawal")}
        return {
            record["id"]: "withdrawn" if record["id"] in taken else "sent"
            for record in clinic.held(app, "entry")
        }
    return {}


def test_without_a_network_the_case_is_a_draft_again(page: Page, site: Site) -> None:
    site.down()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#offline")).to_be_visible(timeout=acts.WAIT)
    entry, code = log(page, site)
    assert not is_open(site.network.port)
    expect(page.locator("#toasts")).to_contain_text("Case saved on this phone.")
    assert undo(page, "Undone. The case is a draft again.") == entry
    assert rows(page, "outbox") == [] and page.locator("[name='model.code']").input_value() == code
    save(page)
    site.up()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=90_000)
    expect(acts.row(page, code)).to_have_count(1)
    assert states(site) == {entry: "sent"}


TAKE_BACK = """async ([entry, of]) => {
    const ids = { of, mutation: crypto.randomUUID(), id: crypto.randomUUID(), entry: crypto.randomUUID() };
    return (await fetch(`/entries/${entry}/undo`, { method: "POST", body: new URLSearchParams(ids) })).url;
}"""
LET_GO = """() => navigator.serviceWorker.controller.postMessage({ type: "letgo" })"""


def test_a_case_that_was_sent_is_offered_to_be_withdrawn_and_no_more_to_be_undone(
    page: Page, site: Site
) -> None:
    log(page, site)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Withdraw"))).to_be_visible()


def test_an_undo_that_comes_late_withdraws_and_goes_on_under_a_new_id(page: Page, site: Site) -> None:
    """A page of an older build, or a tap in the very moment in which the case leaves."""
    entry, code = log(page, site)
    page.evaluate(LET_GO)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    [saved] = rows(page, "sent")
    page.goto(page.evaluate(TAKE_BACK, [entry, saved["mutation"]]))
    expect(page.locator("[name='product.batch']")).to_have_value("UNDO-1")
    fresh = str(page.locator("form[data-draft]").get_attribute("data-draft"))
    assert fresh != entry
    save(page)
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert states(site) == {entry: "withdrawn", fresh: "sent"}
    expect(acts.row(page, code).filter(has_text="Withdrawn")).to_have_count(1)
    expect(acts.row(page, code).filter(has_text="Sent to")).to_have_count(1)


@pytest.mark.parametrize("kind", ["cut", "drop", "pass"])
def test_a_case_whose_request_is_under_way_is_neither_lost_nor_doubled(
    page: Page, site: Site, kind: str
) -> None:
    fault = site.network.fault("POST /sync", kind, times=2, delay_s=3)
    entry, _ = log(page, site)
    [saved] = rows(page, "outbox")
    page.evaluate(LET_GO)
    while not fault.met:
        page.wait_for_timeout(50)
    page.goto(page.evaluate(TAKE_BACK, [entry, saved["mutation"]]))
    expect(page.locator("[name='product.batch']")).to_have_value("UNDO-1")
    fresh = str(page.locator("form[data-draft]").get_attribute("data-draft"))
    save(page)
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=90_000)
    told = states(site)
    assert [id for id, state in told.items() if state == "sent"] == [fresh]
    assert entry == fresh or told.get(entry) == "withdrawn"


def test_a_change_is_undone_and_the_case_stays_as_it_was(page: Page, site: Site) -> None:
    entry, _ = log(page, site)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    site.down()
    page.goto(f"{site.origin}/entries/{entry}?fresh=1")
    expect(page.locator("#offline")).to_be_visible(timeout=acts.WAIT)
    page.get_by_role("link", name="Edit").click()
    page.locator("[name='reflection']").evaluate("area => { area.value = 'Second thought.'; }")
    save(page)
    expect(page.locator("#toasts")).to_contain_text("Change saved on this phone.")
    assert undo(page, "Undone. Your change is a draft again.") == entry
    expect(page.locator("[name='reflection']")).to_have_value("Second thought.")
    assert rows(page, "outbox") == []
    page.get_by_role("button", name="Delete draft").click()
    page.wait_for_url(re.compile("/entries$"))
    page.goto(f"{site.origin}/entries/{entry}")
    expect(page.get_by_text("Second thought.")).to_have_count(0)


@pytest.mark.finding("use.B7")
def test_the_offer_is_made_once_and_ends_with_the_hold_even_under_a_finger(page: Page, site: Site) -> None:
    log(page, site)
    assert "done=" not in page.url
    offer = page.get_by_role("button", name="Undo")
    offer.focus()
    expect(offer).to_have_count(0, timeout=10_000)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(offer).to_have_count(0)


def test_a_doubled_tap_on_undo_is_one_undo(page: Page, site: Site) -> None:
    entry, _ = log(page, site)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    [saved] = rows(page, "sent")
    twice = """async ([entry, of]) => {
        const ids = { of, mutation: crypto.randomUUID(), id: crypto.randomUUID(), entry: crypto.randomUUID() };
        const send = () => fetch(`/entries/${entry}/undo`, { method: "POST", body: new URLSearchParams(ids) });
        return (await Promise.all([send(), send()])).map((answer) => answer.url);
    }"""
    one, other = page.evaluate(twice, [entry, saved["mutation"]])
    assert one == other and len(rows(page, "drafts")) == 1
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert states(site) == {entry: "withdrawn"}
