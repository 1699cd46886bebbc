"""Digests: how many documents an account holds, and the exclusive or of their hashes, in two numbers beside each other.

The first is over the four kinds of statement that every phone there ever was counts, kept by cell with every write:
computed at each sync, it would read all that an account holds. The second is over all other kinds, which are few
(decision 48). A phone that counts otherwise pulls all again.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    literal_column,
    null,
    select,
    text,
    union_all,
)

from logbook.auth import sessions
from logbook.feed import placing
from logbook.feed.docs import hashes
from logbook.kinds import KINDS
from logbook.models import CellDigest, CellFloor, CellPointer, Document, among
from logbook.models.engine import AnyRow
from logbook.permissions import Person
from logbook.shapes import Digest

Part = tuple[str, str]  # (cell, kind)


class Change(NamedTuple):
    """What a write changes in a part. `xor` is of 64 bits, signed, as databases keep them."""

    statements: int
    xor: int


NOTHING = Change(0, 0)
# {(cell, floor, highest number, digest of all of it): what is kept of it}, see `_above`.
_read_through: dict[tuple[Any, ...], Change] = {}
_MOST_KEPT = 4096
# What `digest` counts for ever: phones of every build count exactly these.
FIRST = frozenset({"entry", "signoff", "review", "withdrawal"})
_LATER = [kind for kind in KINDS if kind not in FIRST]


def change(before: str | None, after: str | None) -> Change:
    """From one hash of a statement to another; None where it is not there."""
    return Change((after is not None) - (before is not None), _bits(before) ^ _bits(after))


def added(changes: Iterable[tuple[Part, Change]]) -> dict[Part, Change]:
    """{part: all its changes in one}."""
    found: dict[Part, Change] = {}
    for part, one in changes:
        so_far = found.get(part, NOTHING)
        found[part] = Change(so_far.statements + one.statements, so_far.xor ^ one.xor)
    return found


def rows(changes: Mapping[Part, Change]) -> list[dict[str, Any]]:
    """The changes of each part as rows: what does not change has none."""
    return _rows((part, one) for part, one in sorted(changes.items()) if one != NOTHING)


def keep(connection: Connection, changes: Mapping[Part, Change]) -> None:
    """Write the changes of each part. Only under the feed's head (`touch`)."""
    if found := rows(changes):
        connection.execute(_KEEP, found)


class Digests(NamedTuple):
    """Both numbers of what an account holds."""

    first: Digest
    others: Digest


def digest(
    connection: Connection,
    account_id: str,
    reading: Person | None = None,
    floors: Mapping[str, int] | None = None,
) -> Digests:
    """{"count", "xor"} over the statements an account holds of the first four kinds, as it was kept; and the same over
    everything else it holds of the kinds that this build knows: what the server makes itself, and statements of kinds
    that came later. That is computed, as one of them may lie in many cells of an account.

    `xor` is the exclusive or of the first 64 bits of each hash, as 16 hex digits. `reading` is who reads, where known.
    Of a cell that has a floor only what is kept above it counts, which is read through.
    """
    person = reading or sessions.person(connection, account_id)
    mine = placing.read_by(person) if person else []
    *kept, others = connection.execute(_OF_CELLS, {"cells": mine}).all()
    every, floors = _parts(kept), floors or {}
    whole = {part: one for part, one in every.items() if part[0] not in floors}
    twice = _twice(connection, person, whole, floors) if person else []
    above = _above(connection, floors, every) if floors else NOTHING
    total, xor = 0, 0
    for one in (*whole.values(), above, *(change(hash, None) for hash in twice)):
        total, xor = total + one.statements, xor ^ one.xor
    marks = [int(mark, 16) for mark in (others.marks or "").split(",") if mark]
    return Digests(_digest(total, xor), _digest(len(marks), reduce(int.__xor__, marks, 0)))


def _digest(count: int, xor: int) -> Digest:
    return {"count": count, "xor": f"{xor % 2**64:016x}"}


def wrong(connection: Connection) -> list[Part]:
    """The parts whose kept digest is not what lies in them. Reads every statement."""
    kept, due = _parts(connection.execute(_KEPT)), _computed(connection)
    return sorted(part for part in kept.keys() | due if kept.get(part, NOTHING) != due.get(part, NOTHING))


def mend(connection: Connection) -> None:
    """Make every digest what lies in its cell. Only under the feed's head (`hold_head`), that nothing is written
    meanwhile."""
    due = _rows(_computed(connection).items())
    connection.execute(delete(CellDigest).where(CellDigest.kind.in_(KINDS)))
    if due:
        connection.execute(insert(CellDigest), due)


def _parts(rows: Iterable[AnyRow]) -> dict[Part, Change]:
    return {(row.cell, row.kind): Change(row.statements, row.xor) for row in rows}


def _computed(connection: Connection) -> dict[Part, Change]:
    lying = union_all(
        *(
            select(CellPointer.cell, literal(name).label("kind"), kind.table.hash)
            .join_from(CellPointer, kind.table, kind.naming.key == CellPointer.doc_id)
            .where(CellPointer.kind == name, CellPointer.gone.is_(None))
            for name, kind in KINDS.items()
        )
    )
    return added(((row.cell, row.kind), change(None, row.hash)) for row in connection.execute(lying))


def _twice(
    connection: Connection, person: Person, whole: Mapping[Part, Change], floors: Mapping[str, int]
) -> list[str]:
    """The hashes that lie both in the account's own cell and in another one that it reads: whoever trains where they
    supervise is rare, so only then the statements themselves are read."""
    own = placing.own_cell("entry", person.id)
    full = {cell for (cell, _), one in whole.items() if one.statements}
    others = sorted(full - {own})
    if own not in full or not (others or floors):
        return []
    theirs = {hash[:16] for hash in hashes(connection, others, FIRST)}
    theirs |= {mark for cell, floor in floors.items() for mark in _marks(connection, cell, floor)}
    return [hash for hash in hashes(connection, [own], FIRST) if hash[:16] in theirs]


def _above(connection: Connection, floors: Mapping[str, int], whole: Mapping[Part, Change]) -> Change:
    """What is kept of cells that have a floor. Nothing of a cell changes but with its highest number, its floor or the
    digest of all of it: while these are the same, what was read through once holds."""
    found = NOTHING
    for cell, top in connection.execute(_TOPS, {"cells": sorted(floors)}):
        parts = tuple(sorted((kind, *one) for (of, kind), one in whole.items() if of == cell))
        key = (cell, floors[cell], top, parts)
        one = _read_through.get(key)
        if one is None:
            marks = _marks(connection, cell, floors[cell])
            one = Change(len(marks), reduce(int.__xor__, map(_bits, marks), 0))
            if len(_read_through) >= _MOST_KEPT:
                _read_through.clear()
            _read_through[key] = one
        found = Change(found.statements + one.statements, found.xor ^ one.xor)
    return found


def _marks(connection: Connection, cell: str, floor: int) -> list[str]:
    return list(connection.execute(_KEPT_ABOVE, {"cell": cell, "floor": floor}).scalars())


def _rows(changes: Iterable[tuple[Part, Change]]) -> list[dict[str, Any]]:
    return [
        {"cell": cell, "kind": kind, "statements": one.statements, "xor": one.xor}
        for (cell, kind), one in changes
    ]


def _bits(hash: str | None) -> int:
    bits = int(hash[:16], 16) if hash else 0
    return bits - 2**64 if bits >= 2**63 else bits


def _words(kinds: Iterable[str]) -> list[ColumnElement[str]]:
    """Names of kinds as a part of the text: a list of values would be written into it anew each time it is asked."""
    return [literal_column(f"'{kind}'") for kind in sorted(kinds)]


_KEPT = select(CellDigest.cell, CellDigest.kind, CellDigest.statements, CellDigest.xor).where(
    CellDigest.kind.in_(_words(KINDS))
)
_HERE = and_(among(CellPointer.cell, "cells"), CellPointer.gone.is_(None))
_OTHERS = union_all(
    select(func.substr(Document.hash, 1, 16).label("mark"), CellPointer.kind, CellPointer.doc_id)
    .join_from(
        CellPointer, Document, and_(Document.kind == CellPointer.kind, Document.id == CellPointer.doc_id)
    )
    .where(_HERE, CellPointer.kind.in_(_words(placing.MADE_HERE)))
    .distinct(),
    *(
        select(func.substr(KINDS[name].table.hash, 1, 16), CellPointer.kind, CellPointer.doc_id)
        .join_from(CellPointer, KINDS[name].table, KINDS[name].naming.key == CellPointer.doc_id)
        .where(_HERE, CellPointer.kind == name)
        .distinct()
        for name in _LATER
    ),
).subquery()
# What is kept, a row a part, and last what is computed: all marks in one text, as each row costs more than it says.
_OF_CELLS = union_all(
    _KEPT.add_columns(cast(null(), Text).label("marks"), literal_column("0").label("last")).where(
        CellDigest.kind.in_(_words(FIRST)), among(CellDigest.cell, "cells")
    ),
    select(
        literal_column("''"),
        literal_column("''"),
        literal_column("0"),
        literal_column("0"),
        func.aggregate_strings(_OTHERS.c.mark, ","),
        literal_column("1"),
    ),
).order_by("last")
_TOPS = select(
    CellFloor.cell,
    select(func.max(CellPointer.seq))
    .where(CellPointer.cell == CellFloor.cell)
    .scalar_subquery()
    .label("top"),
).where(among(CellFloor.cell, "cells"))
_MARKS_OF = "SELECT substr(t.hash, 1, 16) FROM kept JOIN {1} t ON t.id = kept.doc_id WHERE kept.kind = '{0}'"
# The range is read by its own index, and once for all kinds: by the kind one would read all of a cell.
_KEPT_DOCS = (
    "WITH kept AS MATERIALIZED ("
    "SELECT kind, doc_id FROM cell_pointer WHERE cell = :cell AND seq > :floor AND gone IS NULL "
    "UNION ALL SELECT kind, doc_id FROM cell_pointer WHERE cell = :cell AND seq <= :floor AND waits) "
)
_EACH_KIND = [_MARKS_OF.format(name, KINDS[name].table.__tablename__) for name in sorted(FIRST)]
_KEPT_ABOVE = text(_KEPT_DOCS + " UNION ALL ".join(_EACH_KIND))
# SQLite has no exclusive or: (a | b) - (a & b) is the same, bit for bit, also of signed numbers.
ADDING = (
    "ON CONFLICT (cell, kind) DO UPDATE SET statements = cell_digest.statements + excluded.statements, "
    "xor = (cell_digest.xor | excluded.xor) - (cell_digest.xor & excluded.xor)"
)
_KEEP = text(
    "INSERT INTO cell_digest (cell, kind, statements, xor) "  # noqa: S608  (our own text)
    f"VALUES (:cell, :kind, :statements, :xor) {ADDING}"
)
