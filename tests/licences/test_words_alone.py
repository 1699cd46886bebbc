"""Of what is known of a licence words and days alone reach a phone, and those of its own school: no text of conditions,
nothing that a register calls somebody, no document that was seen, no other school's check."""

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.office.lookups import Found
from tests.licences.conftest import AT_NORTH, AT_SOUTH
from tests.support.cast import people
from tests.support.cast.people import ANA, BEN, NORTH
from tests.support.cast.phone import envelope, post
from tests.support.cast.registers import written
from tests.support.lanes import many
from tests.support.server.reader import read

# Words that stand nowhere else.
TEXTS = st.text("QXZ", min_size=12, max_size=30)
TOLD = {"body", "number", "checked_on", "days"}
DAYS = {"first", "last", "state"}


def know(north, text):
    """All that may be known of the licences of Ana and Ben, with this text wherever somebody may write one."""
    found = Found("conditions", words=text, conditions=text, from_on="2026-03-01")
    for somebody in (ANA, BEN):
        north.says(somebody, "active", words=text, conditions=text, from_on="2020-01-01")
        north.looks_up(somebody, AT_NORTH, found, name=text)
        north.looks_up(somebody, AT_SOUTH, found, name=text, checked_on="2026-02-02")
    written(north.app, BEN, "check", document="passport", seen_on="2026-11-02")


@settings(
    max_examples=many(3, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_words_and_days_alone_reach_a_phone(north, phone_of, text):
    know(north, text)
    for somebody in people.ACCOUNTS:
        sent = post(phone_of(somebody), envelope(somebody)).get_data(as_text=True)
        assert text not in sent and "passport" not in sent and "2026-02-02" not in sent, somebody.name
    pull = post(phone_of(ANA), envelope(ANA)).get_json()["pull"]["docs"]
    docs = [orjson.loads(one["stmt"]) for one in pull if one["kind"] == "membership"]
    rows = [row for doc in docs for row in doc.get("licences", ())]
    assert {row["checked_on"] for row in rows} == {"2026-11-20"}
    assert all(row.keys() == TOLD and all(one.keys() == DAYS for one in row["days"]) for row in rows)


def test_no_page_of_a_phone_says_more(north, phone_of):
    text = "QXZQXZQXZQXZ"
    case = north.signed("2026-06-10")
    know(north, text)
    pages = {
        ANA: [f"/entries/{case}", f"/entries/{case}/versions", "/me", "/todo", "/entries", "/pathway"],
        BEN: [f"/entries/{case}", f"/entries/{case}/signoff", "/signoffs/signed", "/me", "/trainees"],
    }
    for somebody, addresses in pages.items():
        for page in addresses:
            assert text not in phone_of(somebody).get(page).text, page
    said = f"{BEN.body} {BEN.number}, with conditions (see register), checked 20 November 2026"
    assert said in read(phone_of(ANA), f"/entries/{case}").text


@pytest.mark.parametrize("who", [people.CLEO, people.FEMI], ids=lambda who: who.name)
def test_who_has_nothing_to_do_with_somebody_is_told_nothing_of_their_licence(north, phone_of, who):
    know(north, "QXZQXZQXZQXZ")
    pull = post(phone_of(who), envelope(who)).get_json()["pull"]["docs"]
    docs = [orjson.loads(one["stmt"]) for one in pull if one["kind"] == "membership"]
    assert docs and all(doc["programme"] != NORTH for doc in docs)
    assert not any("licences" in doc for doc in docs)
