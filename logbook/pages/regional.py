"""What regions ask, as pages: each statement in words, with where it was read and how sure it is. Flask's alone."""

from collections.abc import Callable, Mapping
from typing import Any

from logbook import vocabulary
from logbook.filters import lowered
from logbook.pages.reference import MARKS
from logbook.regulation import numbers, origins, regions
from logbook.shapes.served.of_regions import AskedThere, RegionRow, RegisterThere, Stated, Topic

# Where somebody reads a shipped set; None for who may open none.
ToSet = Callable[[str], str | None]


def index(asked: str, body: str, titles: Mapping[str, str], to_set: ToSet) -> dict[str, Any]:
    """All regions, those first whose register somebody is in; or, where words are asked for, what has them all."""
    own, known = regions.of_person(body), regions.all_of_them()
    rows = [(code, _row(code, region)) for code, region in known.items()]
    found: list[AskedThere] = []
    for code, region in known.items() if asked else ():
        if lines := [_stated(one, titles, to_set) for one in regions.with_words(region, asked)]:
            found.append({"region": _row(code, region), "lines": lines})
    return {
        "own": [row for code, row in rows if regions.is_within(code, own)],
        "others": [row for code, row in rows if not regions.is_within(code, own)],
        "found": found,
        "count": sum(len(one["lines"]) for one in found),
    }


def show(code: str, titles: Mapping[str, str], to_set: ToSet) -> dict[str, Any]:
    """One region: what is asked there by subject, its registers, the regions around and within it. Raises KeyError."""
    known = regions.all_of_them()
    region = known[code]
    beside = [other for other in known if other != code and _are_of_one(code, other)]
    topics: list[Topic] = []
    for name, title in regions.TOPICS.items():
        lines = [_stated(one, titles, to_set) for one in region["statements"] if one["topic"] == name]
        topics.append({"title": title, "lines": lines})
    return {
        "topics": [topic for topic in topics if topic["lines"]],
        "registers": [_register(one) for one in numbers.all_of_them() if _are_of_one(code, one["region"])],
        "beside": [_row(other, known[other]) for other in beside],
    }


def _are_of_one(code: str, other: str) -> bool:
    return regions.is_within(code, other) or regions.is_within(other, code)


def _row(code: str, region: origins.Table) -> RegionRow:
    return {
        "href": f"/regions/{code}",
        "name": region["name"],
        "country": regions.around(code),
        "count": len(region["statements"]),
    }


def _stated(statement: origins.Table, titles: Mapping[str, str], to_set: ToSet) -> Stated:
    who = [vocabulary.label(code, "professions") for code in statement["who"]]
    key = statement.get("set")
    return {
        "id": statement["id"],
        "who": ", ".join(who[:1] + [lowered(one) for one in who[1:]]),
        "text": statement["text"],
        "mark": MARKS[statement["confidence"]],
        "by": _by(statement),
        "on": statement["as_of"],
        "set": {"title": titles[key], "href": to_set(key)} if key else None,
    }


def _register(register: origins.Table) -> RegisterThere:
    shape, public = register.get("shape"), register.get("public")
    return {
        "name": register["name"],
        "key": register["key"],
        "example": shape["example"] if shape and shape["confidence"] != "unconfirmed" else "",
        "renewal": register["renewal"]["text"],
        "mark": MARKS[register["renewal"]["confidence"]],
        "by": _by(register["renewal"]),
        "at": public["at"] if public else None,
    }


def _by(statement: origins.Table) -> str:
    source = origins.sources()[statement["source"]]
    return ". ".join([source["title"], *(["; ".join(source["at"])] if source["at"] else [])])
