"""A phone three days fast, ten cases without a network: one tap gives them their real dates and sends each once."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from logbook import instants, moments
from tests.browser.test_clock import SHIFT
from tests.faults import holds
from tests.support.browser import acts
from tests.support.cast import clinic
from tests.support.server.application import application
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.finding("field.F2")]

DAYS = 3 * 86_400_000
# As the form comes: its day and hour are those of the phone's clock.
SAVE = """async (given) => {
  const form = document.getElementById("entry-form").elements;
  const names = ["id", "mutation", "model.code", "performed_on", "performed_at", "tz"];
  const body = new URLSearchParams({ ...given, ...Object.fromEntries(names.map((name) => [name, form[name].value])) });
  const answer = await fetch("/entries/new", { method: "POST", body });
  const saved = answer.url.match(/entries\\/([0-9a-f-]{36})/);
  if (!saved) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = [...page.querySelectorAll(".note, .error")].map((words) => words.textContent.trim());
    throw new Error([answer.status, ...said].join(" | "));
  }
  return saved[1];
}"""
CHANGE = """async (id) => {
  const page = new DOMParser().parseFromString(await (await fetch(`/entries/${id}/edit`)).text(), "text/html");
  const body = new URLSearchParams([...new FormData(page.getElementById("entry-form"))]);
  body.set("reflection", "Slower next time.");
  return (await fetch(`/entries/${id}/edit`, { method: "POST", body })).status;
}"""
LEFT = ("id", "mutation", "model.code", "performed_on", "performed_at")


def log(page: Page, site: Site) -> str:
    page.goto(f"{site.origin}/entries/new")
    given = {name: values[0] for name, values in clinic.answers().items() if name not in LEFT}
    return str(page.evaluate(SAVE, given))


def ten_refused(page: Page, site: Site) -> list[str]:
    """Ten cases saved on a fast phone without a network, one of them changed before it left; and the network again."""
    [worker] = page.context.service_workers
    # First: a sync under way would tell the phone how far it is off, and it would refuse its own date at once.
    site.down()
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(page.locator("#offline")).to_be_visible(timeout=acts.WAIT)
    worker.evaluate(SHIFT, DAYS)
    cases = [log(page, site) for _ in range(10)]
    assert page.evaluate(CHANGE, cases[0]) == 200
    # Held for Undo no longer.
    page.wait_for_timeout(7000)
    site.up()
    page.goto(f"{site.origin}/todo?fresh=1")
    expect(page.locator("#sync")).to_have_text("11 not accepted", timeout=acts.WAIT)
    return cases


def kept(site: Site) -> dict[str, list[dict[str, object]]]:
    """Every version of every case that the server has, by id."""
    found: dict[str, list[dict[str, object]]] = {}
    for app in application(site.application.database):
        for record in clinic.held(app, "entry"):
            found[record["id"]] = [record["doc"]]
    return found


def test_one_tap_recovers_every_case_of_a_fast_clock(page: Page, site: Site) -> None:
    cases = ten_refused(page, site)
    offer = page.get_by_role("article", name="This phone’s clock was 3 days ahead")
    expect(offer.locator("li")).to_have_count(10)
    today = datetime.now(UTC).strftime("%-d %B %Y")
    expect(offer.locator("li").first).to_contain_text(today)
    # Twice, as a finger does.
    offer.get_by_role("button", name="Correct 10 dates and send").dblclick()
    page.wait_for_url(re.compile("/entries$"), timeout=acts.WAIT)
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    holds.quiet(page)
    holds.check(site.application.database, page, saved=cases)
    docs = kept(site)
    assert sorted(docs) == sorted(cases)
    for entry in cases:
        [doc] = docs[entry]
        wall = f"{doc['performed_on']}T{doc['performed_at']}"
        age = moments.minute_at(instants.now()) - moments.minute_of(wall, str(doc["tz"]))
        assert 0 <= age < 5, wall
        assert str(doc["recorded_at"]) <= instants.now()
    assert docs[cases[0]][0]["rev"] == 2 and docs[cases[0]][0]["reflection"] == "Slower next time."


def test_the_clock_may_be_set_right_before_the_tap(page: Page, site: Site) -> None:
    cases = ten_refused(page, site)
    [worker] = page.context.service_workers
    worker.evaluate(SHIFT, -DAYS)
    page.goto(f"{site.origin}/me?fresh=1")
    page.wait_for_timeout(1500)
    page.reload()
    page.get_by_role("button", name="Correct 10 dates and send").click()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=acts.WAIT)
    assert set(kept(site)) == set(cases)
