"""What counts as accredited for rules: by what was in force on the day of completion, for the profession of then."""

import pytest
from sqlalchemy import select

from logbook import store
from logbook.eligibility import grammar, judging
from logbook.models import Accreditation, Attestation, db
from logbook.models.engine import writing
from logbook.office import accreditations, registrations
from logbook.record.published import shipped
from logbook.record.terms import terms
from tests.attestations.test_on_paper import NOW, accredited
from tests.support.cast.people import ANA, BEN, DAN, NORTH, SOUTH, provider_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import an_attestation

pytestmark = pytest.mark.both_databases
ASKED = {
    "gates": [
        {
            "id": "programme",
            "rules": [
                {
                    "id": "learned",
                    "label": "Taught",
                    "of": "modules",
                    "min": 1,
                    "where": {"accredited": True},
                },
                {
                    "id": "hours",
                    "label": "Hours",
                    "of": "hours",
                    "count": "sum:tenths",
                    "min": 10,
                    "where": {"accredited": True},
                },
            ],
        }
    ]
}


@pytest.fixture
def studied(app, desk):
    """Ana attended a module of 90 minutes on 18 November."""
    desk.one(BEN, an_attestation())
    with app.app_context(), store.reading() as connection:
        assert connection.scalar(select(Attestation.on_day)) == "2026-11-18"
    return app


def counted(app):
    """How much of each rule is there."""
    with app.app_context(), store.reading() as connection:
        known = terms(connection, ANA.id, NORTH, shipped("generic-starter"), "2026-12-01", "Europe/London")
        result = judging.judge(grammar.read(ASKED), known.facts([]), "2026-12-01")
    return {rule["id"]: rule["counted"] for rule in result["gates"][0]["rules"]}


@pytest.mark.parametrize(
    ("changes", "modules"),
    [
        ({}, 1),
        ({"until_on": "2026-11-18"}, 1),
        ({"until_on": "2026-11-17"}, 0),
        ({"from_on": "2026-11-18"}, 1),
        ({"from_on": "2026-11-19"}, 0),
        ({"profession": "registered_nurse"}, 1),
        ({"profession": "physician"}, 0),
        ({"programme_id": NORTH, "module": "pharmacology"}, 1),
        ({"programme_id": NORTH, "module": "ethics"}, 0),
        ({"programme_id": SOUTH}, 0),
        ({"provider_id": provider_of(SOUTH)}, 0),
        ({"withdrawn_at": NOW}, 0),
    ],
    ids=str,
)
def test_a_module_is_accredited_by_what_was_in_force_on_its_day(studied, changes, modules):
    assert counted(studied) == {"learned": 0, "hours": 0}
    accredited(studied, **changes)
    found = counted(studied)
    assert found["learned"] == modules and bool(found["hours"]) == bool(modules)


@pytest.mark.parametrize(("since", "modules"), [("2026-11-17", 1), ("2026-11-25", 0)])
def test_by_the_profession_of_the_day_and_not_of_today(studied, since, modules):
    accredited(studied, profession="physician")
    was = {"name": ANA.name, "licence_body": ANA.body, "licence_number": ANA.number}
    with studied.app_context(), writing(db) as connection:
        registrations.change(connection, ANA.id, ANA.id, f"{since}T10:00:00Z", profession="physician", **was)
    assert counted(studied)["learned"] == modules


def test_a_phone_in_step_is_told_when_one_is_written_and_when_it_is_taken_back(studied, phone_of):
    phone = Phone(phone_of(ANA), ANA)
    for _ in range(3):
        phone.sync()
    form = accreditations.Facts(data={"body": "CPD Office", "from_on": "2026-01-01"})
    with studied.app_context(), writing(db) as connection:
        accreditations.add(connection, provider_of(NORTH), None, form, DAN.id, NOW)
    phone.sync()
    assert told(phone) == 1
    with studied.app_context(), writing(db) as connection:
        row = connection.execute(select(Accreditation.__table__)).one()
        accreditations.take_back(connection, row, NOW)
    phone.sync()
    assert told(phone) == 1


def told(phone):
    """How many memberships a phone is told once more: with them comes whatever of the report is new."""
    return sum(doc["kind"] == "membership" for doc in phone.last["pull"]["docs"])
