"""A programme ends, and is opened again; a role that ended is given again, and what waited comes back."""

import pytest
from sqlalchemy import select

from logbook import instants, store
from logbook.models import Invitation, Membership, Programme
from logbook.office import roles
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.cohorts import arranged, made
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, SOUTH, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.finding("use.C10")
ENDING = f"/programme/{NORTH}/ending"


def press(client, page, action=None):
    action = action or page.path
    answer = client.post(action, data=page.form(action))
    assert answer.status_code == 303, answer.text[:400]
    return check(client.get(answer.headers["Location"]), action)


def undone(client, page):
    return press(client, page, page.soup.select_one(".note form")["action"])


def end(client):
    return press(client, read(client, ENDING))


class TestAProgramme:
    def test_it_shows_first_what_waits(self, app, phone_of, dan, new_here):
        told(app, an_entry()), told(app, an_entry()), told(app, an_entry(supervisor=""))
        told(app, a_signoff(told(app, an_entry()), verdict="returned"), by=BEN)
        desk = phone_of(dan)
        new_here.invited(desk)
        assert ENDING in read(desk, "/programme").links()
        said = read(desk, ENDING).text
        assert "1 trainee can log and change no more cases here." in said
        assert "1 invitation that nobody used stops working." in said
        assert "Dr Ben Okafor 2 cases to sign, the oldest done" in said
        assert "1 case was sent back and is still to be changed." in said
        assert "1 case names no supervisor" in said

    def test_where_nothing_waits_it_says_so(self, phone_of, dan):
        assert "Nothing waits." in read(phone_of(dan), ENDING).text

    def test_afterwards_there_is_no_new_case_and_no_invitation_and_what_waits_is_signed(
        self, app, phone_of, dan, ana, new_here
    ):
        waiting, phone = told(app, an_entry()), Phone(phone_of(ana), ana)
        desk = phone_of(dan)
        link = new_here.invited(desk)
        page = end(desk)
        assert "North Skin School has ended." in page.text and "no new cases" in page.text
        answer = phone.sync(an_entry())[0]
        assert (answer["status"], answer["code"]) == ("rejected", "no_access")
        assert app.test_client().get(link).status_code == 410
        form = read(desk, "/people/invitations").form("/people/invitations")
        given = {"name": "Gina", "email": "gina@example.org", "role": "trainee"}
        answer = desk.post("/people/invitations", data=form | given)
        assert answer.status_code == 409 and "All your programmes have ended" in answer.text
        told(app, a_signoff(waiting), by=BEN, grade="C")
        assert len(ask(app, select(Invitation.id).where(Invitation.revoked_at.is_(None)))) == 0

    def test_everybody_keeps_their_record(self, app, phone_of, dan, ana):
        case = told(app, an_entry())
        end(phone_of(dan))
        assert read(phone_of(ana), f"/entries/{case['id']}").status == 200
        assert "ended on" in read(phone_of(ana), "/entries").text
        assert read(phone_of(ana), "/export").status == 200
        assert read(phone_of(dan), f"/cohort/{NORTH}/{ana.id}").status == 200

    @pytest.mark.both_databases
    def test_undo_gives_back_the_roles_that_ended_with_it_and_no_other(self, app, phone_of, dan, ana):
        joined(app, CLEO, NORTH, "trainee")
        with app.app_context(), store.writing() as connection:
            id = connection.scalar(
                select(Membership.id).where(Membership.person_id == CLEO.id, Membership.programme_id == NORTH)
            )
            roles.end(connection, id, "2026-11-01T00:00:00Z")
        cohort = made(app, [ana])
        desk = phone_of(dan)
        page = undone(desk, end(desk))
        assert "North Skin School is open again" in page.text
        rows = ask(
            app,
            select(Membership.__table__).where(
                Membership.ended_at.is_(None), Membership.role == "trainee", Membership.programme_id == NORTH
            ),
        )
        [row] = rows
        assert (row.person_id, row.follows, row.cohort_id) == (ana.id, membership_of(ana), cohort)
        assert Phone(phone_of(ana), ana).sync(an_entry())[0]["status"] == "applied"

    def test_it_ends_once(self, app, phone_of, dan):
        desk = phone_of(dan)
        page = read(desk, ENDING)
        press(desk, page)
        [first] = ask(app, select(Programme.ended_at).where(Programme.id == NORTH))
        press(desk, page)
        assert ask(app, select(Programme.ended_at).where(Programme.id == NORTH)) == [first]
        assert "Ended on" in read(desk, ENDING).text

    def test_another_s_is_nobody_s_to_end(self, phone_of, dan):
        assert phone_of(dan).get(f"/programme/{SOUTH}/ending").status_code == 404

    def test_a_link_that_was_made_a_moment_ago_leads_nowhere(self, app, phone_of, dan, new_here):
        """The end and a join at once: whoever comes second is told, and no account is made."""
        link = new_here.invited(phone_of(dan))
        with app.app_context(), store.writing() as connection:
            connection.execute(
                Programme.__table__.update().where(Programme.id == NORTH).values(ended_at=instants.now())
            )
        assert "The programme has ended" in new_here.joins(link, 409).text


class TestARole:
    @pytest.mark.both_databases
    def test_a_supervisor_s_cases_wait_for_them_again_and_undo_hands_them_back(self, app, phone_of, dan, ben):
        case = told(app, an_entry())
        joined(app, FEMI, NORTH, "supervisor")
        ended(app, BEN, heir=FEMI)
        desk, way = phone_of(dan), f"/people/memberships/{membership_of(BEN)}/reinstatement"
        assert way in read(desk, "/people").links()
        said = read(desk, way).text
        assert "Dr Ben Okafor was supervisor in North Skin School until" in said
        assert "1 case waits for them again; until now Dr Femi Adeyemi was to sign what named them." in said
        page = press(desk, read(desk, way))
        assert "Dr Ben Okafor is supervisor again." in page.text and way not in page.links()
        assert case["id"] in read(phone_of(ben), "/signoffs").html
        assert "Waits for Dr Ben Okafor" in read(desk, f"/cohort/{NORTH}/{ANA.id}").text
        undone(desk, page)
        assert "waits for Dr Femi Adeyemi" in read(desk, f"/cohort/{NORTH}/{ANA.id}").text

    def test_a_trainee_goes_on_with_record_cohort_and_what_was_arranged(self, app, phone_of, dan, ana):
        cohort = made(app, [ana])
        arranged(app, "pause", from_on="2026-06-01", until_on="2026-06-14", reason="work")
        case = told(app, an_entry())
        ended(app, ana)
        assert Phone(phone_of(ana), ana).sync(an_entry())[0]["code"] == "no_access"
        way = f"/people/memberships/{membership_of(ana)}/reinstatement"
        desk = phone_of(dan)
        press(desk, read(desk, way))
        page = read(desk, f"/cohort/{NORTH}/{ana.id}")
        assert "deadline 14 April 2027" in page.text and f"/cohorts/{cohort}" in page.links()
        phone = Phone(phone_of(ana), ana)
        assert phone.sync(an_entry())[0]["status"] == "applied"
        assert ("entry", case["id"]) in phone.docs
        rows = ask(
            app, select(Membership.__table__).where(Membership.person_id == ana.id).order_by(Membership.since)
        )
        assert [bool(row.ended_at) for row in rows] == [True, False] and rows[1].follows == rows[0].id

    def test_who_holds_it_already_is_not_given_it_twice(self, app, phone_of, dan):
        ended(app, BEN)
        desk, way = phone_of(dan), f"/people/memberships/{membership_of(BEN)}/reinstatement"
        page = read(desk, way)
        press(desk, page)
        assert "Dr Ben Okafor holds this role already." in read(desk, way, 409).text

    def test_in_a_programme_that_ended_it_waits_for_that_to_be_opened(self, app, phone_of, dan, ana):
        desk = phone_of(dan)
        end(desk)
        way = f"/people/memberships/{membership_of(ana)}/reinstatement"
        page = read(desk, way)
        assert "Open it again first." in page.text and not page.soup.select(f"form[action='{way}']")
        form = read(desk, ENDING).form(f"/programme/{NORTH}/opening")
        assert desk.post(way, data=form).status_code == 409

    def test_one_s_own_role_is_given_by_others(self, app, phone_of, dan):
        joined(app, FEMI, NORTH, "coordinator")
        ended(app, dan)
        way = f"/people/memberships/{membership_of(dan)}/reinstatement"
        assert phone_of(dan).get(way).status_code == 403
        desk = phone_of(FEMI)
        page = press(desk, read(desk, way))
        assert "Dan Weiss is coordinator again." in page.text


def test_every_act_stands_in_the_list_of_who_did_what(app, phone_of, dan, ana):
    cohort = made(app, [ana])
    arranged(app, "pause", from_on="2026-06-01", until_on="2026-06-14", reason="work")
    desk = phone_of(dan)
    undone(desk, end(desk))
    assert cohort
    said = read(desk, "/office/audit").text
    for words in (
        "Cohort “Spring” was made or changed",
        "The cohort of Ana Silva was changed",
        "Ana Silva was given a pause",
        "The programme ended",
        "Ana Silva is trainee no longer",
        "The programme was opened again",
        "Ana Silva became trainee",
    ):
        assert words in said, words
