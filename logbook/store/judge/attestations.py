"""Attestations: who did which module when, as a trainee declares it, a tutor saw it, or the office has it."""

from collections.abc import Iterator
from typing import Any

from logbook.kinds import Row
from logbook.kinds.attestation import deed_of
from logbook.permissions import may
from logbook.shapes import Attestation
from logbook.store import room
from logbook.store.batch import Batch
from logbook.store.judge.set_asides import is_called
from logbook.store.judge.withdrawals import SOMEBODY_ELSE
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected

# Who may say how it is known.
SAID_BY = {
    "declared": "declare attestation",
    "attended": "attest",
    "accepted": "attest",
    "file": "attest by file",
    "seen": "attest by file",
}


def judge(batch: Batch, heard: Heard[Attestation]) -> Verdict:
    """Of somebody who trains there, in one's own name; one completion is kept once, whoever else brings it."""
    doc = heard.doc
    known = batch.known["attestation"].get(doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    member = batch.members.get(doc["membership"])
    if member is None or member.role != "trainee":
        return rejected(heard.id, "unknown_member")
    if not may(batch.actor, SAID_BY[doc["known"]], member):
        return room.lose(batch, heard, member.programme_id)
    if doc["by"] != batch.actor.id or not is_called(batch, doc["by_name"]):
        return rejected(heard.id, "field_invalid", {"by": [SOMEBODY_ELSE]})
    if doc["what"] == "module" and not _is_taught(batch, member.programme_id, doc):
        return rejected(heard.id, "unknown_module")
    return _of(batch, heard, member)


def _of(batch: Batch, heard: Heard[Attestation], member: Any) -> Verdict:
    doc = heard.doc
    same = [*_same(batch, doc, heard.hash)]
    if doc["known"] == "accepted" and not any(row["hash"] == doc["accepts"] for row in same):
        return rejected(heard.id, "base_unknown")
    # The same from two files, or from two tutors, is one; what was only declared takes no word of a tutor's place.
    standing = [row for row in same if row["withdrawn_at"] is None]
    for row in standing:
        if row["known"] != "declared" or doc["known"] == "declared":
            return duplicate(heard.id, 1, row["hash"])
    if full := room.refused(batch, heard, member.id):
        return full
    verdict = batch.take(heard, member)
    batch.spoken_of(member, same)
    return verdict


def _same(batch: Batch, doc: Attestation, hash: str) -> Iterator[Row]:
    """What was said before of the same completion, as it came."""
    deed = deed_of(doc, hash)
    for row in batch.known["attestation"].values():
        if row["membership_id"] == doc["membership"] and row["deed"] == deed:
            yield row


def _is_taught(batch: Batch, programme: str, doc: Attestation) -> bool:
    return batch.modules(programme).get((doc["module"], doc["version"] or 0)) == doc["title"]
