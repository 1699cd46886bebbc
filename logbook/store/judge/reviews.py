"""Reviews: what the entry's own trainee saw two weeks later."""

from logbook.permissions import may
from logbook.shapes import Review
from logbook.store import room
from logbook.store.batch import Batch
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected


def judge(batch: Batch, heard: Heard[Review]) -> Verdict:
    """Of any revision that exists: what was seen stays true when the entry is corrected later."""
    doc = heard.doc
    known = batch.known["review"].get(doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    head = batch.heads.get(doc["entry"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "write entry", head):
        return room.lose(batch, heard, head.programme_id)
    if head.state == "withdrawn":
        batch.keep_refused(heard, "gone")
        return batch.clash(heard, head, "gone")
    seen = batch.version(head, doc["entry_hash"])
    if seen is None or seen["rev"] != doc["entry_rev"]:
        return rejected(heard.id, "base_unknown")
    return room.refused(batch, heard, head.id) or batch.take(heard, head)
