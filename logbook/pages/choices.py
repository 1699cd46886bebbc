"""What may be chosen in a field of a form. Twin of pages/choices.js."""

from logbook.filters import date
from logbook.folding import by_name
from logbook.pages.cases import Doc, View, memberships, programme_name
from logbook.pages.common import name_of
from logbook.pages.supervisors import left_on
from logbook.statements.reading import UNNAMED

# What becomes of a case that names no supervisor.
SOON = "The case is sent all the same, and waits until you name who supervised"
NOBODY = f"Nobody supervises in your programme yet. {SOON}"


def choices(view: View, item: Doc, fields: dict[str, list[str]]) -> list[Doc]:
    """What may be chosen: [{code, label, hint}]. `fields` are the form's: whoever it names stays named."""
    widget, words = item["widget"], view.words
    if widget == "supervisor":
        named = _supervisors(view) + _leaver(view, fields)
        return [*named, _choice(UNNAMED, words["not_named"], SOON if named else NOBODY)]
    if widget == "programme":
        return _programmes(view)
    if widget == "maybe":
        return [_choice("yes", "Yes"), _choice("no", "No"), _choice("", "Not said")]
    if widget == "events":
        return [_choice("none", "None seen"), _choice("yes", "Yes, record it")]
    if widget == "rating":
        ratings = words["self_ratings" if item["name"] == "self_rating" else "ratings"]
        return [_choice(code, label) for code, label in ratings.items()]
    if widget == "expiry":
        return [_choice(code, label) for code, label in words["expiries"].items()]
    if "choices" not in item["rule"]:
        return []
    hints = words["part_definitions"] if widget == "part" else {}
    return [
        _choice(code, label, hints.get(code, "")) for code, label in words[item["rule"]["choices"]].items()
    ]


def _supervisors(view: View) -> list[Doc]:
    """The supervisors of the viewer's programmes; with the programme's name where there is more than one."""
    trains = _trains_in(view)
    docs = [doc for doc in memberships(view) if doc["role"] == "supervisor" and doc["programme"] in trains]
    found = []
    for id in {doc["person"] for doc in docs} - {view.account}:
        names = sorted(programme_name(view, doc["programme"]) for doc in docs if doc["person"] == id)
        told = [name_of(view, id), *names] if len(trains) > 1 else [name_of(view, id)]
        found.append(_choice(id, ", ".join(told)))
    return sorted(found, key=_by_label)


def _leaver(view: View, fields: dict[str, list[str]]) -> list[Doc]:
    """The supervisor named in the form who has left since the day of treatment; [] for nobody."""
    id, day = (fields.get("supervisor") or [""])[0], (fields.get("performed_on") or [""])[0]
    gone = [
        on
        for programme in _trains_in(view)
        if (on := left_on(view, {"supervisor": id, "programme": programme}))
    ]
    if not gone or max(gone) < day or any(choice["code"] == id for choice in _supervisors(view)):
        return []
    on = date(max(gone))
    return [_choice(id, f"{name_of(view, id)}, left on {on}", f"Left on {on}: somebody else signs")]


def _programmes(view: View) -> list[Doc]:
    return sorted((_choice(id, programme_name(view, id)) for id in _trains_in(view)), key=_by_label)


def _trains_in(view: View) -> set[str]:
    own = [doc for doc in memberships(view) if doc["person"] == view.account and doc["role"] == "trainee"]
    return {doc["programme"] for doc in own}


def _by_label(choice: Doc) -> tuple[str, str, str]:
    return *by_name(choice["label"]), choice["code"]


def _choice(code: str, label: str, hint: str = "") -> Doc:
    return {"code": code, "label": label, "hint": hint}
