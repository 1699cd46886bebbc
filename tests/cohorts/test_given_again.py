"""A role that ended is given again by the rule of an invitation, and forced on nobody whose account opens more."""

import pytest
from sqlalchemy import insert, select

from logbook import store
from logbook.auth import tokens
from logbook.models import Membership, Person
from logbook.office import programmes, roles
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.cohorts import made
from tests.support.cast.people import ANA, CLEO, DAN, FEMI, NORTH, SOUTH, membership_of, provider_of
from tests.support.documents.statements import NOW, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

ENDING = f"/programme/{NORTH}/ending"


def way(somebody):
    return f"/people/memberships/{membership_of(somebody)}/reinstatement"


def press(client, page, action=None):
    action = action or page.path
    answer = client.post(action, data=page.form(action))
    assert answer.status_code == 303, answer.text[:400]
    return check(client.get(answer.headers["Location"]), answer.headers["Location"])


def lasting(app, somebody, programme=NORTH):
    query = select(Membership.role, Membership.cohort_id).where(
        Membership.person_id == somebody.id,
        Membership.programme_id == programme,
        Membership.ended_at.is_(None),
    )
    return [(row.role, row.cohort_id) for row in ask(app, query)]


def link_of(page):
    return "/join/" + page.soup.select_one("#address").text.rsplit("/", 1)[1]


def second_programme(app):
    """One more of North's school, which Dan does not run."""
    with app.app_context(), store.writing() as connection:
        facts = {
            "tz": "Europe/London",
            "requirement_set": "generic-starter",
            "provider_id": provider_of(NORTH),
        }
        return programmes.begin(connection, NOW, name="Second course", **facts)


def test_two_roles_that_do_not_go_together_are_not_had_by_giving_one_again(app, phone_of, dan):
    ended(app, ANA)
    joined(app, ANA, NORTH, "supervisor")
    desk = phone_of(dan)
    assert way(ANA) not in read(desk, "/people").links()
    assert "Is a supervisor here: the two do not go together" in read(desk, way(ANA), 409).text
    form = read(desk, ENDING).form(ENDING)
    assert desk.post(way(ANA), data=form).status_code == 409
    assert lasting(app, ANA) == [("supervisor", None)]


def test_nor_by_a_link_that_was_made_before(app, phone_of, dan, ana):
    with app.app_context(), store.writing() as connection:
        link = tokens.Invited(ana.name, ana.email, "supervisor", [NORTH])
        tokens.invite(connection, NOW, dan.id, [link])
    desk = phone_of(dan)
    [path] = [href for href in read(desk, "/people").links() if href.startswith("/people/invitations/")]
    form = read(desk, "/people").form(f"{path}/link")
    page = check(desk.get(desk.post(f"{path}/link", data=form).headers["Location"]), path)
    phone = phone_of(ana)
    join = link_of(page)
    answer = phone.post(join, data=read(phone, join).form(join))
    assert answer.status_code == 409
    assert "You train in North Skin School: who trains there does not supervise there." in answer.text
    assert lasting(app, ana) == [("trainee", None)]
    # Nothing is spent: once the other role has ended, the link leads in.
    ended(app, ana)
    assert phone.post(join, data=read(phone, join).form(join)).status_code == 303


@pytest.mark.both_databases
def test_who_works_for_another_school_accepts_the_role_by_a_link_and_answers_again(app, phone_of, dan, ben):
    case = told(app, an_entry())
    ended(app, ben)
    joined(app, ben, SOUTH, "supervisor")
    desk = phone_of(dan)
    asked = read(desk, way(ben))
    assert "Dr Ben Okafor accepts it by a link, which you hand over." in asked.text
    page = press(desk, asked)
    assert page.path.startswith("/people/invitations/") and lasting(app, ben) == []
    assert way(ben) not in read(desk, "/people").links()
    assert "Has a link already that works" in read(desk, way(ben), 409).text
    theirs, join = phone_of(ben), link_of(page)
    assert theirs.post(join, data=read(theirs, join).form(join)).status_code == 303
    assert lasting(app, ben) == [("supervisor", None)]
    assert case["id"] in read(theirs, "/signoffs").html


def test_until_it_is_accepted_the_account_stays_in_the_hands_of_the_other_school(app, phone_of, dan, ben):
    with app.app_context(), store.writing() as connection:
        known = dict(connection.execute(select(Person.__table__).where(Person.id == DAN.id)).one()._mapping)
        facts = {"id": "20000000-0000-4000-8000-0000000000aa", "email": "gudrun@south.example"}
        connection.execute(insert(Person).values(known | facts))
        roles.enrol(connection, facts["id"], SOUTH, "coordinator", NOW)
    gudrun = type(DAN)(**{**DAN.__dict__, **facts, "programme": SOUTH})
    ended(app, ben)
    joined(app, ben, SOUTH, "supervisor")
    desk, there = phone_of(dan), phone_of(gudrun)
    assert read(there, f"/people/{ben.id}/account").soup.select("main form")
    page = press(desk, read(desk, way(ben)))
    assert read(there, f"/people/{ben.id}/account").soup.select("main form")
    theirs, join = phone_of(ben), link_of(page)
    theirs.post(join, data=read(theirs, join).form(join))
    assert not read(there, f"/people/{ben.id}/account").soup.select("main form")


def test_why_a_role_is_accepted_by_a_link_is_not_said(app, phone_of, dan, ben):
    """In one school it has a usual reason: they coordinate what others run."""
    ended(app, ben)
    second, desk, said = second_programme(app), phone_of(dan), []
    for programme, role in ((SOUTH, "supervisor"), (second, "coordinator")):
        with app.app_context(), store.writing() as connection:
            id = roles.enrol(connection, ben.id, programme, role, NOW)
        said.append(read(desk, way(ben)).soup.main.get_text())
        with app.app_context(), store.writing() as connection:
            roles.end(connection, id, NOW)
    assert said[0] == said[1] and "accepts it by a link" in said[0]
    assert "accepts it by a link" not in read(desk, way(ben)).text


def test_a_trainee_who_accepts_comes_back_into_their_cohort_also_where_it_has_ended(app, phone_of, dan, ana):
    cohort = made(app, [ana])
    ended(app, ana)
    joined(app, ana, SOUTH, "trainee")
    desk = phone_of(dan)
    form = read(desk, f"/cohorts/{cohort}/ending")
    page = press(desk, read(desk, way(ana)))
    press(desk, form)
    theirs, join = phone_of(ana), link_of(page)
    assert theirs.post(join, data=read(theirs, join).form(join)).status_code == 303
    assert lasting(app, ana) == [("trainee", cohort)]


def test_a_number_that_is_somebody_else_s_there_by_now_is_not_given_a_role_again(app, phone_of, dan, ben):
    ended(app, ben)
    with app.app_context(), store.writing() as connection:
        theirs = {"licence_body": ben.body, "licence_number": ben.number}
        connection.execute(Person.__table__.update().where(Person.id == FEMI.id).values(**theirs))
    joined(app, FEMI, NORTH, "supervisor")
    assert "is registered with the number of Dr Ben Okafor" in read(phone_of(dan), way(ben), 409).text


class TestAProgrammeOpenedAgain:
    def test_who_works_for_another_school_meanwhile_gets_a_link_and_the_others_their_role(
        self, app, phone_of, dan, ana
    ):
        joined(app, CLEO, NORTH, "trainee")
        desk = phone_of(dan)
        page = press(desk, read(desk, ENDING))
        page = press(desk, page, page.soup.select_one(".note form")["action"])
        assert "1 trainee trains there again" in page.text
        assert "1 accepts it by a link that you find under Invitations" in page.text
        assert lasting(app, ana) == [("trainee", None)] and lasting(app, CLEO) == []
        assert CLEO.email in read(desk, "/people/invited").text

    def test_who_supervises_there_by_now_does_not_train_there_again(self, app, phone_of, dan, ana):
        desk = phone_of(dan)
        page = press(desk, read(desk, ENDING))
        with app.app_context(), store.writing() as connection:
            row = {"id": "20000000-0000-4000-8000-0000000000bb", "person_id": ana.id, "programme_id": NORTH}
            connection.execute(insert(Membership).values(row | {"role": "supervisor", "since": NOW}))
        press(desk, page, page.soup.select_one(".note form")["action"])
        assert lasting(app, ana) == [("supervisor", None)]
