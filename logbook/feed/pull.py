"""What changed for one account since a cursor, a page at a time."""

import operator
import struct
from collections.abc import Sequence
from functools import reduce
from typing import Any

from sqlalchemy import Connection, Integer, Row, and_, bindparam, select

from logbook.feed import cursor as cursors
from logbook.feed import docs
from logbook.feed.head import UNBORN, Head
from logbook.models import Feed, FeedHead
from logbook.shapes import Digest, Gone, Pulled, Wire

Pointed = Row[*tuple[Any, ...]]  # (kind, doc_id, seq, gone)


def pull(
    connection: Connection, account_id: str, cursor: str | None, limit: int = 500, max_bytes: int = 2_000_000
) -> Pulled:
    """{"docs", "cursor", "more"}: a page of at most `limit` documents and about `max_bytes` bytes of text.

    The connection must show one snapshot (`store.reading`): then a document that changes meanwhile is
    either in this page or has moved beyond its cursor, never in between. Raises BadRequest, WrongAccount,
    EpochChanged.
    """
    given = cursors.given(cursor, account_id)
    values = {"account": account_id, "since": given.seq, "most": limit + 1}
    rows = connection.execute(_SINCE, values).all()
    # One row at least: the head, joined with nothing where nothing is new.
    now = Head(rows[0].epoch, rows[0].head) if rows else Head(UNBORN, 0)
    given.check(now)
    pointers = [row for row in rows if row.seq is not None]
    page, last = _fill(connection, pointers[:limit], max_bytes)
    more = last is not None or len(pointers) > limit
    if more and last is None:
        last = pointers[limit - 1].seq
    return {
        "docs": page,
        "cursor": cursors.encode(now.epoch, account_id, now.seq if last is None else last),
        "more": more,
    }


def digest(connection: Connection, account_id: str) -> Digest:
    """{"count", "xor"} over the statements an account holds: a phone that counts otherwise pulls all again.

    `xor` is the exclusive or of the first 64 bits of each hash, as 16 hex digits.
    """
    marks = docs.marks(connection, account_id)
    count = len(marks) // 8
    xor = reduce(operator.xor, struct.unpack(f">{count}Q", marks), 0)
    return {"count": count, "xor": f"{xor:016x}"}


def _fill(
    connection: Connection, pointers: Sequence[Pointed], max_bytes: int
) -> tuple[list[Wire | Gone], int | None]:
    """The documents of these pointers in their order, and the last number where the page is full before the end."""
    wanted: dict[str, list[str]] = {}
    for pointer in pointers:
        # What only a later build knows came while this host was not of it: a phone of that build finds by the digest
        # that something is lacking.
        if pointer.gone is None and pointer.kind in docs.KNOWN:
            wanted.setdefault(pointer.kind, []).append(pointer.doc_id)
    found = {kind: docs.by_id(connection, kind, ids) for kind, ids in wanted.items()}
    page: list[Wire | Gone] = []
    size, last = 0, None
    for pointer in pointers:
        doc = _doc(pointer, found)
        size += _bytes(doc) if doc else 0
        # One document goes out however large it is, else a phone would ask for it for ever.
        if size > max_bytes and page:
            return page, last
        if doc:
            page.append(doc)
        last = pointer.seq
    return page, None


def _doc(pointer: Pointed, found: dict[str, dict[str, Wire]]) -> Wire | Gone | None:
    if pointer.gone is not None:
        return {"kind": pointer.kind, "id": pointer.doc_id, "gone": pointer.gone}
    return found.get(pointer.kind, {}).get(pointer.doc_id)


def _bytes(doc: Wire | Gone) -> int:
    if "gone" in doc:
        return 500
    beside = [*doc.get("proposals", ()), *doc.get("earlier", ())]
    texts = [doc["stmt"], *(kept["stmt"] for kept in beside)]
    # The rest of a document is ids, hashes and punctuation.
    return 300 + sum(200 + len(text.encode()) for text in texts)


_NEWER = and_(Feed.account_id == bindparam("account"), Feed.seq > bindparam("since"))
_SINCE = (
    select(FeedHead.epoch, FeedHead.seq.label("head"), Feed.kind, Feed.doc_id, Feed.seq, Feed.gone)
    .outerjoin_from(FeedHead, Feed, _NEWER)
    .order_by(Feed.seq)
    .limit(bindparam("most", type_=Integer()))
)
