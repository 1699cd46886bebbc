"""For every rule of a schema, a statement that breaks that rule and no other: made from the rules themselves."""

import copy
from collections.abc import Iterator
from typing import Any

from logbook import kinds

_WRONG_KIND = {"a": "b"}


def broken(doc: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path that must be named, the statement broken there), at least one for each rule of the doc's type.

    The type itself is left out: without it nobody knows which schema to ask (the store answers `unknown_type`).
    """
    for path, rule in _rules(doc):
        # A group that may be null has rules for its inside only where it is there.
        if _find(doc, path) is None:
            continue
        for value in _values_against(rule):
            yield path, _with(doc, path, value)
        if "columns" in rule:
            yield from _broken_rows(doc, path, rule)


def without_each_field(doc: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(path, the statement without that field), for every field that no statement may lack."""
    for path, rule in _rules(doc):
        if _find(doc, path) is not None and not ("later" in rule and "columns" not in rule):
            changed = copy.deepcopy(doc)
            holder = _find(changed, path)
            del holder[path.rpartition(".")[2]]
            yield path, changed


def _rules(doc: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, rule) for path, rule in kinds.rules(doc["typ"]).items() if path != "typ"]


def _values_against(rule: dict[str, Any]) -> list[Any]:
    values: list[Any] = [_WRONG_KIND] if "columns" not in rule else ["no list"]
    if not rule["nullable"]:
        values.append(None)
    if rule.get("min_length"):
        values.append("")
    if "max_length" in rule:
        values.append("x" * (rule["max_length"] + 1))
    if "choices" in rule:
        values.append(["no such code"] if "least" in rule else "no such code")
    if rule.get("least"):
        values.append([])
    if "min" in rule:
        values += [rule["min"] - rule["step"], rule["max"] + rule["step"], True]
        values += [rule["min"] + 1] if rule["step"] > 1 else []
    return values


def _broken_rows(
    doc: dict[str, Any], path: str, rule: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    holder = _find(doc, path)
    rows = holder[path.rpartition(".")[2]] if holder else []
    if not rows:
        return
    yield path, _with(doc, path, [rows[0]] * (rule["most"] + 1))
    yield f"{path}.0", _with(doc, path, [rows[0] | {"extra": 1}])
    for name, column in rule["columns"].items():
        for value in _values_against(column):
            yield f"{path}.0.{name}", _with(doc, path, [rows[0] | {name: value}])


def _with(doc: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(doc)
    holder = _find(changed, path)
    assert holder is not None
    holder[path.rpartition(".")[2]] = value
    return changed


def _find(doc: dict[str, Any], path: str) -> Any:
    holder: Any = doc
    for key in path.split(".")[:-1]:
        holder = holder[key]
        if holder is None:
            return None
    return holder
