"""What a build says that another does not know: a revision lacks such a key altogether, and that takes nothing away.

Every build writes all keys it knows, null or empty where nothing was said (decision 33). Twin of
twins/statements/keeping.js.
"""

from collections.abc import Mapping
from typing import Any

from logbook.shapes.loose import Doc

# Whose keys are fixed by the build. In `assessment.severity` a missing area is an answer.
GROUPS = ("model", "assessment", "product", "aftercare")
# Said anew by each statement, or not at all.
OWN = frozenset(("amends",))


def keeping(doc: Mapping[str, Any], other: Mapping[str, Any]) -> Doc:
    """`doc`, and from the `other` version of the same case what `doc` lacks altogether: at the top, in a group, in a
    row that is in both."""
    missing = {key: value for key, value in other.items() if key not in doc and key not in OWN}
    return missing | {key: _kept(key, value, other.get(key)) for key, value in doc.items()}


def _kept(key: str, value: Any, other: Any) -> Any:
    if key in GROUPS and isinstance(value, dict) and isinstance(other, dict):
        return {name: part for name, part in other.items() if name not in value} | value
    if _are_rows(value) and _are_rows(other):
        return [{**found, **row} for row, found in zip(value, _alike(value, other), strict=True)]
    return value


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _alike(rows: list[Doc], others: list[Doc]) -> list[Doc]:
    """For each row the other version's: one that says the same, else the one in its place in a list as long."""
    left = dict(enumerate(others))
    found: dict[int, Doc] = {}
    for place, row in enumerate(rows):
        same = next((at for at, other in left.items() if _agree(row, other)), None)
        if same is not None:
            found[place] = left.pop(same)
    if len(rows) == len(others):
        found |= {
            place: left.pop(place) for place in range(len(rows)) if place not in found and place in left
        }
    return [found.get(place, {}) for place in range(len(rows))]


def _agree(row: Doc, other: Doc) -> bool:
    return all(other[key] == value for key, value in row.items() if key in other)
