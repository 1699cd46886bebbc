"""Days, windows and conditions for the slow judge, each in the plainest way: by stepping from day to day."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import logbook

Doc = dict[str, Any]
DAY = timedelta(days=1)
_SCHEMA = json.loads((Path(logbook.__file__).parent / "reference/grammar-2.schema.json").read_text())
_WHERE = {
    name.removeprefix("where_"): list(found["properties"])
    for name, found in _SCHEMA["definitions"].items()
    if name.startswith("where_")
}
# How an item or a person calls what a condition calls otherwise.
_CALLED = {"signed_within": "signed_after", "specialty": "specialties"}


def read(value: Any) -> Any:
    """The same with every text that is a day made one."""
    if isinstance(value, dict):
        return {key: read(held) for key, held in value.items()}
    if isinstance(value, list):
        return [read(held) for held in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return value


def written(value: Any) -> Any:
    """The way back."""
    if isinstance(value, dict):
        return {key: written(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [written(held) for held in value]
    return value.isoformat() if isinstance(value, date) else value


def named_in(value: Any) -> list[date]:
    """Every day that stands somewhere in there."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [day for held in value for day in named_in(held)]
    return [value] if isinstance(value, date) else []


def moved(day: date, months: int) -> date:
    """The same day so many months on (or back); the month's last where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    wanted = day.day
    while True:
        try:
            return date(count // 12, count % 12 + 1, wanted)
        except ValueError:
            wanted -= 1


class Pauses:
    """Days that do not count, however many pauses name them."""

    def __init__(self, pauses: list[Doc]):
        self.days: set[date] = set()
        for pause in pauses:
            day = pause["from"]
            while day <= pause["until"]:
                self.days.add(day)
                day += DAY

    def between(self, first: date, last: date) -> int:
        """How many of them lie after the first day, and up to the last."""
        return sum(first < day <= last for day in self.days)


def anchor(within: Doc, day: date, days: Doc) -> date:
    named = days.get(within.get("back_from"))
    return named if named and named < day else day


def first_day(within: Doc, day: date, days: Doc, pauses: Pauses) -> date | None:
    """The first day that counts; None where all do."""
    end = anchor(within, day, days)
    if "months" in within:
        first = moved(end, -within["months"])
    elif "days" in within:
        first = end - DAY * within["days"]
    elif "calendar_months" in within:
        first = moved(end.replace(day=1), -within["calendar_months"])
    elif "since" in within and days.get(within["since"]):
        first = days[within["since"]]
    else:
        return None
    lacking = pauses.between(first, end) if within.get("stretches") else 0
    while lacking:
        lacking -= first not in pauses.days
        first -= DAY
    return first


def deadline(asked: Doc | None, days: Doc, pauses: Pauses) -> date | None:
    if not asked or not days.get(asked["since"]):
        return None
    begun = days[asked["since"]]
    end = moved(begun, asked["months"])
    lacking = pauses.between(begun - DAY, end) if asked.get("stretches") else 0
    while lacking:
        end += DAY
        lacking -= end not in pauses.days
    return end


def fits(field: str, wanted: Any, item: Doc) -> bool:
    has = item.get(_CALLED.get(field, field))
    if isinstance(wanted, bool):
        return bool(has) == wanted
    if isinstance(wanted, list):
        return bool(set(wanted) & set(has if isinstance(has, list) else [has]))
    if field == "signed_within":
        return has is not None and has <= wanted
    if field == "rating":
        return has is not None and has >= wanted["least"]
    return bool(has == wanted)


def fulfils(that: Doc, item: Doc) -> bool:
    return all(fits(field, wanted, item) for field, wanted in that.items())


def says(that: Doc, item: Doc) -> bool:
    """Whether it has the values that are asked about."""
    return all(item.get(_CALLED.get(field, field)) is not None for field in that)


def misfit(kind: str, where: Doc, item: Doc) -> str | None:
    """The first condition it does not meet, as a reason; a case was done here unless origins are named."""
    asked = {"origin": ["here"]} | where if kind == "cases" else where
    for field in _WHERE[kind]:
        told = {"origin": "here"} | item
        if field in asked and not fits(field, asked[field], told):
            return f"not_{field}" if isinstance(asked[field], bool) else f"other_{field}"
    return None


def fitting(who: Doc, rows: list[Doc], day: date) -> bool:
    """Whether the person is meant, as the newest row says that had begun by that day; before all of them, the first."""
    known = sorted(rows, key=lambda row: row["from"])
    begun = [row for row in known if row["from"] <= day] or known[:1]
    return bool(begun) and fulfils(who, begun[-1])
