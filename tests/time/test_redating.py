"""What a fast clock dated wrongly is put right by what that clock was ahead; what its writer put right stays."""

import random

import pytest

from logbook import moments
from logbook.statements import moving
from tests.contract import engine, phones, twins
from tests.contract.test_versions import drawn, parked
from tests.support.cast.people import ANA
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry
from tests.support.lanes import many, seed

pytestmark = pytest.mark.finding("field.F2")
MODULE = "twins/statements/moving.js"
DAY = 1440
# Saved at seven minutes past ten by a clock three days ahead.
AT = "2026-11-23T10:07:00Z"
TYPED = {"recorded_at": AT, "performed_on": "2026-11-23", "performed_at": "10:00", "tz": "Europe/London"}


def moved(doc, minutes=3 * DAY, at=AT, tz="Europe/London"):
    here = moving.moved(doc, minutes, at, tz)
    assert engine.run(MODULE, "moved", doc, minutes, at, tz) == here
    return here


def treated(minutes=3 * DAY, at=AT, **changes):
    doc = moved(an_entry(**TYPED | changes, product=None), minutes, at)
    return doc and f"{doc['performed_on']}T{doc['performed_at']}"


def test_a_case_gets_the_moment_at_which_it_was():
    made = {"reconstituted_at": "2026-11-23T09:10"}
    event = {
        "kind": "bruising",
        "severity": "mild",
        "onset_day": 0,
        "action": "advice",
        "resolved_on": "2026-11-23",
    }
    before = an_entry(
        **TYPED, product=made, events=[event], warnings=[{"code": "dated_ahead"}, {"code": "twice"}]
    )
    after = moved(before)
    assert (after["performed_on"], after["performed_at"]) == ("2026-11-20", "10:00")
    assert after["recorded_at"] == "2026-11-20T10:07:00Z"
    assert after["product"]["reconstituted_at"] == "2026-11-20T09:10"
    assert after["events"][0]["resolved_on"] == "2026-11-20"
    assert after["warnings"] == [{"code": "twice"}]
    said = {"performed_on", "performed_at", "recorded_at", "product", "events", "warnings"}
    assert {name for name in before if before[name] != after[name]} == said - {"performed_at"}
    assert after["product"] | made == before["product"] and after["aftercare"] == before["aftercare"]


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        # The day before by that clock, and the hour before.
        ({"performed_on": "2026-11-22", "performed_at": "15:00"}, "2026-11-19T15:00"),
        ({"performed_at": "08:30"}, "2026-11-20T08:30"),
        # Put right by hand: today, and what was three weeks ago.
        ({"performed_on": "2026-11-20", "performed_at": "10:00"}, "2026-11-20T10:00"),
        ({"performed_on": "2026-11-02", "performed_at": "23:00"}, "2026-11-02T23:00"),
        # No clock says next year: this one is to be mended by hand.
        ({"performed_on": "2027-11-23"}, None),
    ],
)
def test_what_cannot_have_been_yet_is_moved_and_the_rest_stays(typed, becomes):
    assert treated(**typed) == becomes


def test_a_day_put_right_beside_an_hour_that_was_not_stays():
    at = "2026-11-21T16:07:00Z"
    wrong = {"performed_on": "2026-11-21", "performed_at": "16:00", "recorded_at": at}
    assert treated(30 * 60, at, **wrong) == "2026-11-20T10:00"
    assert treated(30 * 60, at, **wrong | {"performed_on": "2026-11-20"}) == "2026-11-20T16:00"


def test_a_change_of_clocks_between_moves_no_hour():
    at = "2026-03-30T09:07:00Z"
    wrong = {"performed_on": "2026-03-30", "performed_at": "10:00", "recorded_at": at}
    # At nine in the morning, the clocks of London not yet put forward.
    assert treated(3 * DAY, at, **wrong) == "2026-03-27T09:00"


def test_answers_to_a_case_are_moved_too():
    case = an_entry()
    assert moved(a_review(case, seen_on="2026-11-23"))["seen_on"] == "2026-11-20"
    assert moved(a_review(case, seen_on="2026-11-19"))["seen_on"] == "2026-11-19"
    assert moved(a_withdrawal(case, at=AT))["at"] == "2026-11-20T10:07:00Z"
    assert moved(a_signoff(case, verdict="returned", signed_at=AT))["signed_at"] == "2026-11-20T10:07:00Z"


@pytest.mark.parametrize("turn", range(many(6, 100)))
def test_both_languages_move_alike_and_what_is_moved_lies_ahead_no_more(turn):
    chance = random.Random(f"{seed()} {turn}")
    for _ in range(60):
        minutes = chance.randrange(60, 40 * DAY)
        tz = chance.choice(["Europe/London", "Pacific/Auckland", "America/St_Johns", "Nowhere/Land"])
        day, hour = (
            f"2026-11-{chance.randrange(1, 31):02}",
            f"{chance.randrange(24):02}:{chance.randrange(60):02}",
        )
        at = f"2026-11-{chance.randrange(1, 31):02}T{chance.randrange(24):02}:31:07Z"
        after = moved(
            an_entry(performed_on=day, performed_at=hour, recorded_at=at, tz=tz, product=None), minutes, at
        )
        if after is not None:
            wall, saved = (
                f"{after['performed_on']}T{after['performed_at']}",
                moments.instants.plus(at, minutes=-minutes),
            )
            assert moments.lead(wall, tz, saved) < DAY


def phone_with(*rows, **phone):
    made = phones.phone(ANA, [])
    return made | {"parked": list(rows), "phone": made["phone"] | phone}


def refused(doc, n=1, **more):
    return parked(doc, "clock_ahead", n=n, mutation=doc["mutation"]) | {"at": AT} | more


def test_the_offer_stands_on_both_pages_and_shows_every_date_before_it_is_taken():
    docs = [an_entry(**TYPED, model={"code": code}) for code in ("K7QF", "M3TX")]
    right = an_entry(**TYPED | {"performed_on": "2026-11-19"})
    phone = phone_with(*(refused(doc, n, ahead_s=259_203) for n, doc in enumerate([*docs, right], 1)))
    for name in ("me", "todo"):
        offer = drawn(name, phone, twins.asked(f"/{name}"))["redating"]
        assert (offer["far"], offer["count"]) == ("3 days", 3)
        assert [(row["model"], row["was"], row["now"]) for row in offer["rows"][1:]] == [
            ("M3TX", "2026-11-23T10:00", "2026-11-20T10:00"),
            ("K7QF", "2026-11-23T10:00", "2026-11-20T10:00"),
        ]
        assert offer["rows"][0]["was"] == offer["rows"][0]["now"] == "2026-11-19T10:00"


def test_nothing_is_offered_where_nothing_is_known_of_the_clock_or_it_is_not_its_fault():
    doc = an_entry(**TYPED)
    for phone in (
        phone_with(refused(doc)),
        phone_with(parked(doc, "field_invalid")),
        phone_with(refused(doc, ahead_s=3000)),
        phone_with(refused(an_entry(**TYPED | {"performed_on": "2027-11-23"}), ahead_s=259_200)),
        phone_with(
            refused(doc, ahead_s=259_200) | {"doc": {"typ": "damaged", "id": doc["id"], "entry": doc["id"]}}
        ),
    ):
        assert drawn("todo", phone, twins.asked("/todo"))["redating"] is None
    # Refused to a build before, whose clock is still as wrong.
    assert (
        drawn("todo", phone_with(refused(doc), clock_offset_s=259_200), twins.asked("/todo"))["redating"][
            "count"
        ]
        == 1
    )
