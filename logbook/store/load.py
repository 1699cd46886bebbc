"""Reads what a batch needs to be judged: a few queries, however many statements it holds."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import orjson
from sqlalchemy import Connection

from logbook import feed
from logbook.kinds import KINDS, Doc
from logbook.permissions import Person, Post, readers
from logbook.store import rows
from logbook.store.batch import Batch, Circumstances, Head
from logbook.store.mutation import Heard


def load(connection: Connection, actor: Person, at: Circumstances, heard: list[Heard[Doc]]) -> Batch:
    """Lock the entries these statements touch, then read the rest."""
    batch = Batch(actor, at, connection)
    docs = [one.doc for one in heard if one.refused is None]
    named = _named(docs)
    # The lock comes first: a copy of this request that is ahead has committed its verdicts when we get it.
    _lock(batch, named)
    _read_results(batch, heard)
    _read_members(batch, named)
    _read_known(batch, docs, named)
    _read_posts(batch, docs)
    batch.wanted |= {head.hash for head in batch.heads.values()}
    batch.wanted |= {hash for doc in docs for hash in (doc.get("prev"), _answered(doc)) if hash}
    batch.wanted |= {one.hash for one in heard if one.refused is None and one.doc["id"] in batch.heads}
    return batch


def _named(docs: list[Doc]) -> dict[str, set[str]]:
    """What the statements are about, {kind: ids}, as they say it themselves."""
    named: dict[str, set[str]] = {}
    for doc in docs:
        about = KINDS[doc["typ"]].about(doc)
        named.setdefault(about.kind, set()).add(about.id)
    return named


def _lock(batch: Batch, named: dict[str, set[str]]) -> None:
    ids = set(named.get("entry", ()))
    indirect = {kind: sorted(named.get(kind, ())) for kind in rows.ENTRIES_BY}
    if any(indirect.values()):
        ids.update(batch.connection.execute(rows.ENTRIES_OF, indirect).scalars())
    found = batch.connection.execute(rows.LOCK, {"ids": sorted(ids)})
    batch.heads = {row["id"]: Head(**row) for row in found.mappings()}
    batch.hashes = {head.id: head.hash for head in batch.heads.values()}


def _read_results(batch: Batch, heard: Iterable[Heard[Doc]]) -> None:
    ids = {id for one in heard for id in (one.id, one.mutation.after) if id}
    values = {"account": batch.actor.id, "ids": sorted(ids)}
    for row in batch.connection.execute(rows.RESULTS, values):
        verdict = orjson.loads(row.result)
        batch.results[row.mutation] = (row.body_hash, verdict)
        if "head" in verdict:
            batch.wanted.add(verdict["head"]["hash"])


def _read_members(batch: Batch, named: dict[str, set[str]]) -> None:
    """Those that statements name, and those that what they name is about."""
    ids = set(named.get("membership", ()))
    if said := sorted(named.get("attestation", ())):
        ids.update(batch.connection.execute(rows.MEMBERS_OF, {"attestations": said}).scalars())
    if ids:
        found = batch.connection.execute(rows.MEMBERS, {"ids": sorted(ids)})
        batch.members = {row.id: row for row in found}


def _read_known(batch: Batch, docs: list[Doc], named: dict[str, set[str]]) -> None:
    """The rows of each kind that a judge will look at: those of these ids, and those about the same subjects."""
    about = {id for ids in named.values() for id in ids} | batch.heads.keys() | batch.members.keys()
    for name, query in rows.KNOWN.items():
        ids = sorted(doc["id"] for doc in docs if doc["typ"] == name)
        beside = sorted(about) if any(KINDS[name].needed(doc) for doc in docs) else []
        if ids or beside:
            found = batch.connection.execute(query, {"ids": ids, "about": beside}).mappings()
            batch.known[name] = {row["id"]: dict(row) for row in found}
    if proposed := sorted(named.get("proposal", ())):
        values = {"ids": proposed, "entries": sorted(batch.heads)}
        found = batch.connection.execute(rows.PROPOSALS, values).mappings()
        batch.proposals = {row["mutation"]: dict(row) for row in found}


def _read_posts(batch: Batch, docs: list[Doc]) -> None:
    """Who holds what this batch may touch, beside the accounts that the law names one by one."""
    things: list[tuple[str, Any]] = [("hold entry", head) for head in batch.heads.values()]
    for doc in docs:
        kind = KINDS[doc["typ"]]
        if doc["typ"] == "entry":
            claim = SimpleNamespace(trainee_id=doc["trainee"], programme_id=doc["programme"])
            things.append((kind.hold_by, claim))
        elif member := batch.members.get(kind.about(doc).id):
            things.append((kind.hold_by, member))
    posts: set[Post] = set()
    for action, thing in things:
        posts |= readers(action, thing).posts
    batch.posts = feed.holders(batch.connection, posts) if posts else {}


def _answered(doc: Doc) -> str | None:
    """The hash of the version that a statement answers."""
    path = KINDS[doc["typ"]].about.hash
    return doc[path] if path else None
