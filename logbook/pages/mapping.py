"""Points on the drawing of the face, for pages: which drawing, which crop, which dots. Twin of pages/mapping.js."""

from collections.abc import Mapping, Sequence
from typing import Any

from logbook.filters import count, tenths, units
from logbook.pages.cases import Doc, View
from logbook.shapes.words import FaceArea

# A crop is taken only where every dot lies this far inside it.
MARGIN = 26
STEPS = 5


def maps_of(view: View, points: Sequence[Mapping[str, Any]]) -> Doc:
    """{maps: one for each view with something to show, off: how many points have no place on any}."""
    maps = [map_of(view, points, which=which) for which in view.words["views"]]
    shown = [one for one in maps if one["count"]] or [one for one in maps if _is_treated(one)][:1]
    return {"maps": shown, "off": maps[0]["off"]}


def map_of(view: View, points: Sequence[Mapping[str, Any]], crop: str = "", which: str = "front") -> Doc:
    """One view of the face with its points: {view, crop, box, areas: [{area, side, on, heat}], dots: [{x, y,
    units_tenths, at, small}], says, count, off}. `crop` "" is chosen from the points; `off` counts the points that
    have a place on no view."""
    face = view.shell["face"]
    treated = [point for point in points if point["view"] == which]
    dots = [_dot(point) for point in treated if _is_placed(view, point)]
    chosen = crop or _crop(face["crops"], dots)
    areas = [{**one, "on": _is_on(one, treated), "heat": 0} for one in face["areas"][which]]
    return {
        "view": which,
        "crop": chosen,
        "box": face["crops"][chosen],
        "areas": areas,
        "dots": dots,
        "says": _says(view, which, [point for point in treated if _is_placed(view, point)], areas),
        "count": len(dots),
        "off": sum(not _is_placed(view, point) for point in points),
    }


def heat_of(view: View, lines: list[Doc]) -> Doc:
    """{map, rows: [{label, heat, cases, signed}], off: [label of an area that is not drawn]}: how often each area was
    treated, in five steps of the busiest; `lines` are a report's areas, [{area, signed, waiting}]. Areas, not dots:
    few cases say no more than that."""
    words, face = view.words["areas"], view.shell["face"]
    cases = {line["area"]: line["signed"] + line["waiting"] for line in lines}
    most = max(cases.values(), default=0)
    steps = {area: _step(many, most) for area, many in cases.items()}
    areas = [one | {"on": False, "heat": steps.get(one["area"], 0)} for one in face["areas"]["front"]]
    seen = [line for line in lines if cases[line["area"]]]
    rows = [
        {"label": words.get(line["area"], line["area"]), "heat": steps[line["area"]]}
        | {"cases": cases[line["area"]], "signed": line["signed"]}
        for line in seen
    ]
    drawn = {one["area"] for one in areas}
    told = ", ".join(f"{row['label']} {count(row['cases'], 'case', 'cases')}" for row in rows)
    says = (
        f"Face map, coloured by how often each area was treated: {told}."
        if rows
        else "Face map: nothing treated yet."
    )
    whole = {"view": "front", "crop": "whole", "box": face["crops"]["whole"], "areas": areas}
    return {
        "map": whole | {"dots": [], "says": says, "count": 0, "off": 0},
        "rows": rows,
        "off": [words.get(line["area"], line["area"]) for line in seen if line["area"] not in drawn],
    }


def thumb_of(view: View, doc: Doc) -> Doc:
    """A case as a small picture: {areas: those drawn as a whole, spots: the dots of placed points as one path}."""
    placed = [point for point in doc["points"] if point["view"] == "front" and _is_placed(view, point)]
    exact = {point["area"] for point in placed}
    return {
        "areas": [area for area in doc["areas"] if area not in exact],
        "spots": "".join(f"M{point['x']} {point['y']}h1" for point in placed),
    }


def _is_placed(view: View, point: Mapping[str, Any]) -> bool:
    """Whether a point has a place on this drawing; a later drawing's places would lie elsewhere on it."""
    return point["map"] == view.shell["face"]["name"] and point["x"] is not None and point["y"] is not None


def _dot(point: Mapping[str, Any]) -> Doc:
    x, y, dose = point["x"], point["y"], point["units_tenths"]
    small = len(tenths(dose)) > 2
    return {"x": x, "y": y, "units_tenths": dose, "at": f"translate({x} {y})", "small": small}


def _is_on(one: FaceArea, points: Sequence[Mapping[str, Any]]) -> bool:
    return any(point["area"] == one["area"] and one["side"] in ("both", point["side"]) for point in points)


def _is_treated(drawn: Doc) -> bool:
    return any(area["on"] for area in drawn["areas"])


def _crop(crops: dict[str, str], dots: list[Doc]) -> str:
    fitting = [name for name, box in crops.items() if name != "whole" and _holds(box, dots)]
    return fitting[0] if dots and fitting else "whole"


def _holds(box: str, dots: list[Doc]) -> bool:
    left, top, width, height = (int(number) for number in box.split(" "))
    return all(
        left + MARGIN <= dot["x"] <= left + width - MARGIN
        and top + MARGIN <= dot["y"] <= top + height - MARGIN
        for dot in dots
    )


def _step(cases: int, most: int) -> int:
    """0 for none, else 1 to 5 by the share of the busiest area, rounded up."""
    return (cases * STEPS + most - 1) // most if cases else 0


def _says(view: View, which: str, placed: Sequence[Mapping[str, Any]], areas: list[Doc]) -> str:
    """The drawing in words: "Face map, front: 5 points, 20 units. Glabella 20 units."."""
    words = view.words
    name = f"Face map, {words['views'][which].lower()}"
    if not placed:
        labels = [label for code, label in words["areas"].items() if _is_named(code, areas)]
        return f"{name}: {', '.join(labels)}." if labels else f"{name}: no points."
    doses: dict[str, int] = {}
    for point in placed:
        doses[point["area"]] = doses.get(point["area"], 0) + point["units_tenths"]
    told = [f"{label} {units(doses[code])}" for code, label in words["areas"].items() if code in doses]
    return (
        f"{name}: {count(len(placed), 'point', 'points')}, {units(sum(doses.values()))}. {', '.join(told)}."
    )


def _is_named(code: str, areas: list[Doc]) -> bool:
    return any(one["on"] and one["area"] == code for one in areas)
