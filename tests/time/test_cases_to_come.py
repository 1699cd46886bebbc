"""Cases of days that have not come: every report, chart, page and export stands them, and they count for nothing."""

import random

import pytest

from logbook import export, instants, record, store
from logbook.eligibility import course
from logbook.eligibility.case import Case
from logbook.pages.clock import Clock
from tests.contract.twins import asked, differences, here, there
from tests.support.cast.clinic import told
from tests.support.cast.people import ANA, BEN, DAN, NORTH
from tests.support.documents.printed import text_of
from tests.support.documents.statements import a_point, a_signoff, an_entry
from tests.support.server.exported import take
from tests.support.server.reader import read

ZONES = ("Pacific/Kiritimati", "Pacific/Niue", "Europe/London", "Europe/Berlin", "America/St_Johns")
# Around a midnight, and around each change of the clocks in London.
NOWS = (
    "2026-11-20T23:59:00Z",
    "2026-11-30T23:30:00Z",
    "2026-12-31T12:00:00Z",
    "2026-03-29T01:00:00Z",
    "2026-10-25T01:30:00Z",
)


@pytest.fixture
def earlier(app, monkeypatch):
    """The application as a build that took every date."""
    monkeypatch.setattr("logbook.store.dates.refused", lambda *given: None)
    return app


def a_case(on, tz="Europe/London", **changes):
    return an_entry(
        performed_on=on, performed_at="00:30", tz=tz, product={"reconstituted_at": None}, **changes
    )


@pytest.mark.finding("field.F1")
def test_progress_stands_a_newcomers_first_case_in_a_later_month(earlier, phone_of):
    ahead = instants.plus(instants.now(), days=40)[:10]
    told(earlier, a_case(ahead, points=[a_point("mid", "procerus", 40)]), now=instants.now())
    assert read(phone_of(ANA), "/progress").soup.h1
    assert read(phone_of(ANA), "/entries?show=all").soup.find(string=lambda text: "To come" in text)


@pytest.mark.parametrize("now", NOWS)
@pytest.mark.parametrize("tz", ZONES)
@pytest.mark.finding("field.F1", "field.D8")
def test_every_page_and_export_stands_cases_of_any_day_and_both_languages_agree(earlier, now, tz):
    chance = random.Random(f"{now} {tz}")
    docs = [
        told(earlier, a_case(instants.plus(now, days=days)[:10], chance.choice(ZONES)), now=now)
        for days in (-400, -31, -1, 0, 1, 2, 11, 32, 400, 200_000)
    ]
    told(earlier, a_signoff(docs[4], signed_at=now), BEN, "C", now=now)
    told(earlier, a_signoff(docs[-1], signed_at=now), BEN, "C", now=now)
    with earlier.app_context():
        snapshots = {who: store.snapshot(who.id) for who in (ANA, BEN)}
        with store.reading() as connection:
            today = Clock(now, "Europe/London").local(now)[:10]
            report = record.report_for(connection, ANA.id, NORTH, today)
            bundle = export.collect(connection, ANA.id, NORTH, "1900-01-01", "9999-12-31", now)
    snapshots[ANA]["records"]["report"] = [
        {"kind": "report", "id": report["id"], "rev": 1, "hash": "", "doc": report}
    ]
    assert len(bundle["entries"]) == len(docs)
    assert list(export.lines(bundle)) and list(export.pieces(bundle))
    for who, pages in (
        (ANA, ("entries_index", "progress", "todo", "entry_show")),
        (BEN, ("signoffs_index", "trainees")),
    ):
        for name in pages:
            request = asked("/", docs[-1]["id"])
            one, other = (make(name, snapshots[who], request, now, tz) for make in (here, there))
            assert differences(one.page, other.page) == [] and one.html == other.html, name


@pytest.mark.finding("field.F1")
def test_what_lies_after_today_is_in_no_week_month_or_pace():
    what = ("independent", "live_model", ("glabella",), "botox", "IV", "K7QF")
    case = Case("1", "sent", "2026-12-01", *what, doses=(("glabella", 40),))
    for day in ("2026-12-01", "2027-06-01", "9999-12-31"):
        later = case._replace(performed_on=day)
        assert course.doses([later], "2026-11-28") == []
        if day != "2026-12-01":
            assert sum(week["waiting"] for week in course.weeks([later], "2026-11-28")) == 0
            assert course.ready_on([RULE], [later], "2026-11-28") is None
    # Tomorrow here is today somewhere: it is in the running week.
    assert course.weeks([case._replace(performed_on="2026-11-29")], "2026-11-28")[-1]["waiting"] == 1


RULE = {"kind": "entries", "missing": 5, "waiting": 0, "filter": {"part": []}}


@pytest.mark.finding("attack.M4", "field.F2", "use.B2")
def test_what_is_stored_with_a_day_to_come_stays_is_shown_and_counts_for_nothing(earlier, phone_of):
    received = "2026-11-20T18:00:00Z"
    doc = told(earlier, a_case("2027-06-01"), now=received)
    told(earlier, a_signoff(doc, signed_at=received), BEN, "C", now=received)
    soon = told(earlier, a_case("2026-11-21"), now="2026-11-20T20:00:00Z")
    waits = told(earlier, a_case("2027-06-02"), now=received)
    with earlier.app_context(), store.reading() as connection:
        report = record.report_for(connection, ANA.id, NORTH, "2026-11-28")
        bundle = export.collect(connection, ANA.id, NORTH, "2026-11-01", "2027-12-31", "2026-11-28T12:00:00Z")
    assert (report["totals"]["signed"], report["totals"]["entries"]) == (0, 1)
    assert bundle["summary"]["signed"] == 0 and bundle["timeliness"]["entry_next_day"] == 0
    paper = text_of(export.pdf(bundle))
    assert "days before its own date. It does not count." in paper and ", the same day" not in paper
    words = "after it was received. It does not count until its date is put right."
    assert words in read(phone_of(ANA), f"/entries/{doc['id']}").text
    assert words in read(phone_of(BEN), f"/entries/{waits['id']}/signoff").text
    page = read(phone_of(BEN), f"/entries/{soon['id']}/signoff").text
    assert "Dated 5 hours after it was received." in page and "does not count" not in page
    # Put right, it counts like any other.
    from tests.support.documents.statements import revised

    told(earlier, revised(waits, performed_on="2026-11-19"), now="2026-11-28T10:00:00Z")
    with earlier.app_context(), store.reading() as connection:
        assert record.report_for(connection, ANA.id, NORTH, "2026-11-28")["totals"]["entries"] == 2


@pytest.mark.finding("field.F2")
def test_today_is_only_today(earlier, phone_of):
    told(earlier, a_case(instants.plus(instants.now(), days=9)[:10]), now=instants.now())
    page = read(phone_of(BEN), "/signoffs")
    assert "To come" in page.text and "Today" not in page.text


@pytest.mark.finding("field.F7")
def test_a_case_of_tomorrow_by_the_programmes_clock_is_in_the_file(earlier, phone_of):
    tomorrow = instants.plus(instants.now(), days=1)[:10]
    told(earlier, a_case(tomorrow, "Pacific/Auckland"), now=instants.now())
    page = read(phone_of(ANA), "/export")
    assert page.soup.find(attrs={"name": "to"})["value"] == tomorrow
    assert page.soup.find(attrs={"name": "from"})["value"] == tomorrow
    answer = take(phone_of(ANA), "/export/logbook.csv")
    assert answer.status_code == 200 and tomorrow in answer.get_data(as_text=True)
    assert "will not be in the file" not in page.text


@pytest.mark.finding("field.F7")
def test_the_form_of_an_export_says_how_many_cases_its_days_leave_out(app, phone_of):
    for on in ("2026-11-02", "2026-11-03", "2026-11-19"):
        told(app, a_case(on))
    said = "outside these days and will not be in the file."
    assert f"2 cases lie {said}" in read(phone_of(DAN), f"/export?trainee={ANA.id}&from=2026-11-04").text
    assert f"1 case lies {said}" in read(phone_of(ANA), "/export?to=2026-11-18").text
    assert said not in read(phone_of(ANA), "/export").text
