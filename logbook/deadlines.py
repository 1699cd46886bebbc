"""By when a trainee is to be done: the cohort's deadline, what it was extended by, and what pauses stretch it by."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple


class Extension(NamedTuple):
    """So much longer: whole months of the calendar, and days."""

    months: int = 0
    days: int = 0


class Pause(NamedTuple):
    """Days without training, as ISO dates: the `first` and the `last` of them; None while it lasts."""

    first: str
    last: str | None = None


def deadline(
    starts_on: str, due_on: str, extensions: Iterable[Extension], pauses: Iterable[Pause], today: str
) -> str:
    """The ISO date by which a trainee is to be done.

    All extensions are one: two of a month are two months. Then each day of a pause adds a day, once however many pauses
    hold it, from the cohort's start on; a pause that begins after the deadline came too late. One that lasts adds the
    days up to today.
    """
    given = list(extensions)
    due = later(due_on, sum(one.months for one in given), sum(one.days for one in given))
    for first, last in _merged(pauses, starts_on, today):
        if first > date.fromisoformat(due):
            break
        due = later(due, days=(last - first).days + 1)
    return due


def later(day: str, months: int = 0, days: int = 0) -> str:
    """The ISO date so many months and then days later. A month has no 31st day more than it has: from 31 January on, a
    month later is the last day of February."""
    begun = date.fromisoformat(day)
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    # What lies behind the last day of calendars is that day: a slip in a year may take no page from anybody.
    if year > date.max.year:
        return date.max.isoformat()
    moved = date(year, month + 1, min(begun.day, monthrange(year, month + 1)[1]))
    return (moved + min(timedelta(days=days), date.max - moved)).isoformat()


def paused(pauses: Iterable[Pause], today: str) -> Pause | None:
    """The pause that a day lies in; of several the one that ends last."""
    now = [one for one in pauses if one.first <= today and (one.last is None or today <= one.last)]
    return max(now, key=lambda one: one.last or "9999", default=None)


def _merged(pauses: Iterable[Pause], starts_on: str, today: str) -> list[tuple[date, date]]:
    """The days of all pauses since the cohort began, as stretches of which none touches another, in their order."""
    stretches: list[tuple[date, date]] = []
    for one in sorted(pauses, key=lambda one: one.first):
        first, last = max(one.first, starts_on), one.last or today
        if last < first:
            continue
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        if stretches and begins - timedelta(days=1) <= stretches[-1][1]:
            before = stretches.pop()
            begins, ends = before[0], max(before[1], ends)
        stretches.append((begins, ends))
    return stretches
