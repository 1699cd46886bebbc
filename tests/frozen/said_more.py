"""A phone of an older build changes a case that says what this build does not know: nothing of either is lost."""

import re
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import text

from logbook.store.judge.entries import NEEDS_UPDATE
from tests.frozen.archive import ORIGIN
from tests.frozen.thawed import COPY, NOW, Thawed, newest, synced
from tests.support.browser import acts
from tests.support.cast.clinic import held, told
from tests.support.documents.statements import revised
from tests.support.server.application import application, ask

TRIES = 20  # times the phone is brought to the front until what it was left with has arrived
ANSWER = "I marked it before."


def lived(thawed: Thawed, entry: str) -> dict[str, Any]:
    """What happens with one of its cases; gives its newest version, which knows more than this build."""
    said = another_phone_says_more(thawed, entry)
    it_pulls_and_shows_the_case(thawed, entry)
    it_changes_the_case_and_the_change_is_parked_in_words(thawed, entry)
    assert newest(thawed, entry) == said
    it_asked_twice_and_never_again(thawed)
    return said


def another_phone_says_more(thawed: Thawed, entry: str) -> dict[str, Any]:
    for app in application(thawed.frozen.database):
        [record] = [record for record in held(app, "entry") if record["id"] == entry]
        said = told(app, revised(record["doc"], answer=ANSWER, place="Room 9"), now=NOW)
    return said


def it_pulls_and_shows_the_case(thawed: Thawed, entry: str) -> None:
    synced(thawed)
    thawed.page.goto(f"{ORIGIN}/entries/{entry}")
    expect(thawed.page.get_by_text("Room 9").first).to_be_visible(timeout=acts.WAIT)


def it_changes_the_case_and_the_change_is_parked_in_words(thawed: Thawed, entry: str) -> None:
    page = thawed.page
    page.goto(f"{ORIGIN}/entries/{entry}/edit")
    page.locator("[name='reflection']").evaluate("area => (area.closest('details').open = true)")
    page.locator("[name='reflection']").fill("Slower next time.")
    page.get_by_role("button", name=re.compile("^Save case")).last.click()
    page.wait_for_url(re.compile(rf"/entries/{entry}(\?.*)?$"), timeout=acts.WAIT)
    expect(page.locator("#sync")).to_have_text("2 not accepted", timeout=acts.WAIT)
    page.goto(f"{ORIGIN}/entries/{entry}")
    expect(page.get_by_text(NEEDS_UPDATE).first).to_be_visible()
    kept = page.evaluate(COPY)
    assert kept["outbox"] == [] and [row["code"] for row in kept["parked"]][-1:] == ["needs_update"]
    assert "Slower next time." in kept["parked"][-1]["stmt"]


def it_asked_twice_and_never_again(thawed: Thawed) -> None:
    for _ in range(2):
        synced(thawed)
    for app in application(thawed.frozen.database):
        found = ask(app, text("SELECT result FROM mutation_result WHERE result LIKE '%needs_update%'"))
        asked = ask(app, text("SELECT result FROM mutation_result WHERE result LIKE '%\"device\":%'"))
    assert (len(found), len(asked)) == (1, 1)


def the_change_is_mended_by_todays_build(thawed: Thawed, entry: str, said: dict[str, Any]) -> None:
    page = thawed.page
    page.goto(f"{ORIGIN}/entries/{entry}/edit")
    expect(page.locator("[name='reflection']")).to_have_value("Slower next time.")
    acts.save(page)
    # Leaving the case ends the time in which it can be undone, and it is sent.
    synced(thawed)
    expect(page.locator("#sync")).to_have_text("1 not accepted", timeout=acts.WAIT)
    # The line says so as soon as it is saved: only the server tells when it has arrived.
    for _ in range(TRIES):
        if (doc := newest(thawed, entry))["rev"] > said["rev"]:
            break
        synced(thawed)
    assert (doc["rev"], doc["answer"], doc["place"]) == (said["rev"] + 1, ANSWER, "Room 9")
    assert doc["reflection"] == "Slower next time."
