"""What a coordinator does for the account of a member that is theirs alone: e-mail, sessions, lock."""

import pytest
from sqlalchemy import select

from logbook.folding import by_name
from logbook.models import Login, Person
from tests.accounts.doors import enter
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, SOUTH
from tests.support.cast.phone import envelope, post, refusal
from tests.support.documents.statements import an_entry
from tests.support.server.application import ask, sign_in
from tests.support.server.reader import check, read


@pytest.mark.finding("attack.M13")
def test_a_coordinator_locks_an_account_and_opens_it_again(app, phone_of, dan, ana):
    phone, desk, path = phone_of(ana), phone_of(dan), f"/people/{ANA.id}"
    page = read(desk, f"{path}/account")
    assert desk.post(f"{path}/lock", data=page.form(f"{path}/lock")).status_code == 303
    assert refusal(post(phone, envelope(ana, an_entry()))) == (401, "login_required")
    answer = check(enter(app.test_client(), ana), "/sign-in", 422)
    assert "This account is locked since" in answer.text and "by Dan Weiss" in answer.text
    assert "what waits on your phone stays there" in answer.text
    # Whoever does not know the password is told nothing of it.
    assert "locked" not in check(enter(app.test_client(), ana, "no"), "/sign-in", 422).text
    page = read(desk, f"{path}/account")
    assert "Locked by Dan Weiss" in page.text
    assert desk.post(f"{path}/unlock", data=page.form(f"{path}/unlock")).status_code == 303
    again = app.test_client()
    assert enter(again, ana).status_code == 303
    assert post(again, envelope(ana, an_entry())).get_json()["results"][0]["status"] == "applied"
    history = read(desk, f"{path}/account").soup.select_one("#history").parent.get_text(" ")
    assert "Opened again" in history and "Locked" in history


@pytest.mark.finding("attack.M13")
def test_a_coordinator_signs_somebody_out_everywhere(app, phone_of, dan, ana):
    phone, desk, path = phone_of(ana), phone_of(dan), f"/people/{ANA.id}"
    page = read(desk, f"{path}/account")
    assert "Signed in on 1 device" in page.text
    assert desk.post(f"{path}/sessions", data=page.form(f"{path}/sessions")).status_code == 303
    assert phone.get("/me").status_code == 303
    assert all(row.ended_at for row in ask(app, select(Login.__table__).where(Login.person_id == ana.id)))
    assert "Signed out everywhere" in read(desk, f"{path}/account").text
    assert "Signed out everywhere" in read(sign_in(app.test_client(), ana), "/me/details").text


@pytest.mark.finding("field.F4")
def test_a_coordinator_corrects_an_address_and_its_owner_sees_who_did(app, phone_of, dan, ana):
    desk, path = phone_of(dan), f"/people/{ANA.id}"
    fields = read(desk, f"{path}/account").form(f"{path}/email")
    taken = desk.post(f"{path}/email", data=fields | {"email": BEN.email})
    assert "This e-mail cannot be taken" in check(taken, f"{path}/email", 422).text
    assert desk.post(f"{path}/email", data=fields | {"email": "silva@example.org"}).status_code == 303
    fields = read(app.test_client(), "/sign-in").form("/sign-in")
    assert ask(app, select(Person.email).where(Person.id == ana.id))[0].email == "silva@example.org"
    page = read(phone_of(ana), "/me/details")
    assert "E-mail was ana@example.org" in page.text and "by Dan Weiss" in page.text


@pytest.mark.finding("field.F4", "attack.M13")
def test_the_account_of_somebody_who_also_works_elsewhere_is_nobodys_alone(app, phone_of, dan, ben):
    desk = phone_of(dan)
    joined(app, ben, SOUTH, "supervisor")
    # That the way leads there says nothing: it does for everybody.
    assert f"/people/{ben.id}/account" in read(desk, "/people").links()
    fields = read(desk, f"/people/{ANA.id}/account").form(f"/people/{ANA.id}/lock")
    page = read(desk, f"/people/{ben.id}/account")
    assert "looked after by the host of this logbook" in page.text and not page.soup.select("main form")
    for what in ("email", "sessions", "lock", "unlock"):
        path = f"/people/{ben.id}/{what}"
        answer = check(desk.post(path, data=fields | {"email": "x@example.org"}), path, 403)
        assert "looked after by the host of this logbook" in answer.text
    assert ask(app, select(Person.locked_at).where(Person.id == ben.id))[0].locked_at is None


@pytest.mark.finding("use.G3")
def test_the_register_sorts_people_by_name_without_title(
    app, phone_of, dan, invited=("Émile Zola", "prof. Zoe Abt")
):
    assert sorted(["Dr Ben Okafor", "Zoe", "anna", "Émile", "Prof Ada Zu", "Łukasz"], key=by_name) == [
        *("Prof Ada Zu", "anna", "Dr Ben Okafor", "Émile", "Łukasz", "Zoe")
    ]
    names = [
        row.get_text(strip=True) for row in read(phone_of(dan), "/people").soup.select("li.person .strong")
    ]
    assert names == ["Ana Silva", "Dr Ben Okafor", "Dan Weiss"]
