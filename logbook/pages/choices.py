"""What may be chosen in a field of a form. Twin of pages/choices.js."""

from logbook.filters import date
from logbook.folding import by_name
from logbook.pages.cases import Doc, View, memberships, programme_name
from logbook.pages.common import name_of
from logbook.pages.supervisors import left_on
from logbook.statements.forms import Fields, first
from logbook.statements.pairing import apart, pair_of
from logbook.statements.reading import UNNAMED

# What becomes of a case that names no supervisor.
SOON = "The case is sent all the same, and waits until you name who supervised"
NOBODY = f"Nobody supervises in your programme yet. {SOON}"


def choices(view: View, item: Doc, fields: Fields) -> list[Doc]:
    """What may be chosen: [{code, label, hint}]. `fields` are the form's: whoever it names stays named."""
    widget, words = item["widget"], view.words
    if widget == "supervisor":
        return _supervisors(view, apart(fields))
    if widget == "programme":
        return _programmes(view, fields)
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


def are_paired(view: View, fields: Fields) -> bool:
    """Whether supervisor and programme are one answer: in a choice of two, half of the pairs would be wrong."""
    return len(_programmes_of(view, fields)) > 1


def _supervisors(view: View, fields: Fields) -> list[Doc]:
    """Who supervises in the viewer's programmes, who left one since the day of treatment, and nobody yet: each with
    the programme where there is more than one."""
    paired, found, open_ = are_paired(view, fields), list[Doc](), list[Doc]()
    for programme in _programmes_of(view, fields) or [""]:
        there = _there(view, programme) + _leaver(view, programme, fields)
        nobody = _choice(UNNAMED, view.words["not_named"], SOON if there else NOBODY)
        for choices_, made in ((there, found), ([nobody], open_)):
            made += [_with(view, choice, programme) if paired else choice for choice in choices_]
    return sorted(found, key=_by_label) + sorted(open_, key=_by_label)


def _there(view: View, programme: str) -> list[Doc]:
    docs = [doc for doc in memberships(view) if doc["role"] == "supervisor" and doc["programme"] == programme]
    return [_choice(id, name_of(view, id)) for id in {doc["person"] for doc in docs} - {view.account}]


def _with(view: View, choice: Doc, programme: str) -> Doc:
    """The choice of somebody as that of somebody in one programme."""
    code = pair_of(choice["code"], programme)
    return choice | {"code": code, "label": f"{choice['label']}, {programme_name(view, programme)}"}


def _leaver(view: View, programme: str, fields: Fields) -> list[Doc]:
    """The supervisor named in the form who has left the programme since the day of treatment; [] for nobody."""
    id, day = first(fields, "supervisor"), first(fields, "performed_on")
    on = left_on(view, id, programme)
    if on is None or on < day or any(choice["code"] == id for choice in _there(view, programme)):
        return []
    said = date(on)
    return [_choice(id, f"{name_of(view, id)}, left on {said}", f"Left on {said}: somebody else signs")]


def _programmes(view: View, fields: Fields) -> list[Doc]:
    named = [_choice(id, programme_name(view, id)) for id in _programmes_of(view, fields)]
    return sorted(named, key=_by_label)


def _programmes_of(view: View, fields: Fields) -> list[str]:
    """The programmes a case may be for: what was sent stays in its own, which the form names as `bound`."""
    return sorted(set(fields.get("bound") or []) or view.held["trainee"])


def _by_label(choice: Doc) -> tuple[str, str, str]:
    return *by_name(choice["label"]), choice["code"]


def _choice(code: str, label: str, hint: str = "") -> Doc:
    return {"code": code, "label": label, "hint": hint}
