"""What the pages show that Flask alone answers: signing in, people and programme, as plain JSON."""

from collections.abc import Mapping
from typing import Any

from logbook.pages.clock import Clock

Doc = dict[str, Any]


def device(row: Any, this: str, clock: Clock) -> Doc:
    """One session of `sessions.of_person` as a line of the list."""
    return {
        "id": row.id,
        "name": browser(row.agent),
        "this": row.id == this,
        "since": clock.local(row.created_at),
        "seen": clock.local(row.seen_at),
    }


def browser(agent: str) -> str:
    """A browser's long self-description in the words its owner knows: "Safari on iPhone"."""
    program = _first(agent, {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"})
    machine = _first(
        agent,
        {
            "iPhone": "iPhone",
            "iPad": "iPad",
            "Android": "Android",
            "Mac OS": "Mac",
            "Windows": "Windows",
            "CrOS": "Chromebook",
            "Linux": "Linux",
        },
    )
    return f"{program or 'A browser'} on {machine or 'another device'}"


def _first(agent: str, names: Mapping[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
