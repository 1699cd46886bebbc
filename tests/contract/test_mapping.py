"""Points on the drawing of the face: both languages choose the same views, crops, dots and colours."""

import random

import pytest

from logbook import facemap, shell, vocabulary
from logbook.pages import mapping
from logbook.pages.cases import View
from logbook.pages.clock import Clock
from logbook.permissions import Person
from tests.contract import engine
from tests.support.documents.statements import a_point, an_entry
from tests.support.lanes import many, seed

MODULE = "twins/pages/mapping.js"
NOBODY = Person(id="", name="", email="", profession="", body="", number="", roles={})
VIEW = View({}, Clock("", ""), shell.data(), "", "", {}, {}, [], NOBODY, [])
ASKED = f"""(m, shell, doc, lines) => {{
  const {{ mapsOf, mapOf, heatOf, thumbOf }} = m["{MODULE}"];
  const view = {{ shell, words: shell.vocabulary }};
  const whole = mapOf(view, doc.points, "whole", "right");
  return [mapsOf(view, doc.points), whole, thumbOf(view, doc), heatOf(view, lines)];
}}"""


def any_points(chance):
    """A few points anywhere: in their area or beside it, on any view, some without a place or on a later drawing."""
    for area in chance.choices(facemap.areas(), k=chance.randrange(7)):
        x, y = (number + chance.randrange(-40, 41) for number in area.at)
        nowhere = {"x": None, "y": None} if chance.random() < 0.2 else {"x": x, "y": y}
        side = area.side if area.side != "both" else chance.choice(["right", "mid", "left"])
        drawing = chance.choice(["face-1", "face-1", "face-1", "face-2"])
        units = chance.choice([5, 10, 25, 40, 125])
        yield (
            a_point("mid", area.muscle, units)
            | {
                "view": area.view,
                "map": drawing,
                "area": area.area,
                "side": side,
            }
            | nowhere
        )


@pytest.mark.parametrize("turn", range(many(20, 400)))
def test_the_same_points_are_drawn_alike(turn):
    chance = random.Random(f"{seed()} {turn}")
    doc = an_entry(areas=chance.sample(vocabulary.codes("areas"), 3), points=list(any_points(chance)))
    lines = [
        {"area": area, "signed": chance.randrange(12), "waiting": chance.randrange(4)}
        for area in vocabulary.codes("areas")
        if chance.random() < 0.7
    ]
    here = [
        mapping.maps_of(VIEW, doc["points"]),
        mapping.map_of(VIEW, doc["points"], "whole", "right"),
        mapping.thumb_of(VIEW, doc),
        mapping.heat_of(VIEW, lines),
    ]
    assert engine.apply([MODULE], ASKED, VIEW.shell, doc, lines) == here
