"""Two versions of one case made into the next: one of them whole, or each answer from either. Twin of
twins/statements/choosing.js."""

from typing import Any

from logbook.statements.filling import fields_of
from logbook.statements.forms import Fields
from logbook.statements.keeping import keeping


def on_top(doc: dict[str, Any], other: dict[str, Any], place: dict[str, Any]) -> dict[str, Any]:
    """The same case as the revision that follows the `other`, with what only that one's build knew to say.

    `place`: rev, prev, mutation, amends (a hash or None).
    """
    made = {name: value for name, value in keeping(doc, other).items() if name != "amends"}
    made |= {name: place[name] for name in ("rev", "prev", "mutation")}
    return made | ({"amends": place["amends"]} if place["amends"] else {})


def mixed(mine: dict[str, Any], other: dict[str, Any], picked: list[str], shell: dict[str, Any]) -> Fields:
    """The fields of a form with the other's answers, and mine where their names are picked."""
    own, fields = _fields(keeping(mine, other), shell), _fields(other, shell)
    for name in picked:
        left = {key: value for key, value in fields.items() if not _belongs(key, name)}
        fields = left | {key: value for key, value in own.items() if _belongs(key, name)}
    return fields


def _fields(doc: dict[str, Any], shell: dict[str, Any]) -> Fields:
    """All fields of a version, none left out for its part; areas without those of its points, which bring their own."""
    treated = {point["area"] for point in doc["points"]}
    areas = [area for area in doc["areas"] if area not in treated]
    return fields_of(doc, shell) | {"areas": areas, "kept": ["points", "product", "areas"]}


def _belongs(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}.")
