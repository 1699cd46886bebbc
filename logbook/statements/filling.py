"""A statement written back into the fields of its form. Twin of twins/statements/filling.js."""

from typing import Any

from logbook import dotted
from logbook.shapes import Shell
from logbook.statements.expiring import controls
from logbook.statements.forms import Fields, sections
from logbook.statements.reading import UNNAMED


def fields_of(doc: dict[str, Any], shell: Shell) -> Fields:
    """The fields that would make this entry again: {name: [text]}."""
    return _fill(doc, shell, only_carried=False) | {"events.any": ["yes" if doc["events"] else "none"]}


def repeat_of(doc: dict[str, Any], shell: Shell) -> Fields:
    """The fields a new case takes over from an earlier one: what was done, never what is new for each model."""
    return _fill(doc, shell, only_carried=True)


def starting_fields(now_local: str, shell: Shell) -> Fields:
    """The fields every new case starts with. `now_local`: "2026-11-20T10:05" in the writer's zone."""
    starts = {"today": now_local[:10], "now": now_local[11:16]}
    return {
        item["name"]: [starts.get(item["start"], item["start"])]
        for section in shell["forms"]["entry"]
        for item in section["items"]
        if item["type"] == "field" and item["start"]
    }


def _fill(doc: dict[str, Any], shell: Shell, *, only_carried: bool) -> Fields:
    fields: Fields = {}
    for section in sections("entry", shell):
        for item in section["items"]:
            if only_carried and not item["carry"] or item.get("widget") == "events":
                continue
            value = dotted.at(doc, item["name"])
            # Who is named next is asked anew: there may be somebody by now.
            if only_carried and value == "" and item.get("widget") == "supervisor":
                continue
            if item["type"] == "rows":
                fields |= fill_rows(item, _rows(value))
            elif item["widget"] == "expiry":
                fields |= controls(item, doc["product"])
            else:
                fields[item["name"]] = texts_of(item, value)
    return fields


def fill_rows(item: dict[str, Any], rows: list[dict[str, Any]]) -> Fields:
    """The fields of a list of rows; answers that an older statement does not have stay empty."""
    fields: Fields = {}
    for number, row in enumerate(rows):
        prefix = f"{item['name']}.{number}."
        for column in item["columns"]:
            fields[prefix + column["name"]] = texts_of(column, row.get(column["name"]))
        if row.get("x") is not None:
            fields |= {prefix + name: [str(row[name])] for name in ("view", "x", "y")}
    return fields


def _rows(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [
            {"area": area} | {name: str(grade) for name, grade in value[area].items()}
            for area in sorted(value)
        ]
    return list(value or [])


def texts_of(item: dict[str, Any], value: Any) -> list[str]:
    """The texts of one field that would make this value again."""
    if item["widget"] == "maybe":
        return [{True: "yes", False: "no", None: ""}[value]]
    if value == "" and item["widget"] == "supervisor":
        return [UNNAMED]
    if value is None:
        return [""]
    if isinstance(value, bool):
        return ["1"] if value else []
    if isinstance(value, int):
        return [_decimal(value, item["digits"])]
    return list(value) if isinstance(value, list) else [value]


def _decimal(value: int, digits: int) -> str:
    if not digits:
        return str(value)
    text = str(value).rjust(digits + 1, "0")
    rest = text[-digits:].rstrip("0")
    return f"{text[:-digits]}.{rest}" if rest else text[:-digits]
