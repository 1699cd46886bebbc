"""An instant that no calendar shows, stored by an earlier build, stops no page, no export and no paper."""

import pytest
from sqlalchemy import insert, update

from logbook import export, instants, store
from logbook.models import Copy, Programme
from logbook.schemas import copy
from tests.contract.twins import asked, differences, here, there
from tests.support.cast.clinic import told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, NORTH
from tests.support.documents.copies import a_copy, hand_in
from tests.support.documents.printed import DAYS, NOW, text_of
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, revised
from tests.support.server.reader import read

END = "9999-12-31T23:59:59Z"
BEGIN = "1900-01-01T00:00:00Z"
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "UTC")


@pytest.fixture
def east(app, monkeypatch):
    """The application, with a programme whose wall is ahead of UTC, as an earlier build took what lies ahead."""
    monkeypatch.setattr("logbook.store.dates.refused", lambda *given: None)
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Programme).values(tz="Europe/Berlin"))
    return app


@pytest.fixture
def case(east):
    """A case recorded, sent back, mended, taken for signed and unsigned again, each at the end of all calendars."""
    first = told(east, an_entry(recorded_at=END))
    told(east, a_signoff(first, verdict="returned", signed_at=END), BEN)
    mended = told(east, revised(first, place="Room 2"), now="2026-11-20T18:10:00Z")
    lost = told(east, a_signoff(mended, signed_at=END), BEN, "C", now="2026-11-20T18:20:00Z")
    told(east, a_withdrawal(lost, BEN, at=END), BEN, now="2026-11-20T18:30:00Z")
    told(east, a_signoff(mended, signed_at=END), BEN, "C", now="2026-11-20T18:40:00Z")
    return mended


@pytest.mark.parametrize("tz", ZONES)
@pytest.mark.finding("attack.H6")
def test_an_instant_no_calendar_shows_is_told_as_it_was_written(tz):
    for odd in ("2026-99-99T12:00:00Z", "tomorrow", ""):
        assert instants.local(odd, tz) == odd
    for edge in (END, BEGIN):
        # Told, or shown as it is: nothing is raised.
        assert instants.local(edge, tz)[:2] in ("99", "18", "19")
    assert instants.local(END, "Europe/Berlin") == END


@pytest.mark.finding("attack.H6")
def test_an_instant_moved_past_the_ends_of_calendars_stays_there():
    assert instants.plus(END, hours=2) == END and instants.plus(instants.FIRST, days=-1) == instants.FIRST
    assert instants.plus("0999-12-31T23:00:00Z", hours=2) == "1000-01-01T01:00:00Z"
    assert instants.plus("1000-01-01T01:00:00Z", hours=-2) == "0999-12-31T23:00:00Z"


@pytest.mark.parametrize(
    ("somebody", "address"),
    [
        (ANA, "/todo"),
        (ANA, "/entries"),
        (ANA, "/entries/{id}"),
        (ANA, "/entries/{id}/versions"),
        (ANA, "/progress"),
        (ANA, "/me"),
        (BEN, "/signoffs"),
        (BEN, "/signoffs/signed"),
        (BEN, "/entries/{id}"),
        (BEN, "/trainees"),
        (DAN, "/cohort"),
        (DAN, f"/cohort/{NORTH}/{ANA.id}"),
        (DAN, "/people"),
    ],
    ids=str,
)
@pytest.mark.finding("attack.H6")
def test_no_page_fails_over_a_stored_instant_at_the_end_of_calendars(phone_of, case, somebody, address):
    assert read(phone_of(somebody), address.format(id=case["id"])).soup.h1


@pytest.mark.finding("attack.H6")
def test_a_sheet_shows_a_case_recorded_at_the_end_of_calendars(phone_of, east):
    doc = told(east, an_entry(recorded_at=END))
    assert END in read(phone_of(BEN), f"/entries/{doc['id']}").text
    assert read(phone_of(BEN), f"/entries/{doc['id']}/signoff").soup.h1


@pytest.mark.finding("attack.H6")
def test_paper_spreadsheet_and_archive_hold_a_case_with_instants_no_calendar_shows(east, case):
    with east.app_context(), store.reading() as connection:
        bundle = export.collect(connection, ANA.id, NORTH, *DAYS, NOW)
    assert "Dr Ben Okafor" in text_of(export.pdf(bundle))
    assert list(export.lines(bundle)) and list(export.pieces(bundle))


@pytest.mark.parametrize("page", ["entry_show", "entry_versions", "entries_index", "todo"])
@pytest.mark.finding("attack.H6")
def test_both_languages_show_instants_no_calendar_shows_alike(east, case, page):
    request = asked("/", case["id"])
    for tz in ZONES:
        one, other = (make(page, Desk(east).snapshot(ANA), request, NOW, tz) for make in (here, there))
        assert differences(one.page, other.page) == [] and one.html == other.html


@pytest.mark.parametrize("made_at", ["2026-99-99T12:00:00Z", "2026-02-30T12:00:00Z", "1899-01-01T00:00:00Z"])
@pytest.mark.finding("attack.M14")
def test_a_saved_copy_of_a_day_there_is_not_is_refused_in_words(phone_of, made_at):
    answer = hand_in(phone_of(ANA), a_copy(made_at=made_at), "/me/copies")
    assert answer.status_code == 422
    assert "This is not a saved copy of the logbook" in answer.get_data(as_text=True)
    with pytest.raises(copy.NotACopy):
        copy.read(a_copy(made_at=made_at))


@pytest.mark.finding("attack.M14")
def test_pages_of_copies_show_a_day_there_is_not_as_it_was_stored(app, phone_of):
    id, made_at = "70000000-0000-4000-8000-000000000001", "2026-99-99T12:00:00Z"
    result = '{"records":[],"damaged":0,"drafts":0,"drafts_kept":0}'
    row = {"id": id, "account_id": ANA.id, "by_id": ANA.id, "made_at": made_at, "brought_at": NOW}
    with app.app_context(), store.writing() as connection:
        connection.execute(insert(Copy).values(**row, result=result))
    for address in ("/me/copies", f"/copies/{id}"):
        assert made_at in read(phone_of(ANA), address).text
