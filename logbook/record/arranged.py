"""What stands of what a coordinator arranged with a trainee: pauses, and by how much a deadline was extended. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from logbook.deadlines import Extension, Pause, later
from logbook.models.engine import AnyRow


class Time(NamedTuple):
    """What stands of somebody's pauses and extensions; an extension belongs to the deadline of one cohort."""

    pauses: list[Pause]
    extensions: dict[str, list[Extension]]


def standing(rows: Iterable[AnyRow]) -> list[AnyRow]:
    """Without what was withdrawn, and without the withdrawals. Rows have `act`, `kind` and `of`."""
    rows = list(rows)
    withdrawn = {row.of for row in rows if row.kind == "withdrawal"}
    return [row for row in rows if row.act not in withdrawn and row.kind != "withdrawal"]


def time(rows: Iterable[AnyRow]) -> Time:
    """The pauses and extensions that stand. A return ends its pause on the day before."""
    stand = standing(rows)
    back = {row.of: row.from_on for row in stand if row.kind == "return"}
    pauses = [Pause(row.from_on, last_day(row, back.get(row.act))) for row in stand if row.kind == "pause"]
    extensions: dict[str, list[Extension]] = {}
    for row in stand:
        if row.kind == "extension":
            extensions.setdefault(row.cohort_id, []).append(span(row.amount, row.unit))
    return Time([one for one in pauses if one.last is None or one.first <= one.last], extensions)


def span(amount: int, unit: str) -> Extension:
    """So many days, weeks or months."""
    return (
        Extension(months=amount) if unit == "months" else Extension(days=amount * {"weeks": 7}.get(unit, 1))
    )


def last_day(row: AnyRow, back: str | None) -> str | None:
    """The last day of a pause; None while it lasts. `back`: the first day after it, where somebody returned."""
    if back is None:
        return str(row.until_on) if row.until_on else None
    day = later(back, days=-1)
    return min(day, row.until_on) if row.until_on else day
