"""A form drawn: its description, what was typed, what is wrong and what may be chosen. Twin of pages/drawing.js."""

from logbook.pages.cases import Doc, View
from logbook.pages.choices import are_paired, choices
from logbook.pages.telling import Fields, says, tells
from logbook.statements.expiring import shown
from logbook.statements.forms import SPARE_ROWS, first, row_numbers, sections
from logbook.statements.pairing import names_nobody, pair_of

PAIR = "Supervisor and programme"
Problems = dict[str, list[str]]
FIRST_ROWS = {"points": 4, "again": 0}
MORE_ROWS = {"points": 4, "again": 0}


def draw(view: View, form: str, fields: Fields, problems: Problems, more: bool = False) -> list[Doc]:
    """The form's sections: [{id, title, more, when, open, carried, says, tells, parts: [field or rows…]}].

    A part is {"type": "field", …} (see `_field`) or {"type": "rows", …} (see `_rows`). `more` adds empty rows.
    """
    drawn: list[Doc] = []
    for section in sections(form, view.shell):
        parts = [_part(view, item, fields, problems, more) for item in section["items"]]
        drawn.append(
            {
                "id": section["id"],
                "title": section["title"],
                "more": section["more"],
                "when": section["when"],
                "open": any(_wrong(part) for part in parts) or (more and _has_points(parts)),
                "carried": any(item["carry"] for item in section["items"]),
                "says": says(section["items"], parts),
                "tells": tells(section["items"], parts),
                "parts": parts,
            }
        )
    return drawn


def listed(sections: list[Doc], problems: Problems) -> list[Doc]:
    """All problems in the form's order for the summary on top: [{id, text}]; those of no field come last."""
    found: list[Doc] = []
    seen: list[str] = []
    for section in sections:
        for part in section["parts"]:
            _list(part, found, seen)
    rest = sorted(name for name in problems if name not in seen)
    return found + [{"id": "main", "text": text} for name in rest for text in problems[name]]


def id_of(name: str) -> str:
    """The id of the control of a field."""
    return "f-" + name.replace(".", "-")


def _part(view: View, item: Doc, fields: Fields, problems: Problems, more: bool) -> Doc:
    if item["type"] == "rows":
        return _rows(view, item, fields, problems, more)
    if item["widget"] in ("supervisor", "programme") and are_paired(view, fields):
        item, fields, problems = _as_pair(item, fields, problems)
    part = _field(view, item, item["name"], fields, problems)
    return part | shown(item, fields) if item["widget"] == "expiry" else part


def _as_pair(item: Doc, fields: Fields, problems: Problems) -> tuple[Doc, Fields, Problems]:
    """One question for both: the supervisor's offers pairs and says what is wrong with either, the programme's is not
    drawn."""
    if item["widget"] == "programme":
        return item | {"widget": "paired"}, fields, {}
    named = pair_of(first(fields, "supervisor"), first(fields, "programme"))
    wrong = problems.get("supervisor") or problems.get("programme") or []
    asked = fields | ({"supervisor": [named]} if "supervisor" in fields else {})
    return item | {"label": PAIR}, asked, {"supervisor": wrong}


def _field(view: View, item: Doc, name: str, fields: Fields, problems: Problems) -> Doc:
    """{type, name, id, label, widget, hint, when, optional, required, value, chosen, problems, choices, max_length}."""
    given = fields.get(name) or []
    offered = choices(view, item, fields)
    value = given[0] if given else ""
    if not given and item["widget"] in ("programme", "supervisor"):
        # Where there is one to choose, it is chosen; that nobody is named yet, where there is nobody.
        only = [choice for choice in offered if not names_nobody(choice["code"])] or offered
        value = only[0]["code"] if len(only) == 1 else ""
    return {
        "type": "field",
        "name": name,
        "id": id_of(name),
        "label": item["label"],
        "widget": item["widget"],
        "hint": _hint(item, offered, value),
        "when": item["when"],
        "optional": item["when"] is None and item["widget"] not in ("check", "agree"),
        "required": item["when"] == "always",
        "value": value,
        "chosen": given,
        "problems": problems.get(name) or [],
        "choices": offered,
        "max_length": item["rule"].get("max_length", 0),
    }


def _hint(item: Doc, offered: list[Doc], value: str) -> str:
    """What stands beside the field; of a supervisor who has left, that somebody else signs."""
    said = [choice["hint"] for choice in offered if choice["code"] == value and choice["hint"]]
    return said[0] if item["widget"] == "supervisor" and said else str(item["hint"])


def _rows(view: View, item: Doc, fields: Fields, problems: Problems, more: bool) -> Doc:
    """{type, name, id, label, problems, rows: [{n, problems, kept, fields}]}; some rows are empty, to type into."""
    name, numbers = item["name"], row_numbers(item, fields)
    empty = FIRST_ROWS.get(name, 1) if not numbers else MORE_ROWS.get(name, 1) if more else 0
    empty = max(0, min(empty, item["most"] + SPARE_ROWS - len(numbers)))
    first = numbers[-1] + 1 if numbers else 0
    numbers = numbers + list(range(first, first + empty))
    return {
        "type": "rows",
        "name": name,
        "id": id_of(name),
        "label": item["label"],
        "optional": item["when"] is None,
        "problems": problems.get(name) or [],
        "rows": [_row(view, item, number, fields, problems) for number in numbers],
    }


def _row(view: View, item: Doc, number: int, fields: Fields, problems: Problems) -> Doc:
    prefix = f"{item['name']}.{number}."
    kept = [prefix + name for name in ("view", "x", "y") if fields.get(prefix + name)]
    columns = [
        _field(
            view,
            column | {"when": "always"},
            prefix + column["name"],
            _started(column, prefix, fields),
            problems,
        )
        for column in item["columns"]
    ]
    return {
        "n": number,
        "problems": problems.get(f"{item['name']}.{number}") or [],
        "kept": [{"name": name, "value": fields[name][0]} for name in kept],
        "fields": [dict(column, required=False) for column in columns],
    }


def _started(column: Doc, prefix: str, fields: Fields) -> Fields:
    name = prefix + column["name"]
    return fields if name in fields or not column["start"] else {name: [column["start"]]}


def _has_points(parts: list[Doc]) -> bool:
    return any(part["name"] == "points" for part in parts)


def _wrong(part: Doc) -> bool:
    inner = (
        [field for row in part["rows"] for field in (row, *row["fields"])] if part["type"] == "rows" else []
    )
    return bool(part["problems"]) or any(thing["problems"] for thing in inner)


def _list(part: Doc, found: list[Doc], seen: list[str]) -> None:
    _note(part, part["name"], part["id"], found, seen)
    for row in part["rows"] if part["type"] == "rows" else []:
        _note(row, f"{part['name']}.{row['n']}", part["id"], found, seen)
        for field in row["fields"]:
            _note(field, field["name"], field["id"], found, seen)


def _note(thing: Doc, name: str, id: str, found: list[Doc], seen: list[str]) -> None:
    seen.append(name)
    found += [{"id": id, "text": text} for text in thing["problems"]]
