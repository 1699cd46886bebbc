"""The form of a case, read into an entry and written back into a form. Twin of twins/statements/entry.js."""

import re
from typing import Any

from logbook import moments, warnings
from logbook.shapes import Shell
from logbook.statements.asking import ask_once_more, judge_pair
from logbook.statements.forms import (
    Fields,
    Problems,
    dated,
    first,
    is_asked,
    plain,
    read_events,
    read_form,
)
from logbook.statements.keeping import GROUPS
from logbook.statements.pairing import apart

_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{1,63}", re.ASCII)
_PLACE = re.compile(r"[0-9]{1,4}")


def entry(fields: Fields, context: dict[str, Any], shell: Shell) -> dict[str, Any]:
    """{"doc": the entry v1, "problems": {name: [words]}}; the doc is fit to send only where there are no problems.

    `context`: id, rev, prev, mutation, account, now ("…Z"), tz, `base`, the doc it changes, or None, `snapshot`, for
    what the case is looked at beside, and `amends`, the hash of the signature its writer knows of, or None.
    """
    fields = apart(fields)
    values, problems = read_form("entry", fields, shell)
    read_events(fields, values, problems)
    _read_again(values, problems, shell)
    if not values["assessment.consent"] and is_asked("treated", fields, shell):
        problems["assessment.consent"] = [_rule(shell, "assessment.consent")["message"]]
    doc = _document(values, fields, context)
    doc["points"] = [_point(row, fields, shell) for row in values["points"]]
    doc["areas"] = _areas(values, doc["points"], shell)
    doc["assessment"]["severity"] = severity_of(values["assessment.severity"])
    if not doc["product"]["code"] and not doc["product"]["batch"] and not is_asked("handled", fields, shell):
        doc["product"] = None
    elif not doc["product"]["batch"]:
        problems.setdefault("product.batch", [_rule(shell, "product.batch")["message"]])
    elif not doc["product"]["code"]:
        problems.setdefault("product.code", [_rule(shell, "product.code")["message"]])
    _refuse_ahead(values, doc["tz"], context, problems, shell)
    # The areas of the points count too; an area nobody knows stays a problem.
    if doc["areas"] and set(fields.get("areas", [])) <= set(doc["areas"]):
        problems.pop("areas", None)
    judge_pair(doc, context.get("snapshot"), problems)
    if not problems:
        around = warnings.around_of(doc, context.get("snapshot"), shell["clinical"], context["now"])
        doc["warnings"] = [{"code": code} for code in warnings.codes(doc, around)]
        ask_once_more(doc, around, fields, context["base"], problems, shell)
    return {"doc": doc, "problems": problems}


def _document(values: dict[str, Any], fields: Fields, context: dict[str, Any]) -> dict[str, Any]:
    base = context["base"] or {}
    doc: dict[str, Any] = {group: {} for group in GROUPS}
    for name, value in values.items():
        group, _, key = name.rpartition(".")
        (doc[group] if group else doc)[key] = value
    # Asked only where a supervisor asked for changes; elsewhere it stays as it was.
    doc["answer"] = values["answer"] if "answer" in fields else base.get("answer", "")
    doc["assessment"]["history_reviewed"] = doc["assessment"]["consent"]
    doc["events"] = [plain(row) for row in values["events"]]
    doc["corrections"] = [plain(row) for row in values["corrections"]]
    doc |= {"typ": "entry", "v": 1, "id": context["id"], "rev": context["rev"], "prev": context["prev"]}
    doc |= {"mutation": context["mutation"], "trainee": base.get("trainee", context["account"])}
    # What a fast clock said once would be refused with every change that is built on it.
    doc |= {"recorded_at": min(base.get("recorded_at", context["now"]), context["now"])}
    doc |= {"tz": base.get("tz") or _zone(fields, context)}
    doc |= {"dev": None, "seq": None, "dev_prev": None, "tree": None, "warnings": []}
    return doc | ({"amends": context["amends"]} if context.get("amends") else {})


def _zone(fields: Fields, context: dict[str, Any]) -> str:
    """The zone of the wall that the form was begun at: a flight between that and Save moves no day."""
    begun = first(fields, "tz")
    return begun if _ZONE.fullmatch(begun) else str(context["tz"])


def _refuse_ahead(
    values: dict[str, Any], tz: str, context: dict[str, Any], problems: Problems, shell: Shell
) -> None:
    """What was done cannot lie a day ahead of the server, as far as its clock is known here."""
    now = moments.known_now(context["now"], (context.get("snapshot") or {}).get("phone"))
    for name, rule, wall in dated("entry", values, shell):
        minutes = moments.lead(wall, tz, now) if rule.get("tense") == "past" else 0
        if minutes >= moments.REFUSED:
            problems.setdefault(name, [moments.refusal(minutes, rule["message"])])


def _read_again(values: dict[str, Any], problems: Problems, shell: Shell) -> None:
    """Corrections heard before and seen again in this case are corrections of it like those written anew."""
    values["corrections"] = values["corrections"] + values.pop("again")
    item = _item(shell, "corrections")
    if len(values["corrections"]) > item["most"]:
        problems.setdefault("corrections", [f"At most {item['most']} rows."])


def _point(row: dict[str, Any], fields: Fields, shell: Shell) -> dict[str, Any]:
    prefix = f"points.{row['_row']}."
    kept = {name: first(fields, prefix + name) for name in ("view", "x", "y")}
    muscles = shell["vocabulary"]["area_muscles"].get(row["area"] or "", [""])
    point = plain(row) | {"map": "face-1", "view": kept["view"] or "front"}
    point |= {axis: int(kept[axis]) if _PLACE.fullmatch(kept[axis]) else None for axis in ("x", "y")}
    # The glabella is two muscles: its midline point lies in the procerus, the others in the corrugators.
    point["muscle"] = muscles[-1] if row["side"] == "mid" else muscles[0]
    return point


def _areas(values: dict[str, Any], points: list[dict[str, Any]], shell: Shell) -> list[str]:
    treated = set(values["areas"] or []) | {point["area"] for point in points}
    return [area for area in shell["vocabulary"]["areas"] if area in treated]


def severity_of(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """Rows of lines, graded at rest and in movement, by area."""
    graded = [row for row in rows if row["area"] and row["rest"] and row["dynamic"]]
    return {row["area"]: {"rest": int(row["rest"]), "dynamic": int(row["dynamic"])} for row in graded}


def _rule(shell: Shell, name: str) -> dict[str, Any]:
    return dict(_item(shell, name)["rule"])


def _item(shell: Shell, name: str) -> dict[str, Any]:
    for section in shell["forms"]["entry"]:
        for item in section["items"]:
            if item["name"] == name:
                return dict(item)
    raise KeyError(name)
