"""What people are told of by e-mail, topic by topic, made of the record when it goes out; None where there is nothing
to tell any more, or no more to this person. Counts and names; never a case, never the code of a model."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from logbook import reach
from logbook.auth import mailing
from logbook.jobs import of_cases, of_office
from logbook.jobs.brief import Asked, Brief
from logbook.mail.letter import Letter
from logbook.reach import chosen
from logbook.reach.topics import TOPICS


def letter(connection: Connection, row: Any, facts: dict[str, str], origin: str, now: str) -> Letter | None:
    """The letter of one row of the outbox that is about a topic."""
    person = reach.reachable(connection, row.person_id)
    # Another address, another choice, another role: all may have come between planning and sending.
    if person is None or person.email != row.address:
        return None
    if chosen.of_person(connection, person.id, "mail")[row.kind] == "never":
        return None
    asked = Asked(person, facts.get("since", row.wanted_at), facts.get("until", now), facts)
    told = brief(connection, row.kind, asked)
    if told is None:
        return None
    return Letter(
        told.subject,
        told.paragraphs,
        f"You get this because of your role in the logbook: “{TOPICS[row.kind].title}”.",
        told.label,
        f"{origin}{told.path}",
        told.rows,
        f"{origin}/messages/{mailing.stop_token(person.id, row.kind)}",
        f"{origin}/me/messages",
    )


def brief(connection: Connection, topic: str, asked: Asked) -> Brief | None:
    """What there is to tell a person of a topic, where the law lets them know."""
    if not reach.is_lawful(connection, asked.person, topic, asked.ids):
        return None
    return BRIEFS[topic](connection, asked)


BRIEFS: dict[str, Callable[[Connection, Asked], Brief | None]] = {
    "returned": of_cases.returned,
    "signed": of_cases.signed,
    "review_due": of_cases.review_due,
    "waiting": of_cases.waiting,
    "chased": of_cases.chased,
    "nudge": of_cases.nudge,
    "licence_ends": of_cases.licence_ends,
    "behind": of_office.behind,
    "unanswered": of_office.unanswered,
}
