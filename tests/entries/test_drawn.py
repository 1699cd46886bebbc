"""Where a case went, on the drawing of the face: on its page, on the sheet, in lists and over the whole logbook."""

from logbook import shell
from tests.support.cast.clinic import told
from tests.support.cast.people import ANA, BEN
from tests.support.documents.statements import a_point, an_entry
from tests.support.server.reader import read

NOWHERE = {"x": None, "y": None}
SAYS = "Face map, front: 3 points, 12 units. Glabella 12 units."


def faces(page):
    return page.soup.select("svg.face")


def test_a_case_shows_each_dose_where_it_went(phone_of, app):
    entry = told(app, an_entry())
    for somebody, address in ((ANA, f"/entries/{entry['id']}"), (BEN, f"/entries/{entry['id']}/signoff")):
        [face] = faces(read(phone_of(somebody), address))
        assert (face["role"], face["aria-label"], face["data-crop"]) == ("img", SAYS, "upper")
        assert [dot["transform"] for dot in face.select(".dot")] == [
            "translate(428 338)",
            "translate(572 338)",
            "translate(500 364)",
        ]
        assert [dot.get_text() for dot in face.select(".dot")] == ["4", "4", "4"]
        treated = {(area["data-area"], area["data-side"]) for area in face.select(".area.on")}
        assert treated == {("glabella", "right"), ("glabella", "left"), ("glabella", "mid")}


def test_every_part_of_the_drawing_is_in_the_files_it_names(phone_of, app):
    masseter = a_point("mid", "masseter") | {"area": "masseter", "y": 620}
    sides = [masseter | {"view": side, "side": side, "x": x} for side, x in (("right", 470), ("left", 530))]
    entry = told(app, an_entry(areas=["glabella", "masseter"], points=[a_point("mid", "procerus"), *sides]))
    drawn = faces(read(phone_of(ANA), f"/entries/{entry['id']}"))
    assert [face["data-view"] for face in drawn] == ["front", "right", "left"]
    for use in (use for face in drawn for use in face.select("use")):
        file, _, part = use["href"].partition("#")
        assert f'id="{part}"'.encode() in shell.files()[file.removeprefix(f"/static/{shell.build()}/")]


def test_points_without_a_place_are_counted_beside_the_areas_they_went_to(phone_of, app):
    entry = told(app, an_entry(points=[point | NOWHERE for point in an_entry()["points"]]))
    page = read(phone_of(ANA), f"/entries/{entry['id']}")
    assert "3 points without a place on the map." in page.text
    [face] = faces(page)
    assert face["aria-label"] == "Face map, front: Glabella." and not face.select(".dot")


def test_a_case_without_points_has_no_drawing(phone_of, app):
    entry = told(app, an_entry(part="observed", points=[], product=None, needle=""))
    assert not faces(read(phone_of(ANA), f"/entries/{entry['id']}"))


def test_a_list_shows_the_points_small_and_areas_where_there_are_none(phone_of, app):
    told(app, an_entry())
    told(app, an_entry(performed_on="2026-11-19", part="observed", points=[], product=None, needle=""))
    marked, watched = read(phone_of(ANA), "/entries").soup.select(".row .thumb")
    assert marked.path["d"] == "M428 338h1M572 338h1M500 364h1" and not marked.select(".at")
    assert watched.path is None and watched.select_one(".at")["href"].endswith("#a-glabella")


def test_progress_colours_the_areas_by_how_often_they_were_treated(phone_of, app):
    told(app, an_entry())
    [face] = faces(read(phone_of(ANA), "/progress"))
    assert face["aria-label"].endswith("treated: Glabella 1 case.")
    assert {area["data-area"] for area in face.select(".heat-5")} == {"glabella"}
