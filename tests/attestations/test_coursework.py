"""The page of modules: a trainee declares, a tutor says who attended and accepts, each sees their own."""

import pytest

from logbook.models import Attestation
from tests.attestations.test_attested import judged
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, membership_of
from tests.support.documents.statements import an_attestation
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases
DECLARE = f"/modules/{membership_of(ANA)}/pharmacology"


def declared(client, address=DECLARE, **changes):
    return client.post(address, data=read(client, address).form(address) | {"on": "2026-11-18"} | changes)


def pressed(client, page, way):
    return client.post(way, data=page.form(way))


def test_a_trainee_declares_a_module_and_sees_that_it_waits(desk, phone_of):
    ana = phone_of(ANA)
    assert "Pharmacology of botulinum toxins Not done yet" in read(ana, "/modules").text
    assert declared(ana).status_code == 303
    page = read(ana, "/modules")
    assert "is declared. A tutor accepts it." in page.text
    assert "Declared for 18 November 2026: waits for a tutor" in page.text
    assert judged(desk) == ("waiting", 0, {"unsigned": 1})


def test_a_tutor_accepts_it_and_it_counts(desk, phone_of):
    declared(phone_of(ANA))
    [row] = desk.rows(Attestation)
    ben = phone_of(BEN)
    page = read(ben, "/modules")
    assert "Ana Silva: Pharmacology of botulinum toxins" in page.text
    assert pressed(ben, page, f"/modules/{row.id}/acceptance").status_code == 303
    assert "Nothing waits." in read(ben, "/modules").text
    assert "Done 18 November 2026 Declared, and accepted by a tutor" in read(phone_of(ANA), "/modules").text
    assert judged(desk) == ("met", 1, {})


def test_a_tutor_says_who_attended(desk, phone_of):
    ben, address = phone_of(BEN), "/modules/attended"
    given = {"who": membership_of(ANA), "module": "pharmacology"}
    assert declared(ben, address, **given).status_code == 303
    assert "Recorded: Ana Silva attended." in read(ben, address).text
    assert declared(ben, address, **given).status_code == 303
    assert "That is recorded already." in read(ben, address).text
    assert judged(desk) == ("met", 1, {})


def test_a_trainee_takes_back_what_she_declared(desk, phone_of):
    ana = phone_of(ANA)
    declared(ana)
    [row] = desk.rows(Attestation)
    assert pressed(ana, read(ana, "/modules"), f"/modules/{row.id}/withdrawal").status_code == 303
    assert "Pharmacology of botulinum toxins Not done yet" in read(ana, "/modules").text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"on": ""}, "Enter the day on which it was done"),
        ({"on": "2990-01-01"}, "That day is still to come"),
        ({"minutes": "an hour"}, "Minutes are whole and above 0"),
        ({"credits": "1.25"}, "Credits claimed have one decimal"),
        ({"score": "101"}, "A score is 100 at most"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_beside_its_field(desk, phone_of, changes, words):
    answer = declared(phone_of(ANA), **changes)
    assert answer.status_code == 422 and words in answer.text


def test_nobody_reaches_the_modules_of_another(desk, phone_of):
    for who in (BEN, CLEO, DAN, FEMI):
        assert phone_of(who).get(DECLARE).status_code == 404
    desk.one(ANA, own := an_attestation(ANA, known="declared"))
    femi = phone_of(FEMI)
    token = read(femi, "/modules/attended").form("/modules/attended")["csrf_token"]
    assert femi.post(f"/modules/{own['id']}/acceptance", data={"csrf_token": token}).status_code == 404
    assert femi.post(f"/modules/{own['id']}/withdrawal", data={"csrf_token": token}).status_code == 404
    assert "Ana" not in read(femi, "/modules").text


HOURS, DOCUMENT = (f"/modules/{membership_of(ANA)}/beside/{what}" for what in ("hours", "document"))
WORKED = {"hours": "cpd", "minutes": "180", "title": "North Clinic", "way": "hands_on", "subject": "toxin"}


def test_a_trainee_declares_hours_and_takes_them_back(desk, phone_of):
    ana = phone_of(ANA)
    assert declared(ana, HOURS, **WORKED).status_code == 303
    page = read(ana, "/modules")
    assert "North Clinic Declared for 18 November 2026: waits for a tutor" in page.text
    [row] = desk.rows(Attestation)
    assert (row.what, row.known, row.person_id) == ("hours", "declared", ANA.id)
    assert pressed(ana, page, f"/modules/{row.id}/withdrawal").status_code == 303
    assert "North Clinic" not in read(ana, "/modules").text


def test_a_tutor_accepts_hours_and_documents(desk, phone_of):
    ana, ben = phone_of(ANA), phone_of(BEN)
    declared(ana, HOURS, **WORKED)
    declared(ana, DOCUMENT, document="endorsement", until="2027-11-17")
    for row in desk.rows(Attestation):
        assert pressed(ben, read(ben, "/modules"), f"/modules/{row.id}/acceptance").status_code == 303
    text = read(ana, "/modules").text
    assert text.count("Declared, and accepted by a tutor") == 2 and "holds until 17 November 2027" in text


@pytest.mark.parametrize(
    ("address", "changes", "words"),
    [
        (HOURS, {"hours": ""}, "Choose which hours they are"),
        (HOURS, {"minutes": ""}, "Say how many minutes"),
        (HOURS, {"minutes": "3.5"}, "Minutes are whole"),
        (HOURS, {"until": "2026-11-17"}, "Its last day lies before its first"),
        (DOCUMENT, {"document": ""}, "Choose which document"),
        (DOCUMENT, {"document": "passport"}, "Choose which document"),
        (DOCUMENT, {"on": "2999-01-01"}, ""),
    ],
)
def test_what_is_wrong_with_hours_or_a_document_is_said_beside_it_and_nothing_is_lost(
    desk, phone_of, address, changes, words
):
    given = (
        (WORKED if address == HOURS else {"document": "endorsement"}) | {"title": "North Clinic"} | changes
    )
    answer = declared(phone_of(ANA), address, **given)
    assert answer.status_code == 422 and words in answer.text and "North Clinic" in answer.text
    assert desk.rows(Attestation) == []


def test_nobody_declares_hours_for_another(desk, phone_of):
    for somebody in (BEN, CLEO, DAN, FEMI):
        assert phone_of(somebody).get(HOURS).status_code == 404
