"""The review two weeks later, read from its form and written back into it. Twin of twins/statements/review.js."""

from typing import Any

from logbook.shapes import Shell
from logbook.statements.entry import severity_of
from logbook.statements.filling import fill_rows, texts_of
from logbook.statements.forms import Fields, plain, read_events, read_form, sections

# What only somebody who saw the model again can say.
SEEN = ("asymmetry", "top_up", "events", "severity_after")
DOSE = ("top_up_units_tenths", "top_up_areas")


def review(fields: Fields, context: dict[str, Any], shell: Shell) -> dict[str, Any]:
    """{"doc": the review v1, "problems": {name: [words]}}.

    `context`: id, entry {id, rev, hash}, performed_on, today ("2026-11-20", where the writer is).
    """
    values, problems = read_form("review", fields, shell)
    if values["result"] == "not_seen":
        values |= {"asymmetry": "", "top_up": "", "events": [], "severity_after": []}
        problems = {name: words for name, words in problems.items() if not name.startswith(SEEN)}
    else:
        read_events(fields, values, problems)
        for name in ("asymmetry", "top_up"):
            if not values[name]:
                problems.setdefault(name, [_message(shell, name)])
    if values["top_up"] != "done":
        values |= {"top_up_units_tenths": None, "top_up_areas": []}
        problems = {name: words for name, words in problems.items() if name not in DOSE}
    on = values["seen_on"]
    if on and on < context["performed_on"]:
        problems["seen_on"] = ["The review cannot be before the treatment"]
    if on and on > context["today"]:
        problems["seen_on"] = ["Enter a day that has come"]
    entry = context["entry"]
    doc = {"typ": "review", "v": 1, "id": context["id"], "entry": entry["id"]}
    doc |= {"entry_rev": entry["rev"], "entry_hash": entry["hash"], "seen_on": on}
    doc |= {name: values[name] for name in ("result", "asymmetry", "top_up", "reflection", *DOSE)}
    doc["severity_after"] = severity_of(values["severity_after"])
    return {"doc": doc | {"events": [plain(row) for row in values["events"]]}, "problems": problems}


def fields_of_review(doc: dict[str, Any], shell: Shell) -> Fields:
    """The fields that would make this review again: {name: [text]}."""
    fields = {name: [doc[name]] for name in ("seen_on", "result", "asymmetry", "top_up", "reflection")}
    fields["events.any"] = ["yes" if doc["events"] else "none"]
    # Statements of older builds do not have these.
    fields |= {name: texts_of(_item(shell, name), doc.get(name)) for name in DOSE}
    graded = doc.get("severity_after") or {}
    lines = [
        {"area": area} | {way: str(grade) for way, grade in graded[area].items()} for area in sorted(graded)
    ]
    fields |= fill_rows(_item(shell, "severity_after"), lines)
    return fields | fill_rows(_item(shell, "events"), doc["events"])


def _message(shell: Shell, name: str) -> str:
    return str(_item(shell, name)["rule"]["message"])


def _item(shell: Shell, name: str) -> dict[str, Any]:
    items = [item for section in sections("review", shell) for item in section["items"]]
    return next(item for item in items if item["name"] == name)
