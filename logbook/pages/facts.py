"""What a case says, as facts to print: label, kind and value, in the order of its form. Twin of pages/facts.js."""

from typing import Any

from logbook import dotted, expiry
from logbook.filters import hundredths, lowered
from logbook.pages.cases import Doc, View, programme_name
from logbook.pages.cautions import reckoned
from logbook.pages.common import is_silent, name_of
from logbook.pages.dilution import measures
from logbook.pages.mapping import maps_of, thumb_of
from logbook.statements.forms import sections

# The section of the form → the card of the page. Points and complications have cards of their own.
CARDS = {
    "model": "Case",
    "part": "Case",
    "areas": "Case",
    "supervisor": "Case",
    "when": "Case",
    "product": "Product",
    "details": "More",
    "after": "More",
    "learning": "More",
}
# What answers in rows are called where a section holds other answers too.
ROWS = {"assessment.severity": "Lines before treatment", "corrections": "Corrections"}
ELSEWHERE = ("model.code", "events.any", "self_rating", "reflection", "corrections")


def told(view: View, doc: Doc) -> Doc:
    """All that an entry says, for the page of a case and for the sheet alike; `performed` is local."""
    words = view.words
    return {
        "small": thumb_of(view, doc),
        "performed": f"{doc['performed_on']}T{doc['performed_at']}",
        "points": points(view, doc),
        "cards": cards(view, doc),
        "events": events(view, doc),
        "corrections": doc["corrections"],
        "reflection": doc["reflection"],
        "answered": doc.get("answer", ""),
        "self_rating": words["self_ratings"].get(str(doc["self_rating"]), ""),
    } | reckoned(view, doc)


def made_of(view: View, doc: Doc) -> str:
    """What was injected, in one line: product, batch, dilution and strength; "" where nothing was."""
    product = doc["product"]
    if product is None:
        return ""
    vial, diluent = product["vial_units"], product["diluent_hundredths_ml"]
    mixed = [f"{vial} units in {hundredths(diluent)} mL"] if vial and diluent else []
    strength = [fact["value"] for fact in measures(view, doc) if fact["label"] == "Strength"]
    said = [view.words["products"].get(product["code"], product["code"]), f"batch {product['batch']}"]
    return ", ".join(said + mixed + strength)


def cards(view: View, doc: Doc) -> list[Doc]:
    """[{title, facts: [{label, kind, value}]}]; kinds: words, text, date, time, stamp, number, tenths, hundredths."""
    made: list[Doc] = [{"title": title, "facts": []} for title in dict.fromkeys(CARDS.values())]
    for section in sections("entry", view.shell):
        card = next((card for card in made if card["title"] == CARDS.get(section["id"])), None)
        if card is not None:
            card["facts"] += [fact for item in section["items"] for fact in _facts(view, item, doc)]
            if section["id"] == "product" and doc["product"] is not None:
                card["facts"] += measures(view, doc)
    return [card for card in made if card["facts"]]


def changed(view: View, before: Doc, after: Doc) -> list[str]:
    """The labels of the answers that differ between two versions of a case, in the form's order."""
    return list(dict.fromkeys(label for label, _ in differing(view, before, after)))


def differing(view: View, before: Doc, after: Doc) -> list[tuple[str, Doc]]:
    """The answers that differ between two versions of a case: [(label, item of the form)]."""
    return [
        (str(item["label"] if item["type"] == "field" else ROWS.get(item["name"], section["title"])), item)
        for section in sections("entry", view.shell)
        for item in section["items"]
        if item["name"] != "events.any" and _answer(before, item["name"]) != _answer(after, item["name"])
    ]


def _answer(doc: Doc, path: str) -> Any:
    # Statements of older builds do not have it.
    if path == "answer":
        return doc.get(path, "")
    # The areas of points are told with the points.
    if path != "areas":
        return value_at(doc, path)
    return [area for area in doc["areas"] if area not in {point["area"] for point in doc["points"]}]


def points(view: View, doc: Doc) -> Doc:
    """{units_tenths, count, areas: [{label, count, units_tenths}], rows: [{area, muscle, …}], drawn: {maps, off}}."""
    words = view.words
    areas = []
    for area in words["areas"]:
        here = [point for point in doc["points"] if point["area"] == area]
        if here:
            total = sum(point["units_tenths"] for point in here)
            areas.append({"label": words["areas"][area], "count": len(here), "units_tenths": total})
    rows = [
        {
            "area": words["areas"].get(point["area"], point["area"]),
            "muscle": words["muscles"].get(point["muscle"], point["muscle"]),
            "side": words["sides"].get(point["side"], point["side"]),
            "depth": words["depths"].get(point["depth"], point["depth"]) or "Depth not stated",
            "units_tenths": point["units_tenths"],
        }
        for point in doc["points"]
    ]
    return {
        "units_tenths": sum(point["units_tenths"] for point in doc["points"]),
        "count": len(rows),
        "areas": areas,
        "rows": rows,
        "drawn": maps_of(view, doc["points"]),
    }


def events(view: View, doc: Doc) -> list[Doc]:
    """The complications: [{label, severity, onset_day, action, resolved_on, reported_to, supervisor_told}]."""
    words = view.words
    return [
        {
            "label": words["events"].get(event["kind"], event["kind"]),
            "severity": words["severities"].get(event["severity"], event["severity"]),
            "onset_day": event["onset_day"],
            "action": words["actions"].get(event["action"], event["action"]),
            "resolved_on": event["resolved_on"],
            # Statements made before these were asked do not have them.
            "reported_to": words["reported_to"].get(event.get("reported_to", ""), ""),
            "supervisor_told": event.get("supervisor_told"),
        }
        for event in doc["events"]
    ]


def value_at(doc: Doc, path: str) -> Any:
    """The answer at a dotted path, as dotted.at; an expiry is one in two keys, as its vial prints it."""
    return expiry.printed(doc["product"]) if path == "product.expires_on" else dotted.at(doc, path)


def _facts(view: View, item: Doc, doc: Doc) -> list[Doc]:
    if item["name"] in ELSEWHERE:
        return []
    value = value_at(doc, item["name"])
    if item["type"] == "rows":
        return lines(view, value) if item["name"] == "assessment.severity" else []
    if is_silent(item, value) or value is False and item["widget"] != "maybe":
        return []
    kind, text = shown(view, item, value)
    return [{"label": item["label"], "kind": kind, "value": text}]


def shown(view: View, item: Doc, value: Any) -> tuple[str, Any]:
    """The kind of an answer and what is printed of it."""
    widget = item["widget"]
    if widget in ("check", "agree", "maybe"):
        return "words", "Yes" if value else "No"
    if widget == "supervisor":
        return "words", name_of(view, value)
    if widget == "programme":
        return "words", programme_name(view, value)
    if widget in ("date", "time", "text"):
        return widget, value
    if widget == "minute":
        return "stamp", value
    if widget == "expiry":
        return "words", expiry.words(value)
    if widget == "decimal":
        return "tenths" if item["digits"] == 1 else "hundredths", value
    if widget == "whole":
        return "number", value
    if "choices" in item["rule"]:
        words = view.words[item["rule"]["choices"]]
        return "words", ", ".join(
            words.get(code, code) for code in (value if isinstance(value, list) else [value])
        )
    return "text", value


def lines(view: View, graded: Doc) -> list[Doc]:
    """The lines graded before treatment: [{label, kind, value}]."""
    words = view.words
    facts = []
    for area in words["areas"]:
        if area in graded:
            rest, dynamic = (words["severity_grades"][str(graded[area][way])] for way in ("rest", "dynamic"))
            value = f"{rest} at rest, {lowered(dynamic)} in movement"
            facts.append({"label": f"Lines: {words['areas'][area]}", "kind": "words", "value": value})
    return facts
