"""Notices: what happened to one's cases and to oneself since one last looked, on one page, with one count."""

import pytest

from logbook import instants, store
from logbook.auth import accounts
from tests.support.cast import clinic
from tests.support.cast.clinic import ended, joined
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import (
    a_handover,
    a_set_aside,
    a_signoff,
    a_withdrawal,
    an_entry,
    revised,
)
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases


def told(app, doc, by=ANA, grade=None):
    """Said now: what is long past is told to nobody."""
    return clinic.told(app, doc, by, grade, instants.now())


@pytest.fixture
def hour_ago():
    return instants.plus(instants.now(), hours=-1)


@pytest.fixture
def anas(phone_of):
    return phone_of(ANA)


@pytest.fixture
def cases(app):
    """One signed, one sent back, one that waits for Ben; Ana and Ben looked before."""
    entries = [told(app, an_entry(performed_on=f"2026-11-{day}")) for day in (10, 11, 12)]
    signed = told(app, a_signoff(entries[0]), by=BEN, grade="C")
    told(app, a_signoff(entries[1], verdict="returned", feedback="Which side?"), by=BEN)
    return entries, signed


def titles(page):
    return [row.get_text() for row in page.soup.select("a.row .title")]


def count(page):
    """What the tab says beside its name, and says to who hears it."""
    [tab] = page.soup.select('nav a[href="/notices"]')
    found = tab.select_one(".count")
    return found.get_text() if found else ""


def seen(app, somebody, at):
    with app.app_context(), store.writing() as connection:
        accounts.look(connection, somebody.id, at)


def test_a_trainee_reads_what_was_answered_and_goes_on_to_the_case(phone_of, cases):
    (signed, returned, _), _ = cases
    page = read(phone_of(ANA), "/notices")
    assert {"Signed by Dr Ben Okafor", "Dr Ben Okafor asked for changes"} <= set(titles(page))
    assert "“Which side?”" in page.text
    assert {f"/entries/{signed['id']}", f"/entries/{returned['id']}"} <= set(page.links())


def test_a_supervisor_reads_which_cases_came_and_goes_on_to_the_sheet(app, phone_of, cases):
    (_, returned, waits), _ = cases
    told(app, revised(returned, place="Room 9"))
    page = read(phone_of(BEN), "/notices")
    assert {"Ana Silva sent you a case", "Ana Silva sent a changed case"} <= set(titles(page))
    assert f"/entries/{waits['id']}/signoff" in page.links()


def test_what_was_looked_at_is_counted_no_more_and_stays_on_the_page(app, phone_of, cases, hour_ago):
    client = phone_of(ANA)
    seen(app, ANA, hour_ago)
    assert count(read(client, "/todo")) == "2 waiting"
    first = read(client, "/notices")
    assert "2 things have happened since you last looked." in first.text
    assert [row.get_text() for row in first.soup.select(".chip")] == ["New", "New"]
    again = read(client, "/notices")
    assert count(again) == "" and "Nothing new since you last looked." in again.text
    assert titles(again) == titles(first) and not again.soup.select(".chip")


def test_who_set_a_case_aside_handed_it_over_or_took_an_answer_back_is_told(app, phone_of, cases):
    (signed, _, waits), signature = cases
    joined(app, FEMI, NORTH, "supervisor")
    aside = told(app, a_set_aside(signed), by=BEN)
    assert "Dr Ben Okafor set it aside: it counts for no rule" in titles(read(phone_of(ANA), "/notices"))
    told(app, a_withdrawal(aside, BEN), by=BEN)
    told(app, a_withdrawal(signature, BEN, reason="The wrong case"), by=BEN)
    told(app, a_handover(waits, FEMI), by=DAN)
    page = read(phone_of(ANA), "/notices")
    assert {
        "Dr Ben Okafor set it aside no longer",
        "Dr Ben Okafor took their answer back",
        "It waits for Dr Femi Adeyemi now",
    } <= set(titles(page))
    assert "“The wrong case”" in page.text and "Signed by Dr Ben Okafor" not in titles(page)
    assert "A case of Ana Silva was handed to you" in titles(read(phone_of(FEMI), "/notices"))
    assert f"/entries/{waits['id']}/signoff" not in read(phone_of(BEN), "/notices").links()


def test_a_review_that_is_due_is_told_from_two_days_before(app, phone_of):
    day = instants.plus(instants.now(), days=-12)[:10]
    told(app, an_entry(performed_on=day, aftercare={"review_due_on": None}))
    late = instants.plus(instants.now(), days=-11)[:10]
    told(app, an_entry(performed_on=late, aftercare={"review_due_on": None}))
    page = read(phone_of(ANA), "/notices")
    assert sum(title.startswith("Review due on") for title in titles(page)) == 1


def test_a_role_that_began_or_ended_is_told_to_whom_it_was(app, phone_of):
    joined(app, FEMI, NORTH, "supervisor")
    assert "You are a supervisor now" in titles(read(phone_of(FEMI), "/notices"))
    ended(app, FEMI)
    assert "Your role as supervisor ended" in titles(read(phone_of(FEMI), "/notices"))


def test_nobody_is_told_of_what_is_another_s(phone_of, cases):
    assert titles(read(phone_of(FEMI), "/notices")) == []
    assert "Nothing has happened lately" in read(phone_of(FEMI), "/notices").text


def test_two_phones_agree_on_what_was_looked_at(app, anas, cases, hour_ago):
    seen(app, ANA, hour_ago)
    first = post(anas, envelope(ANA)).get_json()
    assert first["you"]["looked"] == hour_ago
    at = instants.now()
    said = post(anas, envelope(ANA), **{"Sync-Looked": at}).get_json()
    assert said["you"]["looked"] == at
    other = post(anas, envelope(ANA), **{"Sync-Looked": hour_ago}).get_json()
    assert other["you"]["looked"] == at


@pytest.mark.parametrize(
    "said", ["", "yesterday", "2026-11-30", "9999-12-31T23:59:59Z", "٢٠٢٦-11-30T08:00:00Z"]
)
def test_a_phone_whose_clock_is_wrong_looks_at_nothing_that_lies_ahead(anas, said):
    now = instants.now()
    answer = post(anas, envelope(ANA), **{"Sync-Looked": said})
    assert answer.status_code == 200 and answer.get_json()["you"].get("looked", "") <= instants.plus(
        now, seconds=5
    )


def test_a_count_is_not_colour_alone(app, phone_of, cases):
    assert count(read(phone_of(BEN), "/me")).endswith(" waiting")


def test_a_coordinator_alone_has_no_such_tab(phone_of):
    assert not read(phone_of(DAN), "/office").soup.select('nav a[href="/notices"]')
