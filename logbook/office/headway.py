"""How somebody stands before their deadline, in words: "12 weeks left, 31 of 50; at this pace 3 weeks late"."""

from typing import cast

from logbook import filters
from logbook.deadlines import Pause, paused
from logbook.models.engine import AnyRow
from logbook.office import arrangements
from logbook.office.members import OfCohort
from logbook.pages.days import days_between
from logbook.pages.measures import ring_of
from logbook.record.arranged import time
from logbook.shapes.loose import Doc
from logbook.shapes.report import Report
from logbook.shapes.served.cohorts import Pace


def of(cohort: AnyRow | OfCohort | None, arranged: list[AnyRow], report: Report | None, today: str) -> Pace:
    """Of a trainee by their cohort (None: they have none), what is arranged with them, and their report (None: there
    is none yet). `slips`: the deadline is over, or will be at this pace, and something is missing."""
    found = time(arranged)
    due, rests = arrangements.due(cohort, found, today), paused(found.pauses, today)
    ring = ring_of(cast(Doc, report), []) if report is not None else None
    is_done = ring is not None and not ring["unmet"]
    # Whoever pauses has no pace.
    ready_on = report["ready_on"] if report is not None and rests is None else None
    over = bool(due) and not is_done and str(due) < today
    said = [_left(due, today) if due else "", f"{ring['signed']} of {ring['required']}" if ring else ""]
    pace = "all requirements are met" if is_done else _pace(due, ready_on, over)
    return {
        "cohort": cohort.name if cohort is not None else "",
        "due_on": due,
        "left": _left(due, today) if due and not is_done else "",
        "paused": _rests(rests) if rests else "",
        "slips": over or bool(due and ready_on and not is_done and ready_on > due),
        "text": "; ".join(part for part in (", ".join(one for one in said if one), pace) if part),
    }


def stretch(days: int) -> str:
    """So many days as people say it: "9 days", "12 weeks", "8 months"."""
    if days < 14:
        return filters.count(days, "day", "days")
    if days < 26 * 7:
        return filters.count(days // 7, "week", "weeks")
    return filters.count(days * 12 // 365, "month", "months")


def _left(due: str, today: str) -> str:
    days = days_between(today, due)
    if days == 0:
        return "due today"
    return f"{stretch(days)} left" if days > 0 else f"{stretch(-days)} over"


def _pace(due: str | None, ready_on: str | None, over: bool) -> str:
    if ready_on is None or due is None:
        return ""
    late = days_between(due, ready_on)
    if late > 0:
        # Of who is over already it is known how much longer it takes.
        return (
            f"at this pace {stretch(late)} late"
            if not over
            else f"at this pace done by {filters.date(ready_on)}"
        )
    return "at this pace in time"


def _rests(pause: Pause) -> str:
    return (
        f"Paused until {filters.date(pause.last)}"
        if pause.last
        else f"Paused since {filters.date(pause.first)}"
    )
