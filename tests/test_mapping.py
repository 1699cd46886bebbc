"""Cases on the drawing of the face: which view, which crop, which dots, and how often each area was treated."""

from itertools import pairwise

import pytest

from logbook import facemap, shell
from logbook.demo import clinic
from logbook.pages import mapping
from logbook.pages.cases import View
from logbook.pages.clock import Clock
from logbook.permissions import Person
from tests.support.documents.statements import a_point, an_entry

CLOCK = Clock("2026-11-20T10:31:00Z", "Europe/London")
NOBODY = Person(id="", name="", email="", profession="", body="", number="", roles={})
VIEW = View({}, CLOCK, shell.data(), "", "2026-11-20", {}, {}, [], NOBODY, [])
GLABELLA = [a_point("right", "corrugator"), a_point("mid", "procerus", 25), a_point("left", "corrugator")]
NOWHERE = {"x": None, "y": None}


def treated(area, side, view="front"):
    """The first usual spot of an area as a point."""
    found = next(one for one in facemap.areas() if (one.view, one.area, one.side) == (view, area, side))
    x, y = found.at
    return a_point("mid", found.muscle) | {"view": view, "area": area, "side": side, "x": x, "y": y}


def on(drawn):
    return {(area["area"], area["side"]) for area in drawn["areas"] if area["on"]}


class TestADrawnCase:
    def test_shows_each_point_where_it_went_with_its_dose(self):
        drawn = mapping.map_of(VIEW, GLABELLA)
        assert [(dot["x"], dot["y"], dot["units_tenths"]) for dot in drawn["dots"]] == [
            (428, 338, 40),
            (500, 364, 25),
            (572, 338, 40),
        ]
        assert drawn["dots"][0]["at"] == "translate(428 338)"

    def test_writes_a_long_dose_smaller(self):
        assert [dot["small"] for dot in mapping.map_of(VIEW, GLABELLA)["dots"]] == [False, True, False]

    def test_says_in_words_what_it_shows(self):
        says = mapping.map_of(VIEW, GLABELLA)["says"]
        assert says == "Face map, front: 3 points, 10.5 units. Glabella 10.5 units."
        assert mapping.map_of(VIEW, [])["says"] == "Face map, front: no points."

    def test_marks_the_areas_treated(self):
        drawn = mapping.map_of(VIEW, [GLABELLA[0], treated("forehead", "both") | {"side": "right"}])
        assert on(drawn) == {("glabella", "right"), ("forehead", "both")}

    @pytest.mark.parametrize(
        ("areas", "crop"),
        [
            ([("glabella", "mid")], "upper"),
            ([("bunny_lines", "right")], "upper"),
            ([("masseter", "left")], "mid"),
            ([("chin", "both"), ("platysma", "right")], "lower"),
            ([("glabella", "mid"), ("chin", "both")], "whole"),
        ],
    )
    def test_is_cut_to_the_part_of_the_face_that_holds_all_points(self, areas, crop):
        drawn = mapping.map_of(VIEW, [treated(area, side) for area, side in areas])
        assert (drawn["crop"], drawn["box"]) == (crop, VIEW.shell["face"]["crops"][crop])

    def test_a_chosen_part_is_kept(self):
        assert mapping.map_of(VIEW, GLABELLA, "whole")["crop"] == "whole"

    def test_has_a_drawing_for_each_view_with_points(self):
        drawn = mapping.maps_of(VIEW, [*GLABELLA, treated("masseter", "left", "left")])
        assert [one["view"] for one in drawn["maps"]] == ["front", "left"]
        assert [one["count"] for one in drawn["maps"]] == [3, 1]

    def test_counts_points_without_a_place_and_shows_their_areas(self):
        drawn = mapping.maps_of(VIEW, [point | NOWHERE for point in GLABELLA])
        [front] = drawn["maps"]
        assert drawn["off"] == 3 and not front["dots"] and front["crop"] == "whole"
        assert on(front) == {("glabella", "right"), ("glabella", "mid"), ("glabella", "left")}
        assert front["says"] == "Face map, front: Glabella."

    def test_is_left_out_where_nothing_can_be_shown(self):
        lift = a_point("right", "orbicularis_oculi") | NOWHERE | {"area": "brow_lift"}
        assert mapping.maps_of(VIEW, [lift]) == {"maps": [], "off": 1}
        assert mapping.maps_of(VIEW, []) == {"maps": [], "off": 0}

    def test_a_place_on_another_drawing_is_no_place_on_this(self):
        drawn = mapping.map_of(VIEW, [GLABELLA[0] | {"map": "face-9"}])
        assert (drawn["count"], drawn["off"]) == (0, 1)


class TestASmallPicture:
    def test_has_a_dot_for_each_point_and_whole_areas_where_points_have_no_place(self):
        lift = a_point("right", "orbicularis_oculi") | NOWHERE | {"area": "brow_lift"}
        doc = an_entry(areas=["glabella", "brow_lift"], points=[*GLABELLA, lift])
        assert mapping.thumb_of(VIEW, doc) == {
            "areas": ["brow_lift"],
            "spots": "M428 338h1M500 364h1M572 338h1",
        }

    def test_of_a_case_only_watched_shows_its_areas(self):
        doc = an_entry(areas=["masseter"], points=[])
        assert mapping.thumb_of(VIEW, doc) == {"areas": ["masseter"], "spots": ""}


class TestTheWholeLogbook:
    LINES = (
        {"area": "glabella", "signed": 8, "waiting": 2},
        {"area": "forehead", "signed": 1, "waiting": 0},
        {"area": "brow_lift", "signed": 4, "waiting": 0},
        {"area": "chin", "signed": 0, "waiting": 0},
    )

    def test_colours_each_area_in_five_steps_of_the_busiest(self):
        heat = mapping.heat_of(VIEW, list(self.LINES))
        steps = {area["area"]: area["heat"] for area in heat["map"]["areas"]}
        assert (steps["glabella"], steps["forehead"], steps["chin"]) == (5, 1, 0)

    def test_has_the_counts_as_a_table_with_areas_that_are_not_drawn(self):
        heat = mapping.heat_of(VIEW, list(self.LINES))
        rows = [(row["label"], row["signed"], row["cases"]) for row in heat["rows"]]
        assert rows == [("Glabella", 8, 10), ("Forehead", 1, 1), ("Brow lift", 4, 4)]
        assert heat["off"] == ["Brow lift"]

    def test_says_the_counts_in_words(self):
        says = mapping.heat_of(VIEW, list(self.LINES))["map"]["says"]
        assert says.endswith("Glabella 10 cases, Forehead 1 case, Brow lift 4 cases.")
        assert mapping.heat_of(VIEW, [])["map"]["says"] == "Face map: nothing treated yet."

    def test_more_cases_never_look_like_fewer(self):
        steps = [
            mapping.heat_of(
                VIEW,
                [{"area": "chin", "signed": n, "waiting": 0}, {"area": "dao", "signed": 20, "waiting": 0}],
            )["rows"][0]["heat"]
            for n in range(1, 21)
        ]
        assert all(one <= other for one, other in pairwise(steps)) and steps[0] == 1 and steps[-1] == 5


@pytest.mark.parametrize("code", clinic.DOSES)
def test_the_demo_injects_where_the_areas_are(code):
    for point in clinic.points(code, list(clinic.DOSES[code])):
        if point["x"] is None:
            assert point["area"] == "brow_lift"
        else:
            assert facemap.fits(point["view"], point["area"], point["side"], point["x"], point["y"]), point
