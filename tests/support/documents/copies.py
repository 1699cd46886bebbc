"""Saved copies as a phone writes them."""

import json
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient

from logbook.store import Mutation
from tests.support.cast.people import ANA, Somebody
from tests.support.documents.statements import Doc, hash_of, mutation
from tests.support.server.reader import Page, check, read

DEVICE = "40000000-0000-4000-8000-000000000001"


def a_row(sent: Doc | Mutation, n: int = 1, **changes: Any) -> dict[str, Any]:
    """A row of an outbox."""
    one = sent if isinstance(sent, Mutation) else mutation(sent)
    doc = json.loads(one.stmt)
    names = {"mutation": one.id, "kind": doc["typ"], "doc_id": doc["id"], "after": one.after, "n": n}
    kept = {"stmt": one.stmt, "hash": hash_of(doc), "at": "2026-11-20T10:31:00Z", "build": "test"}
    return names | kept | {"handed": False, "base": None} | changes


def a_copy(*sent: Doc | Mutation | dict[str, Any], whose: Somebody = ANA, **changes: Any) -> bytes:
    """The file of "Save a copy" with these statements waiting."""
    rows = [
        one if isinstance(one, dict) and "stmt" in one else a_row(one, n) for n, one in enumerate(sent, 1)
    ]
    made = {"account": whose.id, "device": DEVICE, "build": "test", "made_at": "2026-11-20T12:00:00Z"}
    return json.dumps(made | {"outbox": rows, "parked": [], "drafts": []} | changes, indent=2).encode()


def bring(client: FlaskClient, file: bytes, path: str = "/me/copies") -> Page:
    """The page that says what became of it; the form again where the file was not taken."""
    answer = hand_in(client, file, path)
    if answer.status_code != 303:
        return check(answer, path, answer.status_code)
    return read(client, answer.headers["Location"])


def hand_in(client: FlaskClient, file: bytes, path: str = "/me/copies") -> Any:
    """The bare answer to the form with this file."""
    fields = read(client, path).form(path)
    return client.post(path, data=fields | {"file": (BytesIO(file), "logbook-unsent-2026-11-20.json")})
