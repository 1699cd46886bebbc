"""Who administers a school has its tab on every page of a phone, and begins there; both languages say so alike."""

import pytest

from logbook import pages
from tests.contract import engine, twins
from tests.contract.phones import entry, phone
from tests.support.cast import people

ONE = "70000000-0000-4000-8000-000000000001"
HOME = '(m, records, account, over) => m["twins/pages/account.js"].home(records, account, over)'


def told(over):
    return {"you": {"email": "x@example.org", "links": []} | ({"administers": True} if over else {})}


@pytest.mark.parametrize("over", [True, False])
def test_the_tab_stands_before_me_on_pages_of_a_phone(over):
    snapshot = phone(people.ANA, [entry(ONE)]) | told(over)
    drawn = [side("me", snapshot, twins.asked("/me")) for side in (twins.here, twins.there)]
    assert drawn[0].html == drawn[1].html
    for one in drawn:
        ids = [tab["id"] for tab in one.page["tabs"]]
        assert ("provider" in ids) == over and ids[-1] == "me"


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("who", [people.ANA, people.EVA], ids=["a trainee", "nobody else"])
def test_a_person_begins_at_their_school_where_they_do_nothing_else(who, over):
    records = phone(people.ANA, [])["records"]
    here = pages.home(records, who.id, over)
    there = engine.apply(["twins/pages/account.js"], HOME, records, who.id, over)
    assert here == there == ("/entries" if who is people.ANA else "/provider" if over else "/me")
