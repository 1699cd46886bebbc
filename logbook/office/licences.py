"""Licences as their holders keep them: a number, what they say of its status, and which one stands under signatures.

Nothing is overwritten: a change is a further version, and a statement of a status is a row that may replace another.
"""

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from logbook.feed import touch
from logbook.models import Licence, LicencePeriod
from logbook.models.engine import AnyRow
from logbook.office import bearing
from logbook.traces import trace

HOLDER = "holder"  # who says so: the `source` of a row
_SAID = ("region", "licence_body", "licence_number", "type", "prescriber")


def of_person(connection: Connection, person_id: str) -> dict[str, AnyRow]:
    """{licence id: its last version} of somebody, in the order in which they were first recorded."""
    rows = connection.execute(
        select(Licence.__table__).where(Licence.person_id == person_id).order_by(Licence.number)
    )
    return {row.licence_id: row for row in rows}


def primary_of(connection: Connection, person_id: str) -> AnyRow | None:
    """The last version of the licence that was chosen last to stand under what somebody signs."""
    query = (
        select(Licence.licence_id)
        .where(Licence.person_id == person_id, Licence.is_primary)
        .order_by(Licence.number.desc())
        .limit(1)
    )
    id = connection.scalar(query)
    return of_person(connection, person_id).get(id) if id else None


def write(
    connection: Connection, person_id: str, id: str | None, by: str, now: str, primary: bool, **said: Any
) -> str:
    """A further version of a licence, or the first of a new one, where `id` is None; gives the id.

    `said`: what differs of region, licence_body, licence_number, type and prescriber.
    """
    written = _write(connection, person_id, id, by, now, primary, **said)
    touch(connection, bearing.told(connection, person_id))
    return written


def _write(
    connection: Connection, person_id: str, id: str | None, by: str, now: str, primary: bool, **said: Any
) -> str:
    usual: dict[str, Any] = {"region": "", "type": "", "prescriber": None}
    if id is not None:
        last = of_person(connection, person_id)[id]
        usual = {name: getattr(last, name) for name in _SAID}
    row = usual | said | {"licence_id": id or str(uuid4()), "person_id": person_id, "is_primary": primary}
    row |= {"source": HOLDER, "by_id": by, "recorded_at": now}
    connection.execute(insert(Licence).values(row))
    trace("licence_set", about=person_id, thing=row["licence_id"])
    return str(row["licence_id"])


def follow(connection: Connection, person_id: str, body: str, number: str, by: str, now: str) -> None:
    """The licence under signatures says what the account says from now on; one is made where there was none. Whoever
    calls touches what it bears upon."""
    last = primary_of(connection, person_id)
    if (last.licence_body, last.licence_number) == (body, number) if last else not number:
        return
    said = {"licence_body": body, "licence_number": number}
    _write(connection, person_id, last.licence_id if last else None, by, now, True, **said)


def state(connection: Connection, licence: AnyRow, by: str, now: str, **said: Any) -> str:
    """What its holder says of a licence (a version of it): `status`, and what there is of words, conditions, from_on,
    to_on, and `of`, the act that this replaces. Gives the act."""
    usual: dict[str, Any] = {"words": "", "conditions": "", "from_on": None, "to_on": None, "of": None}
    of = {"licence_id": licence.licence_id, "person_id": licence.person_id, "provider_id": None}
    act = str(uuid4())
    row = usual | said | of | {"act": act, "source": HOLDER, "by_id": by, "recorded_at": now}
    connection.execute(insert(LicencePeriod).values(row))
    trace("licence_set", about=licence.person_id, thing=licence.licence_id)
    touch(connection, bearing.told(connection, licence.person_id))
    return act


def unsay(connection: Connection, licence: AnyRow, act: str, by: str, now: str) -> bool:
    """Take back one of these; what it replaced holds again. False where its holder said no such thing of it."""
    said = select(LicencePeriod.number).where(
        LicencePeriod.licence_id == licence.licence_id,
        LicencePeriod.act == act,
        LicencePeriod.provider_id.is_(None),
        LicencePeriod.status != "",
    )
    if connection.scalar(said) is None:
        return False
    state(connection, licence, by, now, status="", of=act)
    return True
