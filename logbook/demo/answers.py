"""What answers the demo's entries: signatures, changes asked, reviews, withdrawals."""

from datetime import datetime

from logbook.demo.documents import TZ, hash_of, instant
from logbook.shapes.loose import Doc
from logbook.store import Actor
from logbook.vocabulary import LISTS

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
    verdict = "returned" if rating is None else "signed"
    meaning = LISTS["meaning_of_verdict"][verdict]
    return {
        "typ": "signoff",
        "v": 1,
        "id": ids[0],
        "entry": entry["id"],
        "entry_rev": entry["rev"],
        "entry_hash": hash_of(entry),
        "verdict": verdict,
        "rating": rating,
        "domains": dict.fromkeys(LISTS["domains"]),
        "feedback": feedback,
        "corrections": [_correction(*SEEN[seen])] if seen else [],
        "meaning": {"id": meaning, "lang": "en", "text": LISTS["meanings"][meaning]["en"]},
        "signer": _signer(signer),
        "signed_at": instant(at),
        "tz": TZ,
        "dev": None,
        "seq": None,
        "dev_prev": None,
        "tree": None,
        "nonce": ids[1],
    }


def _signer(signer: Actor) -> Doc:
    facts = {"id": signer.id, "name": signer.name, "body": signer.body, "number": signer.number}
    return facts | {"cred": None}


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
    return {
        "typ": "review",
        "v": 1,
        "id": id,
        "entry": entry["id"],
        "entry_rev": entry["rev"],
        "entry_hash": hash_of(entry),
        "seen_on": at.date().isoformat(),
        "result": "adverse" if ptosis else "as_planned" if seen else "not_seen",
        "asymmetry": "slight" if ptosis else "none" if seen else "",
        "top_up": "none" if seen else "",
        "events": [drooped] if ptosis else [],
        "reflection": "My lateral corrugator point was too low. I mark one centimetre above the rim now."
        if ptosis
        else "",
    }


def withdrawal(of: Doc, id: str, by: str, at: datetime, reason: str) -> Doc:
    """An entry or a sign-off taken back."""
    return {
        "typ": "withdrawal",
        "v": 1,
        "id": id,
        "of": {"kind": of["typ"], "id": of["id"]},
        "of_hash": hash_of(of),
        "reason": reason,
        "by": by,
        "at": instant(at),
    }
