"""Under which name and number a signature is taken: those that were its signer's on the day it was made."""

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import select

from logbook import store
from logbook.models import Statement
from logbook.office import licences, registrations
from tests.support.cast.clinic import told
from tests.support.cast.desk import Desk
from tests.support.cast.people import BEN, FEMI
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask

ON = "2026-11-15T09:00:00Z"
BELLA = replace(BEN, name="Dr Bella Okafor", number="7099999")


@pytest.fixture
def entry(both_databases):
    return told(both_databases, an_entry())


def details(somebody):
    return {
        "name": somebody.name,
        "profession": somebody.profession,
        "licence_body": somebody.body,
        "licence_number": somebody.number,
    }


@pytest.fixture
def changed(both_databases, entry):
    """Since noon of 15 November Ben has another name and another number."""
    with both_databases.app_context(), store.writing() as connection:
        registrations.change(connection, BEN.id, BEN.id, ON, **details(BELLA))
    return Desk(both_databases)


@pytest.mark.parametrize(
    ("signed_at", "under", "taken"),
    [
        ("2026-11-14T18:00:00Z", BEN, True),
        ("2026-11-15T18:00:00Z", BEN, True),  # the day itself
        ("2026-11-16T10:00:00Z", BEN, True),  # it is still the 15th somewhere
        ("2026-11-17T10:00:00Z", BEN, False),
        ("2026-11-20T18:00:00Z", BELLA, True),
        ("2026-11-20T18:00:00Z", replace(BELLA, name=BEN.name), False),
        ("2026-11-14T18:00:00Z", replace(BEN, number="7000000"), False),
        ("2026-11-14T18:00:00Z", FEMI, False),
    ],
)
def test_a_signature_is_taken_under_what_was_its_signers_on_the_day(changed, entry, signed_at, under, taken):
    signer = {"name": under.name, "body": under.body, "number": under.number}
    answer = changed.sign(BELLA, a_signoff(entry, signed_at=signed_at, signer=signer))
    assert answer["status"] == ("applied" if taken else "rejected")
    assert taken or answer["code"] == "signer_mismatch"


def test_an_answer_that_lay_on_a_phone_comes_under_the_old_number_and_keeps_it(
    changed, entry, both_databases
):
    lay = a_signoff(entry, verdict="returned", signed_at="2026-11-10T08:00:00Z")
    unheard = a_signoff(entry, verdict="returned", signed_at="2026-11-19T08:00:00Z")
    assert [changed.one(BELLA, one)["status"] for one in (lay, unheard)] == ["applied", "applied"]
    texts = ask(both_databases, select(Statement.text).where(Statement.kind == "signoff"))
    assert {orjson.loads(row.text)["signer"]["number"] for row in texts} == {BEN.number}


def test_l13_changing_the_primary_licence_changes_no_earlier_signature(both_databases, entry):
    desk = Desk(both_databases)
    desk.sign(BEN, a_signoff(entry))
    before = ask(both_databases, select(Statement.__table__))
    with both_databases.app_context(), store.writing() as connection:
        said = {"licence_body": "GDC", "licence_number": "281999"}
        id = licences.write(connection, BEN.id, None, BEN.id, ON, False, **said)
        registrations.choose(connection, BEN.id, licences.of_person(connection, BEN.id)[id], BEN.id, ON)
    assert ask(both_databases, select(Statement.__table__)) == before
    # Both licences are still theirs: what is signed says which.
    again, other = told(both_databases, an_entry()), told(both_databases, an_entry())
    gdc = replace(BEN, body="GDC", number="281999")
    assert desk.sign(gdc, a_signoff(again, by=gdc))["status"] == "applied"
    assert desk.sign(gdc, a_signoff(other))["status"] == "applied"
