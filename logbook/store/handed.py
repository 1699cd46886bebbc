"""Whether what is kept of who holds a case is what its hand-overs and revisions say."""

from collections.abc import Iterable
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, or_, select, update

from logbook.models import Entry, Handover, Statement
from logbook.succession import stands


class Held(NamedTuple):
    """To whom a case was handed, None where whom it names holds it, and how many hand-overs it had."""

    handed_to: str | None
    handovers: int


def wrong(connection: Connection) -> dict[str, Held]:
    """{entry: what is due} of those of which something else is kept. Reads the texts of all that were ever handed
    over."""
    due = _due(connection)
    some = or_(Entry.handed_to.is_not(None), Entry.handovers > 0, Entry.id.in_(select(Handover.entry_id)))
    kept = connection.execute(select(Entry.id, Entry.handed_to, Entry.handovers).where(some))
    return {
        row.id: said
        for row in kept
        if (said := due.get(row.id, Held(None, 0))) != (row.handed_to, row.handovers)
    }


def mend(connection: Connection, found: dict[str, Held]) -> None:
    """Keep what is due of these entries; only while no statement is being accepted (`hold_writers`). No document of the
    feed says it: phones work it out of the same statements."""
    rows = [{"the_id": id, **held._asdict()} for id, held in sorted(found.items())]
    if rows:
        connection.execute(_MEND, rows)


def _due(connection: Connection) -> dict[str, Held]:
    last = {row.entry_id: row for row in connection.execute(_HANDED)}
    named: dict[str, list[str]] = {}
    for row in connection.execute(_REVISIONS):
        if row.rev >= last[row.doc_id].after_rev:
            named.setdefault(row.doc_id, []).append(orjson.loads(row.text)["supervisor"])
    return {
        id: Held(orjson.loads(row.text)["to"] if stands(_told(named[id])) else None, row.nth)
        for id, row in last.items()
    }


def _told(named: Iterable[str | None]) -> list[str]:
    return [supervisor or "" for supervisor in named]


# In their order, so that of each case the last one stays.
_HANDED = (
    select(Handover.entry_id, Handover.nth, Handover.after_rev, Statement.text)
    .join(Statement, Statement.hash == Handover.hash)
    .order_by(Handover.entry_id, Handover.nth)
)
_REVISIONS = (
    select(Statement.doc_id, Statement.rev, Statement.text)
    .where(Statement.kind == "entry", Statement.doc_id.in_(select(Handover.entry_id)))
    .order_by(Statement.doc_id, Statement.rev)
)
_MEND = (
    update(Entry.__table__)
    .where(Entry.__table__.c.id == bindparam("the_id"))
    .values(handed_to=bindparam("handed_to"), handovers=bindparam("handovers"))
)
