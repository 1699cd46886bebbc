"""Notes: by the trainee of the case alone."""

from logbook.permissions import may
from logbook.store import room
from logbook.store.batch import Batch
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected


def judge(batch: Batch, heard: Heard) -> Verdict:
    """Of a case of theirs that is there."""
    known = batch.known["note"].get(heard.doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    head = batch.heads.get(heard.doc["entry"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "write entry", head):
        return room.lose(batch, heard, head.programme_id)
    return room.refused(batch, heard, head.id) or batch.take(heard, head)
