"""The feed documents the server itself makes: person, membership, programme, requirements, each kept as one text.

Each function brings the kept text up to date and gives the pointers of the cells where it lies, for `feed.touch` at the
end of the same transaction: then a change and its announcement are never apart. Where the text stays as it is, only the
cells in which it does not lie yet are told.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from logbook import canonical
from logbook.feed.head import Pointer
from logbook.feed.placing import cells_of, own_cell
from logbook.models import (
    CellPointer,
    Cohort,
    Document,
    LicencePeriod,
    Membership,
    Person,
    Programme,
    Provider,
)
from logbook.record import published, spells, taught
from logbook.record.licensed import licensed
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
    rows = connection.execute(_MEMBERSHIPS, {"person": person_id}).all()
    found = {cell for row in rows for cell in cells_of("person", row)}
    return _keep(connection, doc, {own_cell("person", person_id), *found})


def publish_membership(connection: Connection, membership_id: str) -> list[Pointer]:
    """A role in a programme, since when, until when; of a supervisor also under which names they were confirmed, of a
    trainee what their cohort is called, by which two of one name are told apart; and how their licences stand."""
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
    elif row.role == "trainee" and row.cohort is not None:
        doc["cohort"] = row.cohort
    # Words and days alone, as the school of this programme knows them: no text of conditions, no other school's check.
    if row.is_told:
        theirs = licensed(connection, [row.person_id], row.provider_id, row.tz)[row.person_id]
        doc |= {"licences": told} if (told := spells.told(theirs)) else {}
    return _keep(connection, doc, cells_of("membership", row))


def publish_programme(connection: Connection, programme_id: str) -> list[Pointer]:
    """A programme and the requirement set it is measured by."""
    row = connection.execute(_PROGRAMME, {"id": programme_id}).one()
    here = cells_of("programme", row)
    names = ("id", "name", "provider", "tz", "requirement_set")
    doc = {"typ": "programme"} | {name: getattr(row, name) for name in names}
    asked = published.newest(connection, [row.requirement_set])[row.requirement_set]
    rules = {"typ": "requirements", **asked.told, "id": row.requirement_set}
    return _keep(connection, doc, here) + _keep(connection, rules, here)


def publish_curriculum(connection: Connection, programme_id: str) -> list[Pointer]:
    """What a programme teaches, once it teaches anything: for whoever holds the programme."""
    modules = taught.told(connection, programme_id)
    if not modules:
        return []
    row = connection.execute(_PROGRAMME, {"id": programme_id}).one()
    doc = {"typ": "curriculum", "id": programme_id, "modules": modules}
    return _keep(connection, doc, cells_of("curriculum", row))


def withdrawn(connection: Connection, programme_id: str, requirement_set: str) -> list[Pointer]:
    """The pointers of a requirement set that a programme does not use any more: it leaves the programme's cells."""
    row = connection.execute(_PROGRAMME, {"id": programme_id}).one()
    return [(cell, "requirements", requirement_set) for cell in cells_of("requirements", row)]


def renewed(connection: Connection) -> list[Pointer]:
    """The pointers of every document that was not what the tables say, or did not lie where the law says; each is put
    right. Reads everybody, and only after `hold_writers`."""
    ways = (
        (publish_programme, Programme),
        (publish_curriculum, Programme),
        (publish_person, Person),
        (publish_membership, Membership),
    )
    return [
        pointer
        for publish, table in ways
        for id in connection.scalars(select(table.id).order_by(table.id)).all()
        for pointer in publish(connection, id)
    ]


def _keep(connection: Connection, doc: dict[str, Any], cells: Iterable[str]) -> list[Pointer]:
    text = canonical.dumps(doc)
    key = {"kind": doc["typ"], "id": doc["id"]}
    kept, known = connection.execute(_KEPT, key).first(), set[str]()
    if kept is None:
        connection.execute(_ADD, key | {"rev": 1, "hash": canonical.digest(text), "text": text})
    elif kept.hash != canonical.digest(text):
        now = {"rev": kept.rev + 1, "hash": canonical.digest(text), "text": text}
        connection.execute(_CHANGE, now | {f"the_{name}": value for name, value in key.items()})
    else:
        known = {*connection.execute(_LIES, key).scalars()}
    return [(cell, doc["typ"], doc["id"]) for cell in sorted({*cells} - known)]


_PERSON = select(Person).where(Person.id == bindparam("id"))
_MEMBERSHIP = (
    select(
        *Membership.__table__.columns,
        Cohort.name.label("cohort"),
        Programme.provider_id,
        Programme.tz,
        # Of most people nobody has said or looked up anything.
        exists().where(LicencePeriod.person_id == Membership.person_id).label("is_told"),
    )
    .join(Programme, Programme.id == Membership.programme_id)
    .outerjoin(Cohort, Cohort.id == Membership.cohort_id)
    .where(Membership.id == bindparam("id"))
)
# The document says the provider's name, which is all that a phone ever shows of it.
_PROGRAMME = (
    select(*Programme.__table__.columns, Provider.name.label("provider"))
    .join(Provider, Provider.id == Programme.provider_id)
    .where(Programme.id == bindparam("id"))
)
_MEMBERSHIPS = select(Membership.person_id, Membership.programme_id, Membership.role).where(
    Membership.person_id == bindparam("person")
)
_LIES = select(CellPointer.cell).where(
    CellPointer.kind == bindparam("kind"), CellPointer.doc_id == bindparam("id"), CellPointer.gone.is_(None)
)
_KEPT = select(Document.rev, Document.hash).where(
    Document.kind == bindparam("kind"), Document.id == bindparam("id")
)
_ADD = insert(Document.__table__)
_CHANGE = update(Document.__table__).where(
    Document.__table__.c.kind == bindparam("the_kind"), Document.__table__.c.id == bindparam("the_id")
)
