"""Setting aside: a supervisor says of a case that it is to count for no rule."""

from types import SimpleNamespace

from logbook.permissions import may
from logbook.shapes import SetAside
from logbook.store import room
from logbook.store.batch import Batch, Head
from logbook.store.judge.called import former
from logbook.store.judge.withdrawals import SOMEBODY_ELSE
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, duplicate, id_reused, rejected


def judge(batch: Batch, heard: Heard[SetAside]) -> Verdict:
    """By whoever may sign the case, in their own name, of a version that there is; once while it stands."""
    doc = heard.doc
    known = batch.known["set_aside"].get(doc["id"])
    if known:
        return duplicate(heard.id, 1, heard.hash) if known["hash"] == heard.hash else id_reused(heard.id)
    head = batch.heads.get(doc["entry"])
    if head is None:
        return rejected(heard.id, "unknown_entry")
    if not may(batch.actor, "sign entry", head):
        return room.lose(batch, heard, head.programme_id)
    if doc["by"] != batch.actor.id or not is_called(batch, doc["by_name"]):
        return rejected(heard.id, "field_invalid", {"by": [SOMEBODY_ELSE]})
    return _of(batch, heard, head)


def _of(batch: Batch, heard: Heard[SetAside], head: Head) -> Verdict:
    doc = heard.doc
    if head.state == "withdrawn":
        batch.keep_refused(heard, "gone")
        return batch.clash(heard, head, "gone")
    seen = batch.version(head, doc["entry_hash"])
    if seen is None or seen["rev"] != doc["entry_rev"]:
        return rejected(heard.id, "base_unknown")
    # It counts for nothing already: a second one would have to be taken back as well.
    if any(_stands(batch, SimpleNamespace(**row), head) for row in batch.known["set_aside"].values()):
        return batch.clash(heard, head, "set_aside_before")
    return room.refused(batch, heard, head.id) or batch.take(heard, head)


def is_called(batch: Batch, name: str) -> bool:
    """Whether the actor is called so, or was: a phone says it under the name that it knows."""
    return name == batch.actor.name or any(name == before for before, _, _ in former(batch))


def _stands(batch: Batch, row: SimpleNamespace, head: Head) -> bool:
    own = may(batch.actor, "withdraw set-aside", row)
    return own and row.entry_id == head.id and row.withdrawn_at is None
