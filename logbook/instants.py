"""Instants as the logbook writes them: UTC, whole seconds, "2026-11-20T10:31:00Z", so that text order is time order."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
FIRST, LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"


def now() -> str:
    """The instant of now, to the second: "2026-11-20T10:31:00Z"."""
    return datetime.now(UTC).strftime(_FORMAT)


def parse(instant: str) -> datetime:
    """The aware datetime of an instant. Raises ValueError for any other spelling."""
    # Of all ISO spellings only ours, each sign in its place. Many times faster than strptime, and asked at each step.
    if len(instant) != 20 or instant[4::3] != "--T::Z":
        raise ValueError(f"{instant!r} is not an instant")
    return datetime.fromisoformat(instant)


def seconds(since: str, until: str) -> float:
    """How long it is from one instant to another."""
    return (parse(until) - parse(since)).total_seconds()


def local(instant: str, tz: str) -> str:
    """An instant on the wall of a zone: "2026-11-20T10:31". One that no calendar shows comes back as it was written.

    What is stored already must be shown, whatever it says: a page that fails over one date hides all the others.
    """
    try:
        return parse(instant).astimezone(ZoneInfo(tz)).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return instant


def day(instant: str, tz: str) -> str:
    """The day of an instant on the wall of a zone: "2026-11-20"; one that no calendar shows as it was written."""
    return local(instant, tz)[:10]


def plus(instant: str, **delta: float) -> str:
    """The instant moved on: plus(now(), days=7); negative numbers move back. Past the ends of calendars it stays there:
    what is stored may lie at one, and a page of it is shown all the same."""
    moved = timedelta(**delta)
    try:
        return f"{(parse(instant) + moved).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    except OverflowError:
        return FIRST if moved < timedelta() else LAST
