"""What the phone of somebody with many cases keeps: of each cell that a post reads what waits for an answer, and what
moved last (decision 48).

A floor is a number of the feed, one for each such cell: whoever holds a part holds nothing that lies under it, but what
waits. Only `move` moves it, at most once a day, so that nothing leaves a phone but by a change of the database; and all
that was said of a case lies on one side of it.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, text

from logbook.feed import placing
from logbook.feed.docs import said
from logbook.feed.head import hold_head, touch
from logbook.kinds import KINDS
from logbook.kinds.queries import subject_id
from logbook.models import CellDigest, CellFloor, CellPointer, among

# How many documents of a cell stay that do not wait, and how many more may gather before the floor moves.
KEPT, SLACK = 500, 125
# Whoever would hold more statements than this in cells of posts holds a part; and all again below the second number, so
# that nobody goes to and fro.
MANY, FEWER = 6_000, 4_000

Docs = set[tuple[str, str]]  # (kind, id)


class Level(NamedTuple):
    """How many statements lie in a cell, and its floor (None: all of it is kept)."""

    statements: int
    floor: int | None


def of(connection: Connection, cells: Iterable[str], *, part: bool) -> dict[str, int]:
    """{cell: floor} of these cells, {} where all is kept; `part`: whether the phone holds a part of them by now."""
    shared = [cell for cell in cells if placing.is_shared(cell)]
    if not shared:
        return {}
    rows = connection.execute(_LEVELS, {"cells": shared}).all()
    if sum(row.statements for row in rows) <= (FEWER if part else MANY):
        return {}
    return {row.cell: row.floor for row in rows if row.floor is not None}


def move(connection: Connection) -> int:
    """Move every floor that lies too low; says how many. The last thing in its transaction, once a day."""
    moved, torn = 0, list[tuple[str, int, Docs]]()
    for cell in _large(connection):
        floor = _due(connection, cell)
        if floor is None:
            continue
        moved += 1
        connection.execute(_SET, {"cell": cell, "seq": floor})
        if docs := _torn(connection, cell, floor):
            torn.append((cell, floor, docs))
    if torn:
        _mend(connection, torn)
    return moved


def _mend(connection: Connection, torn: Iterable[tuple[str, int, Docs]]) -> None:
    # From here on nobody else writes: whoever answered one of these cases meanwhile has moved it, and whether it
    # waits is asked once more.
    hold_head(connection)
    rows = [(cell, row) for cell, floor, docs in torn for row in _under(connection, cell, floor, docs)]
    waiting = {(row.kind, row.doc_id) for _, row in rows if row.waits}
    touch(connection, [(cell, row.kind, row.doc_id) for cell, row in rows], waiting=waiting)


def _large(connection: Connection) -> list[str]:
    rows = connection.execute(_COUNTED).all()
    return sorted(row.cell for row in rows if placing.is_shared(row.cell) and row.statements > KEPT + SLACK)


def _due(connection: Connection, cell: str) -> int | None:
    """Where the floor belongs; None where it may stay."""
    at = {
        offset: connection.scalar(_NEWEST, {"cell": cell, "offset": offset})
        for offset in (KEPT, KEPT + SLACK)
    }
    now = connection.scalar(select(CellFloor.seq).where(CellFloor.cell == cell)) or 0
    return at[KEPT] if (at[KEPT + SLACK] or 0) > now else None


def _torn(connection: Connection, cell: str, floor: int) -> Docs:
    """The pointers under a floor of cases of which something lies above it: they come up, that no case is torn."""
    subjects = set[str]()
    for name, kind in KINDS.items():
        query = (
            select(subject_id(kind.naming) if name != "entry" else kind.naming.key)
            .join(CellPointer, CellPointer.doc_id == kind.naming.key)
            .where(CellPointer.cell == cell, CellPointer.kind == name, CellPointer.seq > floor)
        )
        subjects |= {id for id in connection.scalars(query) if id}
    docs = {doc for found in said(connection, sorted(subjects)).values() for doc in found}
    return {(row.kind, row.doc_id) for row in _under(connection, cell, floor, docs)}


def _under(connection: Connection, cell: str, floor: int, docs: Docs) -> list[Any]:
    rows = connection.execute(_UNDER, {"cell": cell, "floor": floor, "ids": sorted({id for _, id in docs})})
    return [row for row in rows if (row.kind, row.doc_id) in docs]


_LEVELS = (
    select(CellDigest.cell, func.sum(CellDigest.statements).label("statements"), CellFloor.seq.label("floor"))
    .outerjoin(CellFloor, CellFloor.cell == CellDigest.cell)
    .where(among(CellDigest.cell, "cells"))
    .group_by(CellDigest.cell, CellFloor.seq)
)
_COUNTED = select(CellDigest.cell, func.sum(CellDigest.statements).label("statements")).group_by(
    CellDigest.cell
)
_NEWEST = text(
    "SELECT seq FROM cell_pointer WHERE cell = :cell AND gone IS NULL ORDER BY seq DESC LIMIT 1 OFFSET :offset"
)
_SET = text(
    "INSERT INTO cell_floor (cell, seq) VALUES (:cell, :seq) ON CONFLICT (cell) DO UPDATE SET seq = excluded.seq"
)
_UNDER = select(CellPointer.kind, CellPointer.doc_id, CellPointer.waits).where(
    CellPointer.cell == bindparam("cell"),
    CellPointer.seq <= bindparam("floor"),
    CellPointer.gone.is_(None),
    among(CellPointer.doc_id, "ids"),
)
