"""Odd words and looks that a reader stumbled over: said plainly, one button first, in both languages."""

import pytest

from tests.contract import phones, twins
from tests.support.cast.clinic import told
from tests.support.cast.people import ANA, BEN, CLEO, DAN
from tests.support.documents.statements import a_withdrawal, an_entry
from tests.support.server.reader import read


def progress(**changes):
    """The page of a report with these parts, the same in both languages."""
    snapshot = phones.phone(ANA, [])
    snapshot["records"]["report"][0]["doc"] |= changes
    here, there = (draw("progress", snapshot, twins.asked("/progress")) for draw in (twins.here, twins.there))
    assert not twins.differences(here.page, there.page) and here.html == there.html
    return " ".join(here.html.split())


def rule(**changes):
    made = phones.phone(ANA, [])["records"]["report"][0]["doc"]["rules"][0]
    return made | changes


@pytest.mark.finding("use.T16")
@pytest.mark.parametrize(
    ("counted", "required", "words"),
    [(14, 10, "14 signed, 10 asked"), (10, 10, "10 of 10 signed"), (3, 10, "3 of 10 signed")],
)
def test_more_than_was_asked_is_never_told_as_a_part_of_it(counted, required, words):
    html = progress(rules=[rule(counted=counted, required=required, met=counted >= required)])
    assert words in html


@pytest.mark.finding("use.T16")
def test_the_pace_says_what_is_reached_and_when():
    assert "At your pace you have them by about 3 March 2027." in progress(ready_on="2027-03-03")


@pytest.mark.finding("use.T16")
@pytest.mark.parametrize(("marks", "drawn"), [("0" * 23 + "1", True), ("0" * 24, False)])
def test_a_row_of_dots_has_at_least_one_that_is_filled(marks, drawn):
    line = {"seen": "Brow moved", "correction": "Hold the skin", "times": 1, "last_on": "2026-09-01"}
    html = progress(corrections=[line | {"clear": 30, "marks": marks}])
    assert "Seen once" in html and ('class="chart marks"' in html) is drawn


@pytest.mark.finding("use.T16")
def test_the_queue_speaks_of_cases_and_a_withdrawn_one_does_not_count(phone_of, app):
    entry = told(app, an_entry())
    assert "Cases that name me 1" in read(phone_of(BEN), "/signoffs").text
    told(app, a_withdrawal(entry), ANA)
    assert "It stays on record and does not count." in read(phone_of(ANA), f"/entries/{entry['id']}").text


@pytest.mark.finding("use.G3")
def test_an_empty_logbook_has_one_first_button(phone_of):
    page = read(phone_of(CLEO), "/entries")
    assert [one.get_text() for one in page.soup.select(".btn.primary:not([data-submit])")] == [
        "Log your first case"
    ]


@pytest.mark.finding("use.G3")
def test_only_who_signed_something_is_led_to_it(phone_of):
    page = read(phone_of(BEN), "/signoffs")
    assert "Nothing to sign" in page.text and "See what you signed" not in page.text


@pytest.mark.finding("use.G3")
def test_a_coordinator_offline_is_told_nothing_of_cases(phone_of):
    said = read(phone_of(DAN), "/cohort").soup.select_one("#offline").get_text()
    assert "These pages need a connection" in said and "New cases" not in said


@pytest.mark.finding("use.G3")
def test_the_door_says_whose_it_is(client):
    assert "Injection Logbook" in read(client, "/sign-in").text
