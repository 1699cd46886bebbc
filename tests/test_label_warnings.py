"""Doses, areas and ages beyond the label: each warning with the figure of a label behind it."""

import pytest

from tests.support.documents.warned import KNOWN, a_case, codes, figure

# product, area, units by its label
LABELLED = [
    ("botox", "glabella", 20),
    ("botox", "crows_feet", 24),
    ("botox", "forehead", 20),
    ("botox", "platysma", 36),
    ("dysport", "glabella", 50),
    ("azzalure", "glabella", 50),
    ("bocouture", "glabella", 30),
    ("bocouture", "forehead", 20),
    ("jeuveau", "glabella", 20),
    ("daxxify", "glabella", 40),
    ("letybo", "glabella", 20),
    ("relfydess", "glabella", 50),
    ("relfydess", "crows_feet", 60),
]


@pytest.mark.parametrize(("code", "area", "units"), LABELLED)
def test_more_than_the_label_says_for_an_area_is_warned_of(code, area, units):
    assert figure(code, "dose", area=area)["units"] == units
    assert codes(a_case((area, units), code=code)) == []
    assert codes(a_case((area, units + 1), code=code)) == [f"over_label_area:{area}"]


def test_every_confirmed_dose_of_a_label_is_tried_above():
    sure = {(code, area) for code, product in KNOWN["products"].items() for area in product["doses"]}
    assert sure == {(code, area) for code, area, _ in LABELLED}


# Commonly held (Azzalure and Bocouture in crow's feet), or second-hand (how Xeomin's 64 units are split).
@pytest.mark.parametrize(
    ("code", "area"), [("azzalure", "crows_feet"), ("bocouture", "crows_feet"), ("xeomin", "glabella")]
)
def test_where_no_confirmed_figure_is_known_nothing_is_said(code, area):
    assert codes(a_case((area, 400), code=code)) == []


# product, areas, units by its label for these areas in one session
SESSIONS = [
    ("botox", ("glabella", "crows_feet"), 44),
    ("botox", ("glabella", "forehead"), 40),
    ("botox", ("glabella", "forehead", "crows_feet"), 64),
    ("xeomin", ("glabella", "forehead", "crows_feet"), 64),
    ("relfydess", ("glabella", "crows_feet"), 110),
]


@pytest.mark.parametrize(("code", "areas", "units"), SESSIONS)
def test_more_than_the_label_says_for_a_session_is_warned_of(code, areas, units):
    assert figure(code, "session", areas=list(areas))["units"] == units
    rest = units - (len(areas) - 1)
    few = [(area, 1) for area in areas[1:]]
    assert "over_label_session" not in codes(a_case((areas[0], rest), *few, code=code))
    assert "over_label_session" in codes(a_case((areas[0], rest + 1), *few, code=code))


@pytest.mark.parametrize(
    ("code", "units"), [("dysport", 50), ("jeuveau", 20), ("daxxify", 40), ("letybo", 20)]
)
def test_beside_an_area_off_label_the_session_still_counts(code, units):
    assert figure(code, "session", areas=["glabella"])["units"] == units
    beside = codes(a_case(("glabella", units), ("chin", 1), code=code))
    assert beside == ["off_label_area:chin", "over_label_session"]


def test_the_most_a_label_gives_is_the_measure_beside_an_area_off_label():
    # 64 units, the most for the three areas of the upper face (US label of Botox Cosmetic).
    assert codes(a_case(("glabella", 20), ("masseter", 44))) == ["off_label_area:masseter"]
    assert codes(a_case(("glabella", 20), ("masseter", 45)))[-1] == "over_label_session"


def test_no_session_figure_is_known_for_platysma_with_the_upper_face():
    assert codes(a_case(("platysma", 36), ("glabella", 20), ("crows_feet", 24))) == []


def test_an_area_the_label_does_not_name_is_warned_of():
    assert figure("dysport", "labelled")["areas"] == ["glabella"]
    assert codes(a_case(("crows_feet", 12), code="dysport")) == ["off_label_area:crows_feet"]
    assert codes(a_case(("forehead", 30), code="azzalure")) == ["off_label_area:forehead"]
    # No label of Alluzience was read: nothing is said about it.
    assert codes(a_case(("chin", 5), code="alluzience")) == []


def test_points_of_one_area_are_added_up():
    assert codes(a_case(("glabella", 12), ("glabella", 8))) == []
    assert codes(a_case(("glabella", 12), ("glabella", 9))) == ["over_label_area:glabella"]


def test_units_of_one_product_are_never_held_against_the_label_of_another():
    # 50 units are the label of Dysport and more than twice that of Botox: neither says anything about the other.
    assert codes(a_case(("glabella", 50), code="dysport")) == []
    assert codes(a_case(("glabella", 50), code="botox")) == ["over_label_area:glabella"]


@pytest.mark.parametrize("code", ["azzalure", "bocouture", "dysport", "relfydess"])
def test_an_age_above_the_label_is_warned_of_once_the_whole_band_lies_above(code):
    assert figure(code, "age")["under"] == 65
    assert codes(a_case(("glabella", 5), code=code, model={"age_band": "60-69"})) == []
    assert codes(a_case(("glabella", 5), code=code, model={"age_band": "70+"})) == ["age_over_label"]


def test_seventy_and_over_may_be_under_the_limit_of_letybo():
    assert figure("letybo", "age")["under"] == 75
    assert codes(a_case(("glabella", 5), code="letybo", model={"age_band": "70+"})) == []
