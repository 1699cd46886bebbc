"""What a case is warned of beside its doses: intervals, made-up product, expiry, contraindications."""

import pytest

from logbook import vocabulary
from tests.support.documents.statements import an_entry
from tests.support.documents.warned import KNOWN, a_case, codes, figure


def treated(on):
    return [{"on": on, "product": "botox"}]


@pytest.mark.parametrize("code", ["botox", "azzalure", "xeomin", "jeuveau", "daxxify", "letybo", "relfydess"])
def test_less_than_three_months_since_the_last_treatment_is_warned_of(code):
    assert figure(code, "interval")["months"] == 3
    case = a_case(("glabella", 5), code=code, performed_on="2026-11-20")
    assert codes(case, earlier=treated("2026-08-20")) == []
    assert codes(case, earlier=treated("2026-08-21")) == ["interval_short"]


def test_the_interval_is_told_by_the_form_too():
    case = a_case(("glabella", 5), performed_on="2026-11-20", model={"days_since_last": 40})
    assert codes(case) == ["interval_short"]
    assert codes(case | {"model": case["model"] | {"days_since_last": 92}}) == []


@pytest.mark.parametrize(
    ("before", "on", "short"),
    [
        ("2026-11-30", "2027-02-28", True),
        ("2026-11-30", "2027-03-01", False),
        ("2026-12-31", "2027-03-31", False),
        ("2026-11-20", "2026-11-20", False),
        ("2026-12-01", "2026-11-20", False),
    ],
)
def test_months_end_where_calendars_say(before, on, short):
    case = a_case(("glabella", 5), performed_on=on, product={"reconstituted_at": None})
    assert codes(case, earlier=treated(before)) == ["interval_short"] * short


def test_an_interval_that_is_only_commonly_held_is_not_warned_of():
    assert codes(a_case(("glabella", 5), code="dysport"), earlier=treated("2026-11-10")) == []


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("2026-11-19T10:05", []),
        ("2026-11-19T10:04", ["made_up_long_ago"]),
        ("2026-11-20T10:05", []),
        ("2026-11-20T10:06", ["made_up_later"]),
        ("2025-11-19T10:04", ["made_up_long_ago"]),
    ],
)
def test_product_made_up_more_than_24_hours_before_is_warned_of(made, expected):
    # 24 hours: the labels of Botox Cosmetic, Jeuveau and Letybo.
    assert KNOWN["keeps"]["hours"] == 24 and figure("botox", "keeps")["hours"] == 24
    assert codes(a_case(("glabella", 5), product={"reconstituted_at": made})) == expected


def test_a_programme_may_set_its_own_limit():
    # Virginia holds 10 hours.
    case = a_case(("glabella", 5), product={"reconstituted_at": "2026-11-20T00:00"})
    assert codes(case) == []
    assert codes(case, limits={"reconstituted_hours": 10}) == ["made_up_long_ago"]
    assert codes(case, limits={"reconstituted_hours": 11}) == []


def test_an_expired_product_is_warned_of_from_the_day_after():
    assert codes(a_case(("glabella", 5), product={"expires_on": "2026-11-20"})) == []
    assert codes(a_case(("glabella", 5), product={"expires_on": "2026-11-19"})) == ["product_expired"]


def test_a_contraindication_found_is_warned_of_where_the_model_was_injected():
    found = {"contraindications": ["infection"]}
    assert codes(a_case(("glabella", 5), assessment=found)) == ["contraindication_found"]
    assert codes(an_entry(points=[], part="observed", product=None, assessment=found)) == []


def test_no_label_speaks_of_a_simulation():
    case = a_case(("chin", 300), setting="simulation", model={"age_band": "70+"})
    assert codes(case, earlier=treated("2026-11-19")) == []


def test_a_case_that_is_half_filled_in_is_looked_at_all_the_same():
    odd = a_case(("glabella", 30), product={"code": None, "expires_on": None, "reconstituted_at": None})
    odd["points"][0] |= {"units_tenths": None}
    odd |= {"performed_on": None, "performed_at": None, "part": None, "setting": None}
    odd["assessment"] |= {"contraindications": None}
    assert codes(odd) == []
    assert codes(odd | {"setting": "live_model", "product": odd["product"] | {"code": "constructor"}}) == []


def test_a_code_is_short_enough_to_be_stored():
    areas = vocabulary.codes("areas")
    worst = [f"{rule}:{area}" for rule in ("over_label_area", "off_label_area") for area in areas]
    assert max(map(len, worst)) <= 40
