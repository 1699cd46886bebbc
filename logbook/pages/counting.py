"""Which rules a case counts for, and for which it does not and why. Twin of pages/counting.js."""

from logbook.pages.cases import Doc, View
from logbook.pages.pathway import address, pathways, places


def counting(view: View, case: Doc) -> Doc | None:
    """{made_on, counts: rules it counts for, left: rules it does not count for, each with its sentence}; None where no
    gate knows the case: nothing of it was reckoned yet, or it is somebody else's."""
    found = [doc for gates in pathways(view) for doc in gates if doc["programme"] == case["doc"]["programme"]]
    lines = [one for doc in found for one in _lines(view, doc, case)]
    if not lines or not case["mine"]:
        return None
    return {
        "made_on": found[0]["made_on"],
        "counts": [one for one in lines if one["why"] == ""],
        "left": [one for one in lines if one["why"] != ""],
    }


def _lines(view: View, doc: Doc, case: Doc) -> list[Doc]:
    """What one gate says of a case, rule by rule: {href, label, why: "" where it counts}."""
    ids = doc["ids"].get("cases") or [""]
    short = case["id"].replace("-", "")[: len(ids[0])]
    if short not in ids:
        return []
    place = ids.index(short)
    rules = [one for rule in doc["rules"] for one in rule.get("parts") or [rule] if one["of"] == "cases"]
    said = [(rule, _why(view, rule, place)) for rule in rules]
    return [
        {"href": address(doc, rule["id"]), "label": rule["label"], "why": why}
        for rule, why in said
        if why is not None
    ]


def _why(view: View, rule: Doc, place: int) -> str | None:
    """ "" where it counts; None where the rule says nothing of it."""
    if place in places(rule["counted_items"]):
        return ""
    codes = [code for code, runs in sorted(rule["left_out"].items()) if place in places(runs)]
    return str(view.words["left_out"].get(codes[0], codes[0])) if codes else None
