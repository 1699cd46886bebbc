"""The page that an invitation opens: what it asks of whom, what it says, which numbers it refuses."""

import pytest
from sqlalchemy import select, update

from logbook.models import Person, Provider, db
from logbook.models.engine import writing
from tests.accounts.doors import GINA, join
from tests.support.cast.people import SOUTH
from tests.support.server.application import ask
from tests.support.server.reader import check, read

HUGO = {"name": "Hugo Brandt", "password": "correct horse battery"}


@pytest.mark.finding("use.C1")
def test_a_coordinator_joins_without_profession_and_number(app, client, invite, phone_of, dan):
    path = invite(role="coordinator")
    page = read(client, path)
    assert set(page.form(path)) == {"csrf_token", "name", "password"}
    assert client.post(path, data=page.form(path) | HUGO).status_code == 303
    (found,) = ask(app, select(Person.__table__).where(Person.email == "gina@example.org"))
    assert (found.name, found.profession, found.licence_body, found.licence_number) == (
        "Hugo Brandt",
        "",
        "",
        "",
    )
    read(client, "/cohort")
    assert "Hugo Brandt Coordinator gina@example.org" in read(phone_of(dan), "/people").text


@pytest.mark.finding("use.C1")
def test_a_coordinator_who_becomes_a_supervisor_gives_the_registration_then(app, client, invite):
    first = invite(role="coordinator")
    client.post(first, data=read(client, first).form(first) | HUGO)
    path = invite(role="supervisor")
    page = check(client.post(path, data=read(client, path).form(path)), path, 422)
    assert "Choose your profession" in page.text and "Enter your registration number" in page.text
    given = {name: GINA[name] for name in ("profession", "licence_body", "licence_number")}
    assert client.post(path, data=page.form(path) | given).status_code == 303
    (found,) = ask(app, select(Person.__table__).where(Person.email == "gina@example.org"))
    assert (found.name, found.licence_number) == ("Hugo Brandt", "301234")


@pytest.mark.finding("use.P1")
@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("trainee", "Your cases are seen by the supervisors of the programme"),
        ("supervisor", "stand under what you sign"),
        ("coordinator", "The people you invite see your name"),
    ],
)
def test_the_page_to_join_names_provider_and_inviter_and_says_what_happens_to_the_data(
    app, client, invite, dan, role, words
):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Provider).values(name="Northern Academy"))
    page = read(client, invite(role=role, created_by=dan.id))
    assert f"Dan Weiss invites you to North Skin School of Northern Academy as {role.title()}" in page.text
    assert "What happens to your data" in page.text and words in page.text


@pytest.mark.finding("attack.M6")
@pytest.mark.parametrize("written", [("GMC", "7012345"), ("gmc", " 701 2345"), ("G.M.C.", "７０１２３４５")])
def test_nobody_joins_with_a_number_that_the_provider_knows_already(app, client, invite, written):
    path = invite(role="supervisor")
    given = {"licence_body": written[0], "licence_number": written[1]}
    page = check(join(client, path, **given), path, 422)
    assert "Somebody of your training provider is registered with this number" in page.text
    assert page.soup.select_one("#f-licence_number[aria-invalid]")
    assert ask(app, select(Person.id).where(Person.email == "gina@example.org")) == []
    assert join(client, path).status_code == 303


@pytest.mark.finding("attack.M6")
def test_the_same_number_with_another_body_or_another_provider_is_somebody_else(client, app, invite):
    path = invite(role="supervisor")
    assert join(client, path, licence_body="GDC", licence_number="7012345").status_code == 303
    far, other = invite(email="hugo@example.org", programme=SOUTH), app.test_client()
    assert join(other, far, licence_body="GMC", licence_number="7012345").status_code == 303


@pytest.mark.finding("use.G3")
def test_a_weak_password_names_its_field_and_can_be_read(client, invite):
    path = invite()
    page = check(join(client, path, password="short"), path, 422)
    assert page.soup.select_one('[data-problems] a[href="#f-password"]').get_text().startswith("The password")
    assert page.soup.select_one('[data-reveals="f-password"] input[type="checkbox"]')
