"""Models seen before, by their codes alone: which there are, and what was noted of one. Twin of pages/seen.js."""

from logbook.pages.cases import Doc, View
from logbook.pages.telling import Fields
from logbook.statements.forms import first

MOST = 20
# What stays the same from case to case. Even this is offered, never filled in silently: people age, and slips stay.
SAME = {"age_band": ("age_bands", ""), "skin_type": ("skin_types", "skin type "), "sex": ("sexes", "")}


def recent(view: View, entry: str) -> list[Doc]:
    """Codes of models of the viewer's other cases, newest first: [{code, on}]."""
    found: dict[str, str] = {}
    for doc in _earlier(view, entry):
        found.setdefault(doc["model"]["code"], doc["performed_on"])
    return [{"code": code, "on": on} for code, on in list(found.items())[:MOST]]


def seen(view: View, code: str, entry: str, fields: Fields) -> Doc | None:
    """{times, on, same: what was noted of them, where the form says something else}; None for a new model."""
    days = [doc["performed_on"] for doc in _earlier(view, entry) if doc["model"]["code"] == code]
    if not days:
        return None
    noted = same_as(view, code, entry)
    differs = any(first(fields, name) != first(noted, name) for name in noted)
    told = [
        before + view.words[words].get(noted[f"model.{key}"][0], "")
        for key, (words, before) in SAME.items()
        if f"model.{key}" in noted
    ]
    return {"times": len(days), "on": days[0], "same": told if differs else []}


def same_as(view: View, code: str, entry: str) -> Fields:
    """What was noted of a model when last seen, as fields of the form; empty for a new one."""
    model: Doc = next((doc["model"] for doc in _earlier(view, entry) if doc["model"]["code"] == code), {})
    return {f"model.{key}": [model[key]] for key in SAME if model.get(key)}


def _earlier(view: View, entry: str) -> list[Doc]:
    return [
        case["doc"]
        for case in view.cases
        if case["mine"] and case["id"] != entry and case["state"] != "withdrawn"
    ]
