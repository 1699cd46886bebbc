"""What the server would not take, in words, each with its way out. Twin of pages/refusals.js."""

from logbook.kinds import about
from logbook.pages.cases import Doc, View
from logbook.pages.rights import may_write, supervises

_FORMS = {"entry": "edit", "signoff": "signoff", "review": "review", "set_aside": "set-aside"}
# What a supervisor says of somebody else's case.
_SUPERVISORS = ("signoff", "set_aside")


def refusal(view: View, row: Doc) -> Doc:
    """One statement the server would not take: {mutation, kind, at, words, fields: [text], way, again}.

    `way` is where it can be mended, {href, label} or None; `again` whether it may be sent once more as it is.
    """
    case = next((case for case in view.cases if _is_among(row, case["parked"])), None)
    way, again = _out(view, row, case)
    return {
        "mutation": row["mutation"],
        "kind": row["doc"]["typ"],
        "at": view.clock.local(row["at"]),
        "words": view.words["refusals"].get(row["code"], "The server did not take it."),
        "fields": [text for path in sorted(row["fields"]) for text in row["fields"][path]],
        "way": way,
        "again": again,
    }


def _out(view: View, row: Doc, case: Doc | None) -> tuple[Doc | None, bool]:
    kind = view.words["refusal_ways"].get(row["code"], "fix")
    if kind == "again":
        return None, True
    if kind == "first":
        first = _before(row, case["parked"]) if case else None
        if first is None:
            return (_form(view, row, case), False) if row["doc"]["typ"] == "entry" else (None, True)
        way, _ = _out(view, first, case)
        return _link(
            way["href"] if way else f"/entries/{case['id'] if case else ''}", "Mend the first"
        ), False
    return _way(view, row, case, kind), False


def _way(view: View, row: Doc, case: Doc | None, kind: str) -> Doc | None:
    doc, mutation = row["doc"], row["mutation"]
    if doc["typ"] != "entry":
        return None if kind in ("none", "anew") else _form(view, row, case)
    if kind == "choose" and case and case["record"] and case["mine"]:
        return _link(f"/entries/{doc['id']}/choice?of={mutation}", "Choose a version")
    # A number that is taken can only be left to whoever has it.
    if kind == "anew" or (row["code"] == "id_reused" and doc["rev"] == 1):
        return (
            _link(f"/entries/new?again={mutation}", "Log it as a new case") if view.held["trainee"] else None
        )
    return _form(view, row, case)


def _form(view: View, row: Doc, case: Doc | None) -> Doc | None:
    """The form where a statement is mended; None where its writer may not say it any more."""
    doc = row["doc"]
    if case and not (supervises(view, case) if doc["typ"] in _SUPERVISORS else may_write(view, case)):
        return None
    if doc["typ"] not in _FORMS:
        return None
    id = about(doc).id
    label = "Look at it again" if doc["typ"] in _SUPERVISORS else "Fix"
    return _link(f"/entries/{id}/{_FORMS[doc['typ']]}", label)


def _before(row: Doc, parked: list[Doc]) -> Doc | None:
    """The refused statement that another one was built upon."""
    others = [one for one in parked if one["n"] < row["n"] and one["code"] != "blocked"]
    return others[0] if others else None


def _is_among(row: Doc, parked: list[Doc]) -> bool:
    return any(one["mutation"] == row["mutation"] for one in parked)


def _link(href: str, label: str) -> Doc:
    return {"href": href, "label": label}
