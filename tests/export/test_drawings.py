"""The face in the printed logbook: where points went, in the same places as on the screen, told in words too."""

import io

import pytest
from pypdf import PdfReader

from logbook import export, facemap
from logbook.export.paper import book, drawings
from tests.support.cast.people import ANA
from tests.support.documents.printed import kinds_of, text_of
from tests.support.documents.statements import a_point, a_withdrawal, an_entry

MM = 72 / 25.4
# Doses nobody writes elsewhere on the page: right, left and middle of the glabella.
POINTS = [a_point(*where) for where in (("right", "corrugator", 15), ("left", "corrugator", 35))]
POINTS.append(a_point("mid", "procerus", 45))
MASSETER = a_point("left", "masseter", 55) | {"view": "left", "area": "masseter", "x": 530, "y": 620}
NOWHERE = {"x": None, "y": None}


def places(pdf, words):
    """Where each of these words begins on its page, in points."""
    found = {}

    def visit(text, matrix, text_matrix, *_):
        if text.strip() in words:
            x, y = text_matrix[4], text_matrix[5]
            a, b, c, d, e, f = matrix
            found.setdefault(text.strip(), []).append((a * x + c * y + e, b * x + d * y + f))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found


def test_each_point_is_printed_where_the_screen_shows_it(desk, bundle_of):
    desk.one(ANA, an_entry(points=POINTS))
    # The first time a dose is said is its dot; the second its place in the table.
    right, left, mid = (
        places(export.pdf(bundle_of()), {"1.5", "3.5", "4.5"})[dose][0] for dose in ("1.5", "3.5", "4.5")
    )
    unit = 54 * MM / facemap.CROPS["upper"][2]
    assert left[0] - right[0] == pytest.approx((572 - 428) * unit, abs=unit)
    assert mid[0] - right[0] == pytest.approx((500 - 428) * unit, abs=unit)
    assert right[1] - mid[1] == pytest.approx((364 - 338) * unit, abs=unit)


def test_a_drawing_is_told_in_words_to_those_who_listen(desk, bundle_of):
    desk.one(ANA, an_entry(points=POINTS))
    reader = PdfReader(io.BytesIO(export.pdf(bundle_of())))
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    told = [one["/Alt"] for one in objects if isinstance(one, dict) and "/Alt" in one]
    assert told == ["Face map, front: 3 points, 9.5 units. Glabella 9.5 units."]
    assert "/Figure" in kinds_of(reader.root_object["/StructTreeRoot"])


def test_each_view_with_points_is_drawn_and_says_which_side_it_shows(desk, bundle_of):
    desk.one(ANA, an_entry(areas=["glabella", "masseter"], points=[*POINTS, MASSETER]))
    words = text_of(export.pdf(bundle_of()))
    assert "Model’s right Model’s left" in words and "Left side" in words


def test_points_without_a_place_are_in_the_table_alone(desk, bundle_of):
    desk.one(ANA, an_entry(points=[point | NOWHERE for point in POINTS]))
    told = book(bundle_of())
    assert told["months"][0]["entries"][0]["drawn"] == [] and told["pictures"] == {}
    assert "1.5" in text_of(export.pdf(bundle_of()))


def test_a_withdrawn_case_is_not_drawn(desk, bundle_of):
    entry = an_entry(points=POINTS)
    desk.send(ANA, entry, a_withdrawal(entry))
    assert book(bundle_of())["pictures"] == {}


def test_cases_share_the_pictures_that_are_alike():
    entries = [{"drawn": drawings.drawn(an_entry(points=points))} for points in (POINTS, POINTS, POINTS[:1])]
    assert set(drawings.pictures(entries)) == {"front upper", "front upper 1", "front upper 1 2 3"}


@pytest.mark.parametrize("view", ["front", "right", "left"])
def test_a_picture_needs_nothing_from_the_page(view):
    [face] = drawings.pictures([{"drawn": [{"face": f"{view} whole", "tint": f"{view} whole"}]}]).values()
    assert "var(" not in face and 'viewBox="150 40 700 960"' in face
    assert face.startswith("<svg") and (
        view == "front" or face.count("matrix(-1 0 0 1 1000 0)") == (view == "left")
    )
