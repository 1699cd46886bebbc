"""What the server asks a phone to put together is put together, and taken; an overlap is one for both."""

import pytest

from logbook.statements.changes import own
from tests.contract.test_changes import merged, three
from tests.support.cast.people import ANA
from tests.support.documents.statements import an_entry, hash_of, revised


@pytest.mark.parametrize("seed", range(40))
def test_server_and_phone_agree_on_two_changes_of_one_case(desk, seed):
    base, mine, theirs = three(seed)
    assert desk.one(ANA, base)["status"] == "applied"
    assert desk.one(ANA, theirs)["status"] == "applied"
    verdict, made = desk.one(ANA, mine), merged(base, mine, theirs)
    if verdict["status"] == "duplicate":
        assert own(base, mine, theirs) == []
    elif verdict["code"] == "both_changed":
        assert made is None
    else:
        assert verdict["code"] == "rebase" and made is not None
        again = made | {"rev": 3, "prev": hash_of(theirs), "mutation": revised(base)["mutation"]}
        assert desk.one(ANA, again)["status"] == "applied"


def test_a_month_and_a_day_of_expiry_are_one_answer(desk):
    base = an_entry()
    for doc in (base, revised(base, product={"expires_as": "month"})):
        assert desk.one(ANA, doc)["status"] == "applied"
    assert desk.one(ANA, revised(base, product={"expires_on": "2027-03-15"}))["code"] == "both_changed"
