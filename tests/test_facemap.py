"""Where a finger lands and what the server lets pass are one rule: the areas of the drawings, by whole numbers."""

import json
from random import Random

import pytest

from logbook import facemap, kinds, vocabulary
from tests.contract import engine
from tests.support.documents.statements import an_entry

GEOMETRY = "page/facemap/geometry.js"
FACE = "page/facemap/face.js"
NAMES = "page/facemap/names.js"
MAP = json.loads(json.dumps(facemap.as_json()))
# A face as the editor has it: do(face, …) are the changes, said are its words.
START = """(m, map, points, changes) => {
  const { Face } = m["page/facemap/face.js"], names = m["page/facemap/names.js"].namer(map.words);
  const face = new Face({ areas: map.areas, names, points });
  const meant = (given) => (String(given).startsWith("#") ? face.points[Number(given.slice(1))] : given);
  const said = changes.map(([name, ...given]) => face[name](...given.map(meant)));
  const kept = face.points.map((point) => ({ ...point, name: face.name(point) }));
  return { said, points: kept, dose: face.dose, past: face.past.length };
}"""


def change(*changes, points=()):
    """What the editor's points are after these changes, {said, points, dose, past}; "#0" stands for the first point."""
    return engine.apply([FACE, NAMES], START, MAP, list(points), [list(one) for one in changes])


def snap(view, x, y):
    return engine.run(GEOMETRY, "snap", MAP["areas"], view, x, y)


def a_point(**changes):
    point = {"number": 0, "view": "front", "area": "glabella", "side": "right", "x": 452, "y": 340}
    return point | {"units": "4", "depth": "intramuscular", "problems": []} | changes


def an_entry_at(**place):
    return an_entry(points=[an_entry()["points"][0] | {"x": None, "y": None} | place])


@pytest.mark.parametrize("view", vocabulary.codes("views"))
def test_wherever_a_finger_lands_the_server_lets_the_point_pass(view):
    dice = Random(view)
    spots = [(dice.randint(0, 1000), dice.randint(0, 1000)) for _ in range(700)]
    source = "(m, areas, view, spots) => spots.map(([x, y]) => m['page/facemap/geometry.js'].snap(areas, view, x, y))"
    landed = [spot for spot in engine.apply([GEOMETRY], source, MAP["areas"], view, spots) if spot]
    assert len(landed) > 100
    for spot in landed:
        assert facemap.fits(**spot), spot


@pytest.mark.parametrize("view", vocabulary.codes("views"))
def test_the_mirror_image_of_a_point_fits_as_well(view):
    source = (
        """(m, areas, spots) => spots.map((spot) => m['page/facemap/geometry.js'].mirrored(areas, spot))"""
    )
    spots = [
        {"view": view, "area": one.area, "side": facemap.side_of(one, x), "x": x, "y": y}
        for one in facemap.areas()
        if one.view == view
        for x, y in one.outline[::7]
    ]
    for spot, mirror in zip(spots, engine.apply([GEOMETRY], source, MAP["areas"], spots), strict=True):
        if spot["side"] != "mid" and not (view == "front" and abs(spot["x"] - 500) <= 8):
            assert mirror["side"] != spot["side"] and facemap.fits(**mirror), (spot, mirror)


def test_the_topmost_area_wins_and_the_midline_is_sticky():
    assert snap("front", 478, 350)["area"] == "glabella"
    assert snap("front", 495, 364) == {"view": "front", "area": "glabella", "side": "mid", "x": 500, "y": 364}


def test_a_tap_beside_an_area_means_its_edge_and_one_far_away_means_nothing():
    beside = snap("front", 262, 640)
    assert beside["area"] == "masseter" and beside["x"] > 262
    assert snap("front", 393, 470) is None
    assert snap("front", 20, 20) is None


@pytest.mark.parametrize("area", vocabulary.codes("areas"))
def test_every_area_can_be_named_and_what_is_drawn_gets_a_place_that_fits(area):
    drawn = {one.area for one in facemap.areas()}
    for side in MAP["words"]["area_sides"][area]:
        for added in change(["addTo", area, side], ["addTo", area, side])["points"]:
            place = {key: added[key] for key in ("view", "area", "side", "x", "y")}
            assert facemap.fits(**place) if area in drawn else added["x"] is None, place


def test_a_tap_adds_a_point_and_its_mirror_image_with_the_last_dose():
    after = change(["add", snap("front", 288, 426)], points=[a_point()])
    assert after["said"] == ["Added: Orbicularis oculi, right, 4 units, both sides."]
    assert [(one["name"], one["x"], one["units"]) for one in after["points"][1:]] == [
        ("Orbicularis oculi, left", 712, "4"),
        ("Orbicularis oculi, right", 288, "4"),
    ]


def test_at_the_midline_one_point_is_added_and_none_where_one_is():
    after = change(["add", snap("front", 498, 380)])
    assert [one["name"] for one in after["points"]] == ["Procerus, centre"]
    mirrored = change(["add", snap("front", 548, 340)], points=[a_point()])
    assert len(mirrored["points"]) == 2


def test_points_of_one_muscle_are_numbered_outwards():
    after = change(["add", snap("front", 396, 325)], points=[a_point()])
    assert {one["x"]: one["name"] for one in after["points"]} == {
        452: "Corrugator, right\u00a01",
        396: "Corrugator, right\u00a02",
        604: "Corrugator, left",
    }


def test_a_blank_face_has_no_numbers_and_the_first_dose_fills_what_waits_for_it():
    after = change(["add", snap("front", 288, 426)], ["step", 1], ["step", 1])
    assert after["said"][0].endswith("both sides. Now set the units.")
    assert [one["units"] for one in after["points"]] == ["2", "2"]


def test_a_chosen_point_is_dosed_alone_and_the_next_one_takes_its_dose():
    points = [a_point(), a_point(x=396, y=325)]
    after = change(["choose", "#1"], ["step", 1], ["add", snap("front", 306, 626)], points=points)
    assert after["said"][1] == "Corrugator, right\u00a02: 5 units."
    assert [one["units"] for one in after["points"]] == ["4", "5", "5", "5"]


@pytest.mark.parametrize(
    ("text", "way", "next"),
    [("4", 1, "5"), ("2.5", -1, "1.5"), ("1", -1, "0.5"), ("0.5", -1, "0.5"), ("0,5", 1, "1"), ("", 1, "1")],
)
def test_doses_go_by_one_unit_and_by_a_half_below_that(text, way, next):
    assert engine.run("page/facemap/doses.js", "stepped", text, way) == next


def test_a_wrong_dose_is_kept_as_typed_and_named():
    after = change(["setUnits", "#0", "2.3"], points=[a_point()])
    assert after["points"][0]["units"] == "2.3"
    assert after["points"][0]["problems"] == ["“2.3” is not in steps of 0.5"]


def test_keys_leave_the_midline_and_stop_at_the_edge():
    after = change(*[["nudge", "#0", 6, 0]] * 30, points=[a_point(area="forehead", side="mid", x=500, y=250)])
    assert after["points"][0]["side"] == "left" and after["past"] == 1
    assert facemap.fits("front", "forehead", "left", after["points"][0]["x"], 250)
    stuck = change(*[["nudge", "#0", 0, 6]] * 40, points=[a_point(area="chin", side="mid", x=500, y=790)])
    assert stuck["said"][-1] == "That is the edge of the area."


def test_every_change_can_be_undone_step_by_step():
    changes = [
        ["add", snap("front", 306, 626)],
        ["setUnits", "#0", "6"],
        ["nudge", "#0", 6, 0],
        ["remove", "#0"],
    ]
    undone = change(*changes, *[["undo"]] * 5, points=[a_point()])
    assert undone["said"][-5:] == ["Undone."] * 4 + ["Nothing to undo."]
    assert [(one["x"], one["units"]) for one in undone["points"]] == [(452, "4")]


def test_a_point_without_a_place_is_as_good_as_one_with_a_place_in_its_area():
    assert kinds.check(an_entry_at()) == {}
    assert kinds.check(an_entry_at(x=452, y=340)) == {}
    assert kinds.check(an_entry_at(x=500, y=500, map="face-0")) == {}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"x": 452, "y": 600}, "This point lies outside its area"),
        ({"x": 548, "y": 340}, "This point lies outside its area"),
        ({"x": 452}, "A place on the map has an x and a y"),
        ({"view": "left"}, "This point lies on the other side of the model"),
        ({"view": "right", "x": 452, "y": 340}, "This point lies outside its area"),
    ],
)
def test_a_place_outside_its_area_is_refused_in_words(place, words):
    assert kinds.check(an_entry_at(**place)) == {"points.0": [words]}
