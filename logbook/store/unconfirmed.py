"""Which signatures do not count yet, because nobody confirmed who gave them: one clause for all that list or count."""

import orjson
from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, tuple_
from sqlalchemy.orm import aliased

from logbook.models import Entry, Signoff
from logbook.record.signers import confirmed_in


def unconfirmed(connection: Connection, which: ColumnElement[bool]) -> Select[str] | None:
    """The ids of those of these entries whose signature that counts, the newest that stands, is of somebody whom nobody
    confirmed under the name they signed with; None where every signer was confirmed, as is usual."""
    standing = and_(which, Signoff.verdict == "signed", Signoff.withdrawn_at.is_(None))
    signers = select(Entry.programme_id, Signoff.signer_id, Signoff.signed_as).join(
        Signoff, Signoff.entry_id == Entry.id
    )
    found = connection.execute(signers.where(standing).distinct()).all()
    known = confirmed_in(connection, {programme for programme, *_ in found}) if found else {}
    ways = [
        and_(Entry.programme_id == programme, Signoff.signer_id == signer, Signoff.signed_as == signed_as)
        for programme, signer, signed_as in found
        if (signer, *orjson.loads(signed_as)) not in known[programme]
    ]
    if not ways:
        return None
    other = aliased(Signoff)
    newer = (
        select(other.id)
        .where(
            other.entry_id == Signoff.entry_id,
            other.verdict == "signed",
            other.withdrawn_at.is_(None),
            tuple_(other.received_at, other.signed_at, other.id)
            > tuple_(Signoff.received_at, Signoff.signed_at, Signoff.id),
        )
        .exists()
    )
    query = select(Signoff.entry_id).join(Entry, Entry.id == Signoff.entry_id)
    return query.where(standing, or_(false(), *ways), ~newer)
