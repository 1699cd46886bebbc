"""What one learns from supervisors, drawn from a report: two ratings, corrections. Twin of pages/learning.js."""

from logbook.filters import count
from logbook.pages.cases import Doc, View
from logbook.pages.common import days_between


def ratings(report: Doc) -> Doc | None:
    """{cases, words, columns: [{on, own, theirs, x, own_y, theirs_y}]}: one's own rating and the supervisor's."""
    found = report.get("ratings")
    if not found:
        return None
    places = max(1, len(found["newest"]) - 1)
    columns = [
        line | {"x": 12 + place * 304 // places, "own_y": _y(line["own"]), "theirs_y": _y(line["theirs"])}
        for place, line in enumerate(found["newest"])
    ]
    return {"cases": found["cases"], "words": _compared(found), "columns": columns}


def corrections(view: View, report: Doc) -> list[Doc]:
    """[{seen, correction, words, marks: [{x, on}]}], the most frequent first; one mark a case, the newest last."""
    return [
        {
            "seen": line["seen"],
            "correction": line["correction"],
            "words": _seen(line, days_between(line["last_on"], view.today)),
            # Seen before the newest cases only: the words say when, and dots that are all empty say nothing.
            "marks": [{"x": 6 + place * 12, "on": mark == "1"} for place, mark in enumerate(line["marks"])]
            if "1" in line["marks"]
            else [],
        }
        for line in report.get("corrections", [])
    ]


def ago(days: int) -> str:
    """How long ago, as one says it: "today", "5 days ago", "3 weeks ago"."""
    if days < 2:
        return "yesterday" if days == 1 else "today"
    if days < 14:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < 63 else f"{days // 30} months ago"


def _compared(found: Doc) -> str:
    same = found["cases"] - found["higher"] - found["lower"]
    words = f"The same step in {same} of {count(found['cases'], 'case', 'cases')}."
    if found["higher"]:
        words += f" You chose a higher one {_times(found['higher'])}."
    if found["lower"]:
        words += f" You chose a lower one {_times(found['lower'])}."
    return words


def _seen(line: Doc, days: int) -> str:
    words = f"Seen {_times(line['times'])}, {'last ' if line['times'] > 1 else ''}{ago(days)}"
    if line["clear"]:
        cases = "case" if line["clear"] == 1 else f"{line['clear']} cases"
        words += f", not again in your last {cases}"
    return f"{words}."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _y(rating: int) -> int:
    return 12 + (5 - rating) * 20
