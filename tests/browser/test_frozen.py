"""Phones put away with an older build while work waited on them: today's build loses nothing of it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import create_engine, text

from logbook import shell
from logbook.cli import commands
from tests.frozen import handed_over, own_set, said_more, unnamed
from tests.frozen.archive import ORIGIN, PORT, archives, thaw
from tests.frozen.thawed import COPY, Thawed
from tests.support.browser import acts
from tests.support.browser.handset import Handset
from tests.support.cast.people import ANA, PASSWORD
from tests.support.lanes import many, seed
from tests.support.server.site import Application, free_port

pytestmark = pytest.mark.browser

LOOK = "navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => null)"


def opened() -> list[Path]:
    """All of them in a soak, else the oldest and another one each day."""
    oldest, *others = archives()
    return many([oldest, random.Random(seed()).choice(others)], [oldest, *others])


@pytest.fixture(params=opened(), ids=lambda path: path.name)
def thawed(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Thawed]:
    frozen = thaw(request.param, tmp_path)
    server = Application(frozen.database, ORIGIN, free_port())
    # The address is the one it knows; where that leads to is this test's own, whatever else runs on this machine.
    led = f"--host-resolver-rules=MAP localhost:{PORT} 127.0.0.1:{server.port}"
    phone = Handset(playwright, frozen.profile, [led]).start()
    yield Thawed(frozen, phone, server)
    phone.kill()
    server.kill()


@pytest.mark.fault(14, 54)
@pytest.mark.finding("use.T1")
@pytest.mark.timeout(600)
def test_a_phone_of_an_older_build_keeps_all_its_work(
    thawed: Thawed, monkeypatch: pytest.MonkeyPatch
) -> None:
    its_own_worker_answers_without_a_server(thawed)
    todays_server_opens_its_database(thawed, monkeypatch)
    she_signs_in_again_and_everything_is_sent_once(thawed)
    the_draft_and_the_refusal_are_still_there(thawed)
    handed, more, nobody = thawed.frozen.facts["entries"]["new"]
    handed_over.lived(thawed, handed)
    fresh = unnamed.lived(thawed, nobody)
    said = said_more.lived(thawed, more)
    own_set.lived(thawed)
    todays_build_is_offered_and_not_forced(thawed)
    unnamed.todays_build_leads_to_the_other(thawed, fresh)
    said_more.the_change_is_mended_by_todays_build(thawed, more, said)
    the_draft_and_the_refusal_are_still_there(thawed)


def its_own_worker_answers_without_a_server(thawed: Thawed) -> None:
    assert acts.is_answered_by_the_worker(thawed.page, f"{ORIGIN}/entries")
    assert build_of(thawed.page) == thawed.frozen.facts["build"]
    now = thawed.page.evaluate(COPY)
    assert [now[name] for name in ("account", "outbox", "parked", "drafts")] == [
        ANA.id,
        *(thawed.kept[name] for name in ("outbox", "parked", "drafts")),
    ]
    for entry in thawed.frozen.facts["entries"]["new"]:
        expect(thawed.page.locator(f"a[href='/entries/{entry}']")).to_contain_text("On this phone")


def todays_server_opens_its_database(thawed: Thawed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", thawed.frozen.database)
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setenv("LOGBOOK_ORIGIN", ORIGIN)
    done = CliRunner().invoke(commands, ["migrate"])
    assert done.exit_code == 0, done.output
    thawed.server.start()


def she_signs_in_again_and_everything_is_sent_once(thawed: Thawed) -> None:
    page = thawed.page
    page.reload()
    expect(page.get_by_text("Sign in again to send")).to_be_visible(timeout=acts.WAIT)
    assert page.evaluate(COPY)["outbox"] == thawed.kept["outbox"]
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill(ANA.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    assert page.evaluate(COPY)["outbox"] == []
    assert taken(thawed) == {row["mutation"]: 1 for row in thawed.kept["outbox"]}


def the_draft_and_the_refusal_are_still_there(thawed: Thawed) -> None:
    page, [draft], [refused] = thawed.page, thawed.kept["drafts"], thawed.kept["parked"]
    page.goto(f"{ORIGIN}/todo")
    expect(page.get_by_text("Not accepted.")).to_be_visible()
    assert [row["mutation"] for row in page.evaluate(COPY)["parked"]] == [refused["mutation"]]
    page.goto(f"{ORIGIN}/entries")
    page.locator(f"a[href*='{draft['key']}']").click()
    expect(page.locator("[name='product.batch']")).to_have_value(draft["fields"]["product.batch"][0])


def todays_build_is_offered_and_not_forced(thawed: Thawed) -> None:
    page, then = thawed.page, thawed.frozen.facts["build"]
    page.goto(f"{ORIGIN}/entries")
    page.evaluate(LOOK)
    if then == shell.build():
        expect(page.locator("#update")).to_be_hidden()
        return
    expect(page.locator("#update")).to_be_visible(timeout=acts.WAIT)
    page.reload()
    assert build_of(page) == then
    page.get_by_role("button", name="Restart").click()
    page.wait_for_function(
        "(then) => document.documentElement.dataset.build !== then", arg=then, timeout=acts.WAIT
    )
    assert build_of(page) == shell.build()


def build_of(page: Page) -> str:
    build: str = page.evaluate("document.documentElement.dataset.build")
    return build


def taken(thawed: Thawed) -> dict[str, int]:
    """How often the server holds each mutation that waited."""
    engine = create_engine(thawed.frozen.database)
    waited = {row["mutation"] for row in thawed.kept["outbox"]}
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT mutation, count(*) FROM statement GROUP BY mutation")).all()
    engine.dispose()
    return {mutation: count for mutation, count in rows if mutation in waited}
