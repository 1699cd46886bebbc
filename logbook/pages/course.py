"""How a logbook goes, drawn from a report: weeks, learning curve, range, doses. Twin of pages/course.js.

Every drawing is made of whole numbers here, and every part is None or empty where a report of an older build lacks it.
"""

from logbook.filters import count, date
from logbook.pages.cases import Doc, View
from logbook.pages.days import days_between, plus_days
from logbook.pages.measures import share

WIDTH, HEIGHT, EDGE = 320, 108, 6
STEPS = 5


def weeks(view: View, report: Doc, local: list[Doc]) -> Doc | None:
    """{bars: [{from, label, total, signed, waiting, local, …_reach: percent}], total, first, last}."""
    if not report.get("weeks"):
        return None
    lines = report["weeks"]
    # What lies after tomorrow, which may be today somewhere, is in no week yet.
    last = max(plus_days(lines[-1]["from"], 7), plus_days(view.today, 2))
    ends = [line["from"] for line in lines[1:]] + [last]
    counts = [
        line | {"local": sum(line["from"] <= doc["performed_on"] < end for doc in local)}
        for line, end in zip(lines, ends, strict=True)
    ]
    totals = [line["signed"] + line["waiting"] + line["local"] for line in counts]
    most = max(1, *totals)
    bars = [
        line
        | {"total": total, "local_reach": share(total, most)}
        | {"signed_reach": share(line["signed"], most)}
        | {"waiting_reach": share(line["signed"] + line["waiting"], most)}
        for line, total in zip(counts, totals, strict=True)
    ]
    running = days_between(lines[-1]["from"], view.today) < 7
    final = "This week" if running else f"Week of {_day_of(lines[-1]['from'])}"
    return {
        "bars": bars,
        "total": sum(totals),
        "first": f"Week of {_day_of(lines[0]['from'])}",
        "last": final,
    }


def curve(report: Doc) -> Doc | None:
    """{path, crosses, at: the place of the newest case, cases, short, says, …}: the line of a report's curve."""
    found = report.get("curve")
    if not found:
        return None
    points, line = [0, *found["points"]], found["line"]
    places = [(_x(place, len(points) - 1), _y(value, line)) for place, value in enumerate(points)]
    cases, short = len(points) - 1, len(found["short"])
    return {
        "acceptable_percent": found["acceptable_percent"],
        "unacceptable_percent": found["unacceptable_percent"],
        "path": "M" + "L".join(f"{x} {y}" for x, y in places),
        "crosses": "".join(_cross(*places[number]) for number in found["short"]),
        "at": {"x": places[-1][0], "y": places[-1][1]},
        "cases": cases,
        "now": found["now"],
        "words": _stands(found),
        "says": f"Learning curve over {count(cases, 'case', 'cases')}, {short} fell short. {_stands(found)}",
    }


def spread(view: View, report: Doc) -> Doc | None:
    """{columns: skin types, rows: [{label, cells: [{cases, heat}]}]}: areas by skin type, in five steps."""
    lines = report.get("spread")
    if lines is None:
        return None
    words = view.words
    most = max((number for line in lines for number in line["counts"]), default=0)
    rows = [
        {
            "label": words["areas"].get(line["area"], line["area"]),
            "cells": [{"cases": number, "heat": _step(number, most)} for number in line["counts"]],
        }
        for line in lines
    ]
    return {"columns": list(words["skin_types"].values()), "rows": rows}


def doses(view: View, report: Doc) -> list[Doc]:
    """One table a product: [{label, months, rows: [{label, cases, cells: [{units_tenths, reach} or null]}]}]."""
    words = view.words
    return [
        {
            "label": words["products"].get(found["product"], found["product"]),
            "months": [date(f"{month}-01").split(" ")[1][:3] for month in found["months"]],
            "rows": [_doses(words["areas"], line) for line in found["lines"]],
        }
        for found in report.get("doses", [])
    ]


def _doses(words: Doc, line: Doc) -> Doc:
    most = max((tenths for tenths in line["medians"] if tenths is not None), default=0)
    return {
        "label": words.get(line["area"], line["area"]),
        "cases": line["cases"],
        "cells": [
            None if tenths is None else {"units_tenths": tenths, "reach": share(tenths, most)}
            for tenths in line["medians"]
        ],
    }


def _stands(found: Doc) -> str:
    if found["now"] == "met":
        return f"Standard met at case {found['since']}."
    if found["now"] == "review":
        return f"Review line reached at case {found['since']}: look at these cases with your supervisor."
    return "Neither line is reached yet."


def _x(place: int, last: int) -> int:
    return EDGE + place * WIDTH // last


def _y(value: int, line: int) -> int:
    return EDGE + (line - value) * HEIGHT // (2 * line)


def _cross(x: int, y: int) -> str:
    return f"M{x - 4} {y - 4}l8 8m0-8l-8 8"


def _step(number: int, most: int) -> int:
    return (number * STEPS + most - 1) // most if number else 0


def _day_of(on: str) -> str:
    return " ".join(date(on).split(" ")[:2])
