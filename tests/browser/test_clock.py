"""A phone whose clock is wrong by years: it learns of it, says so, sends and keeps all the same."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_undo import log
from tests.faults import holds
from tests.support.browser import acts
from tests.support.browser.lab import Lab
from tests.support.documents.small import ENTRY, OTHER, an_entry
from tests.support.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.fault(17)]

SHIFT = """(ms) => {
  const Real = Date;
  self.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + ms); }
    static now() { return Real.now() + ms; }
  };
}"""
YEARS = 3 * 365 * 86_400_000


def test_a_phone_learns_how_far_its_clock_is_off(lab: Lab) -> None:
    lab.sync()
    before = lab.meta("clock_offset_s")
    lab.page.evaluate(SHIFT, -YEARS)
    lab.sync()
    assert abs(before - lab.meta("clock_offset_s") - YEARS / 1000) < 60


@pytest.mark.parametrize("years", [YEARS, -YEARS], ids=["ahead", "behind"])
def test_copies_of_what_was_sent_outlive_a_clock_that_jumps_and_go_again_after_a_restore(
    lab: Lab, years: int
) -> None:
    lab.put(an_entry(), mutation="m1")
    lab.sync()
    lab.page.evaluate(SHIFT, years)
    lab.put(an_entry(OTHER), mutation="m2")
    lab.sync()
    assert sorted(row["mutation"] for row in lab.box("sent")) == ["m1", "m2"]
    lab.server.__init__()  # type: ignore[misc]
    lab.server.epoch = "e2"
    lab.server.script = [(409, {}, {"error": "epoch_changed"})]
    assert lab.sync()["pending"] == 0
    assert list(lab.server.taken) == ["m1", "m2"]
    assert sorted(row["id"] for row in lab.box("documents")) == [ENTRY, OTHER]


def test_a_clock_three_hours_ahead_is_said_and_cases_are_sent(page: Page, site: Site) -> None:
    [worker] = page.context.service_workers
    worker.evaluate(SHIFT, 3 * 3_600_000)
    page.goto(f"{site.origin}/entries?fresh=1")
    note = page.locator(".note", has_text="The clock of this phone is 3 hours ahead.")
    expect(note).to_contain_text("Set it right", timeout=acts.WAIT)
    entry, code = log(page, site)
    holds.quiet(page)
    holds.check(site.application.database, page, saved=[entry])
    worker.evaluate(SHIFT, -3 * 3_600_000)
    page.goto(f"{site.origin}/entries?fresh=1")
    expect(acts.row(page, code)).to_contain_text("Sent to")
    expect(note).to_have_count(0)
