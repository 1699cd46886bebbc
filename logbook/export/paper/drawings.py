"""The drawing of the face beside an entry: the same base, tints and dots as on the screen, shared among entries.

What is alike in many entries (the face, the tint of the areas treated) is one picture each, which the PDF holds once;
dots are set by typst. So five hundred drawings weigh little more than one.
"""

import re
from functools import cache
from typing import cast

from logbook import facemap, filters, vocabulary
from logbook.pages import mapping
from logbook.pages.cases import View
from logbook.pages.clock import Clock
from logbook.shapes import Entry, Shell
from logbook.shapes.loose import Doc
from logbook.vocabulary import label

_COLOUR = re.compile(r"var\(--[a-z-]+, (#[0-9a-f]+)\)")
_GUIDES = re.compile(r'<g id="guides".*?</g>', re.DOTALL)
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
# The colours of the screen's light theme.
_MUSCLE = 'fill="#a75c66" fill-opacity=".1" stroke="#a75c66" stroke-opacity=".45" stroke-width="1.6"'
_TREATED = 'fill="#07565c" fill-opacity=".16" stroke="#07565c" stroke-width="2.6"'


def drawn(doc: Entry) -> list[Doc]:
    """One drawing for each view on which points have a place: [{face, tint, box: [x, y, width, height], dots: [[x, y,
    words]], sides: [words], alt}]; `face` and `tint` name pictures (see `pictures`)."""
    maps = mapping.maps_of(_view(), doc["points"])["maps"]
    return [_one(one) for one in maps if one["count"]]


def pictures(entries: list[Doc]) -> dict[str, str]:
    """{name: SVG} of every picture that these entries' drawings name."""
    names = {name for entry in entries for one in entry["drawn"] for name in (one["face"], one["tint"])}
    return {name: _picture(name) for name in sorted(names)}


@cache
def _view() -> View:
    """A paper has no viewer: words and the list of areas are all that a drawing needs."""
    shell = {"face": facemap.listed(), "vocabulary": vocabulary.as_json()}
    return View({}, Clock("", ""), cast(Shell, shell), "", "", {}, {}, [], [])


def _one(drawing: Doc) -> Doc:
    face = f"{drawing['view']} {drawing['crop']}"
    treated = [str(place) for place, area in enumerate(drawing["areas"]) if area["on"]]
    return {
        "face": face,
        "tint": " ".join([face, *treated]),
        "box": [int(number) for number in drawing["box"].split(" ")],
        "dots": [[dot["x"], dot["y"], filters.tenths(dot["units_tenths"])] for dot in drawing["dots"]],
        "sides": [label(side, "sides") for side in ("right", "left")]
        if drawing["view"] == "front"
        else [label(drawing["view"], "views")],
        "alt": drawing["says"],
    }


@cache
def _picture(name: str) -> str:
    """A face ("front upper"), or with the numbers of areas behind it their tint ("front upper 1 3")."""
    view, crop, *treated = name.split(" ")
    left, top, width, height = facemap.CROPS[crop]
    drawing = _tint(view, [int(place) for place in treated]) if treated else _face(view)
    frame = f'viewBox="{left} {top} {width} {height}" width="{width}" height="{height}"'
    # Typst writes a drawing into every page that shows it, and only a group that is not quite opaque once for all of
    # them: without it a logbook of 500 entries weighs twice as much.
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}><g opacity=".999">{drawing}</g></svg>'


def _face(view: str) -> str:
    text = (facemap.FOLDER / ("front.svg" if view == "front" else "side.svg")).read_text()
    inner = _INNER.search(_GUIDES.sub("", _COLOUR.sub(r"\1", text)))
    if inner is None:
        raise ValueError(f"the drawing of the {view} is no drawing")
    drawing = inner[1].replace('<g id="areas">', f'<g id="areas" {_MUSCLE}>')
    return f'<g transform="matrix(-1 0 0 1 1000 0)">{drawing}</g>' if view == "left" else drawing


def _tint(view: str, treated: list[int]) -> str:
    areas = [area for area in facemap.areas() if area.view == view]
    outlines = (" ".join(f"{x},{y}" for x, y in areas[place].outline) for place in treated)
    shapes = "".join(f'<polygon points="{outline}"/>' for outline in outlines)
    return f"<g {_TREATED}>{shapes}</g>"
