"""The supervisor answers a new version of a case that is signed already, with scripts off."""

import pytest

from tests.support.cast.clinic import ORIGIN, held, told
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.documents.statements import a_signoff, amended, an_entry
from tests.support.server.reader import read


@pytest.fixture
def his(phone_of):
    """Ben's browser."""
    return phone_of(BEN)


@pytest.fixture
def entry(app):
    return told(app, an_entry())


@pytest.fixture
def signature(app, entry):
    return told(app, a_signoff(entry), BEN, "C")


@pytest.fixture
def newer(app, entry, signature):
    """Ana's new version of the case Ben signed."""
    return told(app, amended(entry, signature, place="Room 4"))


def filled(client, entry, **answers):
    path = f"/entries/{entry['id']}/signoff"
    return read(client, path).form(path) | {"rating": "4", "feedback": "", "password": PASSWORD} | answers


def state_of(app, entry):
    [record] = [record for record in held(app, "entry") if record["id"] == entry["id"]]
    return record["rev"], [kept["rev"] for kept in record["earlier"]]


def test_a_new_version_waits_in_the_queue_and_is_signed_like_any_other(app, his, phone_of, entry, newer):
    path = f"/entries/{entry['id']}/signoff"
    assert path in read(his, "/signoffs").links()
    answer = his.post(f"/entries/{entry['id']}/signature", data=filled(his, entry), headers=ORIGIN)
    assert answer.status_code == 303
    assert path not in read(his, "/signoffs").links()
    assert state_of(app, entry) == (2, [1])
    assert "New version" not in read(phone_of(ANA), f"/entries/{entry['id']}").text
    # Both signatures stand, and he can take either back.
    assert len([link for link in read(his, "/signoffs/signed").links() if "/withdrawal" in link]) == 2


def test_a_new_version_can_be_sent_back_and_the_signed_one_goes_on_counting(app, his, phone_of, entry, newer):
    fields = filled(his, entry, feedback="Which room?", verdict="returned")
    answer = his.post(f"/entries/{entry['id']}/signoff", data=fields, headers=ORIGIN)
    assert answer.status_code == 303
    hers = phone_of(ANA)
    assert "Which room?" in read(hers, "/todo").text
    [report] = held(app, "report")
    assert (report["doc"]["totals"]["signed"], report["doc"]["totals"]["waiting"]) == (1, 0)


def test_the_signature_under_the_old_version_can_be_taken_back_while_the_new_one_waits(
    app, his, phone_of, entry, signature, newer
):
    path = f"/signoffs/{signature['id']}/withdrawal"
    form = read(his, path).form(path) | {"reason": "I was not there"}
    assert his.post(path, data=form, headers=ORIGIN).status_code == 303
    assert f"/entries/{entry['id']}/signoff" in read(his, "/signoffs").links()
    assert "Waiting for Dr Ben Okafor to sign" in read(phone_of(ANA), f"/entries/{entry['id']}").text
