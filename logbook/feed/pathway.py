"""The gates of a trainee's set as documents of the feed, for the trainee alone (decision 63)."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from logbook import canonical
from logbook.feed.head import Pointer
from logbook.feed.placing import cells_of
from logbook.models import CellPointer, Document, among
from logbook.record import reports
from logbook.record.pathway import content
from logbook.record.reports import Kept
from logbook.shapes.loose import Doc

MOST_FEWER = 24  # gates that a set can have more than the next that a trainee is judged by


class Told(NamedTuple):
    """What became of gates: pointers of those that changed, and of those that are gone."""

    pointers: list[Pointer]
    gone: list[Pointer]


class _Training(NamedTuple):
    """A trainee's membership, as far as the law on a gate looks at it."""

    person_id: str
    programme_id: str
    role: str = "trainee"


def publish_gates(connection: Connection, kept: Iterable[Kept], *, always: bool = False) -> Told:
    """The gates of these reports, just kept, where they were judged in full: those that say something new, and those
    that their set has no more. `always` looks where they lie too, also where they say the same."""
    told = Told([], [])
    for one in kept:
        if one.gates is None:
            continue
        [cell] = cells_of("gate", _Training(one.trainee, one.programme))
        texts = {_id(one, place): said for place, said in enumerate(one.gates)}
        there = _there(connection, one)
        fresh = [id for id, said in texts.items() if there.get(id) != content(said)]
        if fresh:
            rows = [{"id": id, "hash": canonical.digest(texts[id]), "text": texts[id]} for id in fresh]
            connection.execute(_SAY, rows)
        lost = sorted(there.keys() - texts.keys())
        if lost:
            connection.execute(_DROP, [{"id": id} for id in lost])
        if always:
            lies = {*connection.scalars(_LIES, {"cell": cell})}
            fresh += [id for id in texts if id not in lies and id not in fresh]
        told.pointers.extend((cell, "gate", id) for id in fresh)
        told.gone.extend((cell, "gate", id) for id in lost)
    return told


def _there(connection: Connection, one: Kept) -> dict[str, Doc]:
    """{id: what it says} of the gates that are kept of a trainee, by ids: an index of any language has those."""
    ids = [_id(one, place) for place in range(len(one.gates or ()) + MOST_FEWER)]
    return {row.id: content(row.text) for row in connection.execute(_KEPT, {"ids": ids})}


def _id(one: Kept, place: int) -> str:
    return f"{one.trainee}.{one.programme}.{place}"


def wrong(connection: Connection) -> list[Kept]:
    """Reports, judged in full, whose gates are not what is made of all there is on the day of the report, or do not lie
    where the law says. Reports that hold no more are passed over: theirs are made with the next."""
    found = []
    for one in reports.judged_again(connection):
        ids = [_id(one, place) for place in range(len(one.gates or ()))]
        there = _there(connection, one)
        [cell] = cells_of("gate", _Training(one.trainee, one.programme))
        said = dict(zip(ids, map(content, one.gates or ()), strict=True))
        lies = {*connection.scalars(_LIES, {"cell": cell})}
        if there != said or not lies >= {*ids}:
            found.append(one)
    return found


_SAY = text(
    "INSERT INTO document (kind, id, rev, hash, text) VALUES ('gate', :id, 1, :hash, :text) "
    "ON CONFLICT (kind, id) DO UPDATE SET rev = document.rev + 1, hash = excluded.hash, text = excluded.text"
)
_DROP = text("DELETE FROM document WHERE kind = 'gate' AND id = :id")
_KEPT = select(Document.id, Document.text).where(Document.kind == "gate", among(Document.id, "ids"))
_LIES = select(CellPointer.doc_id).where(
    CellPointer.cell == bindparam("cell"), CellPointer.kind == "gate", CellPointer.gone.is_(None)
)
