"""Withdrawals: of an entry by its trainee before it is signed, of a sign-off by its signer. What was said stays."""

from types import SimpleNamespace

from logbook.permissions import may
from logbook.store.batch import Batch, Head, Row
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, applied, duplicate, id_reused, rejected


def judge(batch: Batch, heard: Heard) -> Verdict:
    """Each takes back only their own."""
    doc = heard.doc
    known = batch.withdrawals.get(doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    if doc["by"] != batch.actor.id:
        return rejected(heard.id, "field_invalid", {"by": ["This names somebody else."]})
    return _entry(batch, heard) if doc["of"]["kind"] == "entry" else _signoff(batch, heard)


def _entry(batch: Batch, heard: Heard) -> Verdict:
    head = batch.heads.get(heard.doc["of"]["id"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "write entry", head):
        return batch.lose(heard)
    if head.state == "signed":
        return rejected(heard.id, "locked")
    # Any revision will do: who takes a case back takes all of it back, also what another phone added.
    named = batch.revision(heard.doc["of_hash"])
    if named is None or named["doc_id"] != head.id:
        return rejected(heard.id, "base_unknown")
    if head.state == "withdrawn":
        return _again(batch, heard)
    head.state, head.is_changed = "withdrawn", True
    return _apply(batch, heard, head)


def _signoff(batch: Batch, heard: Heard) -> Verdict:
    signoff = batch.signoffs.get(heard.doc["of"]["id"])
    if signoff is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "withdraw signoff", SimpleNamespace(**signoff)):
        return batch.lose(heard)
    if heard.doc["of_hash"] != signoff["hash"]:
        return rejected(heard.id, "base_unknown")
    if signoff["withdrawn_at"] is not None:
        return _again(batch, heard)
    signoff["withdrawn_at"] = batch.at.now
    batch.taken_back.add(signoff["id"])
    head = batch.heads[signoff["entry_id"]]
    if head.state != "withdrawn":
        head.state = _state_without(batch, head)
        head.signed_rev = head.signed_rev if head.state == "signed" else None
        head.is_changed = True
    return _apply(batch, heard, head)


def _again(batch: Batch, heard: Heard) -> Verdict:
    earlier = next(row for row in batch.withdrawals.values() if row["of_id"] == heard.doc["of"]["id"])
    return duplicate(heard.id, 1, earlier["hash"])


def _state_without(batch: Batch, head: Head) -> str:
    left = [
        row for row in batch.signoffs.values() if row["entry_id"] == head.id and row["withdrawn_at"] is None
    ]
    if any(row["verdict"] == "signed" for row in left):
        return "signed"
    last: Row | None = max(left, key=lambda row: (row["signed_at"], row["id"]), default=None)
    return "returned" if last and last["entry_hash"] == head.hash else "sent"


def _apply(batch: Batch, heard: Heard, head: Head) -> Verdict:
    doc = heard.doc
    row = {
        "id": doc["id"],
        "of_kind": doc["of"]["kind"],
        "of_id": doc["of"]["id"],
        "author_id": batch.actor.id,
        "hash": heard.hash,
        "received_at": batch.at.now,
    }
    batch.add("withdrawal", row)
    batch.withdrawals[doc["id"]] = row
    batch.keep(heard, head)
    return applied(heard.id, 1, heard.hash)
