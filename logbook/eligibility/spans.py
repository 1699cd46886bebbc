"""Windows of days: from which day on something counts, and when it ceases to. Days are ordinals; pure."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache

from logbook.shapes.loose import Doc

ALWAYS = 0  # before every day there is: no limit
NEVER = 4_000_000  # after every day there is
Pause = tuple[int, int]  # its first day and its last


@lru_cache(maxsize=50_000)
def ordinal(day: str) -> int:
    """The number of a day such as "2026-11-28"."""
    return date.fromisoformat(day).toordinal()


@lru_cache(maxsize=50_000)
def iso(number: int) -> str:
    """The day of a number."""
    return date.fromordinal(number).isoformat()


@lru_cache(maxsize=50_000)
def months_before(day: int, months: int) -> int:
    """The same day so many months earlier, the month's last where it has no such day; ALWAYS before the calendar."""
    there = date.fromordinal(day)
    year, month = divmod(there.year * 12 + there.month - 1 - months, 12)
    if not 1 <= year <= 9999:
        return ALWAYS if year < 1 else NEVER
    for last in range(there.day, 28, -1):
        try:
            return date(year, month + 1, last).toordinal()
        except ValueError:
            continue
    return date(year, month + 1, min(there.day, 28)).toordinal()


def months_after(day: int, months: int) -> int:
    """The same day so many months later, the month's last where it has no such day."""
    return months_before(day, -months)


class Window:
    """From which day on items count, seen from any day."""

    def __init__(self, within: Doc, named: int | None, enrolled: int | None, pauses: Sequence[Pause]) -> None:
        """`named`: the day that `back_from` names, where it is known; `pauses` apart from each other, in order."""
        self.named = named
        self.pauses: Sequence[Pause] = pauses if within.get("stretches") else ()
        self._months: int | None = within.get("months")
        self._days: int | None = within.get("days")
        self._calendar: int | None = within.get("calendar_months")
        self._since = enrolled if within.get("since") else None
        self.is_open = all(one is None for one in (self._months, self._days, self._calendar, self._since))
        if self.is_open:
            self.pauses = ()
        self.is_steady = self.is_open or (self._since is not None and not self.pauses)
        self.first: Callable[[int], int] = cache(self._first)
        self.expires: Callable[[int], int] = cache(self._expires)

    def _first(self, day: int) -> int:
        """The first day that counts, seen from a day."""
        if self.is_open:
            return ALWAYS
        anchor = self.named if self.named is not None and day >= self.named else day
        first = self._unstretched(anchor)
        return self._stretched(first, anchor) if self.pauses else first

    def _unstretched(self, anchor: int) -> int:
        if self._since is not None:
            return self._since
        if self._months is not None:
            return months_before(anchor, self._months)
        if self._days is not None:
            return max(ALWAYS, anchor - self._days)
        return months_before(anchor - date.fromordinal(anchor).day + 1, self._calendar or 0)

    def _stretched(self, first: int, anchor: int) -> int:
        wanted = anchor - first
        # A pause that is met on the way back moves the first day further, into maybe another one.
        while (moved := anchor - wanted - paused(self.pauses, first + 1, anchor)) < first:
            first = max(ALWAYS, moved)
            if first == ALWAYS:
                break
        return first

    def _expires(self, day: int) -> int:
        """The first day from which this day is too old; NEVER where none is. Not for windows that stretch."""
        if self.is_steady:
            return NEVER if self.first(day) <= day else ALWAYS
        if self.named is not None and self.first(self.named) <= day:
            return NEVER
        guess = self._about(day)
        while self.first(guess) > day and guess > 1:
            guess -= 1
        while self.first(guess) <= day:
            guess += 1
        return guess

    def _about(self, day: int) -> int:
        """A day near the one from which `day` is too old."""
        if self._days is not None:
            return day + self._days
        months = self._months if self._months is not None else (self._calendar or 0)
        return min(months_after(day, months), date.max.toordinal() - 62)


def paused(pauses: Sequence[Pause], first: int, last: int) -> int:
    """How many days from the first to the last lie in a pause."""
    return sum(max(0, min(last, until) - max(first, since) + 1) for since, until in pauses)


def apart(pauses: Sequence[Pause]) -> list[Pause]:
    """The same pauses in order, those that touch or overlap as one."""
    joined = list[Pause]()
    for since, until in sorted(pauses):
        if joined and since <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((since, until))
    return joined
