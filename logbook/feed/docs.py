"""The documents behind the feed's pointers: one query a kind, texts handed on as they were stored."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from logbook.kinds import KINDS, Kind
from logbook.kinds.queries import about_any
from logbook.models import Document, Entry, Feed, Membership, Programme, Proposal, Statement, among
from logbook.record import queries
from logbook.record.queries import brought_by
from logbook.shapes.records import Wire, WireProposal, WireRevision

Query = Select[*tuple[Any, ...]]

# Kinds of document that the server makes itself → the column by which an account's documents are found.
MADE_HERE: dict[str, Any] = {
    "person": Membership.person_id,
    "membership": Membership.id,
    "programme": Programme.id,
    "requirements": Programme.requirement_set,
}


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


def of_account(connection: Connection, kind: str, account_id: str) -> dict[str, Wire]:
    """The same for all documents of one kind that an account holds."""
    return _read(connection, kind, _OF_ACCOUNT[kind], {"account": account_id, "kind": kind})


def of_entries(connection: Connection, kind: str, entries: Select[Any]) -> dict[str, Wire]:
    """The same for the documents of a kind of statement that are about these entries, whoever holds them; `entries`
    gives ids."""
    query, column = _SELECTS[kind]
    about = about_any(KINDS[kind].naming, {"entry": entries})
    return _read(connection, kind, query.where(about).order_by(column), {})


def made_here(connection: Connection, account_id: str) -> dict[str, list[Wire]]:
    """{kind: those an account holds} of all documents that the server makes itself, by id."""
    found: dict[str, list[Wire]] = {kind: [] for kind in MADE_HERE}
    for row in connection.execute(_MADE_HERE, {"account": account_id}):
        doc: Wire = {
            "kind": row.kind,
            "id": row.id,
            "rev": row.rev,
            "hash": row.hash,
            "stmt": row.text,
            "received_at": None,
        }
        found[row.kind].append(doc)
    return found


def marks(connection: Connection, account_id: str) -> bytes:
    """The first 8 bytes of the hash of each statement that an account holds, one after the other."""
    return bytes.fromhex(connection.execute(_MARKS, {"account": account_id}).scalar_one() or "")


def _read(connection: Connection, kind: str, query: Query, values: dict[str, Any]) -> dict[str, Wire]:
    docs, proposed, revised = dict[str, Wire](), list[str](), list[str]()
    beside = KINDS[kind].beside if kind in KINDS else ()
    for row in connection.execute(query, values):
        doc: Wire = {
            "kind": kind,
            "id": row.id,
            "rev": row.rev,
            "hash": row.hash,
            "stmt": row.text,
            "received_at": row.received_at,
        }
        _brought(doc, row.brought_by)
        if kind == "entry":
            doc["proposals"], doc["earlier"] = [], []
            if row.has_proposals:
                proposed.append(row.id)
            if row.rev > 1:
                revised.append(row.id)
        if beside:
            # What a kind keeps beside its statements, a grade so far, is a key of what it sends.
            doc.update(cast(Wire, {name: row._mapping[name] for name in beside}))
        docs[row.id] = doc
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
    return docs


def _brought(sent: Wire | WireProposal | WireRevision, by: str | None) -> None:
    # Only where somebody did: no phone need carry an empty key for each of its cases.
    if by:
        sent["brought_by"] = by


def _in_parts(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _entries() -> Query:
    # Proposals are rare: whether there are any is read along, the texts only where there are.
    has_proposals = exists().where(Proposal.entry_id == Entry.id, Proposal.closed_at.is_(None))
    return select(
        Entry.id,
        Entry.rev,
        Entry.hash,
        Statement.text,
        Entry.received_at,
        has_proposals.label("has_proposals"),
        brought_by(Statement),
    ).join_from(Entry, Statement, Statement.hash == Entry.hash)


def _statements(kind: Kind) -> Query:
    table = kind.table
    return select(
        kind.naming.key.label("id"),
        literal(1).label("rev"),
        table.hash,
        Statement.text,
        table.received_at,
        brought_by(Statement),
        *(getattr(table, name) for name in kind.beside),
    ).join_from(table, Statement, Statement.hash == table.hash)


def _made_here() -> Query:
    return select(
        Document.id,
        Document.rev,
        Document.hash,
        Document.text,
        null().label("received_at"),
        null().label("brought_by"),
    ).where(Document.kind == bindparam("kind"))


def _held(column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    mine = and_(Feed.account_id == bindparam("account"), Feed.kind == bindparam("kind"), Feed.gone.is_(None))
    return column.in_(select(Feed.doc_id).where(mine))


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
_OF_ACCOUNT = {
    kind: query.where(_held(column)).order_by(column) for kind, (query, column) in _SELECTS.items()
}
_MADE_HERE = (
    select(Document.kind, Document.id, Document.rev, Document.hash, Document.text)
    .join(Feed, and_(Feed.kind == Document.kind, Feed.doc_id == Document.id))
    .where(Feed.account_id == bindparam("account"), Feed.kind.in_(MADE_HERE), Feed.gone.is_(None))
    .order_by(Document.kind, Document.id)
)
_THESE = among(Entry.id, "ids")
_PROPOSALS = queries.proposals(_THESE, Proposal.closed_at.is_(None))
# Every revision before the head: whoever reads a case may ask what changed, also without a network.
_EARLIER = queries.revisions(_THESE, Statement.rev < Entry.rev)


def _marks_of(name: str, kind: Kind) -> Query:
    return (
        select(func.substr(kind.table.hash, 1, 16).label("mark"))
        .join_from(Feed, kind.table, kind.naming.key == Feed.doc_id)
        .where(Feed.account_id == bindparam("account"), Feed.kind == name, Feed.gone.is_(None))
    )


# As one text: it is asked with every sync, and a row for each statement costs more than finding it.
_HELD = union_all(*(_marks_of(name, kind) for name, kind in KINDS.items())).subquery()
# The separator is part of the text: a value there would be rendered anew each time.
_NOTHING = cast(str, literal_column("''"))
_MARKS = select(func.aggregate_strings(_HELD.c.mark, _NOTHING))
