"""A phone as far as HTTP goes: it sends envelopes to /sync and remembers where it has read to."""

import json
from functools import reduce
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from logbook.feed import FIRST
from logbook.store import Mutation
from tests.support.cast.people import Somebody
from tests.support.documents.statements import Doc, mutation

HEADERS = {
    "Content-Type": "application/json",
    "X-Requested-With": "injection-logbook",
    "Sync-Proto": "1",
    "Origin": "http://localhost",
    "Sec-Fetch-Site": "same-origin",
}


def envelope(somebody: Somebody, *sent: Doc | Mutation, **changes: Any) -> dict[str, Any]:
    """A sync request of somebody's, with these statements on board."""
    mutations = [one if isinstance(one, Mutation) else mutation(one) for one in sent]
    return {
        "proto": 1,
        "build": "test",
        "request_id": str(uuid4()),
        "account": somebody.id,
        "device": "40000000-0000-4000-8000-000000000001",
        "client_now": "2026-11-20T10:31:00.123Z",
        "epoch": None,
        "cursor": None,
        "pending_left": 0,
        "oldest_pending": None,
        "mutations": [
            {"id": one.id, "n": n, "after": one.after, "stmt": one.stmt, "sig": None}
            for n, one in enumerate(mutations, 1)
        ],
    } | changes


def post(client: FlaskClient, body: dict[str, Any] | bytes | str, **headers: str | None) -> TestResponse:
    """The answer to this body; headers replace the usual ones, None leaves one out: post(c, b, Sync_Proto=None)."""
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False) if isinstance(body, dict) else body
    asked = HEADERS | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(
        "/sync", data=text, headers={name: value for name, value in asked.items() if value is not None}
    )


def refusal(answer: TestResponse) -> tuple[int, str]:
    """(status, code) of an answer that is no sync, which must say all the same that it is ours."""
    assert answer.headers["Sync-Proto"] == "1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "application/json"
    return answer.status_code, answer.get_json()["error"]


class Phone:
    """Holds what it pulled, as a phone would."""

    def __init__(self, client: FlaskClient, somebody: Somebody) -> None:
        self.client, self.somebody = client, somebody
        self.cursor: str | None = None
        self.docs: dict[tuple[str, str], Doc] = {}
        self.last: dict[str, Any] = {}
        # What it says it understands; an earlier build says nothing.
        self.knows: str | None = None

    def sync(self, *sent: Doc | Mutation) -> list[dict[str, Any]]:
        """Send, and pull until there is no more; gives the verdicts."""
        verdicts = self._once(*sent)
        while self.last["pull"]["more"]:
            self._once()
        return verdicts

    def held(self, kind: str) -> list[str]:
        """The ids of what it holds of one kind, sorted."""
        return sorted(id for found, id in self.docs if found == kind)

    def _once(self, *sent: Doc | Mutation) -> list[dict[str, Any]]:
        answer = post(self.client, envelope(self.somebody, *sent, cursor=self.cursor), Sync_Knows=self.knows)
        assert answer.status_code == 200, answer.text
        self.last = answer.get_json()
        self.cursor = self.last["pull"]["cursor"]
        for doc in self.last["pull"]["docs"]:
            if "gone" in doc:
                self.docs.pop((doc["kind"], doc["id"]), None)
            else:
                self.docs[doc["kind"], doc["id"]] = doc
        if self.last["digest"]:
            self._agrees()
        return self.last["results"]

    def _agrees(self) -> None:
        """What it counts is what the server says, or it would fetch everything again."""
        for name, is_counted in (
            ("digest", lambda kind: kind in FIRST),
            ("others", lambda kind: kind not in {*FIRST, "report"}),
        ):
            hashes = [doc["hash"] for (kind, _), doc in self.docs.items() if is_counted(kind)]
            xor = reduce(int.__xor__, (int(hash[:16], 16) for hash in hashes), 0)
            assert self.last[name] == {"count": len(hashes), "xor": f"{xor:016x}"}, name
