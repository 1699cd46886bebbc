"""What the benchmarks stand on: durable databases filled with cases, and requests without a server between."""

import gc
import hashlib
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import brotli
import orjson
from flask import Flask
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import aliased

from benchmarks import clock
from logbook import canonical, feed, models, store
from logbook.feed import digests
from logbook.kinds import KINDS, Kept
from logbook.kinds.queries import subject_id
from logbook.models import db
from tests.support.cast import people
from tests.support.cast.phone import HEADERS
from tests.support.documents.statements import an_entry
from tests.support.server import postgres
from tests.support.server.application import application, fill, order, sign_in

DURABLE = (
    "fsync=on",
    "synchronous_commit=on",
    "max_connections=100",
    "shared_buffers=256MB",
    "log_min_messages=fatal",
)


@contextmanager
def databases(*, empty: bool = False) -> Iterator[dict[str, Callable[[], str]]]:
    """{"SQLite": make, "PostgreSQL": make}; make() gives the address of a new database with the cast in it."""
    seat = (lambda url: None) if empty else fill
    with (
        tempfile.TemporaryDirectory(prefix="logbook-bench-") as folder,
        postgres.cluster(Path(folder) / "postgres", DURABLE) as server,
    ):

        def sqlite() -> str:
            url = f"sqlite:///{folder}/{uuid4().hex}.db"
            seat(url)
            return url

        def postgresql() -> str:
            name = f"bench_{uuid4().hex}"
            order(server, f"CREATE DATABASE {name}")
            seat(f"{server}{name}")
            return f"{server}{name}"

        clock.servers.add((Path(folder) / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        yield {"SQLite": sqlite, "PostgreSQL": postgresql}


def a_case(number: int) -> dict[str, Any]:
    """A case of the size performance was planned for: twelve points and three hundred characters, 3.2 kB."""
    doc = an_entry(reflection=f"{number} " + "felt the muscle contract under the finger " * 7)
    return doc | {"points": doc["points"] * 4}


class Asker:
    """Sends to /sync of a WSGI application with no server and no client between: what is measured is ours."""

    def __init__(self, app: Flask, somebody: people.Somebody, bare: Flask | None = None) -> None:
        self.app, self.somebody = bare or app, somebody
        client = sign_in(app.test_client(), somebody)
        cookie = client.get_cookie(app.config["LOGIN_COOKIE"])
        environ = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": "/sync",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_ENCODING": "br, gzip",
            "HTTP_COOKIE": f"{cookie.key}={cookie.value}" if cookie else "",
            "CONTENT_TYPE": "application/json",
        }
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in HEADERS.items()}
        self.environ = environ

    def send(self, body: bytes) -> bytes:
        """The bytes of the answer. Raises where it is not 200."""
        environ = self.environ | {"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        status: list[str] = []
        answer = b"".join(self.app.wsgi_app(environ, lambda line, headers: status.append(line)))  # type: ignore[arg-type,misc]
        if status != ["200 OK"]:
            raise RuntimeError(f"{status} {answer[:300]!r}")
        return answer


def packed(envelope: dict[str, Any]) -> bytes:
    """A body as phones write it."""
    return json.dumps(envelope, separators=(",", ":"), ensure_ascii=False).encode()


def unpacked(answer: bytes) -> dict[str, Any]:
    """The JSON of an answer, packed or not."""
    return orjson.loads(answer if answer.startswith(b"{") else brotli.decompress(answer))


def grow(app: Flask, accounts: int, each: int) -> list[people.Somebody]:
    """Fill the database with trainees of Ana's programme, each with `each` cases and a pointer to every one."""
    trainees = [
        people.Somebody(
            str(uuid4()),
            f"Trainee {number}",
            f"{uuid4()}@example.org",
            role="trainee",
            programme=people.NORTH,
        )
        for number in range(accounts)
    ]
    template = canonical.dumps(a_case(0))
    with app.app_context(), store.writing() as connection:
        connection.execute(insert(models.Person), [_person(one) for one in trainees])
        connection.execute(insert(models.Membership), [_membership(one) for one in trainees])
        for trainee in trainees:
            rows = [_rows(template, trainee) for _ in range(each)]
            for part, table in enumerate((models.Statement, models.Entry)):
                connection.execute(insert(table), [row[part] for row in rows])
        place(connection)
    with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return trainees


def place(connection: Connection) -> None:
    """Put every statement that was written past the store where it lies, case after case as they came."""
    case = aliased(models.Entry)
    lying = [
        (row.received_first, row.case, name, row)
        for name, kind in KINDS.items()
        for row in connection.execute(
            select(
                kind.naming.key.label("key"),
                case.id.label("case"),
                case.trainee_id,
                case.programme_id,
                case.state,
                case.received_first,
            )
            .select_from(kind.table)
            .join(case, case.id == subject_id(kind.naming))
        )
    ]
    lying.sort(key=lambda one: one[:2])
    pointers = [(cell, name, row.key) for _, _, name, row in lying for cell in feed.cells_of(name, row)]
    waiting = {(name, row.key) for _, _, name, row in lying if row.state in ("sent", "returned")}
    feed.touch(connection, pointers, waiting=waiting)
    digests.mend(connection)


def _rows(template: str, trainee: people.Somebody) -> tuple[dict[str, Any], ...]:
    id, mutation, old = str(uuid4()), str(uuid4()), orjson.loads(template)
    text = (
        template.replace(old["id"], id).replace(old["mutation"], mutation).replace(old["trainee"], trainee.id)
    )
    hash = hashlib.sha256(text.encode()).hexdigest()
    at = "2026-11-20T10:31:00Z"
    statement = {"hash": hash, "kind": "entry", "doc_id": id, "rev": 1, "text": text, "mutation": mutation}
    entry = KINDS["entry"].columns(orjson.loads(text), Kept(trainee.id, at, hash, None, None))
    return statement | {"author": trainee.id, "received_at": at}, entry


def _person(somebody: people.Somebody) -> dict[str, Any]:
    at = people.SINCE
    row = {
        "id": somebody.id,
        "email": somebody.email,
        "name": somebody.name,
        "profession": somebody.profession,
    }
    return row | {"licence_body": "NMC", "licence_number": "1", "joined_at": at, "created_at": at}


def _membership(somebody: people.Somebody) -> dict[str, Any]:
    row = {"id": str(uuid4()), "person_id": somebody.id, "programme_id": somebody.programme}
    return row | {"role": somebody.role, "since": people.SINCE}


@contextmanager
def opened(url: str) -> Iterator[Flask]:
    """The application on this database, its connections closed at the end."""
    with contextmanager(application)(url) as app:
        # As a server does once all is loaded (`logbook.front`).
        gc.collect()
        gc.freeze()
        yield app
