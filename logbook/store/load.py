"""Reads what a batch needs to be judged: a few queries, however many statements it holds."""

from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import Connection

from logbook import feed
from logbook.permissions import Person
from logbook.store import rows
from logbook.store.batch import Batch, Circumstances, Head
from logbook.store.mutation import Heard

Docs = list[dict[str, Any]]


def load(connection: Connection, actor: Person, at: Circumstances, heard: list[Heard]) -> Batch:
    """Lock the entries these statements touch, then read the rest."""
    batch = Batch(actor, at, connection)
    docs = [one.doc for one in heard if one.refused is None]
    # The lock comes first: a copy of this request that is ahead has committed its verdicts when we get it.
    _lock(batch, docs)
    _read_results(batch, heard)
    if any(doc["typ"] != "entry" or "amends" in doc for doc in docs):
        _read_answers(batch, docs)
    programmes = {doc["programme"] for doc in docs if doc["typ"] == "entry"}
    programmes |= {head.programme_id for head in batch.heads.values()}
    if programmes:
        batch.supervisors = feed.supervisors(connection, sorted(programmes))
    batch.wanted |= {head.hash for head in batch.heads.values()}
    batch.wanted |= {hash for doc in docs for hash in (doc.get("prev"), doc.get("entry_hash")) if hash}
    batch.wanted |= {doc["of_hash"] for doc in docs if doc["typ"] == "withdrawal"}
    batch.wanted |= {one.hash for one in heard if one.refused is None and one.doc["id"] in batch.heads}
    return batch


def _lock(batch: Batch, docs: Docs) -> None:
    named = {f"{kind}s": sorted(_withdrawn(docs, kind)) for kind in ("signoff", "proposal")}
    ids = {doc["id"] for doc in docs if doc["typ"] == "entry"}
    ids |= {doc["entry"] for doc in docs if doc["typ"] in ("signoff", "review")}
    ids |= _withdrawn(docs, "entry")
    if any(named.values()):
        ids.update(batch.connection.execute(rows.ENTRIES_OF, named).scalars())
    found = batch.connection.execute(rows.LOCK, {"ids": sorted(ids)})
    batch.heads = {row.id: Head(**row) for row in found.mappings()}


def _read_results(batch: Batch, heard: Iterable[Heard]) -> None:
    ids = {id for one in heard for id in (one.id, one.mutation.after) if id}
    values = {"account": batch.actor.id, "ids": sorted(ids)}
    for row in batch.connection.execute(rows.RESULTS, values):
        verdict = orjson.loads(row.result)
        batch.results[row.mutation] = (row.body_hash, verdict)
        if "head" in verdict:
            batch.wanted.add(verdict["head"]["hash"])


def _read_answers(batch: Batch, docs: Docs) -> None:
    execute = batch.connection.execute
    entries, proposed = sorted(batch.heads), sorted(_withdrawn(docs, "proposal"))
    ids = {
        typ: sorted(doc["id"] for doc in docs if doc["typ"] == typ)
        for typ in ("signoff", "review", "withdrawal")
    }
    found = execute(rows.SIGNOFFS, {"entries": entries, "ids": ids["signoff"]}).mappings()
    batch.signoffs = {row["id"]: dict(row) for row in found}
    if ids["review"]:
        batch.reviews = {row.id: row.hash for row in execute(rows.REVIEWS, {"ids": ids["review"]})}
    if proposed:
        found = execute(rows.PROPOSALS, {"ids": proposed, "entries": entries}).mappings()
        batch.proposals = {row["mutation"]: dict(row) for row in found}
    if ids["withdrawal"]:
        of = sorted({doc["of"]["id"] for doc in docs if doc["typ"] == "withdrawal"})
        found = execute(rows.WITHDRAWALS, {"ids": ids["withdrawal"], "of": of}).mappings()
        batch.withdrawals = {row["id"]: dict(row) for row in found}


def _withdrawn(docs: Docs, kind: str) -> set[str]:
    return {doc["of"]["id"] for doc in docs if doc["typ"] == "withdrawal" and doc["of"]["kind"] == kind}
