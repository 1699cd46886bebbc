"""Hand-overs: a case waits for another supervisor than it did, by the word of a coordinator of its programme."""

from logbook.permissions import may
from logbook.shapes import Handover
from logbook.store import room
from logbook.store.batch import Batch, Head
from logbook.store.judge.entries import NOT_THERE, OPEN
from logbook.store.judge.withdrawals import SOMEBODY_ELSE
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected


def judge(batch: Batch, heard: Heard[Handover]) -> Verdict:
    """Of a case that still waits, from whom it waits for now, to somebody who supervises there now."""
    doc = heard.doc
    known = batch.known["handover"].get(doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    head = batch.heads.get(doc["entry"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "hand over entry", head):
        return room.lose(batch, heard, head.programme_id)
    if (doc["by"], doc["by_name"]) != (batch.actor.id, batch.actor.name):
        return rejected(heard.id, "field_invalid", {"by": [SOMEBODY_ELSE]})
    return _of(batch, heard, head)


def _of(batch: Batch, heard: Heard[Handover], head: Head) -> Verdict:
    if head.state == "withdrawn":
        return batch.clash(heard, head, "gone")
    if head.state not in OPEN:
        return rejected(heard.id, "locked")
    if head.supervisor_id is None:
        return rejected(heard.id, "unnamed", {"from": [UNNAMED]})
    if heard.doc["from"] != (head.handed_to or head.supervisor_id):
        return batch.clash(heard, head, "held_otherwise")
    if problem := _problem(batch, heard.doc, head):
        return rejected(heard.id, "field_invalid", {"to": [problem]})
    if full := room.refused(batch, heard, head.id):
        return full
    verdict = batch.take(heard, head)
    head.handed_to, head.handovers, head.is_changed = heard.doc["to"], head.handovers + 1, True
    batch.handed[heard.doc["to"], head.programme_id, heard.doc["reason"]] += 1
    return verdict


UNNAMED = "This case names no supervisor yet. Its trainee names who supervised."


def _problem(batch: Batch, doc: Handover, head: Head) -> str:
    """What speaks against whom it is handed to; "" where nothing does."""
    if doc["to"] == head.trainee_id:
        return "Choose somebody other than the trainee"
    if doc["to"] == doc["from"]:
        return "It waits for them already"
    return "" if doc["to"] in batch.supervisors(head.programme_id) else NOT_THERE
