"""Somebody else's hands: which statements of a member's saved copy their coordinator may bring back."""

from dataclasses import dataclass, field

from logbook.kinds import KINDS
from logbook.shapes.loose import Doc
from logbook.store.batch import Batch
from logbook.store.mutation import Heard
from logbook.store.verdicts import Verdict, blocked, rejected


@dataclass(frozen=True)
class Hands:
    """Who brings a copy that is not theirs, and where they coordinate now. `left` are the mutations left in the file:
    what builds on one of them cannot be brought either."""

    by: str
    programmes: frozenset[str]
    left: set[str] = field(default_factory=set)


def withheld(batch: Batch, one: Heard[Doc]) -> Verdict | None:
    """Why this statement stays in the file, or None where it may be judged.

    Nothing of the answer is stored: its owner, or their phone, may still say the same and gets a verdict of its own.
    """
    hands = batch.at.hands
    if hands is None:
        return None
    refused = one.refused or _left(batch, one, hands)
    if refused:
        hands.left.add(one.id)
    return refused


def _left(batch: Batch, one: Heard[Doc], hands: Hands) -> Verdict | None:
    if one.mutation.after in hands.left:
        return blocked(one.id, one.mutation.after)
    code = _why(batch, one, hands)
    return rejected(one.id, code) if code else None


def _why(batch: Batch, one: Heard[Doc], hands: Hands) -> str | None:
    doc, kind = one.doc, KINDS[one.doc["typ"]]
    # What a trainee says of their own work. Answers, and whatever is taken back, come from their own hands only.
    if not kind.brought:
        return "only_owner"
    about = kind.about(doc).id
    subject = batch.heads.get(about) or batch.members.get(about)
    named = {doc["programme"]} if "programme" in doc else set()
    # Where the subject stands counts as well as what the text says: a change could else name another programme.
    programmes = named | ({subject.programme_id} if subject else set())
    return None if programmes <= hands.programmes else "other_programme"
