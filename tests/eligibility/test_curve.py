"""The learning curve and the two ratings, without a database."""

import pytest

from logbook.eligibility.curve import curve, falls_short, ratings
from tests.support.documents.cases import a_case

LEVELS = {"acceptable_percent": 10, "unacceptable_percent": 30}
LINE = 1628


def rated(*ratings):
    """A case for each rating."""
    return [a_case(rating=rating) for rating in ratings]


def test_a_case_that_falls_short_lifts_the_curve_and_any_other_lowers_it_a_little():
    made = curve(rated(4, 2, 4), LEVELS)
    # By hand from 10 and 30 percent: s = 0.25131 / (1.09861 + 0.25131) = 0.18617, the line at 2.19722 / 1.34992.
    assert made["line"] == LINE and made["points"] == [-186, 628, 441]
    assert made["short"] == [2]
    assert (made["now"], made["since"]) == ("open", 0)
    assert made["acceptable_percent"] == 10 and made["unacceptable_percent"] == 30


@pytest.mark.parametrize(
    ("case", "short"),
    [
        (a_case(rating=1), True),
        (a_case(rating=2), True),
        (a_case(rating=3), False),
        (a_case(rating=5), False),
        (a_case(rating=5, harmed=True), True),
    ],
)
def test_a_low_rating_or_more_than_a_mild_complication_falls_short(case, short):
    assert falls_short(case) is short


def test_nine_good_cases_reach_the_standard_and_eight_do_not():
    assert curve(rated(*[4] * 8), LEVELS)["now"] == "open"
    made = curve(rated(*[4] * 9), LEVELS)
    assert (made["now"], made["since"], made["points"][-1]) == ("met", 9, -LINE)


def test_the_curve_is_held_at_the_line_it_has_reached():
    made = curve(rated(*[4] * 60, 1, 1, 1), LEVELS)
    assert min(made["points"]) == -LINE and made["points"][59] == -LINE
    # From the lower line two bad cases are no alarm, and sixty good ones no excuse.
    assert (made["now"], made["since"]) == ("met", 9)
    assert curve(rated(*[4] * 60, 1, 1, 1, 1, 1), LEVELS)["now"] == "review"


def test_the_line_reached_last_is_the_one_that_stands():
    made = curve(rated(1, 1, *[4] * 20), LEVELS)
    assert made["points"][1] == LINE
    assert (made["now"], made["since"]) == ("met", 20)


def test_there_is_no_curve_without_the_provider_s_lines_or_without_ratings():
    assert curve(rated(4), None) is None
    assert curve([a_case(), a_case()], LEVELS) is None


def test_a_case_without_a_rating_is_passed_over():
    assert len(curve([*rated(4), a_case(), *rated(3)], LEVELS)["points"]) == 2


def test_two_ratings_are_compared_case_by_case():
    pairs = [(3, 2), (3, 3), (4, 5), (3, None), (None, 4)]
    days = [f"2026-10-0{day}" for day in range(1, 6)]
    cases = [
        a_case(own_rating=own, rating=theirs, performed_on=day)
        for (own, theirs), day in zip(pairs, days, strict=True)
    ]
    made = ratings(cases, newest=2)
    assert (made["cases"], made["higher"], made["lower"]) == (3, 1, 1)
    assert made["newest"] == [
        {"on": "2026-10-02", "own": 3, "theirs": 3},
        {"on": "2026-10-03", "own": 4, "theirs": 5},
    ]
    assert ratings(cases[3:]) is None
