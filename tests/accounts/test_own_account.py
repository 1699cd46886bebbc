"""One's own account: what Me shows, and how each part of it is changed, with what it was kept."""

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select

from logbook import canonical, shell
from logbook.models import Document, Person, PersonChange
from tests.accounts.doors import enter, send
from tests.support.cast.clinic import told
from tests.support.cast.desk import Desk
from tests.support.cast.people import PASSWORD
from tests.support.cast.phone import Phone, envelope, post
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

NEW = "correct horse battery"
BELLA = {"name": "Dr Bella Okafor", "licence_number": "7012354"}


@pytest.mark.finding("use.T13")
def test_me_shows_address_name_and_number_and_leads_to_all_that_can_be_changed(phone_of, ana):
    page = read(phone_of(ana), "/me")
    for words in ("Ana Silva", "ana@example.org", "Registered nurse", "NMC 90A1234E"):
        assert words in page.text
    for path in ("details", "email", "password", "devices", "closing"):
        assert f"/me/{path}" in page.links()
    assert "/export" in page.links() and "/help" in page.links()


@pytest.mark.finding("use.T13")
def test_a_phone_is_told_its_owners_address_and_nobody_elses(phone_of, ana, ben):
    for somebody in (ana, ben):
        answer = post(phone_of(somebody), envelope(somebody)).get_json()
        assert answer["you"] == {"email": somebody.email, "links": []}
        assert all("@example.org" not in doc.get("stmt", "") for doc in answer["pull"]["docs"])


@pytest.mark.finding("use.T13")
def test_help_answers_for_everybody_and_lies_on_the_phone(app, client):
    assert "On this phone" in read(client, "/help").text
    assert "/help" in shell.bundle()["assets"]


@pytest.mark.finding("field.F4")
def test_a_person_puts_name_and_number_right_and_what_they_were_is_kept(app, phone_of, ben):
    client = phone_of(ben)
    assert send(client, "/me/details", **BELLA).status_code == 303
    (found,) = ask(app, select(Person.name, Person.licence_number).where(Person.id == ben.id))
    assert tuple(found) == ("Dr Bella Okafor", "7012354")
    (row,) = ask(app, select(PersonChange.__table__))
    assert (row.person_id, row.by_id, row.kind) == (ben.id, ben.id, "details")
    assert orjson.loads(row.was)["name"] == "Dr Ben Okafor"
    page = read(client, "/me/details")
    assert "Name was Dr Ben Okafor. Registration was GMC 7012345" in page.text
    assert "profession" not in page.soup.select_one("#history").parent.get_text().lower()


@pytest.mark.finding("field.F4")
def test_everybody_who_knows_them_is_told_the_new_name(app, phone_of, ana, ben):
    phone = Phone(phone_of(ana), ana)
    phone.sync()
    send(phone_of(ben), "/me/details", **BELLA)
    phone.sync()
    assert canonical.loads(phone.docs["person", ben.id]["stmt"])["name"] == "Dr Bella Okafor"
    (kept,) = ask(app, select(Document.rev).where(Document.kind == "person", Document.id == ben.id))
    assert kept.rev == 2


@pytest.mark.finding("field.F4")
def test_what_was_signed_before_keeps_the_name_it_was_signed_under(app, phone_of, ana, ben):
    entry = told(app, an_entry())
    told(app, a_signoff(entry), by=ben, grade="C")
    send(phone_of(ben), "/me/details", **BELLA)
    assert "Dr Ben Okafor" in read(phone_of(ana), f"/entries/{entry['id']}").text


@pytest.mark.finding("field.F4")
@pytest.mark.parametrize("changes", [{"name": ""}, {"licence_number": ""}, {"profession": "astronaut"}])
def test_details_that_say_nothing_are_refused_beside_their_field(app, phone_of, ben, changes):
    page = check(send(phone_of(ben), "/me/details", **changes), "/me/details", 422)
    assert page.soup.select_one("[aria-invalid]")
    assert ask(app, select(PersonChange.number)) == []


@pytest.mark.finding("attack.M6")
def test_nobody_takes_a_number_that_the_provider_knows_already(app, phone_of, ana):
    given = {"licence_body": "g m c", "licence_number": "701-2345"}
    page = check(send(phone_of(ana), "/me/details", **given), "/me/details", 422)
    assert "Somebody of your training provider is registered with this number" in page.text
    assert page.form("/me/details")["licence_number"] == "7012345"
    assert ask(app, select(PersonChange.number)) == []


def renamed(desk, phone_of, ben):
    """Ben with his new name, as the store sees him, while his phone still has the old one."""
    send(phone_of(ben), "/me/details", **BELLA)
    return replace(ben, name=BELLA["name"], number=BELLA["licence_number"])


@pytest.mark.finding("field.F4")
def test_a_phone_that_still_has_the_old_name_asks_for_changes_and_is_heard(app, phone_of, ben):
    desk, entry = Desk(app), told(app, an_entry())
    now = renamed(desk, phone_of, ben)
    assert desk.one(now, a_signoff(entry, verdict="returned"))["status"] == "applied"


@pytest.mark.finding("field.F4")
def test_an_answer_never_says_a_name_one_did_not_have(app, phone_of, ben):
    desk, entry = Desk(app), told(app, an_entry())
    now = renamed(desk, phone_of, ben)
    invented = a_signoff(entry, verdict="returned", signer={"name": "Dr Mei-Ling Zhao"})
    assert desk.one(now, invented)["code"] == "signer_mismatch"
    assert desk.sign(now, a_signoff(entry, by=now))["status"] == "applied"


@pytest.mark.finding("field.F4")
def test_a_person_changes_the_address_they_sign_in_with_by_their_password(app, phone_of, ana):
    client = phone_of(ana)
    wrong = check(send(client, "/me/email", email="a@silva.example", password="no"), "/me/email", 422)
    assert "This is not your password" in wrong.text and wrong.form("/me/email")["email"] == "a@silva.example"
    taken = check(send(client, "/me/email", email="BEN@example.org", password=PASSWORD), "/me/email", 422)
    assert "This e-mail cannot be taken" in taken.text
    assert send(client, "/me/email", email=" A@Silva.example", password=PASSWORD).status_code == 303
    assert "a@silva.example" in read(client, "/me").text
    assert ask(app, select(Person.email).where(Person.id == ana.id))[0].email == "a@silva.example"
    assert "E-mail was ana@example.org" in read(client, "/me/details").text


@pytest.mark.finding("attack.M13", "use.T13")
def test_a_new_password_asks_the_old_one_and_ends_all_other_sessions(app, phone_of, ana):
    here, there = phone_of(ana), phone_of(ana)
    wrong = check(send(here, "/me/password", old="no", password=NEW), "/me/password", 422)
    assert "This is not the password you have now" in wrong.text
    weak = check(send(here, "/me/password", old=PASSWORD, password="short"), "/me/password", 422)
    assert "The password needs at least 10 characters" in weak.text
    assert there.get("/me").status_code == 200
    assert send(here, "/me/password", old=PASSWORD, password=NEW).status_code == 303
    assert (here.get("/me").status_code, there.get("/me").status_code) == (200, 303)
    assert enter(app.test_client(), ana).status_code == 422
    assert enter(app.test_client(), ana, NEW).status_code == 303


@pytest.mark.finding("field.D7")
def test_a_page_says_what_can_be_deleted_and_what_is_kept_and_why(phone_of, ana):
    page = read(phone_of(ana), "/me/closing")
    for words in ("You can delete", "Kept, and why", "ask your coordinator", "Close your account"):
        assert words in page.text


@pytest.mark.finding("field.D7")
def test_who_closes_their_account_is_out_everywhere_and_all_they_said_stays(app, phone_of, ana, ben):
    here, there, entry = phone_of(ana), phone_of(ana), told(app, an_entry())
    check(send(here, "/me/closing", password="no"), "/me/closing", 422)
    assert send(here, "/me/closing", password=PASSWORD).status_code == 303
    assert (here.get("/me").status_code, there.get("/me").status_code) == (303, 303)
    page = check(enter(app.test_client(), ana), "/sign-in", 422)
    assert "You closed this account" in page.text
    assert "Ana Silva" in read(phone_of(ben), f"/entries/{entry['id']}").text


@pytest.mark.finding("field.D4")
@pytest.mark.parametrize("path", ["/me/password", "/me/closing", "/me/email"])
def test_each_password_has_its_user_name_before_it(phone_of, ana, path):
    form = read(phone_of(ana), path).soup.select_one(f"form[action='{path}']")
    owner, *secrets = form.select("input[autocomplete]")
    assert owner["autocomplete"] == "username" and owner["value"] == ana.email
    assert [one["type"] for one in secrets] == ["password"] * len(secrets)
