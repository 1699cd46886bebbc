"""Where the treatment areas lie on the drawings of the face: read from the drawings, the only place that says so.

A place is {view, x, y}: whole numbers from 0 to 1000, x to the reader's right, y down, midline x = 500, about 4 units
to 1 mm. The side drawing shows the model's right; their left is its mirror image.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from logbook import vocabulary

FOLDER = Path(__file__).resolve().parent / "static" / "face"
# The name under which points keep this drawing: another drawing gets another name, and old points keep theirs.
NAME = "face-1"
# viewBox of each crop: x, y, width, height.
CROPS = {
    "whole": (150, 40, 700, 960),
    "upper": (215, 170, 570, 350),
    "mid": (215, 430, 570, 350),
    "lower": (215, 585, 570, 395),
}
MIDLINE = 500
# A point snapped to an edge is rounded to whole numbers, which may put it just outside: half a millimetre is let pass.
_NEAR = 2
# Closer to the midline than this, an area that spans both sides is treated in its middle.
_MIDDLE = 4
_CURVE_STEPS = 4

Point = tuple[float, float]
_MIRRORED = {"right": "left", "left": "right"}


class Area(NamedTuple):
    """One area of a view. `side` is right, left, mid, or both where it spans the midline; `at` is its usual spot."""

    view: str
    area: str
    side: str
    muscle: str
    at: tuple[int, int]
    outline: tuple[tuple[int, int], ...]


@cache
def areas() -> tuple[Area, ...]:
    """Every area of the three views, in the order in which they are drawn: a later one lies on top."""
    front, right = (_read(name, view) for name, view in (("front", "front"), ("side", "right")))
    return (*front, *right, *(_mirror(area) for area in right))


def as_json() -> dict[str, Any]:
    """What the page's editor needs: {name, crops: {…}, areas: [{view, area, side, muscle, at, outline}], words}."""
    return {"name": NAME, "crops": CROPS, "areas": [area._asdict() for area in areas()], "words": words()}


def words() -> dict[str, Any]:
    """The labels of the editor: lists of the vocabulary, each muscle's short name, and the sides of each area."""
    kept = {name: vocabulary.LISTS[name] for name in ("areas", "area_muscles", "views", "depths")}
    short = {code: _short(code, label) for code, label in vocabulary.LISTS["muscles"].items()}
    return kept | {"short": short, "area_sides": {area: _sides(area) for area in vocabulary.codes("areas")}}


def _short(code: str, label: str) -> str:
    """A muscle as people call it: the code's own words where the full name begins with them."""
    said = code.replace("_", " ").capitalize()
    return said if label.startswith(said) else label


def _sides(area: str) -> list[str]:
    """The sides on which an area is treated, from right to left; one that is not drawn lies on both."""
    drawn = {one.side for one in areas() if (one.view, one.area) == ("front", area)}
    return [side for side in ("right", "mid", "left") if {side, "both"} & (drawn or {"right", "left"})]


def listed() -> dict[str, Any]:
    """What pages need to draw: {name, crops: {crop: "x y width height"}, areas: {view: [{area, side}]}}."""
    views: dict[str, list[dict[str, str]]] = {}
    for one in areas():
        views.setdefault(one.view, []).append({"area": one.area, "side": one.side})
    crops = {crop: " ".join(map(str, box)) for crop, box in CROPS.items()}
    return {"name": NAME, "crops": crops, "areas": views}


def side_of(area: Area, x: int) -> str:
    """The side of the model on which a place lies: right, left or mid."""
    if area.side != "both":
        return area.side
    return "mid" if abs(x - MIDLINE) <= _MIDDLE else "right" if x < MIDLINE else "left"


# Cases are repeated with their places: most that arrive were judged before.
@lru_cache(maxsize=20_000)
def fits(view: str, area: str, side: str, x: int, y: int) -> bool:
    """Whether a place lies in an area, on that side of the model, or within half a millimetre of its edge."""
    found = [one for one in _drawn().get((view, area), ()) if side_of(one, x) == side]
    return any(_is_inside(one.outline, x, y) or _distance(one.outline, x, y) <= _NEAR for one in found)


@cache
def _drawn() -> dict[tuple[str, str], list[Area]]:
    """The areas by view and name: each point of each statement asks for one of them."""
    found: dict[tuple[str, str], list[Area]] = {}
    for one in areas():
        found.setdefault((one.view, one.area), []).append(one)
    return found


def _read(name: str, view: str) -> list[Area]:
    root = ElementTree.parse(FOLDER / f"{name}.svg").getroot()  # noqa: S314  (our own file)
    paths = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("data-area")]
    return [
        _area(view, {key.removeprefix("data-"): path.attrib[key] for key in path.attrib}) for path in paths
    ]


def _area(view: str, said: dict[str, str]) -> Area:
    x, y = (int(number) for number in said["at"].split())
    return Area(view, said["area"], said["side"], said["muscle"], (x, y), _outline(said["d"]))


def _mirror(area: Area) -> Area:
    outline = tuple((2 * MIDLINE - x, y) for x, y in area.outline)
    at = (2 * MIDLINE - area.at[0], area.at[1])
    return area._replace(view="left", side=_MIRRORED[area.side], at=at, outline=outline)


def _outline(path: str) -> tuple[tuple[int, int], ...]:
    """A closed path of one move and curves, as a polygon with corners on whole numbers. Raises ValueError."""
    found = re.fullmatch(r"M([^A-Z]+)C([^A-Z]+)Z", path)
    if not found:
        raise ValueError(f"an area is drawn by one move and curves, not by {path[:40]}")
    start, *rest = [*_pairs(found[1]), *_pairs(found[2])]
    corners = [start]
    for number in range(0, len(rest), 3):
        corners += _curve(corners[-1], *rest[number : number + 3])
    return tuple((round(x), round(y)) for x, y in corners[:-1])


def _pairs(text: str) -> list[Point]:
    numbers = [float(number) for number in text.replace(",", " ").split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _curve(p0: Point, p1: Point, p2: Point, p3: Point) -> list[Point]:
    steps = [step / _CURVE_STEPS for step in range(1, _CURVE_STEPS + 1)]
    return [(_bezier(t, p0[0], p1[0], p2[0], p3[0]), _bezier(t, p0[1], p1[1], p2[1], p3[1])) for t in steps]


def _bezier(t: float, a: float, b: float, c: float, d: float) -> float:
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d


def _is_inside(outline: tuple[tuple[int, int], ...], x: int, y: int) -> bool:
    """By crossings of a ray to the right; whole numbers only, so that every browser and the server agree."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise((*outline, outline[0])):
        if (y1 > y) != (y2 > y):
            across = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            inside ^= across > 0 if y2 > y1 else across < 0
    return inside


def _distance(outline: tuple[tuple[int, int], ...], x: int, y: int) -> float:
    return min(_to_edge(x, y, *edge) for edge in pairwise((*outline, outline[0])))


def _to_edge(x: int, y: int, a: tuple[int, int], b: tuple[int, int]) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) if length else 0.0
    return float(((x - a[0] - along * dx) ** 2 + (y - a[1] - along * dy) ** 2) ** 0.5)
