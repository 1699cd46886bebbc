"""A trainee as their coordinator sees them: what is missing, who holds what waits, and nobody of other programmes."""

import pytest

from logbook import instants
from logbook.office import trainee
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, SOUTH, membership_of
from tests.support.documents.statements import a_signoff, amended, an_entry
from tests.support.server.asked import queries
from tests.support.server.reader import read

pytestmark = pytest.mark.finding("use.C3")
HERE = f"/cohort/{NORTH}/{ANA.id}"


def section(page, id):
    return " ".join(page.soup.find(id=id).find_parent("section").get_text(" ").split())


def test_a_name_of_the_cohort_leads_to_its_page_and_that_to_the_export(phone_of, dan):
    desk = phone_of(dan)
    assert HERE in read(desk, "/cohort").links()
    page = read(desk, HERE)
    assert page.heading == "Ana Silva"
    assert f"/export?trainee={ANA.id}&programme={NORTH}" in page.links()


def test_what_is_missing_comes_before_what_is_met(app, phone_of, dan):
    case = an_entry()
    told(app, case)
    told(app, a_signoff(case), by=BEN, grade="C")
    lines = [line.get_text() for line in read(phone_of(dan), HERE).soup.select("li.req")]
    met = ["Met" in line.split("\n")[0] for line in lines]
    assert lines and met == sorted(met) and not all(met)


def test_it_says_who_holds_how_much_since_when(app, phone_of, dan):
    today = instants.now()
    for days in (3, 20):
        on = instants.plus(today, days=-days)[:10]
        told(app, an_entry(performed_on=on, recorded_at=today), now=today)
    page = read(phone_of(dan), HERE)
    said = section(page, "holders")
    assert "Dr Ben Okafor 2 cases, the oldest done 20 days ago, late" in said
    assert "Ana Silva has 2 cases that wait for your signature" in said
    assert section(page, "open").count("Waits for Dr Ben Okafor") == 2


def test_where_nothing_waits_it_says_so(phone_of, dan):
    page = read(phone_of(dan), HERE)
    assert "Nothing waits for a supervisor." in page.text and "No cases yet." in page.text
    assert page.soup.find(id="open") is None


def test_a_case_sent_back_waits_for_its_trainee(app, phone_of, dan):
    case = an_entry()
    told(app, case)
    told(app, a_signoff(case, verdict="returned"), by=BEN)
    page = read(phone_of(dan), HERE)
    assert "Nothing waits for a supervisor." in page.text
    assert "Dr Ben Okafor asked for changes" in section(page, "open")
    assert "Sent back 1" in section(page, "sum")


def test_a_case_that_names_nobody_is_said_to_wait_for_its_trainee(app, phone_of, dan):
    told(app, an_entry(supervisor=""))
    page = read(phone_of(dan), HERE)
    assert "Nothing waits for a supervisor." in page.text
    assert "Names no supervisor yet: Ana Silva’s To do asks for it" in section(page, "open")
    assert "No supervisor named 1" in section(page, "sum")


def test_what_a_supervisor_leaves_behind_is_to_be_handed_over(app, phone_of, dan):
    told(app, an_entry())
    ended(app, BEN)
    page = read(phone_of(dan), HERE)
    assert f"/people/memberships/{membership_of(BEN)}/handing" in page.links()
    assert "Has left: hand over" in section(page, "holders")


def test_what_was_handed_over_waits_for_the_heir(app, phone_of, dan):
    told(app, an_entry())
    joined(app, FEMI, NORTH, "supervisor")
    ended(app, BEN, heir=FEMI)
    page = read(phone_of(dan), HERE)
    assert FEMI.name in section(page, "holders")
    assert f"Names Dr Ben Okafor, who has left; waits for {FEMI.name}" in section(page, "open")


def test_more_than_one_reads_is_counted(app, phone_of, dan, monkeypatch):
    monkeypatch.setattr(trainee, "MOST", 2)
    for _ in range(3):
        told(app, an_entry())
    page = read(phone_of(dan), HERE)
    assert "1 more, newer than these" in section(page, "open")
    assert "3 cases" in section(page, "holders")


def test_a_leaver_stays_to_be_taken_out(app, phone_of, dan):
    told(app, an_entry())
    ended(app, ANA)
    page = read(phone_of(dan), HERE)
    assert "Left " in page.text and f"/export?trainee={ANA.id}&programme={NORTH}" in page.links()
    assert page.soup.find(id="req") is None


def test_nobody_of_another_programme_is_found(phone_of, dan):
    desk = phone_of(dan)
    for programme, person in ((SOUTH, CLEO), (NORTH, CLEO), (SOUTH, ANA), (NORTH, BEN)):
        read(desk, f"/cohort/{programme}/{person.id}", 404)


def test_the_same_cases_have_one_number_everywhere(app, phone_of, dan, ben):
    """One signed, one signed and changed since, which counts and waits again, one that waits, one sent back."""
    signed, changed, waiting, back = (an_entry(performed_on=f"2026-11-1{day}") for day in range(4))
    for case in (signed, changed, waiting, back):
        told(app, case)
    told(app, a_signoff(signed), by=BEN, grade="C")
    signature = told(app, a_signoff(changed), by=BEN, grade="C")
    told(app, a_signoff(back, verdict="returned"), by=BEN)
    told(app, amended(changed, signature, place="Room 4"))
    desk = phone_of(dan)
    cells = [cell.get_text(" ") for cell in read(desk, "/cohort").soup.select("tbody td")]
    assert cells[:2] == ["2", "2 1 sent back"]
    page = read(desk, HERE)
    assert "Signed 2 Waiting 2 Of these signed before 1 Sent back 1" in section(page, "sum")
    assert "Dr Ben Okafor 2 cases" in section(page, "holders")
    assert "2 cases wait for them" in read(desk, "/people").text
    assert "2 signed, 2 waiting, 1 sent back" in read(phone_of(ben), "/trainees").text


@pytest.mark.both_databases
def test_it_asks_as_often_for_many_cases_as_for_one(app, phone_of, dan):
    desk = phone_of(dan)

    def asked():
        read(desk, HERE)
        with queries(app) as found:
            read(desk, HERE)
        return len(found)

    told(app, an_entry())
    few = asked()
    for _ in range(5):
        told(app, an_entry())
    assert asked() == few <= 11
