"""What a licence bears upon, as those who write of one have to say: reports of its holder, and of everybody whose cases
its holder signed."""

from sqlalchemy import Connection, Select, bindparam, select

from logbook.feed import Pointer, judged_anew
from logbook.feed.register import publish_membership
from logbook.models import Entry, Membership, Programme, Signoff
from logbook.record import spells
from logbook.record.licensed import licensed
from logbook.record.spells import Spell, Under

Days = dict[Under, list[Spell]]


def days(connection: Connection, person_id: str, provider_id: str) -> Days:
    """The days of somebody's licences as a school knows them now: to be asked before something is written."""
    # In whose days something was recorded moves no day of a licence.
    return spells.under(licensed(connection, [person_id], provider_id, "UTC")[person_id])


def told(
    connection: Connection, person_id: str, provider_id: str | None = None, *, signed: bool = True
) -> list[Pointer]:
    """What to touch where something was written of somebody's licences: by a school, or by themselves for all schools.
    `signed`: whether what they signed may count otherwise, too."""
    whose = _whose(connection, _TRAINS, person_id, provider_id)
    if signed:
        whose |= _whose(connection, _SIGNED, person_id, provider_id)
    return judged_anew(connection, whose) + _published(connection, person_id, provider_id)


def _published(connection: Connection, person_id: str, provider_id: str | None) -> list[Pointer]:
    """What phones are told of them stands in every role that they have or had there."""
    query = _ROLES if provider_id is None else _ROLES.where(Programme.provider_id == provider_id)
    ids = connection.scalars(query, {"person": person_id}).all()
    return [pointer for id in ids for pointer in publish_membership(connection, id)]


def _whose(
    connection: Connection, query: Select[str, str], person_id: str, provider_id: str | None
) -> set[tuple[str, str]]:
    """(trainee, programme)."""
    if provider_id is not None:
        query = query.where(Programme.provider_id == provider_id)
    rows = connection.execute(query.distinct(), {"person": person_id})
    return {(row[0], row[1]) for row in rows}


_ROLES = (
    select(Membership.id)
    .join(Programme, Programme.id == Membership.programme_id)
    .where(Membership.person_id == bindparam("person"))
    .order_by(Membership.id)
)
_TRAINS = (
    select(Membership.person_id, Membership.programme_id)
    .join(Programme, Programme.id == Membership.programme_id)
    .where(Membership.person_id == bindparam("person"), Membership.role == "trainee")
)
_SIGNED = (
    select(Entry.trainee_id, Entry.programme_id)
    .join(Signoff, Signoff.entry_id == Entry.id)
    .join(Programme, Programme.id == Entry.programme_id)
    .where(Signoff.signer_id == bindparam("person"), Signoff.verdict == "signed")
)
