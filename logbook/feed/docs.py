"""The documents behind the feed's pointers: one query a kind, texts handed on as they were stored."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from logbook.feed.placing import MADE_HERE
from logbook.kinds import KINDS, Kind
from logbook.kinds.queries import about_any, subject_id
from logbook.models import Belated, CellPointer, Document, Entry, Proposal, Statement, among
from logbook.models.engine import AnyRow
from logbook.record import queries
from logbook.record.queries import brought_by
from logbook.shapes.records import Wire, WireBelated, WireProposal, WireRevision

Query = Select[*tuple[Any, ...]]

# SQLite takes 32,766 values in one statement; PostgreSQL plans long lists slowly.
_AT_ONCE = 1000


def by_id(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, Wire]:
    """The documents of one kind as the wire carries them, {id: {"kind", "id", "rev", "hash", "stmt", …}}."""
    found = dict[str, Wire]()
    for some in _in_parts(list(ids)):
        values: dict[str, Any] = {"ids": some}
        if kind in MADE_HERE:
            values["kind"] = kind
        found |= _read(connection, kind, _BY_ID[kind], values)
    return found


def in_cells(connection: Connection, kind: str, cells: list[str]) -> dict[str, Wire]:
    """The same for all documents of one kind that lie in any of these cells."""
    return _read(connection, kind, _IN_CELLS[kind], {"cells": cells, "kind": kind})


def of_entries(connection: Connection, entries: list[str]) -> dict[str, list[Wire]]:
    """{kind: documents} of entries of these ids and of all statements about them, whoever holds them."""
    found: dict[str, list[Wire]] = {kind: [] for kind in KINDS}
    if entries:
        values = {"ids": entries}
        found["entry"] = [*_read(connection, "entry", _BY_ID["entry"], values).values()]
        for row in connection.execute(_ABOUT_ENTRIES, values):
            found[row.kind].append(_said(row.kind, row))
    return found


def made_here(
    connection: Connection, cells: list[str], kinds: Iterable[str] = MADE_HERE
) -> dict[str, list[Wire]]:
    """{kind: those that lie in any of these cells} of these kinds of document that the server makes itself, by id."""
    found: dict[str, list[Wire]] = {kind: [] for kind in MADE_HERE}
    for row in connection.execute(_MADE_HERE, {"cells": cells, "kinds": sorted(kinds)}):
        found[row.kind].append(_plain(row.kind, row, None))
    return found


def hashes(connection: Connection, cells: list[str], kinds: frozenset[str]) -> list[str]:
    """The hashes of all statements of these kinds that lie in any of these cells, each once."""
    return list(connection.execute(_hashes(kinds), {"cells": cells}).scalars().all())


def said(connection: Connection, entries: list[str]) -> dict[str, list[tuple[str, str]]]:
    """{id: [(kind, id)]} of all that was said of these cases, themselves among it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for ids in _in_parts(entries):
        for row in connection.execute(_SAID, {"ids": ids}):
            found.setdefault(row.subject, []).append((row.kind, row.id))
    return found


def lying(
    connection: Connection, cells: list[str], docs: set[tuple[str, str]], floors: Mapping[str, int]
) -> set[tuple[str, str]]:
    """Those of these documents (kind, id) that lie in any of these cells and are kept there: of a cell that has a floor
    only what lies above it, or waits."""
    found = set[tuple[str, str]]()
    for ids in _in_parts(sorted({id for _, id in docs})):
        values = {"cells": cells, "kinds": sorted({kind for kind, _ in docs}), "ids": ids}
        found |= {
            (row.kind, row.doc_id)
            for row in connection.execute(_LYING, values)
            if row.waits or row.seq > floors.get(row.cell, 0)
        }
    return found


def _read(connection: Connection, kind: str, query: Query, values: dict[str, Any]) -> dict[str, Wire]:
    docs, proposed, revised, late = dict[str, Wire](), list[str](), list[str](), list[str]()
    for row in connection.execute(query, values).all():
        docs[row.id] = doc = _said(kind, row)
        if kind == "entry":
            doc["proposals"], doc["earlier"] = [], []
            if row.has_proposals:
                proposed.append(row.id)
            if row.rev > 1:
                revised.append(row.id)
            if row.has_belated:
                late.append(row.id)
    for ids in _in_parts(proposed):
        for row in connection.execute(_PROPOSALS, {"ids": ids}):
            kept: WireProposal = {
                "mutation": row.mutation,
                "code": row.code,
                "received_at": row.received_at,
                "stmt": row.text,
            }
            _brought(kept, row.brought_by)
            docs[row.subject]["proposals"].append(kept)
    for ids in _in_parts(revised):
        for row in connection.execute(_EARLIER, {"ids": ids}):
            before: WireRevision = {
                "rev": row.rev,
                "hash": row.hash,
                "received_at": row.received_at,
                "stmt": row.text,
            }
            _brought(before, row.brought_by)
            docs[row.subject]["earlier"].append(before)
    _add_belated(connection, docs, late)
    return docs


def _add_belated(connection: Connection, docs: dict[str, Wire], entries: list[str]) -> None:
    """Only where there is any: the key is optional, and nearly no case has it."""
    for ids in _in_parts(entries):
        for row in connection.execute(_BELATED, {"ids": ids}):
            kept: WireBelated = {
                "hash": row.hash,
                "received_at": row.received_at,
                "stmt": row.text,
                "accepted": row.accepted,
                "by": row.by,
                "at": row.decided_at,
            }
            docs[row.subject].setdefault("belated", []).append(kept)


def _said(kind: str, row: AnyRow) -> Wire:
    doc = _plain(kind, row, row.received_at)
    _brought(doc, row.brought_by)
    # What a kind keeps beside its statements, a grade so far, is a key of what it sends.
    if beside := KINDS[kind].beside if kind in KINDS else ():
        doc.update(cast(Wire, {name: row._mapping[name] for name in beside}))
    return doc


def _plain(kind: str, row: AnyRow, received_at: str | None) -> Wire:
    return {
        "kind": kind,
        "id": row.id,
        "rev": row.rev,
        "hash": row.hash,
        "stmt": row.text,
        "received_at": received_at,
    }


def _brought(sent: Wire | WireProposal | WireRevision, by: str | None) -> None:
    # Only where somebody did: no phone need carry an empty key for each of its cases.
    if by:
        sent["brought_by"] = by


def _in_parts(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _entries() -> Query:
    # Proposals are rare: whether there are any is read along, the texts only where there are.
    has_proposals = exists().where(Proposal.entry_id == Entry.id, Proposal.closed_at.is_(None))
    has_belated = exists().where(Belated.entry_id == Entry.id, Belated.accepted.is_not(True))
    return select(
        Entry.id,
        Entry.rev,
        Entry.hash,
        Statement.text,
        Entry.received_at,
        has_proposals.label("has_proposals"),
        has_belated.label("has_belated"),
        brought_by(Statement),
    ).join_from(Entry, Statement, Statement.hash == Entry.hash)


def _statements(kind: Kind) -> Query:
    table = kind.table
    query = select(*_columns(kind), *(getattr(table, name) for name in kind.beside))
    return query.join_from(table, Statement, Statement.hash == table.hash)


def _columns(kind: Kind) -> tuple[Any, ...]:
    return (
        kind.naming.key.label("id"),
        literal(1).label("rev"),
        kind.table.hash,
        Statement.text,
        kind.table.received_at,
        brought_by(Statement),
    )


def _made_here() -> Query:
    return select(
        Document.id,
        Document.rev,
        Document.hash,
        Document.text,
        null().label("received_at"),
        null().label("brought_by"),
    ).where(Document.kind == bindparam("kind"))


_HERE = and_(among(CellPointer.cell, "cells"), CellPointer.gone.is_(None))
_LYING = select(
    CellPointer.cell, CellPointer.kind, CellPointer.doc_id, CellPointer.seq, CellPointer.waits
).where(
    _HERE,
    among(CellPointer.kind, "kinds"),
    among(CellPointer.doc_id, "ids"),
)


def _lies(column: InstrumentedAttribute[str], kind: Any) -> ColumnElement[bool]:
    return column.in_(select(CellPointer.doc_id).where(_HERE, CellPointer.kind == kind))


_SELECTS: dict[str, tuple[Query, Any]] = {
    **{
        name: (_entries() if name == "entry" else _statements(kind), kind.naming.key)
        for name, kind in KINDS.items()
    },
    **{kind: (_made_here(), Document.id) for kind in MADE_HERE},
}
# The kinds of document that this build can hand out.
KNOWN = frozenset(_SELECTS)
_BY_ID = {kind: query.where(among(column, "ids")) for kind, (query, column) in _SELECTS.items()}
_IN_CELLS = {
    kind: query.where(_lies(column, bindparam("kind"))).order_by(column)
    for kind, (query, column) in _SELECTS.items()
}


def _about_entries() -> Any:
    """All statements about entries as one query, (kind, those of `_statements`, whatever any kind keeps beside)."""
    kept = {name: getattr(kind.table, name) for kind in KINDS.values() for name in kind.beside}
    about = {"entry": select(Entry.id).where(among(Entry.id, "ids"))}
    one = [
        _statements(kind)
        .with_only_columns(
            literal(name).label("kind"),
            *_columns(kind),
            *(
                column if of in kind.beside else null().cast(column.type).label(of)
                for of, column in kept.items()
            ),
        )
        .where(about_any(kind.naming, about))
        for name, kind in KINDS.items()
        if name != "entry"
    ]
    every = union_all(*one).subquery()
    return select(*every.c).order_by(every.c.id)


_ABOUT_ENTRIES = _about_entries()
_MADE_HERE = (
    select(Document.kind, Document.id, Document.rev, Document.hash, Document.text)
    .join(CellPointer, and_(CellPointer.kind == Document.kind, CellPointer.doc_id == Document.id))
    .where(_HERE, among(CellPointer.kind, "kinds"))
    .distinct()
    .order_by(Document.kind, Document.id)
)
_THESE = among(Entry.id, "ids")
_PROPOSALS = queries.proposals(_THESE, Proposal.closed_at.is_(None))
_BELATED = queries.belated(_THESE)
# Every revision before the head: whoever reads a case may ask what changed, also without a network.
_EARLIER = queries.revisions(_THESE, Statement.rev < Entry.rev)


_SAID = union_all(
    *(
        select(
            subject_id(kind.naming).label("subject"),
            literal(name).label("kind"),
            kind.naming.key.label("id"),
        ).where(about_any(kind.naming, {"entry": select(Entry.id).where(_THESE)}))
        for name, kind in KINDS.items()
        if kind.subject == "entry"
    )
)


@cache
def _hashes(kinds: frozenset[str]) -> CompoundSelect[Any]:
    return union_all(
        *(
            select(kind.table.hash).where(_lies(kind.naming.key, name))
            for name, kind in KINDS.items()
            if name in kinds
        )
    )
