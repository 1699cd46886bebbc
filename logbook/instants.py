"""Instants as the logbook writes them: UTC, whole seconds, "2026-11-20T10:31:00Z", so that text order is time order."""

from datetime import UTC, datetime, timedelta

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def now() -> str:
    """This second."""
    return datetime.now(UTC).strftime(_FORMAT)


def parse(instant: str) -> datetime:
    """The aware datetime of an instant. Raises ValueError for any other spelling."""
    return datetime.strptime(instant, _FORMAT).replace(tzinfo=UTC)


def plus(instant: str, **delta: float) -> str:
    """The instant moved on: plus(now(), days=7); negative numbers move back."""
    return (parse(instant) + timedelta(**delta)).strftime(_FORMAT)
