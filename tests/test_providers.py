"""A provider is a school: two of one name know nothing of each other, until who runs the server joins them."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from logbook import store
from logbook.cli import commands
from logbook.models import Programme, Provider, db, migrating
from logbook.models.engine import writing
from logbook.office import providers, registrations
from logbook.record import signers
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH, SOUTH, provider_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import NOW
from tests.support.server.application import ask

NORTH_SCHOOL, SOUTH_SCHOOL = provider_of(NORTH), provider_of(SOUTH)


@pytest.fixture
def of_one_name(app):
    """Both schools call themselves the same."""
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Provider).values(name="Skin School"))


@pytest.fixture
def run(app, monkeypatch, sqlite_url):
    """run("provider", "list"): the command on the database of the cast."""
    for name, value in (
        ("DATABASE_URL", sqlite_url),
        ("SECRET_KEY", "k" * 40),
        ("LOGBOOK_ORIGIN", "https://logbook.example.org"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LOGBOOK_DEMO", raising=False)
    return lambda *arguments: CliRunner().invoke(commands, arguments)


def known_in(app, programme):
    with app.app_context(), store.reading() as connection:
        return {name for _, name, _, _ in signers.confirmed(connection, programme)}


def holder(app, programme, somebody):
    with app.app_context(), store.reading() as connection:
        return registrations.holder(connection, [programme], somebody.body, somebody.number)


def test_two_schools_of_one_name_share_no_confirmation_and_no_number(app, of_one_name):
    assert (known_in(app, NORTH), known_in(app, SOUTH)) == ({BEN.name}, {FEMI.name})
    assert (holder(app, NORTH, BEN), holder(app, SOUTH, BEN)) == (BEN.id, None)


def test_two_that_are_joined_share_both_and_every_phone_hears_of_it(app, phone_of):
    anas, cleos = (Phone(phone_of(who), who) for who in (ANA, CLEO))
    for phone in (anas, cleos):
        phone.sync()
    with app.app_context(), writing(db) as connection:
        assert providers.join(connection, NORTH_SCHOOL, SOUTH_SCHOOL, NOW) == 1
    assert known_in(app, NORTH) == known_in(app, SOUTH) == {BEN.name, FEMI.name}
    assert holder(app, SOUTH, BEN) == BEN.id
    cleos.sync()
    assert json.loads(cleos.docs["programme", SOUTH]["stmt"])["provider"] == "North Skin School"
    assert [row.id for row in ask(app, select(Provider.id))] == [NORTH_SCHOOL]


def test_the_host_adds_a_provider_and_its_administrator_begins_with_it(run):
    made = run("provider", "add", "Harbour School", "--address", "Quay 1, Hull", "--tz", "Europe/Dublin")
    id = made.stdout.strip()
    assert f"{id}  Harbour School (Quay 1, Hull, Europe/Dublin)" in run("provider", "list").stdout
    shown = run("provider", "invite", id, "fox@example.org", "--name", "Gia Fox")
    assert "to administer Harbour School" in shown.stderr and "/join/" in shown.stdout


def test_a_second_provider_of_one_name_is_made_only_where_that_is_said(run):
    first = run("provider", "add", "Harbour School")
    again = run("provider", "add", "Harbour School")
    assert again.exit_code == 1 and "There is a provider named Harbour School already" in again.output
    assert run("provider", "add", "Harbour School", "--namesake").stdout != first.stdout


@pytest.mark.parametrize("given", [("",), ("Harbour School", "--tz", "Mars/Hole")], ids=["name", "zone"])
def test_a_provider_of_bad_facts_is_refused_in_words(run, given):
    shown = run("provider", "add", *given)
    assert shown.exit_code == 1 and "Error: " in shown.output and "Traceback" not in shown.output


def test_a_new_name_of_a_provider_reaches_the_phones_of_its_programmes_alone(app, phone_of, run):
    anas, cleos = (Phone(phone_of(who), who) for who in (ANA, CLEO))
    for phone in (anas, cleos):
        phone.sync()
    shown = run(
        "provider", "set", NORTH_SCHOOL, "--name", "Northern Academy", "--address", "1 High Street, Leeds"
    )
    assert shown.exit_code == 0, shown.output
    for phone in (anas, cleos):
        phone.sync()
    assert json.loads(anas.docs["programme", NORTH]["stmt"])["provider"] == "Northern Academy"
    assert cleos.last["pull"]["docs"] == []
    assert "Northern Academy (1 High Street, Leeds, Europe/London)" in run("provider", "list").output


def test_a_programme_is_added_to_a_provider_by_its_id_and_a_name_makes_a_new_one(app, run):
    assert run("programme", "add", "Second", "--provider", NORTH_SCHOOL).exit_code == 0
    assert (
        run("programme", "add", "First", "--provider", "East School", "--tz", "America/Toronto").exit_code
        == 0
    )
    found = {
        row.name: row
        for row in ask(
            app,
            select(Programme.name, Programme.provider_id, Provider.name.label("school"), Provider.tz).join(
                Provider, Provider.id == Programme.provider_id
            ),
        )
    }
    assert found["Second"].provider_id == NORTH_SCHOOL
    assert (found["First"].school, found["First"].tz) == ("East School", "America/Toronto")


def test_whether_two_of_one_name_are_one_school_is_asked_and_not_guessed(app, run):
    shown = run("programme", "add", "Second", "--provider", "North Skin School")
    assert shown.exit_code == 1 and NORTH_SCHOOL in shown.output and "--namesake" in shown.output
    assert len(ask(app, select(Programme.id))) == 2
    assert run("programme", "add", "Other", "--provider", "North Skin School", "--namesake").exit_code == 0
    names = [row.name for row in ask(app, select(Provider.name).order_by(Provider.name))]
    assert names == ["North Skin School", "North Skin School", "South Dental Aesthetics"]


def test_what_a_migration_will_make_is_shown_before_it_and_joined_after_it(app, run):
    assert "made already" in run("provider", "plan").output
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Provider).values(name="Skin School"))
    migrating.downgrade(app, "0015")
    shown = run("provider", "plan")
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith("2 providers of 2 programmes:")
    assert shown.output.count("Skin School (Europe/London), one of several of this name") == 2
    assert NORTH in shown.output and "they may be two schools" in shown.output
    migrating.upgrade(app)
    kept, gone = (row.id for row in ask(app, select(Provider.id)))
    assert "Skin School took over 1 programme of Skin School" in run("provider", "join", kept, gone).output
    assert {row.provider_id for row in ask(app, select(Programme.provider_id))} == {kept}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("join", NORTH_SCHOOL, NORTH_SCHOOL), "Name two providers"),
        (("join", NORTH_SCHOOL, "nobody"), "There is no provider nobody"),
        (("set", "nobody", "--name", "X"), "There is no provider nobody"),
        (("set", NORTH_SCHOOL, "--name", " "), "Enter the training provider’s name"),
        (("set", NORTH_SCHOOL, "--tz", "Europe/Atlantis"), "Enter a time zone"),
        (("set", NORTH_SCHOOL, "--address", "x" * 201), "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_in_the_terminal_and_changes_nothing(app, run, arguments, words):
    before = ask(app, select(Provider.__table__).order_by(Provider.id))
    shown = run("provider", *arguments)
    assert shown.exit_code == 1 and words in shown.output
    assert ask(app, select(Provider.__table__).order_by(Provider.id)) == before
