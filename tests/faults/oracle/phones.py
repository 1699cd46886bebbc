"""A phone by the rules of the protocol, as the worker keeps them: what it holds survives, what it is doing does not."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from logbook import canonical
from logbook.store import Mutation
from tests.faults.oracle.merging import merge
from tests.support.cast import phone as envelopes
from tests.support.cast.people import Somebody
from tests.support.documents.statements import hash_of

Doc = dict[str, Any]
ACCEPTED, REFUSED = {"applied", "duplicate"}, {"conflict", "rejected", "blocked", "id_reused"}
MOST = 20


class NoConnection(Exception):
    """No answer of ours: the network, the server, or somebody in between."""


@dataclass
class Row:
    """One statement that waits. `base` is the revision it was written upon, where the server had one."""

    mutation: str
    doc: Doc
    after: str | None = None
    base: Doc | None = None

    @property
    def id(self) -> str:
        return str(self.doc["id"])


@dataclass
class Phone:
    """Of somebody, at a port, with a session's cookie. Everything but `failures` lies in its database."""

    name: str
    somebody: Somebody
    port: int
    cookie: str
    device: str = field(default_factory=lambda: str(uuid4()))
    cursor: str | None = None
    epoch: str | None = None
    docs: dict[tuple[str, str], Doc] = field(default_factory=dict)
    hashes: dict[tuple[str, str], str] = field(default_factory=dict)
    proposals: dict[str, list[Doc]] = field(default_factory=dict)
    outbox: list[Row] = field(default_factory=list)
    parked: dict[str, tuple[str, Row]] = field(default_factory=dict)
    renewed: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, Doc] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def keep(self, doc: Doc, base: Doc | None = None) -> None:
        """What a person saves: safe on the phone, and said so, before anything is sent."""
        waiting = [row for row in self.outbox if self._is_about(row, doc)]
        name = doc.get("mutation") or str(uuid4())
        self.outbox.append(Row(name, doc, waiting[-1].mutation if waiting else None, base))
        self.acknowledged[name] = doc

    def shown(self, id: str) -> Doc | None:
        """The newest revision of an entry as the screen has it: what waits comes before what came."""
        waiting = [row.doc for row in self.outbox if row.doc["typ"] == "entry" and row.id == id]
        return waiting[-1] if waiting else self.docs.get(("entry", id))

    def sync(self, dies: bool = False) -> bool:
        """One exchange. True where another one has work to do. With `dies` the phone dies before it reads the answer.

        Raises NoConnection.
        """
        batch = self.outbox[:MOST]
        answer = self._exchange(self._request(batch), dies)
        if answer is None:
            return True
        self._settle(answer["results"])
        pull = answer["pull"]
        if pull.get("error"):
            raise NoConnection(pull["error"])
        for doc in pull["docs"]:
            self._take(doc)
        self.cursor, self.epoch = pull["cursor"], answer["epoch"]
        if pull["more"] or self.outbox:
            return True
        return self._differs(answer["digest"])

    @staticmethod
    def _is_about(row: Row, doc: Doc) -> bool:
        about = {doc["id"], doc.get("entry"), doc.get("of", {}).get("id")}
        return row.id in about

    def _request(self, batch: list[Row]) -> bytes:
        sent = [Mutation(row.mutation, canonical.dumps(row.doc), after=row.after) for row in batch]
        changes = {"device": self.device, "epoch": self.epoch, "cursor": self.cursor}
        changes["pending_left"] = len(self.outbox) - len(batch)
        return json.dumps(envelopes.envelope(self.somebody, *sent, **changes)).encode()

    def _exchange(self, body: bytes, dies: bool) -> Doc | None:
        headers = envelopes.HEADERS | {"Cookie": f"logbook={self.cookie}"}
        headers["Origin"] = f"http://localhost:{self.port}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/sync", body, headers)
            if dies:
                return None
            response = connection.getresponse()
            text, status, ours = response.read(), response.status, response.getheader("Sync-Proto") == "1"
        except (TimeoutError, OSError, http.client.HTTPException) as error:
            raise NoConnection(type(error).__name__) from error
        finally:
            connection.close()
        if not ours or status in (429, 503):
            raise NoConnection(f"status {status}")
        answer: Doc = json.loads(text)
        assert status == 200, f"{self.name}: {status} {answer}"
        return answer

    def _settle(self, results: list[Doc]) -> None:
        verdicts = {verdict["id"]: verdict for verdict in results}
        anew: dict[str, Row] = {}
        kept = []
        for row in self.outbox:
            verdict = verdicts.get(row.mutation)
            if row.after in anew:
                before = anew[row.after]
                kept += self._again(row, anew, before.doc, hash_of(before.doc), before.mutation)
            elif verdict is None or verdict["status"] == "retry":
                kept.append(row)
            elif verdict["status"] in REFUSED:
                if verdict.get("code") == "rebase":
                    head = verdict["head"]
                    kept += self._again(row, anew, json.loads(head["stmt"]), head["hash"], None)
                else:
                    self.parked[row.mutation] = (verdict.get("code", verdict["status"]), row)
            else:
                assert verdict["status"] in ACCEPTED, verdict
                self._show(row, verdict)
        self.outbox = kept

    def _again(self, row: Row, anew: dict[str, Row], head: Doc, hash: str, after: str | None) -> list[Row]:
        """The statement once more, on top of `head`; parked where both changed one answer."""
        doc = self._rebased(row, head, hash)
        if doc is None:
            self.parked[row.mutation] = ("both_changed", row)
            return []
        name = str(uuid4())
        if doc["typ"] == "entry":
            doc["mutation"] = name
        anew[row.mutation] = Row(name, doc, after, head)
        self.renewed[row.mutation] = name
        return [anew[row.mutation]]

    @staticmethod
    def _rebased(row: Row, head: Doc, hash: str) -> Doc | None:
        if row.doc["typ"] == "withdrawal":
            return row.doc | {"of_hash": hash} if row.doc["of"]["kind"] == "entry" else row.doc
        if row.doc["typ"] == "review":
            return row.doc | {"entry_rev": head["rev"], "entry_hash": hash}
        merged = merge(row.base, row.doc, head) if row.doc["typ"] == "entry" and row.base else None
        return merged | {"rev": head["rev"] + 1, "prev": hash} if merged else None

    def _show(self, row: Row, verdict: Doc) -> None:
        key = (row.doc["typ"], row.id)
        if (
            verdict["hash"] == hash_of(row.doc)
            and self.docs.get(key, {"rev": 0}).get("rev", 1) < verdict["rev"]
        ):
            self.docs[key], self.hashes[key] = row.doc, verdict["hash"]

    def _take(self, doc: Doc) -> None:
        key = (doc["kind"], doc["id"])
        if "gone" in doc:
            self.docs.pop(key, None)
            self.hashes.pop(key, None)
        else:
            self.docs[key], self.hashes[key] = json.loads(doc["stmt"]), doc["hash"]
            self.proposals[doc["id"]] = [json.loads(kept["stmt"]) for kept in doc.get("proposals", ())]

    def _differs(self, digest: Doc | None) -> bool:
        counted = [hash for (kind, _), hash in self.hashes.items() if kind in STATEMENTS]
        xor = 0
        for hash in counted:
            xor ^= int(hash[:16], 16)
        if digest is None or (digest["count"], digest["xor"]) == (len(counted), f"{xor:016x}"):
            return False
        self.failures.append("digest")
        self.cursor, self.docs, self.hashes = None, {}, {}
        return True


STATEMENTS = {"entry", "signoff", "review", "withdrawal"}
# What a phone and the server are to have alike: the first digest counts four kinds of it.
COMPARED = {*STATEMENTS, "handover", "set_aside"}
