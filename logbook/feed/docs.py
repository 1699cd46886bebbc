"""The documents behind the feed's pointers: one query a kind, texts handed on as they were stored."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, literal, null, select
from sqlalchemy.orm import InstrumentedAttribute

from logbook.models import Document, Entry, Feed, Person, Proposal, Review, Signoff, Statement, Withdrawal
from logbook.shapes.loose import Doc

Query = Select[*tuple[Any, ...]]

STATEMENTS = ("entry", "signoff", "review", "withdrawal")
MADE_HERE = ("person", "membership", "programme", "requirements")


def brought_by(table: Any) -> Any:
    """The name of who handed a statement in that is not theirs; null for nearly all."""
    return select(Person.name).where(Person.id == table.brought_by).scalar_subquery().label("brought_by")


# SQLite takes 32,766 values in one statement; PostgreSQL plans long lists slowly.
_AT_ONCE = 1000


def by_id(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, Doc]:
    """The documents of one kind as the wire carries them, {id: {"kind", "id", "rev", "hash", "stmt", …}}."""
    found = dict[str, Doc]()
    for some in _in_parts(list(ids)):
        values: dict[str, Any] = {"ids": some}
        if kind in MADE_HERE:
            values["kind"] = kind
        found |= _read(connection, kind, _BY_ID[kind], values)
    return found


def of_account(connection: Connection, kind: str, account_id: str) -> dict[str, Doc]:
    """The same for all documents of one kind that an account holds."""
    return _read(connection, kind, _OF_ACCOUNT[kind], {"account": account_id, "kind": kind})


def hashes(connection: Connection, account_id: str) -> list[str]:
    """The hashes of all statements an account holds."""
    return list(connection.execute(_HASHES, {"account": account_id}).scalars().all())


def _read(connection: Connection, kind: str, query: Query, values: dict[str, Any]) -> dict[str, Doc]:
    docs, proposed, revised = dict[str, Doc](), list[str](), list[str]()
    for id, rev, hash, text, received_at, extra, by in connection.execute(query, values):
        doc = {"kind": kind, "id": id, "rev": rev, "hash": hash, "stmt": text, "received_at": received_at}
        doc |= _brought(by)
        if kind == "entry":
            doc["proposals"], doc["earlier"] = [], []
            if extra:
                proposed.append(id)
            if rev > 1:
                revised.append(id)
        elif kind == "signoff":
            doc["grade"] = extra
        docs[id] = doc
    for ids in _in_parts(proposed):
        for row in connection.execute(_PROPOSALS, {"ids": ids}):
            kept = {"mutation": row.mutation, "code": row.code, "received_at": row.received_at}
            docs[row.entry_id]["proposals"].append(kept | {"stmt": row.text} | _brought(row.brought_by))
    for ids in _in_parts(revised):
        for id, rev, hash, text, received_at, by in connection.execute(_EARLIER, {"ids": ids}):
            before = {"rev": rev, "hash": hash, "received_at": received_at, "stmt": text}
            docs[id]["earlier"].append(before | _brought(by))
    return docs


def _brought(by: str | None) -> Doc:
    # Only where somebody did: no phone need carry an empty key for each of its cases.
    return {"brought_by": by} if by else {}


def _in_parts(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _entries() -> Query:
    # Proposals are rare: whether there are any is read along, the texts only where there are.
    has_proposals = exists().where(Proposal.entry_id == Entry.id, Proposal.closed_at.is_(None))
    columns = (Entry.id, Entry.rev, Entry.hash, Statement.text, Entry.received_at, has_proposals)
    return select(*columns, brought_by(Statement)).join_from(Entry, Statement, Statement.hash == Entry.hash)


def _answers(table: Any, extra: ColumnElement[Any]) -> Query:
    columns = (table.id, literal(1), table.hash, Statement.text, table.received_at, extra)
    return select(*columns, brought_by(Statement)).join_from(table, Statement, Statement.hash == table.hash)


def _made_here() -> Query:
    columns = (Document.id, Document.rev, Document.hash, Document.text, null(), null(), null())
    return select(*columns).where(Document.kind == bindparam("kind"))


def _held(column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    mine = and_(Feed.account_id == bindparam("account"), Feed.kind == bindparam("kind"), Feed.gone.is_(None))
    return column.in_(select(Feed.doc_id).where(mine))


_SELECTS: dict[str, tuple[Query, Any]] = {
    "entry": (_entries(), Entry.id),
    "signoff": (_answers(Signoff, Signoff.grade.expression), Signoff.id),
    "review": (_answers(Review, null()), Review.id),
    "withdrawal": (_answers(Withdrawal, null()), Withdrawal.id),
    **{kind: (_made_here(), Document.id) for kind in MADE_HERE},
}
_BY_ID = {
    kind: query.where(column.in_(bindparam("ids", expanding=True)))
    for kind, (query, column) in _SELECTS.items()
}
_OF_ACCOUNT = {
    kind: query.where(_held(column)).order_by(column) for kind, (query, column) in _SELECTS.items()
}
_PROPOSALS = (
    select(
        *(Proposal.entry_id, Proposal.mutation, Proposal.code, Proposal.received_at, Proposal.text),
        brought_by(Proposal),
    )
    .where(Proposal.entry_id.in_(bindparam("ids", expanding=True)), Proposal.closed_at.is_(None))
    .order_by(Proposal.received_at, Proposal.mutation)
)
# Every revision before the head: whoever reads a case may ask what changed, also without a network.
_EARLIER = (
    select(
        *(Statement.doc_id, Statement.rev, Statement.hash, Statement.text, Statement.received_at),
        brought_by(Statement),
    )
    .join(Entry, Entry.id == Statement.doc_id)
    .where(
        Statement.kind == "entry",
        Statement.doc_id.in_(bindparam("ids", expanding=True)),
        Statement.rev < Entry.rev,
    )
    .order_by(Statement.doc_id, Statement.rev)
)


def _hashes_of(kind: str, table: Any) -> Query:
    return (
        select(table.hash)
        .join_from(Feed, table, table.id == Feed.doc_id)
        .where(Feed.account_id == bindparam("account"), Feed.kind == kind, Feed.gone.is_(None))
    )


_HASHES = _hashes_of("entry", Entry).union_all(
    _hashes_of("signoff", Signoff), _hashes_of("review", Review), _hashes_of("withdrawal", Withdrawal)
)
