"""How a logbook goes: weeks, pace, range and doses, without a database."""

from itertools import pairwise

import pytest

from logbook.eligibility import course, requirements
from tests.support.documents.cases import TODAY, a_case, apply

# TODAY, 20 November 2026, is a Friday.
THIS_WEEK = "2026-11-16"


def counted(cases, today=TODAY):
    """{Monday: (signed, waiting)} of the weeks with cases."""
    lines = course.weeks(cases, today)
    return {
        line["from"]: (line["signed"], line["waiting"]) for line in lines if line["signed"] + line["waiting"]
    }


class TestWeeks:
    def test_there_are_twelve_and_the_last_is_the_running_one(self):
        begins = [line["from"] for line in course.weeks([], TODAY)]
        assert len(begins) == 12 and begins[-1] == THIS_WEEK and begins[0] == "2026-08-31"
        assert all(one < other for one, other in pairwise(begins))

    @pytest.mark.parametrize(
        ("day", "monday"),
        [
            ("2026-11-16", THIS_WEEK),
            ("2026-11-20", THIS_WEEK),
            ("2026-11-22", THIS_WEEK),
            ("2026-11-15", "2026-11-09"),
            ("2026-08-31", "2026-08-31"),
        ],
    )
    def test_a_week_runs_from_monday_to_sunday(self, day, monday):
        assert counted([a_case(performed_on=day)]) == {monday: (1, 0)}

    def test_older_cases_are_left_out(self):
        assert counted([a_case(performed_on="2026-08-30")]) == {}

    def test_what_is_not_signed_waits(self):
        cases = [a_case(performed_on=TODAY, state=state) for state in ("signed", "sent", "returned")]
        assert counted(cases) == {THIS_WEEK: (1, 2)}


class TestPace:
    def ready(self, required, cases):
        rule = {
            "id": "some",
            "label": "Some",
            "kind": "entries",
            "required": required,
            "percent": None,
            "filters": dict.fromkeys(requirements.FILTERS, []) | {"part": ["supervised_direct"]},
            "window": {"months": None},
            "caps": {"per_model_area": None},
            "maximum": None,
        }
        return course.ready_on([apply(rule, cases, TODAY)], cases, TODAY)

    def test_says_when_what_is_missing_will_be_there(self):
        # Six in twelve weeks, three to go: six weeks.
        cases = [a_case(performed_on="2026-11-01") for _ in range(6)]
        assert self.ready(9, cases) == "2027-01-01"

    def test_cases_that_wait_for_a_signature_are_there_already(self):
        cases = [a_case(performed_on="2026-11-01", state=state) for state in ("signed",) * 5 + ("sent",)]
        assert self.ready(7, cases) == "2026-12-04"
        assert self.ready(6, cases) is None

    def test_says_nothing_without_recent_cases_or_of_a_day_years_ahead(self):
        old = [a_case(performed_on="2026-01-05") for _ in range(6)]
        assert self.ready(9, old) is None
        assert self.ready(400, [*old, a_case(performed_on=TODAY)]) is None

    def test_cases_of_another_part_are_no_pace(self):
        assert self.ready(9, [a_case(performed_on=TODAY, part="observed")]) is None


class TestSpread:
    def test_counts_each_area_of_a_case_under_its_skin_type(self):
        cases = [
            a_case(areas=("glabella", "chin"), skin_type="V"),
            a_case(skin_type="I"),
            a_case(skin_type="V"),
        ]
        assert course.spread(cases) == [
            {"area": "glabella", "counts": [1, 0, 0, 0, 2, 0]},
            {"area": "chin", "counts": [0, 0, 0, 0, 1, 0]},
        ]

    def test_nothing_treated_is_no_line(self):
        assert course.spread([]) == []


class TestDoses:
    def test_products_are_never_mixed(self):
        cases = [
            a_case(performed_on="2026-11-02", product=product, doses=(("glabella", tenths),))
            for product, tenths in (("azzalure", 500), ("botox", 200))
        ]
        found = course.doses(cases, TODAY)
        assert [(one["product"], one["lines"][0]["medians"][-1]) for one in found] == [
            ("botox", 200),
            ("azzalure", 500),
        ]

    def test_the_middle_dose_of_a_month_is_one_that_was_given(self):
        days = ["2026-10-02", "2026-10-09", "2026-10-16", "2026-11-02", "2026-11-03"]
        tenths = [200, 300, 160, 240, 200]
        cases = [
            a_case(performed_on=day, doses=(("glabella", dose), ("chin", 60)))
            for day, dose in zip(days, tenths, strict=True)
        ]
        [found] = course.doses(cases, TODAY)
        assert found["months"] == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
        glabella, chin = found["lines"]
        assert glabella == {"area": "glabella", "cases": 5, "medians": [None, None, None, None, 200, 200]}
        assert chin["medians"][-2:] == [60, 60]

    def test_months_go_back_over_a_new_year_and_older_cases_are_left_out(self):
        case = a_case(performed_on="2025-08-31", doses=(("glabella", 200),))
        assert course.doses([case], "2026-02-10") == []
        [found] = course.doses([case], "2026-01-31")
        assert found["months"][0] == "2025-08" and found["lines"][0]["medians"] == [200] + [None] * 5
