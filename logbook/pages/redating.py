"""The offer to move what a fast clock dated wrongly, with the dates as they were and as they would be. Twin of
pages/redating.js."""

from logbook.kinds import word
from logbook.moments import far
from logbook.pages.cases import Doc, View
from logbook.pages.common import named
from logbook.statements.moving import movable


def redating(view: View) -> Doc | None:
    """{far: "3 days", count, rows: [{title, model, kind, word, was, now}]}, newest first; None where nothing moves."""
    parked = {row["mutation"]: row["doc"] for row in view.snapshot["parked"]}
    found = movable(view.snapshot["parked"], view.snapshot["phone"], view.clock.tz)
    if not found:
        return None
    rows = [_row(view, parked[one["mutation"]], one["doc"]) for one in reversed(found)]
    return {"far": far(max(one["minutes"] for one in found)), "count": len(rows), "rows": rows}


def _row(view: View, before: Doc, after: Doc) -> Doc:
    return named(view, before) | {
        "kind": before["typ"],
        "word": word(before),
        "was": _when(view, before),
        "now": _when(view, after),
    }


def _when(view: View, doc: Doc) -> str:
    """The day and hour that a statement is about, on the wall."""
    if doc["typ"] == "entry":
        return f"{doc['performed_on']}T{doc['performed_at']}"
    return str(
        doc["seen_on"] if doc["typ"] == "review" else view.clock.local(doc.get("signed_at") or doc["at"])
    )
