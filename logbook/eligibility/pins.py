"""By which version of a set somebody is judged on a day: the one they were enrolled under, as long as it holds. Pure.

An enrolment is an act with a day; moving somebody is another. A version may hold only `until` a day: from that day on
whoever has no award is judged by the next.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from logbook.shapes.loose import Doc

TOLD_BEFORE = (90, 30)  # days before a version ends, on which those under it are told


class Pin(NamedTuple):
    """`told`: of the marks in TOLD_BEFORE those that have passed, the first to come last; `next`: the version from
    `until` on, None where nothing changes."""

    version: int
    until: str | None
    next: int | None
    told: tuple[int, ...]


def in_force(enrolments: Sequence[Doc], sets: Sequence[Doc], award: str | None, on: str) -> Pin:
    """The version for a day.

    `enrolments`: {from, version}, in any order; `sets`: {version, until}; `award`: the day of it, if there is one.
    Raises LookupError where nobody was enrolled yet, or under a version that is not among the sets.
    """
    begun = [one for one in enrolments if one["from"] <= on]
    if not begun:
        raise LookupError("nobody is enrolled on that day")
    by_version = {one["version"]: one for one in sets}
    version = max(begun, key=lambda one: (one["from"], one["version"]))["version"]
    while (ends := by_version[version].get("until")) and ends <= _decided(award, on):
        following = _following(by_version, version)
        if following is None:
            break
        version = following
    ends = by_version[version].get("until")
    following = _following(by_version, version) if ends and award is None else None
    left = (date.fromisoformat(ends) - date.fromisoformat(on)).days if following and ends else None
    told = tuple(mark for mark in TOLD_BEFORE if left is not None and left <= mark)
    return Pin(version, ends if following else None, following, told)


def _decided(award: str | None, on: str) -> str:
    """The day that counts: who has the award keeps the version it was given under."""
    return min(award, on) if award else on


def _following(by_version: dict[int, Doc], version: int) -> int | None:
    return min((other for other in by_version if other > version), default=None)
