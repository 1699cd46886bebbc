"""Which signatures of an entry stand, and where the entry stands by them."""

from logbook.kinds import Row
from logbook.store.batch import Batch, Head


def under(batch: Batch, head: Head) -> Row:
    """The signature that stands under this very head. Only for a head that is signed."""
    return next(row for row in _standing(batch, head) if _signs(row) and row["entry_hash"] == head.hash)


def settle(batch: Batch, head: Head) -> None:
    """State and signed revision from the answers that are left, when one of them was taken back."""
    left = _standing(batch, head)
    head.signed_rev = max((row["entry_rev"] for row in left if _signs(row)), default=None)
    is_answered = any(row["entry_hash"] == head.hash for row in left)
    head.state = "signed" if head.signed_rev == head.rev else "returned" if is_answered else "sent"


def _standing(batch: Batch, head: Head) -> list[Row]:
    return [
        row
        for row in batch.known["signoff"].values()
        if row["entry_id"] == head.id and row["withdrawn_at"] is None
    ]


def _signs(row: Row) -> bool:
    return bool(row["verdict"] == "signed")
