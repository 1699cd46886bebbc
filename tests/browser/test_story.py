"""The main job as one story: a case logged with no network, sent, mended, countersigned, exported."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.support.browser import acts
from tests.support.browser.handset import Handset
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.server.site import Site, is_open
from tests.support.server.working import working

pytestmark = [pytest.mark.browser, pytest.mark.fault(2, 19)]

FEEDBACK = "Say how deep you went in the midline."


@dataclass
class Story:
    """Who is in it; `entry` and `model` name the case once it is made."""

    site: Site
    ana: Handset
    ben: Handset
    entry: str = ""
    model: str = ""

    @property
    def case(self) -> str:
        return f"{self.site.origin}/entries/{self.entry}"


@pytest.mark.timeout(400)
def test_a_case_is_logged_without_network_sent_mended_signed_and_exported(
    site: Site, handsets: Callable[[str], Handset]
) -> None:
    story = Story(site, handsets("ana"), handsets("ben"))
    ana_signs_in_and_the_server_dies(story)
    she_reloads_and_logs_a_full_case(story)
    she_edits_it_and_finds_it_on_this_phone(story)
    her_browser_dies_and_everything_is_still_there(story)
    the_server_returns_and_the_case_is_sent_once(story)
    ben_asks_for_changes(story)
    ana_mends_it_without_a_network(story)
    ben_signs(story)
    ana_exports_it(story)
    ana_leaves_a_draft_behind(story)
    ben_signs_in_on_her_phone_and_sees_nothing_of_hers(story)
    ana_returns_and_finds_her_draft(story)


def ana_signs_in_and_the_server_dies(story: Story) -> None:
    acts.sign_in(story.ana.page, story.site.origin, ANA)
    expect(story.ana.page.get_by_text("No cases yet")).to_be_visible()
    story.site.down()
    assert not is_open(story.site.network.port)


def she_reloads_and_logs_a_full_case(story: Story) -> None:
    page = story.ana.page
    page.reload()
    expect(page.get_by_text("No cases yet")).to_be_visible()
    page.get_by_role("link", name="New case").click()
    story.model = acts.fill_case(page)
    expect(page.locator("[data-draft-state]")).to_have_text("Draft saved")
    acts.save(page)
    story.entry = page.url.rsplit("/", 1)[1]
    expect(page.get_by_text("Saved on this phone. It sends by itself, in a few seconds")).to_be_visible()
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    expect(page.get_by_text("None seen")).to_be_visible()


def she_edits_it_and_finds_it_on_this_phone(story: Story) -> None:
    page = story.ana.page
    page.get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Change injection points").click()
    page.locator("[name='points.2.units_tenths']").fill("5.5")
    page.get_by_role("button", name="Done").click()
    acts.save(page)
    expect(page.get_by_text("13.5 units").first).to_be_visible()
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, story.model)).to_contain_text("On this phone")
    acts.open_tab(page, "Progress")
    expect(page.locator("main")).to_contain_text("on this phone")
    expect(page.locator("#offline")).to_be_visible()


def her_browser_dies_and_everything_is_still_there(story: Story) -> None:
    story.ana.wait_for_cookies()
    story.ana.kill()
    page = story.ana.start().page
    assert acts.is_answered_by_the_worker(page, story.site.origin)
    expect(acts.row(page, story.model)).to_contain_text("On this phone")
    acts.row(page, story.model).click()
    expect(page.get_by_text("13.5 units").first).to_be_visible()


def the_server_returns_and_the_case_is_sent_once(story: Story) -> None:
    page = story.ana.page
    story.site.network.fault("POST /sync", "pass")  # it only finds out that the server is back
    cut = story.site.network.fault("POST /sync", "cut")
    story.site.up()
    # Nobody touches the phone: the page looks for the server by itself.
    expect(page.get_by_text("Sent to Dr Ben Okafor")).to_be_visible(timeout=90_000)
    assert cut.met == 1, "no answer was cut"
    expect(page.locator("#sync")).to_have_text("All sent")
    acts.open_tab(page, "Logbook")
    expect(acts.row(page, story.model)).to_have_count(1)


def ben_asks_for_changes(story: Story) -> None:
    page = story.ben.page
    acts.sign_in(page, story.site.origin, BEN)
    expect(page.get_by_role("heading", name="Cases that name me")).to_be_visible()
    acts.row(page, ANA.name).click()
    page.get_by_label("Feedback").fill(FEEDBACK)
    page.get_by_role("button", name="Ask for changes").click()
    page.wait_for_url(re.compile("/signoffs"), timeout=acts.WAIT)
    expect(page.locator("#sync")).to_have_text("Up to date", timeout=acts.WAIT)
    expect(page.get_by_text("Sent back, waiting for an answer")).to_be_visible()


def ana_mends_it_without_a_network(story: Story) -> None:
    page = story.ana.page
    page.reload()
    acts.open_tab(page, "To do")
    expect(page.get_by_text(FEEDBACK)).to_be_visible(timeout=acts.WAIT)
    story.site.down()
    page.get_by_role("link", name="Change it").click()
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill("2 mm deep in the procerus.")
    acts.save(page)
    expect(page.locator("#sync")).to_have_text("1 on this phone")
    story.site.up()
    expect(page.locator("#sync")).to_have_text("All sent", timeout=90_000)


def ben_signs(story: Story) -> None:
    page = story.ben.page
    page.reload()
    acts.row(page, "Changed, version 3").click(timeout=acts.WAIT)
    acts.choose(page, "rating", "4")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).last.click()
    expect(page.get_by_text("Nothing to sign")).to_be_visible(timeout=acts.WAIT)
    acts.open_tab(page, "Signed")
    expect(page.get_by_text(f"model {story.model}", exact=False).first).to_be_visible(timeout=acts.WAIT)


def ana_exports_it(story: Story) -> None:
    page = story.ana.page
    page.goto(f"{story.case}?fresh=1")
    expect(page.get_by_role("heading", name="Signed by Dr Ben Okafor")).to_be_visible(timeout=acts.WAIT)
    code = page.locator("dd.code").inner_text()
    acts.open_tab(page, "Progress")
    page.get_by_role("link", name="Export").click()
    with working(story.site.application.database):
        text = acts.exported(page)
    for words in (story.model, "C4829C3", "13.5", BEN.name, BEN.body, BEN.number, code):
        assert acts.squeezed(words) in text, f"{words} is not in the file"


def ana_leaves_a_draft_behind(story: Story) -> None:
    page = story.ana.page
    acts.open_tab(page, "Logbook")
    page.get_by_role("link", name="New case").click()
    story.model = page.locator("[name='model.code']").input_value()
    acts.whole(page)
    page.locator("[name='product.batch']").fill("UNFINISHED")
    page.wait_for_url(re.compile("draft="))
    page.get_by_role("link", name="Close").click()
    expect(acts.row(page, story.model)).to_contain_text("Draft")
    acts.open_tab(page, "Me")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 draft not finished")
    page.get_by_role("button", name="Keep on this phone, locked, and sign out").click()
    page.wait_for_url(re.compile("/sign-in"), timeout=acts.WAIT)


def ben_signs_in_on_her_phone_and_sees_nothing_of_hers(story: Story) -> None:
    page = story.ana.page
    acts.sign_in(page, story.site.origin, BEN)
    expect(page.get_by_role("heading", name="To sign", exact=True)).to_be_visible()
    for path in ("/entries", "/progress", "/me", "/todo"):
        page.goto(f"{story.site.origin}{path}")
        expect(page.locator("main")).not_to_contain_text(story.model)
        expect(page.locator("main")).not_to_contain_text("not finished")
    copy = page.evaluate("fetch('/outbox.json').then((answer) => answer.json())")
    assert (copy["account"], copy["outbox"], copy["parked"], copy["drafts"]) == (BEN.id, [], [], [])


def ana_returns_and_finds_her_draft(story: Story) -> None:
    page = story.ana.page
    acts.open_tab(page, "Me")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"), timeout=acts.WAIT)
    acts.sign_in(page, story.site.origin, ANA)
    acts.row(page, story.model).click()
    expect(page.locator("[name='product.batch']")).to_have_value("UNFINISHED")
