"""Entries: who may write one, and what becomes of a revision that does not build upon the head."""

from collections.abc import Mapping
from typing import Any

import orjson

from logbook.kinds.entry import MOVED
from logbook.permissions import may
from logbook.shapes import Entry
from logbook.statements.changes import changed, overlap, own
from logbook.statements.keeping import keeping
from logbook.store import room
from logbook.store.batch import Batch, Head
from logbook.store.judge import posts, signatures
from logbook.store.mutation import Heard
from logbook.store.verdicts import Fields, Verdict, applied, duplicate, id_reused, rejected

OPEN = ("sent", "returned")
NOT_THERE = "Choose a supervisor of this programme"
# What a revision leaves as it is: what was signed stays signed until the new version is signed too, and a case goes on
# waiting for whom it was handed to.
NOT_SAID = {"signed_rev", "handed_to", "handovers"}
# Builds that do not know the code show these words beside "The server did not take it."
NEEDS_UPDATE = (
    "Answers in it are unknown to this version of the app. Update, then save it again. Nothing is lost."
)


def judge(batch: Batch, heard: Heard[Entry]) -> Verdict:
    """Created and changed by its own trainee only, while they train in that programme."""
    head, claim = batch.heads.get(heard.doc["id"]), _claim(batch, heard)
    if not all(may(batch.actor, "write entry", thing) for thing in (claim, head or claim)):
        # In somebody else's name nobody ever had the right.
        own = {claim.programme_id} if claim.trainee_id == batch.actor.id else set()
        return room.lose(batch, heard, *own)
    if head is None:
        return _create(batch, heard, claim)
    full = room.refused(batch, heard, head.id)
    if full and not batch.revision(heard.hash):
        return full
    follows = heard.doc["prev"] == head.hash and heard.doc["rev"] == head.rev + 1
    if follows and (head.state in OPEN or _amends(batch, heard, head)):
        return _revise(batch, heard, head, claim)
    return _beside(batch, heard, head)


def _amends(batch: Batch, heard: Heard[Entry], head: Head) -> bool:
    """Whether a change of a signed head is a new version by somebody who saw that signature, and says something new.

    The signed revision stays signed: `signed_rev` goes on naming it until the new version is signed.
    """
    named = heard.doc.get("amends")
    if head.state != "signed" or named is None or named != signatures.under(batch, head)["hash"]:
        return False
    return bool(changed(_doc(batch, head.hash), heard.doc))


def _claim(batch: Batch, heard: Heard[Entry]) -> Head:
    return Head(**batch.row(heard))


def _create(batch: Batch, heard: Heard[Entry], claim: Head) -> Verdict:
    if claim.rev != 1:
        return rejected(heard.id, "base_unknown")
    if problems := _supervisor_problems(batch, heard, claim):
        return rejected(heard.id, "field_invalid", problems)
    claim.is_new = True
    batch.heads[claim.id] = claim
    batch.keep(heard, claim)
    return applied(heard.id, 1, heard.hash)


def _revise(batch: Batch, heard: Heard[Entry], head: Head, claim: Head) -> Verdict:
    problems = _supervisor_problems(batch, heard, claim, head)
    if claim.programme_id != head.programme_id:
        problems |= {"programme": ["A case stays in its programme. Withdraw it and log it anew."]}
    if problems:
        return rejected(heard.id, "field_invalid", problems)
    if left := _drops(batch, heard, head):
        return left
    batch.keep(heard, head, rev=claim.rev, prev=head.hash)
    if claim.supervisor_id != head.supervisor_id:
        # Its trainee names somebody else: that is later than any hand-over.
        head.handed_to = None
    for name in MOVED:
        if name not in NOT_SAID:
            setattr(head, name, getattr(claim, name))
    head.is_changed = True
    return applied(heard.id, head.rev, head.hash)


def _drops(batch: Batch, heard: Heard[Entry], head: Head) -> Verdict | None:
    """The verdict on a revision that lacks what the head says and its build does not know; None for any other.

    A build that keeps such keys makes it anew, with them. One that does not would make the same for ever: what a device
    sends after it was asked once about this head is refused in words that every build shows.
    """
    theirs = _doc(batch, head.hash)
    if keeping(heard.doc, theirs) == heard.doc:
        return None
    if batch.was_asked(head):
        return rejected(heard.id, "needs_update", {"base": [NEEDS_UPDATE]})
    return {**batch.clash(heard, head, "rebase"), "device": batch.at.device}


def _supervisor_problems(batch: Batch, heard: Heard[Entry], claim: Head, head: Head | None = None) -> Fields:
    """What speaks against the supervisor named: somebody of the programme now, whom the case names already, or who was
    there when it was done or written down. Whoever left may be named for ever, nobody else in their place. Nobody is
    named yet: it waits for that."""
    named = claim.supervisor_id
    if named is None:
        return {}
    if named == claim.trainee_id:
        return {"supervisor": ["Choose somebody other than yourself"]}
    if named in batch.supervisors(claim.programme_id) or (head is not None and named == head.supervisor_id):
        return {}
    if posts.was_there(batch, heard.doc):
        return {}
    return {"supervisor": [NOT_THERE]}


def _beside(batch: Batch, heard: Heard[Entry], head: Head) -> Verdict:
    known = batch.revision(heard.hash)
    if known:
        return duplicate(heard.id, known["rev"], heard.hash)
    if heard.doc["prev"] is None:
        return id_reused(heard.id)
    if head.state == "withdrawn":
        return batch.propose(heard, head, "gone")
    theirs = _doc(batch, head.hash)
    if head.state == "signed":
        if not changed(theirs, heard.doc):
            return duplicate(heard.id, head.rev, head.hash)
        return batch.propose(heard, head, "signed_meanwhile")
    return _merge(batch, heard, head, theirs)


def _merge(batch: Batch, heard: Heard[Entry], head: Head, theirs: Mapping[str, Any]) -> Verdict:
    base = batch.version(head, heard.doc["prev"])
    if base is None:
        return rejected(heard.id, "base_unknown")
    if heard.doc["rev"] != base["rev"] + 1:
        return rejected(heard.id, "field_invalid", {"rev": ["The revision does not follow its base."]})
    before = _doc(batch, base["hash"])
    if not own(before, heard.doc, theirs):
        return duplicate(heard.id, head.rev, head.hash)
    # Merging would be writing in somebody's name: the phone does it, and signs it with a new statement.
    if overlap(before, heard.doc, theirs):
        return batch.propose(heard, head, "both_changed")
    return batch.clash(heard, head, "rebase")


def _doc(batch: Batch, hash: str) -> dict[str, Any]:
    row = batch.revision(hash)
    return orjson.loads(row["text"]) if row else {}
