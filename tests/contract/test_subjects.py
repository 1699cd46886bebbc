"""Which case a statement is about is known of every kind, also where it names another statement."""

from tests.contract import twins
from tests.contract.golden import id_, row
from tests.contract.phones import entry, phone
from tests.support.cast import people
from tests.support.documents.statements import a_signoff, a_withdrawal

ONE = "70000000-0000-4000-8000-000000000001"


def me(snapshot):
    """*Me* of a phone, drawn alike by both."""
    drawn = [side("me", snapshot, twins.asked("/me")) for side in (twins.here, twins.there)]
    assert drawn[0].page == drawn[1].page and drawn[0].html == drawn[1].html
    return drawn[0].page


def test_a_signature_taken_back_is_named_by_its_case_while_it_waits():
    case = entry(ONE)
    signed = a_signoff(case, id=id_(31), nonce=id_(32))
    taken_back = a_withdrawal(signed, by=people.BEN, id=id_(33))
    made = phone(people.BEN, [case], [signed])
    page = me(made | {"outbox": [row(taken_back)]})
    told = [(one["kind"], one["title"], one["model"]) for one in page["outbox"]]
    assert told == [("withdrawal", "Glabella", case["model"]["code"])]


def test_the_same_is_said_where_the_server_refused_it():
    case = entry(ONE)
    signed = a_signoff(case, id=id_(31), nonce=id_(32))
    refused = row(a_withdrawal(signed, by=people.BEN, id=id_(33)), code="no_access", fields={}, head=None)
    page = me(phone(people.BEN, [case], [signed]) | {"parked": [refused]})
    assert [one["model"] for one in page["parked"]] == [case["model"]["code"]]
