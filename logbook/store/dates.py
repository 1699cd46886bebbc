"""What was done cannot lie ahead: a statement that says so is refused, and told whose clock is wrong."""

from logbook import kinds, moments
from logbook.shapes.loose import Doc
from logbook.store.batch import Batch
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, rejected


def refused(batch: Batch, heard: Heard[Doc]) -> Verdict | None:
    """The refusal of a statement with something past a day or more ahead of this server; None where all is past.

    What is stored already is not judged again: the same text once more is a repetition.
    """
    problems = kinds.ahead(heard.doc, batch.at.now)
    if not problems or _is_stored(batch, heard):
        return None
    fast = batch.at.offset_s or 0
    if fast < moments.TOLD * 60:
        return rejected(heard.id, "field_invalid", problems)
    words = f"Your device’s clock is {moments.far(fast // 60)} ahead of ours."
    return rejected(heard.id, "clock_ahead", problems | {"base": [words]})


def _is_stored(batch: Batch, heard: Heard[Doc]) -> bool:
    batch.wanted.add(heard.hash)
    return batch.revision(heard.hash) is not None
