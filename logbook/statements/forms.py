"""A whole form read into plain values, with what is wrong beside each name. Twin of twins/statements/forms.js."""

import re
from collections.abc import Iterator
from typing import Any, cast

from logbook import canonical
from logbook.schemas import words
from logbook.shapes import Shell
from logbook.shapes.loose import Doc
from logbook.statements.expiring import expires
from logbook.statements.reading import Wrong, read

Fields = dict[str, list[str]]
Problems = dict[str, list[str]]

# Somebody who typed a few rows too many still sees them, with what is wrong; whatever lies beyond is nobody's work.
SPARE_ROWS = 10


def first(fields: Fields, name: str) -> str:
    """The first text posted under a name, or ""."""
    given = fields.get(name) or [""]
    return given[0]


def is_asked(when: str | None, fields: Fields, shell: Shell) -> bool:
    """Whether an answer is required for the part and setting chosen in this form.

    Until a part is chosen, what somebody who injects is asked: all that is missing is said in one round.
    """
    if when is None or when == "always":
        return when == "always"
    table = shell["forms"]["when"]
    part, setting = first(fields, "part"), first(fields, "setting")
    part = part if part in table["always"]["parts"] else table["injected"]["parts"][0]
    return part in table[when]["parts"] and setting in table[when]["settings"]


def is_left_out(section: dict[str, Any], fields: Fields, shell: Shell) -> bool:
    """Whether a section is not for the part chosen: what was typed into it stays in the form and is not read.

    `kept` names sections of an older case that hold something all the same: nothing of it may get lost by an edit.
    """
    part, when = first(fields, "part"), shell["forms"]["when"]
    if section["when"] is None or section["id"] in fields.get("kept", []):
        return False
    return part in when["always"]["parts"] and part not in when[section["when"]]["parts"]


def is_saved(fields: Fields) -> bool:
    """Whether the button that sent a form saves it; all others ask for the form again, with something changed."""
    return first(fields, "action") in ("", "save")


def sections(form: str, shell: Shell) -> list[Doc]:
    """The sections of the form of a kind, which its items tell apart by their type and widget."""
    made: list[Doc] = cast(Doc, shell["forms"])[form]
    return made


def read_form(form: str, fields: Fields, shell: Shell) -> tuple[dict[str, Any], Problems]:
    """All values by name and all problems by name, for the form named `form`."""
    values: dict[str, Any] = {}
    problems: Problems = {}
    for section in sections(form, shell):
        given = {} if is_left_out(section, fields, shell) else fields
        for item in section["items"]:
            if item["type"] == "rows":
                values[item["name"]] = read_rows(item, given, shell, problems)
            elif item["widget"] == "expiry":
                values |= _expiry(item, given, problems)
            elif item["widget"] != "events":
                values[item["name"]] = _value(item, item["name"], given, shell, problems)
    return values, problems


def read_rows(item: dict[str, Any], fields: Fields, shell: Shell, problems: Problems) -> list[dict[str, Any]]:
    """The rows that hold something. `_row` is the number the row has in the form."""
    rows = []
    for number in row_numbers(item, fields):
        prefix = f"{item['name']}.{number}."
        if not _holds(item, number, fields):
            continue
        row: dict[str, Any] = {"_row": number}
        for column in item["columns"]:
            required = dict(column, when="always" if not _may_be_empty(column) else None)
            row[column["name"]] = _value(required, prefix + column["name"], fields, shell, problems)
        rows.append(row)
    if not rows and is_asked(item["when"], fields, shell):
        problems[item["name"]] = [item["message"]]
    if len(rows) > item["most"]:
        problems[item["name"]] = [f"At most {item['most']} rows."]
    return rows


def read_events(fields: Fields, values: dict[str, Any], problems: Problems) -> None:
    """The answer to "any complication?": none seen is a statement, silence is not."""
    said = first(fields, "events.any")
    if said not in ("none", "yes"):
        problems["events.any"] = [words.COMPLICATION]
    elif said == "yes" and not values["events"]:
        problems["events.any"] = ["Record the complication, or choose “None seen”"]
    elif said == "none" and values["events"]:
        problems["events.any"] = ["A complication is recorded below: choose “Yes, record it”, or clear it"]


def dated(form: str, values: dict[str, Any], shell: Shell) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every day or minute that a form holds: (name of its field, rule, wall), a day together with its time."""
    items = [item for section in sections(form, shell) for item in section["items"]]
    times = {item["rule"]["on"]: values.get(item["name"]) for item in items if item.get("rule", {}).get("on")}
    for item in items:
        if item["type"] == "rows":
            for row in values.get(item["name"]) or []:
                for column in item["columns"]:
                    if "tense" in column["rule"] and row[column["name"]]:
                        name = f"{item['name']}.{row['_row']}.{column['name']}"
                        yield name, column["rule"], row[column["name"]]
        elif "tense" in item["rule"] and values.get(item["name"]):
            time = times.get(item["name"])
            yield item["name"], item["rule"], values[item["name"]] + (f"T{time}" if time else "")


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its number in the form."""
    return {name: value for name, value in row.items() if name != "_row"}


def row_numbers(item: dict[str, Any], fields: Fields) -> list[int]:
    """The numbers of the rows posted for a list, in order: no more than its rule and a few spare ones.

    Those that hold something come before empty ones: a form costs what it may hold, not what is posted.
    """
    pattern = re.compile(re.escape(item["name"]) + r"\.([0-9]{1,4})\.")
    posted = sorted({int(found.group(1)) for key in fields if (found := pattern.match(key))})
    most = item["most"] + SPARE_ROWS
    if len(posted) <= most:
        return posted
    filled = [number for number in posted if _holds(item, number, fields)][:most]
    empty = sorted(set(posted) - set(filled))[: most - len(filled)]
    return sorted(filled + empty)


def _holds(item: dict[str, Any], number: int, fields: Fields) -> bool:
    """Whether something was typed into this row."""
    prefix = f"{item['name']}.{number}."
    return any(canonical.clean(first(fields, prefix + name)) for name in item["typed"])


def _value(item: dict[str, Any], name: str, fields: Fields, shell: Shell, problems: Problems) -> Any:
    try:
        return read(item, fields.get(name) or [], is_asked(item["when"], fields, shell), shell["vocabulary"])
    except Wrong as wrong:
        problems[name] = [str(wrong)]
        return None


def _expiry(item: dict[str, Any], fields: Fields, problems: Problems) -> dict[str, Any]:
    """One answer in two keys: the last day, and whether the vial says a day or a month."""
    names = (item["name"], item["also"][0])
    try:
        return dict(zip(names, expires(item, fields), strict=True))
    except Wrong as wrong:
        problems[item["name"]] = [str(wrong)]
        return dict(zip(names, (None, ""), strict=True))


def _may_be_empty(column: dict[str, Any]) -> bool:
    rule = column["rule"]
    return bool(rule.get("nullable") or rule.get("optional")) or column["widget"] == "check"
