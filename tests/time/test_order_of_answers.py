"""Answers stand in the order in which the server received them; the clock of a phone orders nothing."""

import pytest

from logbook import export, state, store
from tests.contract import engine
from tests.support.cast.clinic import told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.documents.printed import DAYS
from tests.support.documents.printed import NOW as PRINTED
from tests.support.documents.statements import a_signoff, an_entry, revised
from tests.support.server.reader import read

FAST = "2026-11-21T12:00:00Z"  # what a clock says that is most of a day ahead


@pytest.fixture
def signed_after(app):
    """A case that was sent back by a fast clock, mended, and signed later by a right one."""
    first = told(app, an_entry(), now="2026-11-20T12:00:00Z")
    pair = {"seen": "Too deep", "correction": "Lift the skin", "repeat": False}
    back = a_signoff(first, verdict="returned", signed_at=FAST, corrections=[pair])
    told(app, back, BEN, now="2026-11-20T13:00:00Z")
    mended = told(app, revised(first, place="Room 2"), now="2026-11-20T14:00:00Z")
    late = {"seen": "Too shallow", "correction": "Perpendicular", "repeat": False}
    signature = a_signoff(mended, signed_at="2026-11-20T15:00:00Z", corrections=[late])
    told(app, signature, BEN, "C", now="2026-11-20T15:00:00Z")
    return mended


@pytest.mark.finding("attack.M3")
def test_a_return_by_a_fast_clock_does_not_hide_the_signature_that_came_later(phone_of, signed_after):
    page = read(phone_of(ANA), f"/entries/{signed_after['id']}")
    assert "Signed by Dr Ben Okafor" in page.text
    history = [step for step in page.text.split("Recorded", 1)[1].split("Version 2 received")]
    assert "asked for changes" in history[0] and "Signed by" in history[1]


@pytest.mark.finding("attack.M3")
def test_corrections_are_offered_newest_first_by_their_coming(phone_of, signed_after):
    page = read(phone_of(ANA), "/entries/new")
    assert page.soup.find(attrs={"name": "again.0.seen"})["value"] == "Too shallow"


@pytest.mark.finding("attack.M3")
def test_a_report_ends_with_the_correction_that_came_last(app, signed_after):
    with app.app_context(), store.reading() as connection:
        bundle = export.collect(connection, ANA.id, NORTH, *DAYS, PRINTED)
    lines = bundle["report"]["corrections"]
    assert {line["seen"] for line in lines} == {"Too deep", "Too shallow"}
    assert [one["doc"]["verdict"] for one in bundle["entries"][0]["signoffs"]] == ["returned", "signed"]


@pytest.mark.finding("attack.M3")
def test_a_feed_says_when_each_answer_came(app, signed_after):
    came = {
        one["doc"]["verdict"]: one["received_at"] for one in Desk(app).snapshot(ANA)["records"]["signoff"]
    }
    assert came == {"returned": "2026-11-20T13:00:00Z", "signed": "2026-11-20T15:00:00Z"}


@pytest.mark.finding("attack.M3")
def test_both_languages_order_answers_by_their_coming_and_leave_for_last_what_has_not_come():
    entry = an_entry()
    docs = [a_signoff(entry, signed_at=at) for at in ("2026-12-01T00:00:00Z", "2026-11-20T00:00:00Z", FAST)]
    came = ("2026-11-20T13:00:00Z", "2026-11-20T14:00:00Z", None)
    records = [{"id": doc["id"], "doc": doc, "received_at": at} for doc, at in zip(docs, came, strict=True)]
    found = state.effective(records[::-1], [])
    assert [one["received_at"] for one in found] == list(came)
    assert engine.run("twins/state.js", "effective", records[::-1], []) == found
