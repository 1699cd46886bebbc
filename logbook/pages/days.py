"""Counting days. Twin of pages/days.js."""

from datetime import date, timedelta


def days_between(earlier: str, later: str) -> int:
    """Whole days from one ISO date to another."""
    return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days


def plus_days(day: str, days: int) -> str:
    """The ISO date so many days later; the same one where the calendar of our documents ends."""
    if day > "9999-01":
        return day
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
