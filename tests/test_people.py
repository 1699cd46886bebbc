"""The coordinator’s register: inviting, ending a role, a one-time recovery; and nothing of other programmes."""

import re

import pytest
from sqlalchemy import select, update

from logbook import instants
from logbook.models import Invitation, Membership, db
from logbook.models.engine import writing
from tests.support.cast import holding
from tests.support.cast.clinic import joined
from tests.support.cast.people import NORTH, SOUTH, membership_of
from tests.support.server.application import ask
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


def test_an_invitation_shows_its_link_and_code_once(phone_of, dan):
    client = phone_of(dan)
    answer = invite(client)
    assert answer.status_code == 303
    page = read(client, answer.headers["Location"])
    assert re.fullmatch(r"/join/[\w-]{43}", link_on(page))
    assert page.soup.select_one("svg.qr path")["d"].startswith("M")
    assert page.soup.select_one("#address") and not read(client, answer.headers["Location"]).soup.select_one(
        "#address"
    )


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


def test_with_several_programmes_each_is_one_tap_from_the_top(app, phone_of, dan, ana):
    """Somebody with twelve scrolls thirty screens otherwise. Whoever trains in two of them stands there twice."""
    path = "/people"
    assert not read(phone_of(dan), path).soup.select("nav[aria-label=Programmes]")
    joined(app, dan, SOUTH, "coordinator")
    joined(app, ana, SOUTH, "trainee")
    page = read(phone_of(dan), path)
    links = page.soup.select("nav[aria-label=Programmes] a")
    assert [link.get_text() for link in links] == ["North Skin School", "South Dental Aesthetics"]
    assert [page.soup.select_one(link["href"]).get_text() for link in links] == [
        link.get_text() for link in links
    ]
    lines = page.soup.select("li.person, tbody tr")
    assert sum(ana.name in line.get_text() for line in lines) == 2
