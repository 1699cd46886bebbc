"""What a supervisor answered, and how both rated the case. Twin of what pages/history.js says of it."""

from logbook.filters import lowered, units
from logbook.pages.cases import Doc, View, versions_of
from logbook.pages.common import days_between, name_of
from logbook.pages.practising import registration
from logbook.pages.supervisors import is_confirmed

# How far two ratings of five steps can lie apart.
GAPS = ("The same step", "One step apart", "Two steps apart", "Three steps apart", "Four steps apart")


def answer_of(view: View, case: Doc) -> Doc | None:
    """The answer that counts now, the newest not taken back; None where there is none."""
    if not case["answers"]:
        return None
    record = case["answers"][-1]
    doc = record["doc"]
    words, named = view.words, _named(case, doc)
    return {
        "id": doc["id"],
        "verdict": doc["verdict"],
        "signer": doc["signer"]["name"],
        "body": doc["signer"]["body"],
        "number": doc["signer"]["number"],
        "at": view.clock.local(doc["signed_at"]),
        "days": days_between(case["doc"]["performed_on"], view.clock.local(doc["signed_at"])),
        "rating": doc["rating"],
        "anchor": words["ratings"].get(str(doc["rating"]), ""),
        "feedback": doc["feedback"],
        # Statements of older builds do not say why somebody else signed.
        "instead": doc.get("instead_reason", ""),
        "named": name_of(view, named) if named else "",
        "corrections": doc["corrections"],
        "grade": words["grade_short"].get(record["grade"] or "", ""),
        "rev": doc["entry_rev"],
        "mine": doc["signer"]["id"] == view.account,
        # Nobody brings an answer from a saved copy: whose is brought had left, and a coordinator accepted it.
        "admitted": record.get("brought_by") or "",
        "current": case["record"] is not None and doc["entry_hash"] == case["record"]["hash"],
        "confirmed": is_confirmed(view, case["doc"], doc["signer"]),
        "licence": registration(view, case["doc"]["programme"], doc["signer"], doc["signed_at"]),
    }


def _named(case: Doc, signoff: Doc) -> str | None:
    """The supervisor named where somebody else answered; None where the one named did, or nobody was named."""
    version = next((one for one in versions_of(case) if one["hash"] == signoff["entry_hash"]), None)
    named: str | None = version["doc"]["supervisor"] if version else None
    return None if named == signoff["signer"]["id"] else named


def ratings(view: View, case: Doc) -> Doc | None:
    """How the trainee and who signed rated the same case: {rows: [{who, rating, anchor}], gap}; None without both."""
    own, doc = case["doc"]["self_rating"], case["answers"][-1]["doc"] if case["answers"] else None
    if own is None or doc is None or doc["rating"] is None:
        return None
    mine = "You" if case["mine"] else name_of(view, case["doc"]["trainee"])
    theirs = "You" if doc["signer"]["id"] == view.account else doc["signer"]["name"]
    rows = [
        {"who": mine, "rating": own, "anchor": view.words["self_ratings"].get(str(own), "")},
        {"who": theirs, "rating": doc["rating"], "anchor": view.words["ratings"].get(str(doc["rating"]), "")},
    ]
    return {"rows": rows, "gap": GAPS[abs(own - doc["rating"])]}


def topped_up(view: View, doc: Doc) -> str:
    """Whether there was a top-up at the review, how much, and where: "Done: 4 units, glabella"."""
    words = view.words
    said: str = words["top_ups"].get(doc["top_up"], doc["top_up"])
    # Statements of older builds do not say how much.
    dose, areas = doc.get("top_up_units_tenths"), doc.get("top_up_areas") or []
    more = [units(dose)] if dose else []
    more += [lowered(words["areas"].get(area, area)) for area in areas]
    return f"{said}: {', '.join(more)}" if more else said
