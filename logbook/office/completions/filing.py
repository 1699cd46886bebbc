"""A file of completions that was looked at: its rows become attestations, and what became of each row is kept."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from uuid import uuid4

import orjson
from sqlalchemy import Connection, bindparam, insert, select

from logbook import canonical, instants, store
from logbook.models import CompletionFile
from logbook.models import Person as People
from logbook.office.completions.given_rows import Row
from logbook.office.completions.sorted_out import Done, Verdict, judged, known
from logbook.pages.clock import Clock
from logbook.permissions import Person
from logbook.shapes.served.lessons import CompletionLine, FiledLine
from logbook.store import Mutation
from logbook.traces import trace


class Differs(Exception):
    """Something changed since somebody looked: nothing was recorded."""


def digest(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> str:
    """The same for the same rows with the same verdicts."""
    said = [[*row, verdict.kind, verdict.words] for row, verdict in zip(rows, verdicts, strict=True)]
    return sha256(orjson.dumps(said)).hexdigest()


def packed(rows: Sequence[Row], file: str) -> str:
    """The rows on their way through the page, with the digest of the file that they are of."""
    return orjson.dumps({"file": file, "rows": [[*row] for row in rows]}).decode()


def unpacked(text: str) -> tuple[list[Row], str]:
    """The same again. Raises ValueError for what is no such text."""
    try:
        read = orjson.loads(text)
        rows = [Row(int(row[0]), *(str(cell)[:300] for cell in row[1:])) for row in read["rows"]]
        return rows, str(read["file"])[:64]
    except (KeyError, TypeError, IndexError, orjson.JSONDecodeError) as error:
        raise ValueError("no rows") from error


def file(
    connection: Connection, person: Person, programme: Any, rows: Sequence[Row], of: str, seen: str, now: str
) -> int:
    """Record them, all or none; says how many. Ends with the feed. Raises Differs."""
    there = known(connection, programme.id, instants.day(now, programme.tz))
    verdicts = judged(rows, there)
    if digest(rows, verdicts) != seen:
        raise Differs
    told = [
        {"row": row.row, "email": row.email, "module": row.module, "on": row.on}
        | {"kind": verdict.kind, "words": verdict.words}
        for row, verdict in zip(rows, verdicts, strict=True)
    ]
    done = [verdict.done for verdict in verdicts if verdict.done]
    connection.execute(
        insert(CompletionFile).values(
            id=str(uuid4()),
            programme_id=programme.id,
            digest=of,
            filed_at=now,
            by_id=person.id,
            recorded=len(done),
            rows=orjson.dumps(told).decode(),
        )
    )
    trace("completions_filed", programme=programme.id, count=len(done))
    sent = [_mutation(person, one, programme.tz, now) for one in done]
    found = store.accept(connection, person, sent, now=now) if sent else []
    return sum(verdict["status"] == "applied" for verdict in found)


def filed(connection: Connection, programme: str, clock: Clock) -> list[FiledLine]:
    """The files of a programme, the newest first."""
    rows = connection.execute(_FILED, {"programme": programme})
    return [
        {
            "id": row.id,
            "at": clock.local(row.filed_at),
            "by": row.by or "",
            "recorded": row.recorded,
            "left": len(orjson.loads(row.rows)) - row.recorded,
        }
        for row in rows
    ]


def rows_of(connection: Connection, programme: str, id: str) -> list[CompletionLine] | None:
    """What became of each row of a file; None where there is none such."""
    text = connection.scalar(
        select(CompletionFile.rows).where(CompletionFile.id == id, CompletionFile.programme_id == programme)
    )
    return None if text is None else orjson.loads(text)


def line(row: Row, verdict: Verdict) -> CompletionLine:
    """A row as a page shows it."""
    return {
        "row": row.row,
        "email": row.email,
        "module": row.module,
        "on": row.on,
        "kind": verdict.kind,
        "words": verdict.words,
    }


def _mutation(person: Person, done: Done, tz: str, now: str) -> Mutation:
    doc = {
        "typ": "attestation",
        "v": 1,
        "id": str(uuid4()),
        "what": "module",
        "hours": "",
        "way": "",
        "subject": "",
        "document": "",
        "until": None,
        "known": "file",
        "accepts": None,
        "by": person.id,
        "by_name": person.name,
        "at": now,
        "tz": tz,
    }
    return Mutation(str(uuid4()), canonical.dumps(doc | done._asdict()))


_FILED = (
    select(*CompletionFile.__table__.columns, People.name.label("by"))
    .outerjoin(People, People.id == CompletionFile.by_id)
    .where(CompletionFile.programme_id == bindparam("programme"))
    .order_by(CompletionFile.filed_at.desc(), CompletionFile.id)
    .limit(50)
)
