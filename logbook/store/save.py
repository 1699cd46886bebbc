"""Writes what a batch decided: rows in bulk, in one order, and the feed as the very last thing."""

from collections.abc import Iterator
from typing import Any

import orjson

from logbook import feed, reach, record
from logbook.feed import digests
from logbook.feed.pathway import publish_gates
from logbook.feed.standings import publish_standings
from logbook.kinds import KINDS, Row
from logbook.kinds.entry import MOVED
from logbook.models import Entry, together
from logbook.record.attained import waiting_of
from logbook.store import rows
from logbook.store.batch import Batch, Head
from logbook.store.reports import want
from logbook.store.verdicts import Verdict
from logbook.store.waiting import OPEN

_COLUMNS = [column.key for column in Entry.__table__.columns]


def save(batch: Batch, decided: list[tuple[str, str, Verdict]]) -> None:
    """Store the verdicts [(mutation, hash of its text, verdict)], the rows, the heads, and move the pointers."""
    batch.inserts["mutation_result"] = [_result(batch, *one) for one in decided]
    batch.inserts["entry"] = [
        {name: getattr(head, name) for name in _COLUMNS} for head in batch.heads.values() if head.is_new
    ]
    _insert(batch)
    _move_heads(batch)
    _tell(batch)
    made, gone = _mark(batch)
    lying = {doc: _cells(doc[0], subject) for doc, subject in batch.touched.items()}
    pointers = [(cell, kind, id) for (kind, id), cells in lying.items() for cell in cells]
    changes = digests.added(((cell, doc[0]), one) for doc, one in _changes(batch) for cell in lying[doc])
    cases = _cases(batch)
    whole = [
        (cell, *doc)
        for case, docs in cases.values()
        for cell in feed.cells_of("entry", case)
        if feed.is_shared(cell)
        for doc in docs
    ]
    waiting = {doc for case, docs in cases.values() if case.state in OPEN for doc in docs}
    waiting |= {("attestation", id) for id in waiting_of(batch.known["attestation"].values())}
    feed.touch(batch.connection, gone, "deleted", epoch=batch.at.epoch)
    feed.touch(
        batch.connection,
        dict.fromkeys([*whole, *pointers, *made]),
        epoch=batch.at.epoch,
        changes=changes,
        waiting=waiting,
    )


def _tell(batch: Batch) -> None:
    """Whose case was sent back hears of it at once."""
    for row in batch.inserts.get("signoff", ()):
        if row["verdict"] == "returned":
            case = batch.heads[row["entry_id"]]
            reach.tell(batch.connection, case.trainee_id, "returned", batch.at.now, entry=case.id)


def _cells(kind: str, subject: Any) -> list[str]:
    return feed.cells_of(kind, subject, "entry" if isinstance(subject, Head) else "membership")


def _cases(batch: Batch) -> dict[str, tuple[Head, list[tuple[str, str]]]]:
    """{id: (case, all that was said of it)} of every case that was touched: whoever keeps a part of a cell keeps whole
    cases, so all of one moves there with any of it."""
    found: dict[str, tuple[Head, list[tuple[str, str]]]] = {}
    for (kind, id), subject in batch.touched.items():
        if isinstance(subject, Head):
            found.setdefault(subject.id, (subject, []))[1].append((kind, id))
    older = sorted(id for id, (case, _) in found.items() if not case.is_new)
    for id, docs in feed.said(batch.connection, older).items():
        found[id] = (found[id][0], docs)
    return found


def _insert(batch: Batch) -> None:
    found = {
        table: sorted(batch.inserts[table], key=lambda row: str(row[key]))
        for table, (_, key) in rows.INSERTS.items()
        if batch.inserts.get(table)
    }
    if batch.connection.dialect.name == "postgresql" and found.keys() & {*rows.TOGETHER}:
        values = {table: together.rows(found.pop(table, ())) for table in rows.TOGETHER}
        query = together.inserting(batch.connection.dialect, *rows.TOGETHER)
        batch.connection.execute(query, values)
    for table, some in found.items():
        batch.connection.execute(rows.INSERTS[table][0], some)


def _changes(batch: Batch) -> Iterator[tuple[tuple[str, str], digests.Change]]:
    """What becomes of the hash of each statement that was touched: a case moves on, all others are new."""
    new = {(kind, row["id"]): row["hash"] for kind in KINDS for row in batch.inserts.get(kind, ())}
    for doc in batch.touched:
        if doc[0] == "entry":
            yield doc, digests.change(batch.hashes.get(doc[1]), batch.heads[doc[1]].hash)
        elif doc in new:
            yield doc, digests.change(None, new[doc])


def _result(batch: Batch, mutation: str, body_hash: str, verdict: Verdict) -> Row:
    # The head's text is in the ledger already; a verdict kept for ever needs only its hash.
    kept = verdict | ({"head": verdict["head"] | {"stmt": ""}} if "head" in verdict else {})
    return {
        "account_id": batch.actor.id,
        "mutation": mutation,
        "body_hash": body_hash,
        "status": verdict["status"],
        "result": orjson.dumps(kept).decode(),
        "received_at": batch.at.now,
    }


def _move_heads(batch: Batch) -> None:
    changed = [head for _, head in sorted(batch.heads.items()) if head.is_changed and not head.is_new]
    if changed:
        moves = [
            {"the_id": head.id} | {f"new_{name}": getattr(head, name) for name in MOVED} for head in changed
        ]
        batch.connection.execute(rows.MOVE_ENTRY, moves)
    for query, ids in (
        (rows.WITHDRAW_SIGNOFF, batch.taken_back),
        (rows.WITHDRAW_SET_ASIDE, batch.counted_again),
        (rows.WITHDRAW_ATTESTATION, batch.unsaid),
    ):
        if ids:
            values = [{"the_id": id, "new_withdrawn_at": batch.at.now} for id in sorted(ids)]
            batch.connection.execute(query, values)
    if batch.closed:
        batch.connection.execute(
            rows.CLOSE_PROPOSAL,
            [{"the_mutation": id, "new_closed_at": batch.at.now} for id in sorted(batch.closed)],
        )


def _mark(batch: Batch) -> tuple[list[feed.Pointer], list[feed.Pointer]]:
    """Reports hold no more. Who writes of their own cases expects to see it at once, and is the first to ask; those who
    supervise them hear of it with the case. Documents that changed, and those that are gone."""
    counted, at = _counted(batch), batch.at
    if at.more or at.hands or len(counted) != 1 or any(one != batch.actor.id for one, _ in counted):
        record.reports.mark(batch.connection, counted)
        return [], []
    [(trainee, programme)] = counted
    made = record.reports.mark_own(batch.connection, trainee, programme, at.now, batch.taken)
    if made is None:
        return [], []
    at.reports.append(made)
    want(batch.connection, record.reports.wanted_gates([made]), at.now)
    gates = publish_gates(batch.connection, [made])
    return [*publish_standings(batch.connection, [made]), *gates.pointers], gates.gone


def _counted(batch: Batch) -> set[tuple[str, str]]:
    """Whose reports hold no more, (trainee, programme): of every case that was written or spoken of, and of whoever did
    something as somebody says."""
    heads = (head for head in batch.heads.values() if head.is_new or head.is_changed)
    subjects = (subject for subject in batch.touched.values() if isinstance(subject, Head))
    members = (subject for subject in batch.touched.values() if not isinstance(subject, Head))
    cases = {(case.trainee_id, case.programme_id) for case in (*heads, *subjects)}
    return cases | {(member.person_id, member.programme_id) for member in members}
