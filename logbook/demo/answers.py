"""What answers the demo's entries: signatures, changes asked, reviews, withdrawals."""

from datetime import datetime

from logbook.demo import builders
from logbook.demo.documents import TZ, instant
from logbook.shapes.loose import Doc
from logbook.store import Actor

# What a supervisor saw, and what they said to do instead.
SEEN = {
    "symmetry": (
        "Right and left not at the same height",
        "Check from the foot of the bed before the last point",
    ),
    "marking": ("Injected before marking up", "Mark all points with the model sitting up"),
    "brow": ("Point too close to the brow", "Stay two centimetres above the rim"),
}


def signoff(
    entry: Doc,
    ids: tuple[str, str],
    signer: Actor,
    at: datetime,
    rating: int | None,
    feedback: str,
    seen: str | None = None,
) -> Doc:
    """A signature with its rating; without a rating, changes asked. `seen` is what was corrected, one of SEEN."""
    return builders.signoff(
        entry,
        "returned" if rating is None else "signed",
        id=ids[0],
        nonce=ids[1],
        rating=rating,
        feedback=feedback,
        corrections=[_correction(*SEEN[seen])] if seen else [],
        signer=builders.signer_of(signer),
        signed_at=instant(at),
        tz=TZ,
    )


def _correction(seen: str, correction: str) -> Doc:
    return {"seen": seen, "correction": correction, "repeat": False}


def review(entry: Doc, id: str, at: datetime, found: str) -> Doc:
    """The look two weeks later; `found` is ptosis, absent (the model did not come), or review (all as planned)."""
    ptosis, seen = found == "ptosis", found != "absent"
    drooped = {
        "kind": "eyelid_ptosis",
        "severity": "mild",
        "onset_day": 5,
        "action": "review",
        "resolved_on": None,
        "reported_to": "yellow_card",
        "supervisor_told": True,
    }
    learned = "My lateral corrugator point was too low. I mark one centimetre above the rim now."
    return builders.review(
        entry,
        id=id,
        seen_on=at.date().isoformat(),
        result="adverse" if ptosis else "as_planned" if seen else "not_seen",
        asymmetry="slight" if ptosis else "none" if seen else "",
        top_up="none" if seen else "",
        events=[drooped] if ptosis else [],
        reflection=learned if ptosis else "",
    )


def withdrawal(of: Doc, id: str, by: str, at: datetime, reason: str) -> Doc:
    """An entry or a sign-off taken back."""
    return builders.withdrawal(of, id=id, by=by, at=instant(at), reason=reason)
