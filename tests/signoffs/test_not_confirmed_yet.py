"""Who signs before anybody confirmed them is told that their signatures wait to count: on the sheet, Signed and Me."""

from dataclasses import replace

import pytest

from logbook import store
from logbook.office import roles
from logbook.office.confirmations import Confirmed, confirm
from tests.support.cast.clinic import NOW, joined, told
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH, SOUTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read

COUNT = "count once a coordinator has confirmed your registration"
WORDS = f"Your signatures in North Skin School {COUNT}"


@pytest.fixture
def femi_joins(app):
    """Femi, confirmed elsewhere, supervises Ana as well; nobody here has confirmed that yet. Gives the membership."""
    with app.app_context(), store.writing() as connection:
        return roles.enrol(connection, FEMI.id, NORTH, "supervisor", NOW)


def confirmed(app, membership):
    with app.app_context(), store.writing() as connection:
        who = Confirmed(membership, FEMI.id, NORTH, FEMI.name, FEMI.body, FEMI.number)
        confirm(connection, who, "register", DAN.id, NOW)


def test_the_sheet_signed_and_me_say_it_until_a_coordinator_has_confirmed(app, phone_of, femi_joins):
    entry = told(app, an_entry())
    client, pages = phone_of(FEMI), (f"/entries/{entry['id']}/signoff", "/signoffs/signed", "/me")
    for path in pages:
        assert WORDS in read(client, path).text, path
    confirmed(app, femi_joins)
    for path in pages:
        assert COUNT not in read(client, path).text, path


def test_a_signature_given_before_is_marked_in_the_list_until_then(app, phone_of, femi_joins):
    entry = told(app, an_entry(supervisor=FEMI.id))
    told(app, a_signoff(entry, FEMI), by=replace(FEMI, programme=NORTH), grade="C")
    client = phone_of(FEMI)
    assert "Not confirmed yet" in read(client, "/signoffs/signed").text
    confirmed(app, femi_joins)
    assert "Not confirmed yet" not in read(client, "/signoffs/signed").text


def test_who_is_confirmed_or_signs_nothing_is_told_nothing(app, phone_of, femi_joins):
    entry = told(app, an_entry())
    for who, path in ((BEN, f"/entries/{entry['id']}/signoff"), (BEN, "/me"), (ANA, "/me"), (DAN, "/me")):
        assert COUNT not in read(phone_of(who), path).text, (who.name, path)


def test_who_supervises_in_one_programme_alone_reads_no_name_of_it(app, phone_of):
    with app.app_context(), store.writing() as connection:
        roles.enrol(connection, ANA.id, SOUTH, "supervisor", NOW)
    assert f"Your signatures {COUNT}" in read(phone_of(ANA), "/me").text
    joined(app, ANA, SOUTH, "supervisor")
    assert COUNT not in read(phone_of(ANA), "/me").text
