"""What people are told of, as a table: to whom, how often by default, what they may choose, what the law must allow.

A topic that happens at a moment (`returned`, `nudge`) is told by whoever saves it. All others are looked at by a job
each hour, and told in the morning of the person's own clock, or in the evening (`hour`).
"""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from logbook.models import Entry, Membership, Programme

FREQUENCIES = {"at_once": "At once", "daily": "Each day", "weekly": "Each week", "never": "Never"}
MORNING, EVENING = 7, 19
# Monday.
WEEKDAY = 0
CHASING: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "reference" / "chasing.toml").read_text()
)


class Topic(NamedTuple):
    """`action` on a row of `table` is what the law must allow the person for anything of it to be told; None: what is
    told is their own. `ways` are those that may carry it. `gather_minutes`: what happens so soon after is told with it.
    `again_days`: looked at each morning, and told again after so many days at the earliest (chasing)."""

    title: str
    says: str
    roles: tuple[str, ...]
    default: str
    offered: tuple[str, ...]
    action: str | None
    table: Any = Entry
    hour: int = MORNING
    gather_minutes: int = 0
    again_days: int = 0
    ways: tuple[str, ...] = ("mail", "push")


_OFTEN = ("at_once", "daily", "weekly", "never")
_PLANNED = ("daily", "weekly", "never")
_CHASED = ("weekly", "never")

TOPICS: dict[str, Topic] = {
    "returned": Topic(
        "A case was sent back to you",
        "What you are asked to mend waits in To do.",
        ("trainee",),
        "at_once",
        _OFTEN,
        "write entry",
        gather_minutes=10,
    ),
    "signed": Topic(
        "What was signed",
        "How many of your cases were signed, in the evening.",
        ("trainee",),
        "daily",
        _PLANNED,
        "see entry",
        hour=EVENING,
        ways=("mail",),
    ),
    "review_due": Topic(
        "A review is due",
        "Two days before, so that it can be arranged.",
        ("trainee",),
        "daily",
        _PLANNED,
        "write entry",
    ),
    "chased": Topic(
        "Cases that have waited for long",
        f"After {CHASING['supervisor']['after_days']} days, then each week while they wait.",
        ("supervisor",),
        "weekly",
        _CHASED,
        "sign entry",
        again_days=CHASING["supervisor"]["again_days"],
    ),
    "waiting": Topic(
        "New cases that wait for you",
        "In the morning, where any came since the last time.",
        ("supervisor",),
        "daily",
        _PLANNED,
        "sign entry",
    ),
    "nudge": Topic(
        "Somebody reminds you of their case",
        "A trainee after three days, once a week; a coordinator when they find it necessary.",
        ("supervisor",),
        "at_once",
        ("at_once", "never"),
        "sign entry",
        gather_minutes=10,
    ),
    "licence_ends": Topic(
        "Your licence ends",
        "Before it does, and when it is not valid any more.",
        ("trainee", "supervisor"),
        "daily",
        _PLANNED,
        None,
    ),
    "behind": Topic(
        "The week of your programmes",
        "On Monday: who falls behind, and why.",
        ("coordinator",),
        "weekly",
        ("daily", "weekly", "never"),
        "run programme",
        Programme,
        ways=("mail",),
    ),
    "unanswered": Topic(
        "Supervisors who do not answer",
        f"Where a case has waited for {CHASING['office']['after_days']} days, or more than "
        f"{CHASING['office']['over_cases']} wait for one of them; then each week.",
        ("coordinator",),
        "weekly",
        _CHASED,
        "see supervisor",
        Membership,
        again_days=CHASING["office"]["again_days"],
        ways=("mail",),
    ),
}
