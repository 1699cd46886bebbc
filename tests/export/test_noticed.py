"""What somebody who checks a logbook asks: treatments minutes apart, equal injections in a row, entries repeated."""

import pytest

from logbook import export
from tests.support.cast.people import ANA
from tests.support.documents.printed import text_of
from tests.support.documents.statements import a_point, a_withdrawal, an_entry

DAY = "2026-11-24"


def treated(desk, *cases):
    made = [an_entry(performed_on=DAY, recorded_at=f"{DAY}T20:00:00Z", **case) for case in cases]
    for one in made:
        desk.one(ANA, one, now=f"{DAY}T21:00:00Z")
    return made


def at(minute, code, **more):
    return {"performed_at": f"10:{minute:02}", "model": {"code": code}} | more


def test_treatments_that_begin_within_minutes_are_told_as_one_group(desk, bundle_of):
    treated(
        desk, *(at(minute, f"M{minute:02}K".replace("0", "A").replace("1", "B")) for minute in (2, 4, 6, 20))
    )
    assert bundle_of()["noticed"]["close"] == [
        {"on": DAY, "first": "10:02", "last": "10:06", "entries": [1, 2, 3]}
    ]


def test_equal_injections_in_different_models_one_after_the_other_are_told(desk, bundle_of):
    other = [a_point("mid", "procerus")]
    treated(desk, at(2, "A2AK"), at(12, "A3AK"), at(22, "A4AK"), at(32, "A5AK", points=other), at(42, "A5AK"))
    noticed = bundle_of()["noticed"]
    assert noticed["maps"] == [{"entries": [1, 2, 3], "models": 3}]
    assert noticed["same"] == [2, 3]


def test_one_model_twice_is_no_repeat_and_what_was_withdrawn_is_passed_over(desk, bundle_of):
    first, *_ = treated(desk, at(2, "A2AK"), at(12, "A3AK"), at(22, "A3AK", reflection="Slower."))
    desk.one(ANA, a_withdrawal(first))
    assert bundle_of()["noticed"] == {"close": [], "maps": [], "same": []}


@pytest.mark.slow
def test_paper_marks_what_repeats_and_says_that_a_clinic_looks_like_this_too(desk, bundle_of):
    treated(desk, at(2, "A2AK"), at(4, "A3AK"))
    printed = text_of(bundle_of(then=export.pdf))
    assert "All but model, day and time is as in the entry treated before." in printed
    assert "A clinic afternoon may look like this too." in printed
    assert "10:02am to 10:04am 1–2" in printed
