"""Me, Licences: which there are, what each is, and which one stands under what somebody signs."""

import pytest
from sqlalchemy import select

from logbook.models import Licence, LicencePeriod, Person
from tests.accounts.doors import send
from tests.support.cast.people import ANA, BEN
from tests.support.server.application import ask
from tests.support.server.reader import check, read

FIRST = f"/me/licences/{BEN.id}"
GDC = {"licence_body": "GDC", "licence_number": "281999"}


def sent(client, page, action, expected=303, **fields):
    answer = client.post(action, data=read(client, page).form(action) | fields)
    assert answer.status_code == expected, answer.text[:400]
    if expected == 303:
        return check(client.get(answer.headers["Location"]), page)
    return check(answer, page, expected)


def other(app):
    [row, *_] = ask(app, select(Licence.licence_id).where(Licence.licence_number == "281999"))
    return f"/me/licences/{row.licence_id}"


def test_whoever_has_a_number_finds_it_as_their_first_licence(phone_of, ben):
    page = read(phone_of(ben), "/me/licences")
    assert "GMC 7012345" in page.text and "Stands under what you sign" in page.text
    assert "As you say: valid" in page.text


def test_whoever_has_none_is_told_so_and_adds_one_that_stands_under_signatures(app, phone_of, dan):
    client = phone_of(dan)
    assert "No licence yet" in read(client, "/me/licences").text
    page = sent(client, "/me/licences", "/me/licences", **GDC)
    assert "GDC 281999" in page.text
    assert ask(app, select(Person.licence_number).where(Person.id == dan.id))[0].licence_number == "281999"


def test_a_second_one_is_added_and_chosen_and_the_first_stays(app, phone_of, ben):
    client = phone_of(ben)
    given = GDC | {"region": "gb-eng", "type": "specialist", "prescriber": "yes"}
    page = sent(client, "/me/licences", "/me/licences", **given)
    assert "Specialist, GB-ENG" in page.text
    assert ask(app, select(Person.licence_body).where(Person.id == ben.id))[0].licence_body == "GMC"
    page = sent(client, other(app), f"{other(app)}/primary")
    assert "GDC 281999 stands under what you sign from now on." in page.text
    assert ask(app, select(Person.licence_body).where(Person.id == ben.id))[0].licence_body == "GDC"
    assert "GMC 7012345" in page.text


def test_a_number_is_put_right_and_the_account_says_it(app, phone_of, ben):
    sent(phone_of(ben), FIRST, f"{FIRST}/facts", licence_number="701 9999")
    assert ask(app, select(Person.licence_number).where(Person.id == ben.id))[0].licence_number == "7019999"
    numbers = [row.licence_number for row in ask(app, select(Licence).where(Licence.person_id == ben.id))]
    assert numbers == ["7012345", "7019999"]


def test_details_and_licences_are_one_room(app, phone_of, ben):
    client = phone_of(ben)
    send(client, "/me/details", licence_number="7018888")
    assert "GMC 7018888" in read(client, "/me/licences").text


def test_how_it_is_is_said_with_its_days_and_taken_back(app, phone_of, ben):
    client = phone_of(ben)
    page = sent(client, FIRST, f"{FIRST}/status", status="active", to_on="2020-03-31", words="Registered")
    assert "As you say ended" in " ".join(page.soup.get_text(" ").split())
    assert "Registered, and may practise (“Registered”) until 31 March 2020" in page.text
    [row] = ask(app, select(LicencePeriod))
    undo = f"{FIRST}/{row.act}/withdrawal"
    page = sent(client, FIRST, undo)
    assert "As you say valid" in " ".join(page.soup.get_text(" ").split())
    assert page.soup.find("s").get_text() == "Registered, and may practise (“Registered”) until 31 March 2020"


@pytest.mark.parametrize(
    ("form", "fields", "words"),
    [
        ("status", {"status": "ruined"}, "Choose how the register has it"),
        ("status", {"status": "active", "to_on": "2026-02-30"}, "Enter a day of the calendar"),
        (
            "status",
            {"status": "active", "from_on": "2026-02-02", "to_on": "2026-02-01"},
            "It lies before its first day",
        ),
        ("facts", {"region": "Nevada"}, "Enter a code such as GB, US-NV or CA-AB, or nothing"),
        ("facts", {"licence_number": ""}, "Enter your registration number"),
        ("facts", {"type": "golden"}, "Choose a type of the list"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(app, phone_of, ben, form, fields, words):
    before = len(ask(app, select(Licence))) + len(ask(app, select(LicencePeriod)))
    page = sent(phone_of(ben), FIRST, f"{FIRST}/{form}", 422, **fields)
    assert words in page.text and page.soup.select_one("[aria-invalid]")
    assert len(ask(app, select(Licence))) + len(ask(app, select(LicencePeriod))) == before


def test_a_number_that_looks_mistyped_is_kept_and_remarked_on(phone_of, ben):
    page = sent(phone_of(ben), FIRST, f"{FIRST}/facts", licence_number="701")
    assert "GMC numbers look like" in page.text


def test_nobody_has_the_number_of_another_licence_of_somebody_else(app, phone_of, ana, ben):
    sent(phone_of(ben), "/me/licences", "/me/licences", **GDC)
    page = sent(
        phone_of(ana), "/me/licences", "/me/licences", 422, licence_body="gdc", licence_number="281-999"
    )
    assert "Somebody of your training provider is registered with this number" in page.text


def test_the_licences_of_somebody_else_are_not_found(app, phone_of, ana, ben):
    client = phone_of(ana)
    assert client.get(FIRST).status_code == 404
    own = f"/me/licences/{ANA.id}"
    page = sent(phone_of(ben), FIRST, f"{FIRST}/status", status="active")
    assert page
    [row] = ask(app, select(LicencePeriod))
    token = read(client, own).form(f"{own}/status")
    assert client.post(f"{own}/{row.act}/withdrawal", data=token).status_code == 404
    assert client.post(f"{FIRST}/primary", data=token).status_code == 404
