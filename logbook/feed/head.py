"""The feed's head: the one row that gives out numbers, so that they become visible in their own order."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, select, text, update

from logbook.feed import digests, placing
from logbook.feed.digests import Change, Part
from logbook.models import FeedHead
from logbook.problems import EpochChanged

Pointer = tuple[str, str, str]  # (cell, kind, document id)

# Before the first touch there is no row. A phone that read then is told to begin again afterwards.
UNBORN = "unborn"


class Head(NamedTuple):
    """Which life of the database this is, and the last number given out."""

    epoch: str
    seq: int


def head(connection: Connection) -> Head:
    """The head as this transaction sees it."""
    row = connection.execute(_READ).first()
    return Head(row.epoch, row.seq) if row else Head(UNBORN, 0)


def touch(
    connection: Connection,
    pointers: Iterable[Pointer],
    gone: str | None = None,
    *,
    epoch: str | None = None,
    changes: Mapping[Part, Change] | None = None,
    waiting: Collection[tuple[str, str]] = (),
) -> None:
    """Say in these cells that documents changed there (or are gone: "revoked", "deleted").

    Must be the LAST thing before commit: the head's row stays locked from here on, and the next writer gets
    its numbers only after this commit is visible. Each pointer gets a number of its own: with one number for
    many, a page that ends between them would lose the rest. `changes`: of the cells' digests, where statements
    changed; `waiting`: those documents (kind, id) that belong to a case which waits for an answer.
    Raises EpochChanged where `epoch` is given and past.
    """
    rows: list[dict[str, Any]] = [
        {
            "cell": cell,
            "kind": kind,
            "doc_id": doc_id,
            "gone": gone,
            "waits": placing.is_shared(cell) and gone is None and (kind, doc_id) in waiting,
        }
        for cell, kind, doc_id in dict.fromkeys(pointers)
    ]
    if not rows:
        return
    move = _move_all if connection.dialect.name == "postgresql" else _move
    drawn = move(connection, rows, changes or {})
    if epoch not in (None, drawn.epoch):
        raise EpochChanged


def _move(connection: Connection, rows: list[dict[str, Any]], changes: Mapping[Part, Change]) -> Head:
    drawn = _draw(connection, len(rows))
    connection.execute(_MOVE, [row | {"seq": seq} for seq, row in enumerate(rows, drawn.seq - len(rows) + 1)])
    digests.keep(connection, changes)
    return drawn


def _move_all(connection: Connection, rows: list[dict[str, Any]], changes: Mapping[Part, Change]) -> Head:
    values = {
        "k": len(rows),
        "rows": orjson.dumps([row | {"number": number} for number, row in enumerate(rows, 1)]).decode(),
        "changes": orjson.dumps(digests.rows(changes)).decode(),
    }
    if drawn := connection.execute(_MOVE_ALL, values).first():
        return Head(drawn.epoch, drawn.seq)
    _draw(connection, 0)
    return _move_all(connection, rows, changes)


def hold_head(connection: Connection) -> None:
    """Let nobody's change become visible before this transaction ends."""
    _draw(connection, 0)


def number(connection: Connection) -> int:
    """A number of the head's for what has no pointer and is to reach who reads on; as late before commit as a touch."""
    return _draw(connection, 1).seq


def new_epoch(connection: Connection) -> str:
    """Begin a new life of the database after a restore: every phone pulls all again and sends again."""
    _draw(connection, 0)
    epoch = str(uuid4())
    connection.execute(update(FeedHead).values(epoch=epoch))
    return epoch


def _draw(connection: Connection, count: int) -> Head:
    drawn = connection.execute(_DRAW, {"k": count}).first()
    if drawn is None:
        connection.execute(_BEGIN, {"epoch": str(uuid4())})
        drawn = connection.execute(_DRAW, {"k": count}).one()
    return Head(drawn.epoch, drawn.seq)


# Built once: an expression built per request costs more than running it.
_READ = select(FeedHead.epoch, FeedHead.seq)
_DRAW = (
    update(FeedHead.__table__)
    .values(seq=FeedHead.seq + bindparam("k"))
    .returning(FeedHead.epoch, FeedHead.seq)
)
_BEGIN = text("INSERT INTO feed_head (one, epoch, seq) VALUES (1, :epoch, 0) ON CONFLICT DO NOTHING")
_MOVE = text(
    "INSERT INTO cell_pointer (cell, kind, doc_id, seq, gone, waits) "
    "VALUES (:cell, :kind, :doc_id, :seq, :gone, :waits) "
    "ON CONFLICT (cell, kind, doc_id) DO UPDATE SET seq = excluded.seq, gone = excluded.gone, waits = excluded.waits"
)
# One question, and each list one value of it: everybody else waits while this runs. What moves reads the number that
# the head gave, so nothing is touched before the head is ours.
_MOVE_ALL = text(
    "WITH head AS (UPDATE feed_head SET seq = seq + :k RETURNING epoch, seq), "  # noqa: S608  (our own text)
    "moved AS (INSERT INTO cell_pointer (cell, kind, doc_id, seq, gone, waits) "
    "SELECT r.cell, r.kind, r.doc_id, head.seq - :k + r.number, r.gone, r.waits FROM head, "
    "json_to_recordset(CAST(:rows AS json)) "
    "AS r(cell text, kind text, doc_id text, number bigint, gone text, waits boolean) "
    "ON CONFLICT (cell, kind, doc_id) "
    "DO UPDATE SET seq = excluded.seq, gone = excluded.gone, waits = excluded.waits), "
    "kept AS (INSERT INTO cell_digest (cell, kind, statements, xor) "
    "SELECT r.cell, r.kind, r.statements, r.xor FROM head, "
    "json_to_recordset(CAST(:changes AS json)) AS r(cell text, kind text, statements bigint, xor bigint) "
    f"{digests.ADDING}) SELECT epoch, seq FROM head"
)
