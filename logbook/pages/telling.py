"""A part of the form told in a line: what a folded section holds, which points were typed. Twin of pages/telling.js."""

import re

from logbook import numerals
from logbook.pages.cases import Doc, View
from logbook.pages.common import title_of
from logbook.pages.mapping import maps_of
from logbook.statements.forms import first, row_numbers, sections
from logbook.statements.pairing import names_nobody

Fields = dict[str, list[str]]
_PLACE = re.compile(r"[0-9]{1,4}")
_SAID = ("radio", "select", "part", "supervisor", "programme", "checks", "line")
_MOMENTS = {"today": "date", "now": "time"}
MOST = 3


def tells(items: list[Doc], parts: list[Doc]) -> list[Doc]:
    """The answers that a folded section tells: [{name, said, start}]; the page tells them anew as they change."""
    told = [(item, part) for item, part in zip(items, parts, strict=True) if _is_told(item, part)]
    return [
        {
            "name": item["name"],
            "said": item["said"],
            "start": "" if item["start"] in _MOMENTS else item["start"],
        }
        for item, _ in told
    ]


def says(items: list[Doc], parts: list[Doc]) -> list[Doc]:
    """What a folded section holds: [{kind, value}], without what every form begins with; kinds: words, date, time."""
    said: list[Doc] = []
    for item, part in zip(items, parts, strict=True):
        if _is_told(item, part) and part["value"] != item["start"]:
            said += [
                {"kind": _MOMENTS.get(item["start"], "words"), "value": words} for words in _words(item, part)
            ]
    return [one for one in said if one["value"]][:MOST]


def is_settled(parts: list[Doc]) -> bool:
    """Whether a section may be folded: where whom to name is still open, it stays in sight."""
    return all(not names_nobody(part["value"]) for part in parts if part["name"] == "supervisor")


def points_typed(view: View, fields: Fields) -> Doc:
    """The points typed so far: {title, count, units_tenths, map: the drawing with the most to show, or None}."""
    rows = [_point(view, fields, f"points.{number}.") for number in row_numbers(_points(view), fields)]
    points = [point for point in rows if point["units_tenths"]]
    treated = {point["area"] for point in points}
    drawn = maps_of(view, points)["maps"]
    return {
        "title": title_of(view, [area for area in view.words["areas"] if area in treated]),
        "count": len(points),
        "units_tenths": sum(point["units_tenths"] for point in points),
        "map": drawn[0] if drawn else None,
    }


def _points(view: View) -> Doc:
    items = [item for section in sections("entry", view.shell) for item in section["items"]]
    return next(item for item in items if item["name"] == "points")


def units_typed(text: str) -> int:
    """A dose as typed, in tenths of a unit; 0 where it cannot be read."""
    return numerals.value_of(text, 1, numerals.DOSE) or 0


def _is_told(item: Doc, part: Doc) -> bool:
    if item["type"] == "rows":
        return False
    if item["widget"] == "programme":
        return len(part["choices"]) > 1
    return item["widget"] in _SAID or item["start"] in _MOMENTS


def _words(item: Doc, part: Doc) -> list[str]:
    if not part["choices"]:
        return [f"{item['said']} {part['value']}" if item["said"] and part["value"] else part["value"]]
    codes = [*part["chosen"], part["value"]]
    # A product is known by its own name; the substance behind it stands in the list and on the case.
    return [choice["label"].split(" (")[0] for choice in part["choices"] if choice["code"] in codes]


def _point(view: View, fields: Fields, prefix: str) -> Doc:
    kept = {name: first(fields, prefix + name) for name in ("view", "area", "side", "x", "y")}
    places = {axis: int(kept[axis]) if _PLACE.fullmatch(kept[axis]) else None for axis in ("x", "y")}
    dose = units_typed(first(fields, prefix + "units_tenths"))
    which = kept["view"] if kept["view"] in view.words["views"] else "front"
    facts = {"map": view.shell["face"]["name"], "view": which, "units_tenths": dose}
    return facts | {"area": kept["area"], "side": kept["side"]} | places
