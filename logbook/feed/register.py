"""The feed documents the server itself makes: person, membership, programme, requirements, each kept as one text.

Each function brings the kept text up to date and gives the pointers of those who may hold it, for `feed.touch`
at the end of the same transaction: then a change and its announcement are never apart.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from logbook import canonical
from logbook.eligibility import requirements
from logbook.feed.access import readers_of_membership, readers_of_person, readers_of_programme
from logbook.feed.head import Pointer
from logbook.models import Document, Membership, Person, Programme
from logbook.record.signers import confirmed


def publish_person(connection: Connection, person_id: str) -> list[Pointer]:
    """Name, profession and licence of a person; never the e-mail. For them and everybody who may know them."""
    row = connection.execute(_PERSON, {"id": person_id}).one()
    doc = {
        "typ": "person",
        "id": row.id,
        "name": row.name,
        "profession": row.profession,
        "body": row.licence_body,
        "number": row.licence_number,
    }
    return _keep(connection, doc, readers_of_person(connection, person_id))


def publish_membership(connection: Connection, membership_id: str) -> list[Pointer]:
    """A role in a programme, since when, until when; of a supervisor also under which names they were confirmed."""
    row = connection.execute(_MEMBERSHIP, {"id": membership_id}).one()
    doc: dict[str, Any] = {
        "typ": "membership",
        "id": row.id,
        "person": row.person_id,
        "programme": row.programme_id,
        "role": row.role,
        "since": row.since[:10],
        "ended_on": row.ended_at[:10] if row.ended_at else None,
    }
    if row.role == "supervisor":
        known = confirmed(connection, row.programme_id)
        doc["handed_to"] = row.handed_to
        doc["confirmed"] = sorted(list(signer[1:]) for signer in known if signer[0] == row.person_id)
    return _keep(connection, doc, readers_of_membership(connection, membership_id))


def publish_programme(connection: Connection, programme_id: str) -> list[Pointer]:
    """A programme and the requirement set it is measured by."""
    row = connection.execute(_PROGRAMME, {"id": programme_id}).one()
    members = readers_of_programme(connection, programme_id)
    names = ("id", "name", "provider", "tz", "requirement_set")
    doc = {"typ": "programme"} | {name: getattr(row, name) for name in names}
    rules = {"typ": "requirements", **requirements.sets()[row.requirement_set], "id": row.requirement_set}
    return _keep(connection, doc, members) + _keep(connection, rules, members)


def _keep(connection: Connection, doc: dict[str, Any], accounts: Iterable[str]) -> list[Pointer]:
    text = canonical.dumps(doc)
    key = {"kind": doc["typ"], "id": doc["id"]}
    kept = connection.execute(_KEPT, key).first()
    if kept is None:
        connection.execute(_ADD, key | {"rev": 1, "hash": canonical.digest(text), "text": text})
    elif kept.hash != canonical.digest(text):
        now = {"rev": kept.rev + 1, "hash": canonical.digest(text), "text": text}
        connection.execute(_CHANGE, now | {f"the_{name}": value for name, value in key.items()})
    return [(account, doc["typ"], doc["id"]) for account in sorted(accounts)]


_PERSON = select(Person).where(Person.id == bindparam("id"))
_MEMBERSHIP = select(Membership).where(Membership.id == bindparam("id"))
_PROGRAMME = select(Programme).where(Programme.id == bindparam("id"))
_KEPT = select(Document.rev, Document.hash).where(
    Document.kind == bindparam("kind"), Document.id == bindparam("id")
)
_ADD = insert(Document.__table__)
_CHANGE = update(Document.__table__).where(
    Document.__table__.c.kind == bindparam("the_kind"), Document.__table__.c.id == bindparam("the_id")
)
