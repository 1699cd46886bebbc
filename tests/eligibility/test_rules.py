"""What counts towards a rule, kind by kind, without a database."""

import pytest

from logbook.eligibility import requirements
from logbook.eligibility.spans import iso, months_before, ordinal
from tests.support.documents.cases import TODAY, a_case, apply


def a_rule(**changes):
    """A rule as a set gives it: five cases of any kind."""
    rule = {
        "id": "some",
        "label": "Some cases",
        "kind": "entries",
        "required": 5,
        "percent": None,
        "maximum": None,
        "days": None,
        "filters": {},
        "window": {},
        "caps": {},
    } | changes
    rule["filters"] = dict.fromkeys(requirements.FILTERS, []) | rule["filters"]
    rule["window"] = {"months": None} | rule["window"]
    rule["caps"] = {"per_model_area": None} | rule["caps"]
    return rule


def figures(rule, cases, today=TODAY):
    result = apply(rule, cases, today)
    return {name: result[name] for name in ("required", "counted", "waiting", "excess", "missing", "met")}


class TestCounting:
    def test_only_signed_cases_count_and_the_rest_waits(self):
        cases = [a_case(), a_case(state="sent"), a_case(state="returned"), a_case()]
        assert figures(a_rule(), cases) == {
            "required": 5,
            "counted": 2,
            "waiting": 2,
            "excess": 0,
            "missing": 3,
            "met": False,
        }

    def test_names_the_cases_that_counted(self):
        cases = [a_case(), a_case(state="sent"), a_case()]
        assert apply(a_rule(), cases, TODAY)["entries"] == [cases[0].id, cases[2].id]

    def test_more_than_required_still_counts_where_there_is_no_maximum(self):
        assert figures(a_rule(required=2), [a_case() for _ in range(4)])["counted"] == 4

    def test_what_is_over_a_maximum_is_shown_and_not_counted(self):
        result = figures(a_rule(required=2, maximum=3), [a_case() for _ in range(5)])
        assert (result["counted"], result["excess"], result["met"]) == (3, 2, True)

    def test_nothing_waits_for_a_place_that_a_maximum_has_filled(self):
        cases = [a_case() for _ in range(3)] + [a_case(state="sent")]
        assert figures(a_rule(required=2, maximum=3), cases)["waiting"] == 0

    @pytest.mark.parametrize(
        ("filters", "fits"),
        [
            ({"part": ["supervised_direct"]}, True),
            ({"part": ["observed", "assisted"]}, False),
            ({"areas": ["chin", "glabella"]}, True),
            ({"areas": ["forehead"]}, False),
            ({"product": ["xeomin"]}, False),
            ({"skin_type": ["II"]}, True),
            ({"setting": ["simulation"]}, False),
            ({"part": ["supervised_direct"], "product": ["botox"], "areas": ["glabella"]}, True),
            ({"part": ["supervised_direct"], "product": ["dysport"]}, False),
        ],
    )
    def test_counts_what_fits_every_filter(self, filters, fits):
        result = apply(a_rule(filters=filters), [a_case()], TODAY)
        assert (
            result["counted"] == fits
            and result["filter"] == dict.fromkeys(requirements.FILTERS, []) | filters
        )


class TestDistinct:
    def test_counts_models_once(self):
        cases = [a_case(model=code) for code in ("A", "B", "A", "C", "B")]
        result = apply(a_rule(kind="models"), cases, TODAY)
        assert result["counted"] == 3 and result["entries"] == [cases[0].id, cases[1].id, cases[3].id]

    def test_a_waiting_case_of_a_known_model_adds_nothing(self):
        cases = [a_case(model="A"), a_case(model="A", state="sent"), a_case(model="B", state="sent")]
        assert figures(a_rule(kind="models"), cases)["waiting"] == 1

    def test_counts_those_who_signed(self):
        cases = [a_case(signer="ben"), a_case(signer="noor"), a_case(signer="ben"), a_case(state="sent")]
        result = figures(a_rule(kind="supervisors", required=2), cases)
        assert (result["counted"], result["waiting"], result["met"]) == (2, 0, True)

    def test_counts_skin_types(self):
        cases = [a_case(skin_type=code) for code in ("I", "IV", "IV")] + [
            a_case(skin_type="VI", state="sent")
        ]
        result = figures(a_rule(kind="skin_types", required=3), cases)
        assert (result["counted"], result["waiting"], result["missing"]) == (2, 1, 1)


class TestShares:
    def test_a_share_is_taken_of_the_cases_that_fit(self):
        cases = [a_case(reviewed=number < 3) for number in range(6)] + [a_case(part="observed")]
        rule = a_rule(kind="reviews", required=None, percent=80, filters={"part": ["supervised_direct"]})
        result = figures(rule, cases)
        # 80 % of 6 is 4.8: five of them.
        assert (result["required"], result["counted"], result["missing"]) == (5, 3, 2)

    @pytest.mark.finding("use.B3")
    def test_a_review_is_asked_only_of_cases_whose_day_has_come(self):
        rule = a_rule(kind="reviews", required=None, percent=80)
        done = [a_case(reviewed=True, review_on="2026-11-01") for _ in range(4)]
        assert figures(rule, done)["met"]
        # A case of today adds nothing to what is asked; one that was reviewed before its day counts.
        later = [a_case(review_on="2026-11-21") for _ in range(20)]
        early = a_case(reviewed=True, review_on="2026-12-01")
        result = figures(rule, [*done, *later, early])
        assert (result["required"], result["counted"], result["met"]) == (4, 5, True)
        assert figures(rule, [*done, *later], today="2026-11-21")["missing"] == 16

    def test_a_share_of_nothing_is_not_met(self):
        assert figures(a_rule(kind="reviews", required=None, percent=80), []) == {
            "required": 1,
            "counted": 0,
            "waiting": 0,
            "excess": 0,
            "missing": 1,
            "met": False,
        }

    def test_counts_cases_with_a_complication_or_a_scenario(self):
        cases = [a_case(discussed=True), a_case(), a_case(discussed=True, state="sent")]
        result = figures(a_rule(kind="discussed", required=2), cases)
        assert (result["counted"], result["waiting"]) == (1, 1)

    def test_a_late_signature_does_not_count_as_in_time_and_a_waiting_case_promises_nothing(self):
        cases = [a_case(signed_after=days) for days in (0, 14, 15, 40)] + [a_case(state="sent")]
        result = figures(a_rule(kind="signed_within", days=14, required=3), cases)
        assert (result["counted"], result["waiting"], result["missing"]) == (2, 0, 1)


class TestLimits:
    def test_cases_older_than_the_window_are_left_over(self):
        days = ["2026-10-01", "2024-11-20", "2024-11-19"]
        cases = [a_case(performed_on=day) for day in days]
        result = figures(a_rule(window={"months": 24}), cases)
        assert (result["counted"], result["excess"]) == (2, 1)

    @pytest.mark.parametrize(
        ("today", "months", "since"),
        [
            ("2026-11-20", 24, "2024-11-20"),
            ("2026-01-31", 2, "2025-11-30"),
            ("2026-03-31", 1, "2026-02-28"),
            ("2024-02-29", 12, "2023-02-28"),
            ("2026-05-05", 0, "2026-05-05"),
        ],
    )
    def test_a_window_goes_back_by_calendar_months(self, today, months, since):
        assert iso(months_before(ordinal(today), months)) == since

    def test_a_model_counts_only_so_often_for_one_area(self):
        cases = [a_case(model="A") for _ in range(3)] + [a_case(model="B")]
        result = apply(a_rule(caps={"per_model_area": 2}), cases, TODAY)
        assert (result["counted"], result["excess"]) == (3, 1)
        assert cases[2].id not in result["entries"]

    def test_a_further_area_of_the_same_model_is_new(self):
        cases = [a_case(model="A"), a_case(model="A"), a_case(model="A", areas=("glabella", "forehead"))]
        caps = {"per_model_area": 2}
        assert figures(a_rule(caps=caps), cases)["counted"] == 3
        assert figures(a_rule(caps=caps, filters={"areas": ["glabella"]}), cases)["counted"] == 2
