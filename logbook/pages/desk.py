"""What the pages show that Flask alone answers: signing in, people and programme, as plain JSON."""

from collections.abc import Mapping
from typing import Any

from logbook.pages.clock import Clock
from logbook.permissions import Person

Doc = dict[str, Any]


def initials(name: str) -> str:
    """Two letters for a round picture: "Dr Ben Okafor" gives "BO"."""
    parts = [part for part in name.split() if part.rstrip(".") not in ("Dr", "Mr", "Mrs", "Ms", "Mx", "Prof")]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts[:1])).upper()


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


def member(row: Any, person: Person, words: Doc, clock: Clock) -> Doc:
    """One membership joined with its person, as a line of the register."""
    return {
        "id": row.id,
        "person_id": row.person_id,
        "name": row.name,
        "initials": initials(row.name),
        "email": row.email,
        "role": words["roles"][row.role],
        "profession": words["professions"].get(row.profession, row.profession),
        "licence": f"{row.licence_body} {row.licence_number}".strip(),
        "locked": row.locked_at is not None,
        "since": clock.local(row.since)[:10],
        "ended_on": clock.local(row.ended_at)[:10] if row.ended_at else None,
        "mine": row.person_id == person.id,
    }


def _first(agent: str, names: Mapping[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
