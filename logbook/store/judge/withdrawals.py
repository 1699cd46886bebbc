"""Withdrawals: of an entry by its trainee before it is signed, of a sign-off by its signer, of a setting aside and of a
version that was kept beside an entry by its author, of an attestation by whoever said it. What was said stays."""

from collections.abc import Callable
from types import SimpleNamespace

from logbook.permissions import may
from logbook.shapes import Withdrawal
from logbook.store import room
from logbook.store.batch import Batch
from logbook.store.judge import signatures
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected

SOMEBODY_ELSE = "This names somebody else."


def judge(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    """Each takes back only their own."""
    doc = heard.doc
    known = batch.known["withdrawal"].get(doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    if doc["by"] != batch.actor.id:
        return rejected(heard.id, "field_invalid", {"by": [SOMEBODY_ELSE]})
    return _BY_KIND[doc["of"]["kind"]](batch, heard)


def _entry(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    head = batch.heads.get(heard.doc["of"]["id"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "write entry", head):
        return room.lose(batch, heard, head.programme_id)
    # Also while a new version waits: the signed one is part of a record that somebody else vouched for.
    if head.signed_rev is not None:
        return rejected(heard.id, "locked")
    # Any revision will do: who takes a case back takes all of it back, also what another phone added.
    if batch.version(head, heard.doc["of_hash"]) is None:
        return rejected(heard.id, "base_unknown")
    if head.state == "withdrawn":
        return _again(batch, heard)
    head.state, head.is_changed = "withdrawn", True
    return batch.take(heard, head)


def _signoff(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    signoff = batch.known["signoff"].get(heard.doc["of"]["id"])
    if signoff is None:
        return rejected(heard.id, "unknown_entry")
    # Decision 22: theirs, and only while they may still sign there.
    head = batch.heads[signoff["entry_id"]]
    own = may(batch.actor, "withdraw signoff", SimpleNamespace(**signoff))
    if not own or not may(batch.actor, "sign entry", head):
        return room.lose(batch, heard, head.programme_id)
    if heard.doc["of_hash"] != signoff["hash"]:
        return rejected(heard.id, "base_unknown")
    if signoff["withdrawn_at"] is not None:
        return _again(batch, heard)
    signoff["withdrawn_at"] = batch.at.now
    batch.taken_back.add(signoff["id"])
    if head.state != "withdrawn":
        signatures.settle(batch, head)
        head.is_changed = True
    return batch.take(heard, head)


def _set_aside(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    """The case counts again, as far as anything else lets it."""
    said = batch.known["set_aside"].get(heard.doc["of"]["id"])
    if said is None:
        return rejected(heard.id, "unknown_entry")
    # As with a signature: theirs, and only while they may still sign there.
    head = batch.heads[said["entry_id"]]
    own = may(batch.actor, "withdraw set-aside", SimpleNamespace(**said))
    if not own or not may(batch.actor, "sign entry", head):
        return room.lose(batch, heard, head.programme_id)
    if heard.doc["of_hash"] != said["hash"]:
        return rejected(heard.id, "base_unknown")
    if said["withdrawn_at"] is not None:
        return _again(batch, heard)
    said["withdrawn_at"] = batch.at.now
    batch.counted_again.add(said["id"])
    return batch.take(heard, head)


def _attestation(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    """What was accepted waits again; what was declared, seen or attended counts no more."""
    said = batch.known["attestation"].get(heard.doc["of"]["id"])
    if said is None:
        return rejected(heard.id, "unknown_member")
    member = batch.members[said["membership_id"]]
    if not may(batch.actor, "withdraw attestation", SimpleNamespace(**said)):
        return room.lose(batch, heard, member.programme_id)
    if heard.doc["of_hash"] != said["hash"]:
        return rejected(heard.id, "base_unknown")
    if said["withdrawn_at"] is not None:
        return _again(batch, heard)
    said["withdrawn_at"] = batch.at.now
    batch.unsaid.add(said["id"])
    known = batch.known["attestation"].values()
    batch.spoken_of(member, [row for row in known if row["deed"] == said["deed"]])
    return batch.take(heard, member)


def _proposal(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    """It leaves the pages, taken up or given up; its text stays."""
    proposal = batch.proposals.get(heard.doc["of"]["id"])
    if proposal is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "close proposal", SimpleNamespace(**proposal)):
        return room.lose(batch, heard, batch.heads[proposal["entry_id"]].programme_id)
    if heard.doc["of_hash"] != proposal["hash"]:
        return rejected(heard.id, "base_unknown")
    if proposal["closed_at"] is not None:
        return _again(batch, heard)
    proposal["closed_at"] = batch.at.now
    batch.closed.add(proposal["mutation"])
    head = batch.heads[proposal["entry_id"]]
    # The entry's document lists its open proposals.
    batch.touched["entry", head.id] = head
    return batch.take(heard, head)


def _again(batch: Batch, heard: Heard[Withdrawal]) -> Verdict:
    of = heard.doc["of"]["kind"], heard.doc["of"]["id"]
    known = batch.known["withdrawal"].values()
    earlier = next(row for row in known if (row["of_kind"], row["of_id"]) == of)
    return duplicate(heard.id, 1, earlier["hash"])


_BY_KIND: dict[str, Callable[[Batch, Heard[Withdrawal]], Verdict]] = {
    "entry": _entry,
    "signoff": _signoff,
    "proposal": _proposal,
    "set_aside": _set_aside,
    "attestation": _attestation,
}
