"""By which version somebody is judged: the one they were enrolled under, until a coordinator moves them or it ends."""

import pytest
from sqlalchemy import select, update

from logbook import store
from logbook.models import Enrolment, Membership, Programme, Report, RequirementSet
from logbook.office import roles
from logbook.record import published
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, NORTH, SOUTH
from tests.support.documents.statements import NOW, a_signoff, an_entry
from tests.support.server.application import ask

pytestmark = pytest.mark.both_databases
TODAY = "2026-12-06"
SINCE = "2026-01-05"


def asks(app, key):
    with app.app_context(), store.writing() as connection:
        connection.execute(update(Programme).where(Programme.id == NORTH).values(requirement_set=key))


def test_whoever_was_never_enrolled_is_judged_by_what_the_programme_asks(office):
    assert office.terms(TODAY).asked == published.shipped("generic-starter")


def test_who_trains_there_keeps_the_set_when_the_programme_asks_another_of_newcomers(app, office):
    assert office.holds() == [ANA.id]
    asks(app, "uk-hee-10-10")
    assert office.terms(TODAY).asked.key == "generic-starter"
    [row] = ask(app, select(Enrolment))
    assert (row.from_on, row.reason, row.by_id, row.of) == (SINCE, None, None, None)
    [kept] = ask(app, select(RequirementSet))
    assert kept.programme_id is None and kept.text == published.shipped("generic-starter").text


def test_who_is_held_already_is_not_held_again(app, office):
    assert office.holds() and not office.holds()
    assert len(ask(app, select(Enrolment))) == 1


def test_who_joins_as_a_trainee_is_enrolled_under_what_is_asked_then(app, office):
    with app.app_context(), store.writing() as connection:
        roles.enrol(connection, DAN.id, NORTH, "trainee", NOW)
    [row] = ask(app, select(Enrolment))
    assert (row.person_id, row.programme_id, row.from_on) == (DAN.id, NORTH, NOW[:10])
    asks(app, "uk-hee-10-10")
    assert office.terms(NOW[:10], DAN).asked.key == "generic-starter"
    assert office.terms(NOW[:10], ANA).asked.key == "uk-hee-10-10"


def test_who_comes_back_goes_on_under_the_version_they_left_with(app, office):
    office.holds()
    asks(app, "uk-hee-10-10")
    with app.app_context(), store.writing() as connection:
        where = Membership.person_id == ANA.id
        member = connection.execute(select(*Membership.__table__.columns).where(where)).one()
        roles.end(connection, member.id, NOW)
    with app.app_context(), store.writing() as connection:
        roles.reinstate(connection, member, NOW)
    assert office.terms(TODAY).asked.key == "generic-starter"


def test_nobody_but_trainees_is_enrolled(app):
    with app.app_context(), store.writing() as connection:
        roles.enrol(connection, ANA.id, SOUTH, "coordinator", NOW)
    assert ask(app, select(Enrolment)) == []


def test_who_is_pinned_to_version_3_is_judged_by_it_and_version_4_is_a_what_if(app, office):
    """R40."""
    desk = Desk(app)
    for place in "ab":
        case = an_entry(place=place)
        desk.send(ANA, case)
        desk.sign(BEN, a_signoff(case))
    third = office.publishes(3, supervised=2)
    fourth = office.publishes(4, supervised=5)
    office.moves(third, SINCE)
    now, then = office.judged(TODAY)["supervised"], office.judged(TODAY, fourth)["supervised"]
    assert (now["state"], now["required"], now["counted"]) == ("met", 2, 2)
    assert (then["state"], then["required"], then["counted"], then["missing"]) == ("open", 5, 2, 3)
    assert office.terms(TODAY).asked == third, "a what-if changes nothing"


def test_a_version_that_ends_hands_over_to_the_next_on_that_day(office):
    """R41."""
    third = office.publishes(3, supervised=20, until="2027-01-01")
    fourth = office.publishes(4, supervised=25)
    office.moves(third, SINCE)
    before, after = office.terms("2026-12-31"), office.terms("2027-01-01")
    assert (before.asked, before.until, before.next) == (third, "2027-01-01", 4)
    assert (after.asked, after.until, after.next) == (fourth, None, None)
    assert office.judged("2026-12-31")["supervised"]["required"] == 20
    assert office.judged("2027-01-01")["supervised"]["required"] == 25


def test_who_was_moved_and_moved_back_on_one_day_is_where_the_later_deed_put_them(office):
    third, fourth = office.publishes(3, supervised=20), office.publishes(4, supervised=25)
    office.moves(third, SINCE)
    office.moves(fourth, TODAY)
    office.moves(third, TODAY)
    assert office.terms(TODAY).asked == third
    office.moves(fourth, TODAY)
    assert office.terms(TODAY).asked == fourth


def test_an_act_that_was_taken_back_leaves_what_was_before_it(office):
    third, fourth = office.publishes(3, supervised=20), office.publishes(4, supervised=25)
    office.moves(third, SINCE)
    act = office.moves(fourth, TODAY)
    assert office.takes_back(act)
    assert office.terms(TODAY).asked == third
    assert not office.takes_back(act), "it stands no more"


def test_who_was_moved_for_the_first_time_and_back_is_judged_as_before(app, office):
    act = office.moves(office.publishes(4, supervised=25), TODAY)
    asks(app, "uk-hee-10-10")
    office.takes_back(act)
    assert office.terms(TODAY).asked.key == "generic-starter"


def test_who_is_enrolled_from_a_day_to_come_is_judged_as_before_until_then(office):
    third, fourth = office.publishes(3, supervised=20), office.publishes(4, supervised=25)
    office.moves(third, SINCE)
    office.moves(fourth, "2027-02-01")
    assert office.terms("2027-01-31").asked == third
    assert office.terms("2027-02-01").asked == fourth


def test_a_report_is_made_anew_when_its_trainee_is_moved_and_when_that_is_taken_back(app, office):
    office.holds()
    marks = [ask(app, select(Report.mark))]
    act = office.moves(office.publishes(4, supervised=25), TODAY)
    marks.append(ask(app, select(Report.mark)))
    office.takes_back(act)
    marks.append(ask(app, select(Report.mark)))
    assert len({str(mark) for mark in marks}) == 3
