"""How much one case and one account may fill: more is refused in words, what is there stays readable."""

from dataclasses import dataclass
from typing import Any

from logbook import budgets
from logbook.kinds import KINDS
from logbook.store import rows
from logbook.store.batch import Batch
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, rejected


def _beside(typ: str) -> set[str]:
    """The kinds whose texts count together with this one's: a supervisor who writes too much must not stop the trainee,
    nor the other way round."""
    side = KINDS[typ].side
    kinds = {name for name, kind in KINDS.items() if kind.side == side}
    # A version kept beside an entry is a version of it.
    return kinds | {"proposal"} if "entry" in kinds else kinds


@dataclass(slots=True)
class Filled:
    """What is kept already."""

    texts: int
    size: int  # characters


def refused(batch: Batch, heard: Heard[Any], entry: str) -> Verdict | None:
    """Why a case takes no further text like this, or None where it does."""
    sides = _beside(heard.doc["typ"])
    kept = _filled(batch, entry, sides)
    if kept.texts < budgets.CASE_TEXTS and kept.size + len(heard.text) <= budgets.CASE_SIZE:
        return None
    return rejected(heard.id, "case_full")


def lose(batch: Batch, heard: Heard[Any], *programmes: str) -> Verdict:
    """Refused because the right is gone: its writer may never reach it again, so the body is kept here too.

    Only for somebody who once belonged to one of these programmes, or anybody could fill the disk with what is refused.
    """
    if _has_room(batch, heard, set(programmes)):
        batch.keep_refused(heard, "no_access")
    return rejected(heard.id, "no_access")


def _has_room(batch: Batch, heard: Heard[Any], programmes: set[str]) -> bool:
    values = {"account": batch.actor.id, "programmes": sorted(programmes)}
    if not batch.connection.execute(rows.EVER_THERE, values).first():
        return False
    kept = batch.connection.execute(rows.REFUSED_SIZE, values).scalar_one()
    kept += sum(len(row["text"]) for row in batch.inserts.get("refusal", []))
    return bool(kept + len(heard.text) <= budgets.REFUSED_SIZE)


def _filled(batch: Batch, entry: str, sides: set[str]) -> Filled:
    """What the database holds, and what this batch has added so far."""
    found = batch.connection.execute(rows.FILLED, {"entry": entry}).mappings()
    filled = Filled(0, 0)
    for kept in found:
        if kept["kind"] in sides:
            filled.texts += kept["texts"]
            filled.size += kept["size"] or 0
    named = {
        row[KINDS[name].naming.key.key]
        for name in sides & KINDS.keys() - {"entry"}
        for row in batch.inserts.get(name, [])
        if row[KINDS[name].naming.id.key] == entry
    }
    for row in batch.inserts.get("statement", []):
        if row["kind"] in sides and (row["doc_id"] == entry or row["doc_id"] in named):
            filled.texts, filled.size = filled.texts + 1, filled.size + len(row["text"])
    for row in batch.inserts.get("proposal", []) if "proposal" in sides else []:
        if row["entry_id"] == entry:
            filled.texts, filled.size = filled.texts + 1, filled.size + len(row["text"])
    return filled
