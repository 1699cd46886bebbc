"""Coming in by invitation: a link works once, for a while, for one person."""

import pytest
from sqlalchemy import func, select, update

from logbook import instants
from logbook.models import Document, Invitation, Membership, Person, db
from logbook.models.engine import writing
from tests.accounts.doors import GINA, join
from tests.support.cast import holding
from tests.support.cast.people import NORTH, SOUTH
from tests.support.server.application import ask
from tests.support.server.reader import check, read


def set_invitations(app, **columns):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Invitation).values(**columns))


def test_joining_makes_the_account_and_signs_in(app, client, invite):
    answer = join(client, invite())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/arrive")
    (found,) = ask(app, select(Person.__table__).where(Person.email == "gina@example.org"))
    assert (found.name, found.profession, found.licence_body, found.licence_number) == (
        "Gina Rossi",
        "dentist",
        "GDC",
        "301234",
    )
    assert found.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    page = read(client, "/arrive")
    assert page.soup.select_one('meta[name="logbook-account"]')["content"] == found.id


def test_the_form_says_to_what_and_as_what(client, invite):
    page = read(client, invite(role="supervisor"))
    assert page.heading == "Join North Skin School"
    assert "Supervisor" in page.text and page.soup.select_one("#f-email")["value"] == "gina@example.org"


def test_who_joins_finds_programme_and_supervisors_in_their_feed(app, client, invite, ben):
    join(client, invite())
    (found,) = ask(app, select(Person.id).where(Person.email == "gina@example.org"))
    held = holding.held(app, found.id)
    assert {
        ("person", found.id),
        ("person", ben.id),
        ("programme", NORTH),
        ("requirements", "generic-starter"),
    } <= held


def test_supervisors_hear_of_who_joins_and_others_do_not(app, client, invite, ana, ben, femi):
    join(client, invite())
    (found,) = ask(app, select(Person.id).where(Person.email == "gina@example.org"))
    assert holding.holders(app, "person", found.id) == {found.id, ben.id}
    (kept,) = ask(app, select(Document.text).where(Document.kind == "person", Document.id == found.id))
    assert "gina@example.org" not in kept.text


def test_a_link_works_once(app, client, invite):
    path = invite()
    assert join(client, path).status_code == 303
    check(app.test_client().get(path), path, 410)
    csrf = read(app.test_client(), "/sign-in").form("/sign-in")
    assert csrf


def test_two_who_post_at_once_become_one_account(app, invite):
    path = invite()
    first, second = app.test_client(), app.test_client()
    forms = [read(client, path).form(path) | GINA for client in (first, second)]
    assert first.post(path, data=forms[0]).status_code == 303
    check(second.post(path, data=forms[1]), path, 410)
    assert ask(app, select(func.count()).where(Person.email == "gina@example.org"))[0][0] == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"expires_at": instants.plus(instants.now(), minutes=-1)},
        {"revoked_at": instants.now()},
        {"kind": "recovery"},
    ],
    ids=["old", "revoked", "of another kind"],
)
def test_a_link_that_does_not_work_says_what_to_do(app, client, invite, columns):
    path = invite()
    set_invitations(app, **columns)
    assert "Ask your coordinator for a new one" in check(client.get(path), path, 410).text


def test_an_invented_link_is_answered_like_a_spent_one(client):
    check(client.get("/join/" + "A" * 43), "/join/…", 410)
    check(client.get("/recover/" + "A" * 43), "/recover/…", 410)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Enter your name"),
        ({"profession": ""}, "Choose your profession"),
        ({"profession": "astronaut"}, "Choose your profession"),
        ({"licence_body": ""}, "Enter the body that registers you"),
        ({"licence_number": ""}, "Enter your registration number"),
        ({"licence_number": "1" * 61}, "Use at most 60 characters"),
        ({"password": ""}, "Choose a password"),
        ({"password": "short"}, "The password needs at least 10 characters"),
        ({"password": "gina rossi 1"}, "Choose a password that is harder to guess"),
        ({"password": "aaaaaaaaaaaa"}, "Choose a password that is harder to guess"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(app, client, invite, changes, words):
    path = invite()
    page = check(join(client, path, **changes), path, 422)
    assert words in page.text and page.soup.select_one("[aria-invalid]")
    kept = page.form(path)
    assert kept["licence_body"] == (GINA | changes)["licence_body"]
    assert "password" not in page.html or GINA["password"] not in page.html
    assert ask(app, select(Person.id).where(Person.email == "gina@example.org")) == []


def test_text_is_cleaned_once(app, client, invite):
    join(client, invite(), name="  Gina\u202e   Ros\u0301si ")
    assert ask(app, select(Person.name).where(Person.email == "gina@example.org"))[0][0] == "Gina Rośsi"


def test_somebody_with_an_account_joins_one_more_programme_with_it(app, phone_of, invite, femi):
    path, phone = invite(email=femi.email, role="supervisor"), phone_of(femi)
    assert phone.post(path, data=read(phone, path).form(path)).status_code == 303
    held = {
        row.programme_id
        for row in ask(app, select(Membership.__table__).where(Membership.person_id == femi.id))
    }
    assert held == {NORTH, SOUTH}


def test_an_invitation_offers_to_sign_in_first(client, invite, femi):
    path = invite(email=femi.email)
    assert f"/sign-in?next={path}" in read(client, path).links()


def test_an_invitation_is_for_one_person(app, phone_of, invite, femi, cleo):
    path, phone = invite(email=femi.email), phone_of(cleo)
    assert "Somebody else is signed in here" in read(phone, path).text
    csrf = read(phone, "/me/devices").soup.select_one('[name="csrf_token"]')["value"]
    check(phone.post(path, data={"csrf_token": csrf}), path, 409)
    assert not ask(
        app, select(Membership.id).where(Membership.person_id == cleo.id, Membership.programme_id == NORTH)
    )
