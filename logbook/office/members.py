"""A member of a programme: who is in, as their coordinator sees them, and as a line of the page."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from logbook.folding import TITLES, by_name
from logbook.mail import pending
from logbook.models import Cohort, Membership
from logbook.models import Person as People
from logbook.models.engine import AnyRow
from logbook.pages.clock import Clock
from logbook.permissions import Person, visible
from logbook.shapes.served.people import Member
from logbook.shapes.words import Vocabulary


def of_programme(connection: Connection, person: Person, programme_id: str) -> list[AnyRow]:
    """The memberships of a programme joined with name, e-mail, profession and licence, and with name and days of a
    trainee's cohort (`cohort_of`), by name without title; those that ended last."""
    return of_programmes(connection, person, [programme_id])


def of_programmes(connection: Connection, person: Person, programmes: Iterable[str]) -> list[AnyRow]:
    """The same of several programmes."""
    query = (
        select(*_MEMBER, *_OF_COHORT, pending.comes_back(People.email).label("comes_back"))
        .join(People, People.id == Membership.person_id)
        .outerjoin(Cohort, Cohort.id == Membership.cohort_id)
        .where(visible(person, "see member"), Membership.programme_id.in_(sorted(programmes)))
    )
    return sorted(
        connection.execute(query), key=lambda row: (row.ended_at is not None, *by_name(row.name), row.id)
    )


def find(connection: Connection, person: Person, action: str, **where: str | None) -> AnyRow | None:
    """One membership that this person may do the action to, by its columns: id=… or person_id=…"""
    query = (
        select(*_MEMBER)
        .join(People, People.id == Membership.person_id)
        .where(
            visible(person, action), *(getattr(Membership, name) == value for name, value in where.items())
        )
        .order_by(Membership.since, Membership.id)
    )
    return connection.execute(query).first()


class OfCohort(NamedTuple):
    """What is known of a trainee's cohort beside their membership."""

    id: str
    name: str
    starts_on: str
    due_on: str | None


def cohort_of(row: AnyRow) -> OfCohort | None:
    """The cohort of a row that `of_programmes` gave; None for who has none."""
    if row.cohort_id is None:
        return None
    return OfCohort(row.cohort_id, row.cohort, row.cohort_starts_on, row.cohort_due_on)


def line(row: Any, person: Person, words: Vocabulary, clock: Clock) -> Member:
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


def initials(name: str) -> str:
    """Two letters for a round picture: "Dr Ben Okafor" gives "BO"."""
    parts = [part for part in name.split() if part.rstrip(".").lower() not in TITLES]
    return "".join(part[0] for part in (parts[:1] + parts[-1:] if len(parts) > 1 else parts[:1])).upper()


_MEMBER = (
    Membership.id,
    Membership.person_id,
    Membership.programme_id,
    Membership.role,
    Membership.since,
    Membership.ended_at,
    Membership.handed_to,
    Membership.cohort_id,
    Membership.follows,
    People.name,
    People.email,
    People.profession,
    People.licence_body,
    People.licence_number,
    People.locked_at,
)
_OF_COHORT = (
    Cohort.name.label("cohort"),
    Cohort.starts_on.label("cohort_starts_on"),
    Cohort.due_on.label("cohort_due_on"),
)
