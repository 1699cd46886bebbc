"""A coordinator moves trainees to a version of a set: what would change is shown first, then it is done, with Undo."""

import pytest
from sqlalchemy import select

from logbook import store
from logbook.models import Enrolment
from logbook.office import roles
from tests.support.cast.clinic import told
from tests.support.cast.cohorts import made
from tests.support.cast.people import ANA, BEN, DAN, NORTH
from tests.support.cast.terms import excepted
from tests.support.documents.statements import NOW, a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

HERE = f"/cohort/{NORTH}/{ANA.id}"
PAGE = f"{HERE}/enrolment"
DAY = "2026-11-30"


@pytest.fixture
def signed(app):
    """Two cases of Ana's that count."""
    for place in "ab":
        told(app, a_signoff(told(app, an_entry(place=place))), by=BEN, grade="C")


def looked(desk, asked, page=PAGE, **more):
    """What would change, and the form that changes it."""
    given = {"version": asked.hash, "from_on": DAY, "reason": "new_version"} | more
    return check(desk.get(page, query_string=given), page)


def moved(desk, page, at=PAGE):
    """The page after the form was sent that a preview shows."""
    form = page.soup.select_one(f"form[action='{at}'][method='post']")
    given = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    answer = desk.post(at, data=given)
    assert answer.status_code == 303, answer.text[:400]
    return check(desk.get(answer.headers["Location"]), at)


def undone(desk, page):
    form = page.soup.select_one("form[action*='/enrolments/']")
    answer = desk.post(form["action"], data=page.form(form["action"]))
    return check(desk.get(answer.headers["Location"]), "undone")


def test_what_would_change_is_shown_and_nothing_changes(app, office, phone_of, dan, signed):
    third, fourth = office.publishes(3, supervised=2), office.publishes(4, supervised=5)
    office.moves(third, "2026-01-05")
    page = looked(phone_of(dan), fourth)
    assert "Nothing has changed yet." in page.text and "Under it today:" in page.text
    assert office.terms(DAY).asked == third


def test_a_trainee_is_moved_from_a_day_on_and_that_is_taken_back(app, office, phone_of, dan, signed):
    third, fourth = office.publishes(3, supervised=2), office.publishes(4, supervised=5)
    office.moves(third, "2026-01-05")
    desk = phone_of(dan)
    page = moved(desk, looked(desk, fourth))
    assert "version 4 from 30 November 2026 on." in page.text
    assert office.terms(DAY).asked == fourth and office.terms("2026-11-29").asked == third
    assert "The move is taken back." in undone(desk, page).text
    assert office.terms(DAY).asked == third


def test_a_whole_cohort_is_moved_by_one_act(app, office, phone_of, dan, ana, signed):
    cohort, fourth = made(app, [ana]), office.publishes(4, supervised=5)
    desk, at = phone_of(dan), f"/cohorts/{cohort}/enrolment"
    page = moved(desk, looked(desk, fourth, at), at)
    assert office.terms(DAY).asked == fourth
    [act] = {row.act for row in ask(app, select(Enrolment)) if row.reason}
    assert f"/enrolments/{act}/withdrawal?cohort={cohort}" in str(page.soup)
    assert undone(desk, page).heading == "Spring"
    assert office.terms(DAY).asked.key == "generic-starter"


def test_all_who_train_in_a_programme_are_moved_but_nobody_moves_themselves(app, office, phone_of, dan):
    with app.app_context(), store.writing() as connection:
        roles.enrol(connection, DAN.id, NORTH, "trainee", NOW)
    fourth = office.publishes(4, supervised=5)
    desk, at = phone_of(dan), f"/programme/{NORTH}/enrolment"
    page = moved(desk, looked(desk, fourth, at), at)
    assert office.terms(DAY).asked == fourth
    assert office.terms(DAY, DAN).asked.key == "generic-starter"
    assert desk.get(f"/cohort/{NORTH}/{DAN.id}/enrolment").status_code == 404
    assert "The move is taken back." in undone(desk, page).text


def test_exceptions_that_would_have_no_place_are_counted(app, office, phone_of, dan, signed):
    third, other = office.publishes(3, supervised=2), office.publishes(1, supervised=2, key="own-00000002")
    office.moves(third, "2026-01-05")
    with app.app_context(), store.writing() as connection:
        excepted(connection, NOW, "supervised", "waive", third)
    assert "1 exception would have no place in it" in looked(phone_of(dan), other).text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"version": "0" * 64}, "Choose a version"),
        ({"from_on": "soon"}, "Enter a day, for example"),
        ({"from_on": ""}, "Enter the day from which on"),
        ({"reason": "because"}, "Choose a reason"),
    ],
)
def test_what_cannot_be_is_said_beside_its_cause_and_the_rest_stays(office, phone_of, dan, given, said):
    fourth, desk = office.publishes(4, supervised=5), phone_of(dan)
    usual = {"version": fourth.hash, "from_on": DAY, "reason": "new_version"}
    page = check(desk.get(PAGE, query_string=usual | given), PAGE, 422)
    assert said in page.text
    looked_at = looked(desk, fourth)
    form = looked_at.soup.select_one("form[method='post'] input[name='csrf_token']")
    answer = desk.post(PAGE, data={"csrf_token": form["value"]} | usual | given)
    assert answer.status_code == 422 and said in answer.text


def test_a_trainee_reads_by_what_they_are_judged_and_who_said_so(office, phone_of, ana):
    office.moves(office.publishes(4, supervised=5), DAY)
    said = " ".join(read(phone_of(ana), "/me/deadline").text.split())
    assert "version 4, from 30 November 2026 on A new version was published Dan Weiss" in said


def test_a_trainee_reads_when_their_version_ends(office, phone_of, ana):
    office.moves(office.publishes(3, supervised=2, until="2099-01-01"), DAY)
    said = " ".join(read(phone_of(ana), "/me/deadline").text.split())
    assert "version 3, from 30 November 2026 until 1 January 2099, then the version after it" in said


def test_a_pause_does_not_stretch_the_window_of_a_set_that_does_not_say_so(
    app, office, phone_of, dan, ana, signed
):
    """R42."""
    made(app, [ana], starts_on="2026-01-05", due_on="2027-01-31")
    before, desk, page = office.judged(DAY)["supervised"], phone_of(dan), f"{HERE}/pause"
    given = {"from_on": "2026-03-01", "until_on": "2026-06-30", "reason": "illness"}
    assert desk.post(page, data=read(desk, page).form(page) | given).status_code == 303
    assert "deadline 2 June 2027" in read(desk, HERE).text, "122 days later"
    assert office.judged(DAY)["supervised"] == before and before["counted"] == 2
    assert office.terms(DAY).known.pauses, "it is known, and stretches nothing"
