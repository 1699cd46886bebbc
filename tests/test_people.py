"""The coordinator’s register: inviting, ending a role, a one-time recovery; and nothing of other programmes."""

import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import delete, select, update

from logbook import instants, store
from logbook.models import Confirmation, Invitation, Membership, db
from logbook.models.engine import writing
from logbook.office import roles
from tests.support.cast import clinic, holding
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.people import BEN, FEMI, NORTH, SOUTH, membership_of
from tests.support.documents.statements import an_entry
from tests.support.server.application import ask
from tests.support.server.asked import queries
from tests.support.server.reader import check, read

HUGO = {"name": "Hugo Brandt", "email": "Hugo@Example.org", "role": "supervisor"}


def send(client, page, path, **more):
    return client.post(path, data=page.form(path) | more)


def invite(client, **changes):
    return send(client, read(client, "/people/invitations"), "/people/invitations", **HUGO | changes)


def link_on(page):
    return re.sub("^http://localhost", "", page.soup.select_one("#address").get_text())


def test_the_register_shows_everybody_with_role_and_licence(phone_of, dan):
    page = read(phone_of(dan), "/people")
    assert "Ana Silva Trainee · Registered nurse · NMC 90A1234E" in page.text
    assert "Dr Ben Okafor Supervisor · Physician · GMC 7012345" in page.text
    assert "since 5 January 2026" in page.text


def test_the_register_shows_nobody_of_other_programmes(phone_of, dan, cleo, femi):
    page = read(phone_of(dan), "/people")
    assert cleo.name not in page.text and femi.name not in page.text and "South" not in page.text


def test_an_invitation_shows_its_link_and_code_to_who_made_it(phone_of, dan):
    client = phone_of(dan)
    answer = invite(client)
    assert answer.status_code == 303
    page = read(client, answer.headers["Location"])
    assert re.fullmatch(r"/join/[\w-]{43}", link_on(page))
    assert page.soup.select_one("svg.qr path")["d"].startswith("M")
    assert link_on(read(client, answer.headers["Location"])) == link_on(page)


def test_the_link_that_is_shown_works(app, phone_of, dan):
    client = phone_of(dan)
    page = read(client, invite(client).headers["Location"])
    assert "Hugo" in read(app.test_client(), link_on(page)).html


def test_only_a_hash_of_the_link_is_kept(app, phone_of, dan):
    client = phone_of(dan)
    token = link_on(read(client, invite(client).headers["Location"])).removeprefix("/join/")
    assert token not in {str(value) for row in ask(app, select(Invitation.__table__)) for value in row}


def test_an_open_invitation_stands_in_the_register(phone_of, dan):
    client = phone_of(dan)
    invite(client)
    assert "Hugo Brandt Supervisor · hugo@example.org Link works until" in read(client, "/people").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": ""}, "Enter their e-mail"),
        ({"email": "hugo"}, "Enter an e-mail address"),
        ({"role": ""}, "Choose a role"),
        ({"role": "owner"}, "Choose a role"),
    ],
)
def test_a_wrong_invitation_is_explained(app, phone_of, dan, changes, words):
    page = check(invite(phone_of(dan), **changes), "/people/invitations", 422)
    assert words in page.text
    assert ask(app, select(Invitation.id)) == []


def test_nobody_invites_into_a_programme_they_do_not_run(app, phone_of, dan):
    check(invite(phone_of(dan), programme=SOUTH), "/people/invitations", 404)
    assert ask(app, select(Invitation.id)) == []


def test_a_new_link_replaces_the_old_one(app, phone_of, dan):
    client = phone_of(dan)
    page = read(client, invite(client).headers["Location"])
    old, (found,) = link_on(page), ask(app, select(Invitation.id))
    answer = send(client, page, f"/people/invitations/{found.id}/link")
    new = link_on(read(client, answer.headers["Location"]))
    check(app.test_client().get(old), old, 410)
    read(app.test_client(), new)


def test_a_revoked_invitation_is_gone(app, phone_of, dan):
    client = phone_of(dan)
    link = link_on(read(client, invite(client).headers["Location"]))
    (found,) = ask(app, select(Invitation.id))
    path = f"/people/invitations/{found.id}"
    fields = read(client, f"{path}/revocation").form(f"{path}/revocation")
    assert client.post(f"{path}/revocation", data=fields).status_code == 303
    assert "The link for Hugo Brandt stopped working." in read(client, "/people").text
    assert "Hugo" not in read(client, "/people").text
    check(app.test_client().get(link), link, 410)
    check(client.post(f"{path}/link", data=fields), path, 409)


def test_another_programmes_invitation_cannot_be_found(app, phone_of, dan):
    client = phone_of(dan)
    invite(client)
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Invitation).values(programme_id=SOUTH))
    (found,) = ask(app, select(Invitation.id))
    read(client, f"/people/invitations/{found.id}", 404)


def test_ending_a_role_asks_first_and_says_what_stays(phone_of, dan, ben):
    page = read(phone_of(dan), f"/people/memberships/{membership_of(ben)}/ending")
    assert "All that was written and signed stays" in page.text


def test_an_ended_role_takes_effect_at_once(app, phone_of, dan, ben):
    client, phone = phone_of(dan), phone_of(ben)
    path = f"/people/memberships/{membership_of(ben)}/ending"
    assert send(client, read(client, path), path).status_code == 303
    assert "ended" in read(client, "/people").text
    assert phone.get("/people").status_code == 403
    (row,) = ask(app, select(Membership.ended_at).where(Membership.id == membership_of(ben)))
    assert row.ended_at
    read(client, path, 404)


def test_an_ended_supervisor_loses_the_trainees_from_the_feed(app, phone_of, dan, ben, ana):
    client, path = phone_of(dan), f"/people/memberships/{membership_of(ben)}/ending"
    assert ("person", ana.id) in holding.held(app, ben.id)
    send(client, read(client, path), path)
    after = holding.held(app, ben.id)
    assert ("person", ana.id) not in after and ("person", ben.id) in after


def test_a_coordinator_does_not_end_themselves(phone_of, dan):
    read(phone_of(dan), f"/people/memberships/{membership_of(dan)}/ending", 404)
    read(phone_of(dan), f"/people/{dan.id}/recovery", 404)


def test_a_recovery_link_is_shown_once_and_replaces_earlier_ones(app, phone_of, dan, ana):
    client, path = phone_of(dan), f"/people/{ana.id}/recovery"
    first = read(client, send(client, read(client, path), path).headers["Location"])
    old = link_on(first)
    read(app.test_client(), old)
    assert not read(client, path).soup.select_one("#address")
    send(client, read(client, path), path)
    check(app.test_client().get(old), old, 410)


def test_people_of_other_programmes_cannot_be_recovered(phone_of, dan, cleo):
    read(phone_of(dan), f"/people/{cleo.id}/recovery", 404)


def test_the_register_of_two_programmes_has_two_sections(app, phone_of, dan, cleo):
    joined(app, dan, SOUTH, "coordinator")
    client = phone_of(dan)
    page = read(client, "/people")
    assert [heading.get_text() for heading in page.soup.select("h2")] == [
        "North Skin School",
        "South Dental Aesthetics",
    ]
    answer = invite(client, programme=SOUTH)
    assert answer.status_code == 303
    (found,) = ask(app, select(Invitation.programme_id, Invitation.created_at))
    assert (found.programme_id, found.created_at <= instants.now()) == (SOUTH, True)
    assert NORTH != SOUTH


def test_who_coordinates_several_programmes_looks_at_one_or_all(app, phone_of, dan, ana):
    """Whoever trains in two of them stands there twice."""
    assert not read(phone_of(dan), "/people").soup.select("nav[aria-label=Programmes]")
    joined(app, dan, SOUTH, "coordinator")
    joined(app, ana, SOUTH, "trainee")
    page = read(phone_of(dan), "/people")
    links = page.soup.select("nav[aria-label=Programmes] a")
    assert [link.get_text() for link in links] == [
        "All programmes",
        "North Skin School",
        "South Dental Aesthetics",
    ]
    assert sum(ana.name in line.get_text() for line in page.soup.select("li.person")) == 2
    south = read(phone_of(dan), links[2]["href"])
    assert [head.get_text() for head in south.soup.select("h2")] == ["South Dental Aesthetics"]
    assert sum(ana.name in line.get_text() for line in south.soup.select("li.person")) == 1


def names(page):
    return [line.select_one("p.strong").get_text() for line in page.soup.select("[id^=membership-]")]


@pytest.mark.finding("use.C6")
class TestASchool:
    @pytest.fixture
    def desk(self, app, phone_of, dan):
        clinic.trainees(app, 120)
        return phone_of(dan)

    def test_a_page_holds_fifty_and_leads_on(self, desk):
        first, last = read(desk, "/people"), read(desk, "/people?page=3")
        assert len(names(first)) == 50 and "Page 1 of 3, 123 lines" in first.text
        assert "/people?page=2" in first.links()
        assert len(names(last)) == 23 and names(last)[-1] == "Trainee 120"
        assert len(first.html.encode()) < 60_000

    @pytest.mark.parametrize("asked", ["trainee 070", "T70@example", "ÁNA", "90a1234e"])
    def test_a_name_an_address_or_a_number_is_found(self, desk, asked):
        page = read(desk, "/people?" + urlencode({"q": asked}))
        assert set(names(page)) & {"Trainee 070", "Ana Silva"} and "Dr Ben Okafor" not in names(page)
        assert page.soup.find(id="q")["value"] == asked

    def test_where_nobody_is_found_it_says_so_and_leads_back(self, desk):
        page = read(desk, "/people?q=nobody")
        assert "Nobody is found for “nobody”." in page.text and "/people" in page.links()

    def test_lines_are_narrowed_to_a_role(self, desk):
        said = [
            link.get_text() for link in read(desk, "/people").soup.select("nav[aria-label='Whom to show'] a")
        ]
        assert said == ["Everybody", "Trainees 121", "Supervisors 1", "Coordinators 1"]
        assert names(read(desk, "/people?show=supervisor")) == ["Dr Ben Okafor"]

    def test_who_is_to_be_confirmed_and_who_left_are_found(self, app, desk):
        with app.app_context(), store.writing() as connection:
            roles.enrol(connection, FEMI.id, NORTH, "supervisor", clinic.NOW)
        with app.app_context(), store.writing() as connection:
            connection.execute(delete(Confirmation).where(Confirmation.person_id == FEMI.id))
        assert names(read(desk, "/people?show=confirm")) == [FEMI.name]
        told(app, an_entry())
        ended(app, BEN)
        assert names(read(desk, "/people?show=left")) == ["Dr Ben Okafor"]
        assert "1 case waits: hand over" in read(desk, "/people?show=waiting").text

    def test_who_left_is_counted_by_people_and_not_by_roles(self, app, desk):
        joined(app, FEMI, NORTH, "supervisor")
        for role in ("supervisor", "coordinator"):
            with app.app_context(), store.writing() as connection:
                id = roles.enrol(connection, FEMI.id, NORTH, role, clinic.NOW)
                roles.end(connection, id, clinic.NOW)
        ended(app, BEN)
        assert "Left 2" in read(desk, "/people").text
        assert sorted(names(read(desk, "/people?show=left"))) == ["Dr Ben Okafor", FEMI.name]
        # Whoever came back, in whichever role, has not left.
        joined(app, BEN, NORTH, "coordinator")
        assert names(read(desk, "/people?show=left")) == [FEMI.name]

    def test_a_link_that_waits_is_found_by_name_too(self, desk):
        invite(desk)
        assert "Hugo Brandt" in read(desk, "/people?q=hugo").text
        assert "Hugo Brandt" not in read(desk, "/people?q=trainee").text
        assert "Hugo Brandt" not in read(desk, "/people?page=2").text


@pytest.mark.finding("use.C3")
def test_a_supervisor_s_backlog_is_said_and_found_where_it_is_late(app, phone_of, dan):
    desk, now = phone_of(dan), instants.now()
    assert "for them" not in read(desk, "/people").text
    for days in (3, 20):
        told(app, an_entry(performed_on=instants.plus(now, days=-days)[:10], recorded_at=now), now=now)
    page = read(desk, "/people")
    assert "2 cases wait for them, the oldest done 20 days ago, late" in page.text
    assert "Late with signing 1" in page.text
    assert names(read(desk, "/people?show=late")) == ["Dr Ben Okafor"]
    # Whoever takes over answers for all of it.
    joined(app, FEMI, NORTH, "supervisor")
    ended(app, BEN, heir=FEMI)
    assert names(read(desk, "/people?show=late")) == [FEMI.name]
    assert "hand over" not in read(desk, "/people").text


def test_who_comes_back_answers_again_and_no_case_waits_for_two(app, phone_of, dan):
    """As on a trainee's page and in the queues of both."""
    desk = phone_of(dan)
    told(app, an_entry())
    joined(app, FEMI, NORTH, "supervisor")
    ended(app, BEN, heir=FEMI)
    assert read(desk, "/people").text.count("1 case waits for them") == 1
    joined(app, BEN, NORTH, "supervisor")
    page = read(desk, "/people")
    (line,) = [one for one in page.soup.select("li.person") if "for them" in one.get_text()]
    assert BEN.name in line.get_text() and "ended" not in line.get_text()


def test_who_came_back_leaves_nothing_of_their_first_time_to_be_handed_over(app, phone_of, dan):
    desk = phone_of(dan)
    told(app, an_entry())
    ended(app, BEN)
    assert "1 case waits: hand over" in read(desk, "/people").text
    joined(app, BEN, NORTH, "supervisor")
    page = read(desk, "/people")
    assert "hand over" not in page.text and page.text.count("1 case waits") == 1


@pytest.mark.both_databases
def test_it_asks_as_often_for_many_people_as_for_few(app, phone_of, dan):
    desk = phone_of(dan)

    def asked():
        read(desk, "/people")
        with queries(app) as found:
            read(desk, "/people")
        return len(found)

    few = asked()
    joined(app, dan, SOUTH, "coordinator")
    clinic.trainees(app, 5)
    joined(app, FEMI, NORTH, "supervisor")
    told(app, an_entry())
    ended(app, BEN)
    assert few <= asked() <= 10
