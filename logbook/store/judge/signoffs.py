"""Sign-offs: a supervisor's answer counts for exactly the revision they saw, and only as the person they are."""

import orjson

from logbook import vocabulary
from logbook.permissions import may
from logbook.schemas import words
from logbook.shapes import Signoff
from logbook.shapes.loose import Doc
from logbook.store import room
from logbook.store.batch import Batch, Head
from logbook.store.judge import called, posts, signatures
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected

# Builds that do not know the code offer such a case among "Others"; these words stand beside their answer.
UNNAMED = (
    "No supervisor is named in this case yet. It can be signed once its trainee has named who supervised."
)

ROLE_ENDED: str = vocabulary.LISTS["refusals"]["role_ended"]

_PRESENT: dict[str, str] = vocabulary.LISTS["meaning_of_part"]


def judge(batch: Batch, heard: Heard[Signoff]) -> Verdict:
    """From an active supervisor of the entry's programme, named in it or standing in, never its trainee."""
    known = batch.known["signoff"].get(heard.doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    head = batch.heads.get(heard.doc["entry"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if batch.actor.id == head.trainee_id:
        return rejected(heard.id, "own_entry")
    is_theirs = may(batch.actor, "sign entry", head) or batch.at.admitted_by is not None
    unsigned = heard.doc["verdict"] == "signed" and heard.grade is None
    if not is_theirs and (unsigned or not posts.held_when_signed(batch, heard.doc, head.programme_id)):
        return room.lose(batch, heard, head.programme_id)
    if _is_somebody_else(batch, heard.doc):
        return rejected(heard.id, "signer_mismatch")
    if unsigned:
        return rejected(heard.id, "needs_signature")
    return _against(batch, heard, head) if is_theirs else _belated(batch, heard, head)


def _belated(batch: Batch, heard: Heard[Signoff], head: Head) -> Verdict:
    """An answer of who has left since, given before: kept beside the case, where a coordinator decides about it."""
    seen = batch.version(head, heard.doc["entry_hash"])
    if seen is None or seen["rev"] != heard.doc["entry_rev"]:
        return rejected(heard.id, "base_unknown")
    if full := room.refused(batch, heard, head.id):
        return full
    batch.keep_belated(heard, head)
    return rejected(heard.id, "role_ended", {"base": [ROLE_ENDED]})


def _is_somebody_else(batch: Batch, doc: Signoff) -> bool:
    """Whether the signer is not the actor: as registered now, or by their history on the day on which the answer was
    made, wherever it lay meanwhile. A phone that has not heard of a change may ask for changes under a name that was
    theirs before (decision 24); a signature may not."""
    actor, signer = batch.actor, doc["signer"]
    said = (signer["name"], signer["body"], signer["number"])
    if signer["id"] != actor.id:
        return True
    if said == (actor.name, actor.body, actor.number) or called.on_day(batch, said, doc["signed_at"]):
        return False
    return doc["verdict"] == "signed" or said not in called.former(batch)


def _against(batch: Batch, heard: Heard[Signoff], head: Head) -> Verdict:
    doc = heard.doc
    if head.state == "withdrawn":
        batch.keep_refused(heard, "gone")
        return batch.clash(heard, head, "gone")
    if doc["entry_hash"] != head.hash or doc["entry_rev"] != head.rev:
        return batch.clash(heard, head, "changed_before_signature")
    if head.supervisor_id is None:
        return rejected(heard.id, "unnamed", {"base": [UNNAMED]})
    # Older builds rate an observation too: that stays right. What was injected is never signed as merely seen.
    if doc["meaning"]["id"] in _PRESENT.values() and head.part not in _PRESENT:
        return rejected(heard.id, "field_invalid", {"rating": [words.HELP]})
    if head.state == "signed":
        standing = signatures.under(batch, head)
        # A second supervisor told "duplicate" would believe that their own signature and feedback were kept.
        if doc["verdict"] != "signed" or standing["signer_id"] != batch.actor.id:
            return rejected(heard.id, "locked")
        # The same answer from a second device is a repetition; another one would be lost without a word.
        batch.wanted.add(standing["hash"])
        before = batch.revision(standing["hash"])
        if before is None or _answer(doc) != _answer(orjson.loads(before["text"])):
            return rejected(heard.id, "signed_otherwise")
        return duplicate(heard.id, 1, standing["hash"])
    return room.refused(batch, heard, head.id) or _apply(batch, heard, head)


def _answer(doc: Signoff) -> Doc:
    """What a sign-off says about the case, without what tells one making of it from another."""
    return {name: doc.get(name) for name in ("rating", "domains", "feedback", "corrections", "meaning")}


def _apply(batch: Batch, heard: Heard[Signoff], head: Head) -> Verdict:
    verdict = batch.take(heard, head)
    head.state, head.is_changed = heard.doc["verdict"], True
    if head.state == "signed":
        head.signed_rev = head.rev
    return verdict
