"""The bare limit: Flask, JSON and raw SQL, one transaction a request; no checks, no rights, no verdicts kept.

It writes the same rows into the same tables as the logbook (text, head, a pointer for the trainee and one for the
supervisor) and reads back what changed, so a ratio to it says what everything else costs.
"""

import hashlib
import sqlite3
from typing import Any

import orjson
import psycopg
from flask import Flask, Response, request

from tests.support.cast.people import BEN, NORTH

AT = "2026-11-20T10:31:00Z"
DRAW = "UPDATE feed_head SET seq = seq + {q} RETURNING seq"
STATEMENT = (
    "INSERT INTO statement(hash, kind, doc_id, rev, text, mutation, author, received_at) "
    "VALUES ({q}, 'entry', {q}, 1, {q}, {q}, {q}, {q})"
)
ENTRY = (
    "INSERT INTO entry(id, trainee_id, programme_id, supervisor_id, rev, hash, state, performed_on, part, "
    "received_first, received_at, setting, model_code, areas, has_points, has_events) "
    "VALUES ({q}, {q}, {q}, {q}, 1, {q}, 'sent', '2026-11-20', 'observed', {q}, {q}, "
    "'live_model', 'K7QF', '|glabella|', TRUE, FALSE)"
)
POINTER = (
    "INSERT INTO cell_pointer(cell, kind, doc_id, seq, waits) VALUES ({q}, 'entry', {q}, {q}, FALSE) "
    "ON CONFLICT(cell, kind, doc_id) DO UPDATE SET seq = excluded.seq"
)
CHANGES = (
    "SELECT f.seq, f.doc_id, e.rev, e.hash, s.text FROM cell_pointer f JOIN entry e ON e.id = f.doc_id "
    "JOIN statement s ON s.hash = e.hash WHERE f.cell = {q} AND f.seq > {q} ORDER BY f.seq LIMIT 500"
)


def app(url: str) -> Flask:
    """The bare server on this database. One thread, one connection."""
    connection, mark = _connect(url)
    bare = Flask("limit")

    @bare.post("/sync")
    def sync() -> Response:
        body = orjson.loads(request.get_data(cache=False))
        cursor = connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if mark == "?" else "BEGIN")
        applied = _write(cursor, mark, body) if body["mutations"] else []
        cursor.execute(CHANGES.format(q=mark), (f"s:{body['account']}", int(body["cursor"] or 0)))
        rows = cursor.fetchall()
        cursor.execute("COMMIT")
        docs = [
            {"kind": "entry", "id": id, "rev": rev, "hash": hash, "stmt": text}
            for _, id, rev, hash, text in rows
        ]
        pull = {"docs": docs, "cursor": str(rows[-1][0]) if rows else body["cursor"] or "0"}
        return Response(orjson.dumps({"results": applied, "pull": pull}), content_type="application/json")

    return bare


def _connect(url: str) -> tuple[Any, str]:
    if url.startswith("postgresql"):
        plain = url.replace("+psycopg", "")
        return psycopg.connect(plain, autocommit=True, prepare_threshold=1), "%s"
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection, "?"


def _write(cursor: Any, mark: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    me = body["account"]
    rows = [
        (orjson.loads(one["stmt"])["id"], hashlib.sha256(one["stmt"].encode()).hexdigest(), one)
        for one in body["mutations"]
    ]
    cursor.executemany(
        STATEMENT.format(q=mark), [(hash, id, one["stmt"], one["id"], me, AT) for id, hash, one in rows]
    )
    cursor.executemany(ENTRY.format(q=mark), [(id, me, NORTH, BEN.id, hash, AT, AT) for id, hash, _ in rows])
    cursor.execute(DRAW.format(q=mark), (2 * len(rows),))
    last = cursor.fetchone()[0]
    pointers = [(cell, id) for id, _, _ in rows for cell in (f"s:{me}", f"s:{NORTH}/supervisor/now")]
    cursor.executemany(POINTER.format(q=mark), [(*pointer, last - n) for n, pointer in enumerate(pointers)])
    return [{"id": one["id"], "status": "applied", "hash": hash} for _, hash, one in rows]
