"""Taking a signature back, with scripts off."""

from uuid import uuid4

import pytest

from tests.support.cast.clinic import ORIGIN, told
from tests.support.cast.people import ANA, BEN, FEMI
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, revised
from tests.support.server.reader import check, read


@pytest.fixture
def his(phone_of):
    """Ben's browser."""
    return phone_of(BEN)


def sign(client, entry, fields, status=303):
    answer = client.post(f"/entries/{entry['id']}/signature", data=fields, headers=ORIGIN)
    assert answer.status_code == status, answer.text[:600]
    return answer if status == 303 else check(answer, "the sheet", status)


def test_a_wrong_signature_is_taken_back_and_the_case_waits_again(his, phone_of, app):
    entry = told(app, an_entry())
    signature = told(app, a_signoff(entry), BEN, "C")
    path = f"/signoffs/{signature['id']}/withdrawal"
    assert path in read(his, "/signoffs/signed").links()
    assert path in read(his, f"/entries/{entry['id']}").links()
    form = read(his, path).form(path)
    assert check(his.post(path, data=form, headers=ORIGIN), path, 422).text.count("Write why") == 2
    assert his.post(path, data=form | {"reason": "Signed the wrong case"}, headers=ORIGIN).status_code == 303
    assert "Cases that name me" in read(his, "/signoffs").text
    signed = read(his, "/signoffs/signed")
    assert "Withdrawn" in signed.text
    assert path not in signed.links()
    history = read(phone_of(ANA), f"/entries/{entry['id']}").text
    assert "Sign-off withdrawn by Dr Ben Okafor" in history
    assert "Waiting for Dr Ben Okafor to sign" in history
    assert "Dr Ben Okafor withdrew the signature" in history
    assert history.count("“Signed the wrong case”") == 2


def test_a_case_that_changed_since_no_longer_speaks_of_the_signature_taken_back(phone_of, app):
    entry = told(app, an_entry())
    signature = told(app, a_signoff(entry), BEN, "C")
    told(app, a_withdrawal(signature, BEN), BEN)
    hers = phone_of(ANA)
    assert "withdrew the signature" in read(hers, f"/entries/{entry['id']}").text
    mended = told(app, revised(entry, place="Room 2"))
    assert "withdrew the signature" not in read(hers, f"/entries/{mended['id']}").text


def test_nobody_elses_signature_can_be_taken_back(phone_of, app):
    signature = told(app, a_signoff(told(app, an_entry())), BEN, "C")
    path = f"/signoffs/{signature['id']}/withdrawal"
    for somebody in (ANA, FEMI):
        read(phone_of(somebody), path, 404)
        fields = {"id": str(uuid4()), "mutation": str(uuid4()), "reason": "Mine now"}
        assert phone_of(somebody).post(path, data=fields, headers=ORIGIN).status_code == 404
