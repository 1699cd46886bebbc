"""What differs between two versions of a case, answer by answer, in words. Twin of pages/differences.js."""

from logbook.filters import lowered
from logbook.pages import facts
from logbook.pages.cases import Doc, View
from logbook.pages.common import is_silent
from logbook.pages.mapping import thumb_of

Line = Doc


def differences(view: View, before: Doc, after: Doc) -> list[Doc]:
    """[{name, label, before, after}]; each side is {lines: [{lead, kind, value}], thumb: a small face, or None}."""
    return [
        {
            "name": item["name"],
            "label": label,
            "before": _side(view, item, before, after),
            "after": _side(view, item, after, before),
        }
        for label, item in facts.differing(view, before, after)
    ]


def _side(view: View, item: Doc, doc: Doc, other: Doc) -> Doc:
    drawn = item["name"] == "points"
    lines = _points(view, doc, other) if drawn else _lines(view, item, doc)
    silent = "None seen" if item["name"] == "events" else "Nothing"
    return {
        "lines": lines or [_line("", "words", silent)],
        "thumb": thumb_of(view, doc) if drawn else None,
    }


def _lines(view: View, item: Doc, doc: Doc) -> list[Line]:
    value = facts.value_at(doc, item["name"])
    if item["name"] == "events":
        return [line for event in facts.events(view, doc) for line in _event(event)]
    if item["name"] == "corrections":
        return [line for pair in value for line in _correction(pair)]
    if item["type"] == "rows":
        return [_line(fact["label"], fact["kind"], fact["value"]) for fact in facts.lines(view, value or {})]
    if is_silent(item, value):
        return []
    if item["widget"] == "rating":
        return [_line("", "words", view.words["self_ratings"].get(str(value), str(value)))]
    return [_line("", *facts.shown(view, item, value))]


def _points(view: View, doc: Doc, other: Doc) -> list[Line]:
    """Areas with their units; single points where the areas are alike."""
    here, there = facts.points(view, doc), facts.points(view, other)
    if here["areas"] != there["areas"]:
        counts = [
            (area, "1 point" if area["count"] == 1 else f"{area['count']} points") for area in here["areas"]
        ]
        return [_line(f"{area['label']}, {count}", "units", area["units_tenths"]) for area, count in counts]
    if here["rows"] == there["rows"]:
        return [_line("", "words", "Placed differently on the drawing")]
    return [
        _line(f"{row['area']}, {lowered(row['side'])}, {lowered(row['depth'])}", "units", row["units_tenths"])
        for row in here["rows"]
    ]


def _event(event: Doc) -> list[Line]:
    lines = [_line("", "words", f"{event['label']}, {lowered(event['severity'])}. {event['action']}.")]
    if event["onset_day"] is not None:
        lines.append(_line("Day", "number", event["onset_day"]))
    if event["resolved_on"] is not None:
        lines.append(_line("Gone on", "date", event["resolved_on"]))
    if event["reported_to"]:
        lines.append(_line("Reported to", "words", event["reported_to"]))
    if event["supervisor_told"] is not None:
        lines.append(_line("Supervisor told", "words", "Yes" if event["supervisor_told"] else "No"))
    return lines


def _correction(pair: Doc) -> list[Line]:
    seen = "Seen again" if pair["repeat"] else "Seen"
    return [_line(seen, "text", pair["seen"]), _line("Correction", "text", pair["correction"])]


def _line(lead: str, kind: str, value: object) -> Line:
    return {"lead": lead, "kind": kind, "value": value}
