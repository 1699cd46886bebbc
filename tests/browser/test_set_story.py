"""A provider’s own requirements as one story: written, tried, published, asked of a cohort, seen by a trainee who has
no network; an exception is made, shown, printed and withdrawn."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from logbook.models import Document
from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, NORTH, SOUTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import application
from tests.support.server.site import Site, is_open
from tests.support.server.working import working

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(400)]

WIDE = {"width": 1280, "height": 800}
ANAS = f"/cohort/{NORTH}/{ANA.id}"


@dataclass
class Story:
    """Who is in it, and where."""

    site: Site
    dan: Page
    ana: Page

    def desk(self, path: str) -> Page:
        self.dan.goto(f"{self.site.origin}{path}")
        return self.dan


@pytest.fixture
def story(site: Site, chromium: Browser) -> Story:
    """Ana has two signed cases of a glabella, and one that watched."""
    for app in application(site.application.database):
        desk = Desk(app)
        for part in ("supervised_direct", "supervised_direct", "observed"):
            done = an_entry(part=part)
            desk.one(ANA, done)
            desk.sign(BEN, a_signoff(done))
    dan, ana = (chromium.new_context(viewport=size).new_page() for size in (WIDE, SIZE))  # type: ignore[arg-type]
    acts.arrive(dan, site, DAN)
    acts.arrive(ana, site, ANA)
    return Story(site, dan, ana)


def test_a_set_is_written_tried_published_and_asked_of_a_cohort(story: Story) -> None:
    dan_copies_the_starter_set_and_asks_twelve_of_glabella(story)
    he_tries_it(story)
    he_publishes_it(story)
    he_moves_everybody_to_it(story)
    another_programme_sees_nothing_of_it(story)
    ana_sees_without_a_network_why_a_case_does_not_count(story)
    an_exception_is_made(story)
    it_is_shown_to_her_without_a_network(story)
    it_is_printed(story)
    it_is_withdrawn(story)


def dan_copies_the_starter_set_and_asks_twelve_of_glabella(story: Story) -> None:
    page = story.desk("/requirements")
    page.locator("main a.row", has_text="Starter set").last.click()
    page.get_by_role("button", name="Copy into a draft").click()
    page.get_by_role("link", name="Change Glabella").click()
    more = page.get_by_role("button", name="One more: at least")
    more.click()
    expect(page.get_by_role("spinbutton", name="At least")).to_have_value("6")
    # By the keyboard alone.
    page.get_by_role("spinbutton", name="At least").press("ArrowUp")
    for _ in range(5):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_text("at least 12 cases")).to_be_visible()
    # The rule that was changed is where they look, though a script fetched the page.
    expect(page.locator("#at-glabella")).to_be_focused()
    expect(page.locator("#at-glabella")).to_be_in_viewport()


def he_tries_it(story: Story) -> None:
    page = story.dan
    page.get_by_role("link", name="Try on the cohort").click()
    expect(page.get_by_text("Changes nothing.")).to_be_visible()
    expect(page.get_by_text("0 of 1 would be ready; under the present one 0")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=ANA.name)).to_contain_text("Glabella: 2 of 12")
    page.go_back()


def he_publishes_it(story: Story) -> None:
    page = story.dan
    page.get_by_role("link", name=re.compile("Publish")).click()
    expect(page.get_by_text("Nobody is moved by publishing")).to_be_visible()
    page.get_by_label("Newcomers are asked this from now on").check()
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("it never changes")).to_be_visible()
    page = story.desk(f"{ANAS}/pathway/glabella")
    expect(page.get_by_text("At least 5 cases")).to_be_visible()


def he_moves_everybody_to_it(story: Story) -> None:
    page = story.desk(f"/programme/{NORTH}/enrolment")
    page.get_by_label("Judged by").select_option(index=1)
    page.get_by_label("Reason").select_option("new_version")
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_text("Nothing has changed yet")).to_be_visible()
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Cohort", exact=True)).to_be_visible()
    page = story.desk(f"{ANAS}/pathway/glabella")
    expect(page.get_by_text("At least 12 cases")).to_be_visible()
    expect(page.get_by_text("2 of 12")).to_be_visible()


def another_programme_sees_nothing_of_it(story: Story) -> None:
    for app in application(story.site.application.database):
        found = {(row.id, row.text) for row in Desk(app).rows(Document, kind="programme")}
    assert {id: "generic-starter" in text for id, text in found} == {NORTH: False, SOUTH: True}


def ana_sees_without_a_network_why_a_case_does_not_count(story: Story) -> None:
    page = in_step(story, "At least 12 cases")
    acts.open_tab(page, "Progress")
    page.get_by_role("link", name="Glabella", exact=True).first.click()
    expect(page.get_by_text("At least 12 cases", exact=False).first).to_be_visible()
    expect(page.get_by_text("Another part in it is asked for.", exact=True)).to_be_visible()
    page.get_by_role("listitem").filter(has_text="Model").last.click()
    expect(page.get_by_text(re.compile("Does not count for|Counts for")).first).to_be_visible()
    page.goto(f"{story.site.origin}/pathway")
    expect(page.get_by_text("Next:").first).to_be_visible()


def in_step(story: Story, words: str) -> Page:
    """Ana's phone after it heard what it says now of glabella, with no server to ask."""
    story.site.up()
    page = story.ana
    for _ in range(60):
        page.goto(f"{story.site.origin}/pathway/glabella")
        # What is new comes after a page, and the next one shows it; who found no server looks again some time later.
        page.wait_for_timeout(1000)
        if words in (page.locator("main").text_content() or ""):
            break
    story.site.down()
    assert not is_open(story.site.network.port)
    page.reload()
    expect(page.locator("main")).to_contain_text(words)
    return page


def an_exception_is_made(story: Story) -> None:
    story.site.up()
    page = story.desk(f"{ANAS}/pathway/glabella/number")
    page.get_by_label("How many").fill("2")
    page.get_by_label("Reason").select_option("no_models")
    page.get_by_label("Note").fill("Told to me alone.")
    page.get_by_role("button", name="Ask this number").click()
    expect(page.get_by_text("2 instead of 12 cases")).to_be_visible()


def it_is_shown_to_her_without_a_network(story: Story) -> None:
    page = in_step(story, "2 asked, 12 without it")
    expect(page.get_by_text(DAN.name).first).to_be_visible()
    expect(page.get_by_text("Told to me alone.")).to_have_count(0)


def it_is_printed(story: Story) -> None:
    story.site.up()
    page = story.ana
    page.goto(f"{story.site.origin}/export")
    with working(story.site.application.database):
        text = acts.exported(page)
    for words in ("2 asked instead of 12", DAN.name, "no suitable models"):
        assert acts.squeezed(words) in text, f"{words} is not in the file"
    assert acts.squeezed("Told to me alone.") not in text


def it_is_withdrawn(story: Story) -> None:
    story.site.up()
    page = story.desk(f"{ANAS}/pathway/glabella")
    page.get_by_role("link", name=re.compile("Withdraw")).click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Taken back: it never held")).to_be_visible()
    page = in_step(story, "To go10")
    expect(page.get_by_text("12 without it")).to_have_count(0)
