"""A new school from nothing to a day on which nobody waits: what each of its people taps and fills is counted."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.browser import acts
from tests.support.browser.handset import SIZE
from tests.support.server.site import ROOT, Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "seven green otters sing"
TRAINEES = [f"Trainee {name}" for name in ("Adler", "Brook", "Cruz", "Dale", "Ek", *map(str, range(6, 31)))]
DESK = {"width": 1280, "height": 800}
# What a hand did: taps, and fields that hold something else than before. Kept past pages, as a session of a tab is.
COUNT = """
const more = (name) => sessionStorage.setItem(name, Number(sessionStorage.getItem(name) ?? 0) + 1);
addEventListener("click", (event) => event.isTrusted && more("taps"), true);
addEventListener("change", (event) => event.isTrusted && more("fields"), true);
"""


@dataclass
class Somebody:
    """One person of the school, in a browser of their own."""

    name: str
    email: str
    page: Page

    @property
    def counted(self) -> tuple[int, int]:
        """(taps, fields) so far."""
        script = "['taps', 'fields'].map((name) => Number(sessionStorage.getItem(name) ?? 0))"
        taps, fields = self.page.evaluate(script)
        return taps, fields


@dataclass
class School:
    """Its people by their part in the story, and the links that lead to them."""

    site: Site
    chromium: Browser
    people: dict[str, Somebody] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def comes(self, part: str, name: str, size: dict[str, int]) -> Somebody:
        context: BrowserContext = self.chromium.new_context(viewport=size)  # type: ignore[arg-type]
        context.add_init_script(COUNT)
        email = f"{name.split()[-1].lower()}@school.example"
        self.people[part] = Somebody(name, email, context.new_page())
        return self.people[part]

    def of_host(self, *words: str) -> str:
        """What a command of the host prints."""
        env = os.environ | {"DATABASE_URL": self.site.application.database, "SECRET_KEY": "s" * 40}
        env["LOGBOOK_ORIGIN"] = self.site.origin
        command = [str(Path(sys.executable).with_name("logbook")), *words]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def open(self, part: str, path: str) -> Page:
        page = self.people[part].page
        page.goto(f"{self.site.origin}{path}")
        return page


@pytest.mark.timeout(500)
@pytest.mark.finding("use.C5", "use.C9")
def test_a_school_begins_invites_thirty_signs_loses_a_supervisor_and_nobody_waits(
    site: Site, chromium: Browser, tell: Callable[[str], None]
) -> None:
    school = School(site, chromium)
    the_host_makes_a_provider_and_gia_joins(school)
    she_adds_a_programme_and_invites_its_coordinator(school)
    he_begins_a_cohort_and_invites_two_supervisors(school)
    they_join_and_he_confirms_them(school)
    he_invites_thirty_trainees_from_a_file(school)
    five_of_them_accept_and_he_puts_them_into_the_cohort(school)
    the_first_case_is_logged_and_signed(school)
    a_second_waits_while_its_supervisor_leaves_and_is_handed_over(school)
    nobody_waits_for_nobody(school)
    for part, somebody in school.people.items():
        taps, fields = somebody.counted
        tell(f"a school from nothing: {part} {taps} taps, {fields} fields")


def the_host_makes_a_provider_and_gia_joins(school: School) -> None:
    id = school.of_host("provider", "add", "Harbour School", "--tz", "Europe/London").split()[-1]
    link = school.of_host("provider", "invite", id, "fox@school.example", "--name", "Gia Fox")
    gia = school.comes("administrator", "Gia Fox", DESK)
    joins(gia, link.split()[-1])
    expect(gia.page.get_by_role("heading", name="Begin here")).to_be_visible()


def she_adds_a_programme_and_invites_its_coordinator(school: School) -> None:
    page = school.people["administrator"].page
    page.get_by_role("link", name="Add the first programme").click()
    page.get_by_label("Name", exact=True).fill("Foundation")
    page.get_by_label("Requirement set").select_option("generic-starter")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("Foundation is added. Invite who coordinates it.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Dana Hale")
    page.get_by_label("E-mail").fill("hale@school.example")
    page.get_by_role("button", name="Make the link").click()
    dan = school.comes("coordinator", "Dana Hale", DESK)
    joins(dan, page.locator("#address").inner_text())
    expect(dan.page.get_by_role("heading", name="Three steps to a first case")).to_be_visible()


def joins(somebody: Somebody, link: str, number: str = "") -> None:
    page = somebody.page
    page.goto(link)
    if number:
        page.get_by_label("Name", exact=True).fill(somebody.name)
        page.locator("#f-profession").select_option("registered_nurse")
        page.get_by_label("Registered with").fill("NMC")
        page.get_by_label("Registration number").fill(number)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url(re.compile(r"/(entries|signoffs|office|provider)$"), timeout=4 * acts.WAIT)


def he_begins_a_cohort_and_invites_two_supervisors(school: School) -> None:
    page = school.open("coordinator", "/cohorts/new")
    page.get_by_label("Name", exact=True).fill("Winter")
    page.get_by_label("Begins on").fill("2026-11-02")
    page.get_by_label("Deadline").fill("2028-11-02")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Winter").first).to_be_visible()
    for part, name in (("supervisor who leaves", "Dr Ilse Moor"), ("supervisor", "Dr Jon Perry")):
        page = school.open("coordinator", "/people/invitations")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("E-mail").fill(f"{name.split()[-1].lower()}@school.example")
        page.locator("#f-role").select_option("supervisor")
        page.get_by_role("button", name="Make the link").click()
        school.links[part] = page.locator("#address").inner_text()


def they_join_and_he_confirms_them(school: School) -> None:
    for number, (part, name) in enumerate(
        (("supervisor who leaves", "Dr Ilse Moor"), ("supervisor", "Dr Jon Perry"))
    ):
        joins(school.comes(part, name, SIZE), school.links[part], f"12A000{number}E")
    for _ in range(2):
        page = school.open("coordinator", "/office")
        page.locator("section[aria-labelledby=confirm] a.row").first.click()
        page.locator("#f-how").select_option("register")
        page.get_by_role("button", name="Confirm", exact=True).click()
        expect(page.get_by_role("heading", name="People").first).to_be_visible()
    page = school.open("coordinator", "/office")
    expect(page.locator("section[aria-labelledby=confirm]")).to_have_count(0)


def he_invites_thirty_trainees_from_a_file(school: School) -> None:
    rows = ["Name,E-mail", *(f"{name},{name.split()[-1].lower()}@school.example" for name in TRAINEES)]
    page = school.open("coordinator", "/people/rosters")
    page.locator("#f-role").select_option("trainee")
    file = {"name": "winter.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.locator("#f-file").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("30 names are to be invited")).to_be_visible()
    page.get_by_role("button", name="Invite 30").click()
    expect(page.get_by_text("30 links are made, for 7 days")).to_be_visible(timeout=2 * acts.WAIT)
    page = school.open("coordinator", "/people/invited/slips")
    for slip in page.locator(".slip").all():
        school.links[slip.locator(".strong").first.inner_text()] = slip.locator(".code").inner_text()
    assert set(TRAINEES) <= set(school.links)


def five_of_them_accept_and_he_puts_them_into_the_cohort(school: School) -> None:
    for number, name in enumerate(TRAINEES[:5]):
        part = "trainee" if number == 0 else f"trainee {number + 1}"
        joins(school.comes(part, name, SIZE), school.links[name], f"34B000{number}E")
    page = school.open("coordinator", "/cohorts")
    page.locator("a.row, main a", has_text="Winter").first.click()
    page.wait_for_url(re.compile(r"/cohorts/[0-9a-f-]{36}$"))
    page.goto(f"{page.url}/trainees")
    for box in page.locator("input[name=trainee]").all():
        box.check()
    page.get_by_role("button", name="Put into Winter").click()
    expect(page.get_by_text(TRAINEES[0]).first).to_be_visible()


def the_first_case_is_logged_and_signed(school: School) -> None:
    a_case_is_sent(school, "Dr Ilse Moor")
    it_is_signed(school, "supervisor who leaves")


def a_case_is_sent(school: School, supervisor: str) -> None:
    page = school.open("trainee", "/entries/new")
    acts.whole(page)
    page.locator("select[name=supervisor]").select_option(label=supervisor)
    acts.fill_case(page)
    acts.save(page)
    expect(page.get_by_text(f"Sent to {supervisor}").first).to_be_visible(timeout=2 * acts.WAIT)


def it_is_signed(school: School, part: str) -> None:
    page = school.open(part, "/signoffs")
    page.locator("a.row").first.click(timeout=2 * acts.WAIT)
    acts.choose(page, "rating", "4")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).last.click()
    expect(page.get_by_text("Nothing to sign")).to_be_visible(timeout=2 * acts.WAIT)


def a_second_waits_while_its_supervisor_leaves_and_is_handed_over(school: School) -> None:
    a_case_is_sent(school, "Dr Ilse Moor")
    page = school.open("coordinator", "/people?show=supervisor")
    page.get_by_role("link", name="End role of Dr Ilse Moor").click()
    expect(page.get_by_text("1 case waits for Dr Ilse Moor to sign")).to_be_visible()
    page.locator("#f-heir").select_option(label="Dr Jon Perry")
    page.get_by_role("button", name="End role").click()
    expect(page.get_by_text("Dr Ilse Moor is supervisor no longer")).to_be_visible()
    it_is_signed(school, "supervisor")
    page = school.open("trainee", "/entries")
    expect(page.locator("a.row", has_text="Signed")).to_have_count(2, timeout=2 * acts.WAIT)


def nobody_waits_for_nobody(school: School) -> None:
    page = school.open("coordinator", "/office")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    shown = {section.get_attribute("aria-labelledby") for section in page.locator(".matters section").all()}
    assert shown == {"invited"}
    page.locator("section[aria-labelledby=invited] a", has_text="All 25").click()
    page = school.open("coordinator", "/office/audit")
    expect(page.get_by_text("Dr Ilse Moor is supervisor no longer")).to_be_visible()
    expect(page.get_by_text("1 case handed over to Dr Jon Perry")).to_be_visible()
