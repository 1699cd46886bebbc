"""Reads who and what a logbook is of: the programme, its trainee, and everybody who has to do with it."""

from base64 import b64encode
from typing import Any

from sqlalchemy import Connection, select

from logbook.models import Logo, Membership, Person, Programme, Provider

AnyRow = Any  # a row of a select, by the names of its columns


def programme(connection: Connection, id: str) -> AnyRow:
    """(id, name, provider, tz, requirement_set). Raises NoResultFound."""
    provider = Provider.name.label("provider")
    columns = (Programme.id, Programme.name, provider, Programme.tz, Programme.requirement_set)
    of = select(*columns).join(Provider, Provider.id == Programme.provider_id)
    return connection.execute(of.where(Programme.id == id)).one()


def provider_of(connection: Connection, programme_id: str) -> str:
    """The id of the school that a programme is of."""
    return str(connection.scalar(select(Programme.provider_id).where(Programme.id == programme_id)))


def person(connection: Connection, id: str) -> AnyRow:
    """(id, name, profession, licence_body, licence_number, specialties). Raises NoResultFound."""
    columns = (
        Person.id,
        Person.name,
        Person.profession,
        Person.licence_body,
        Person.licence_number,
        Person.specialties,
    )
    return connection.execute(select(*columns).where(Person.id == id)).one()


def people(connection: Connection, programme_id: str) -> dict[str, AnyRow]:
    """{person id: (id, name, profession)} of everybody who has, or had, a role in the programme."""
    query = select(Person.id, Person.name, Person.profession).join(
        Membership, Membership.person_id == Person.id
    )
    return {row.id: row for row in connection.execute(query.where(Membership.programme_id == programme_id))}


def logo(connection: Connection, programme_id: str) -> str | None:
    """The picture of the programme's provider, a PNG in base 64; None where it has none."""
    query = select(Logo.body).join(Programme, Programme.provider_id == Logo.provider_id)
    body = connection.scalar(query.where(Programme.id == programme_id))
    return b64encode(body).decode() if body else None
