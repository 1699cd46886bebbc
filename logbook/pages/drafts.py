"""What was begun on this phone and not finished, as rows of a list. Twin of pages/drafts.js."""

from logbook.kinds import KINDS
from logbook.pages.cases import Doc, View, find
from logbook.pages.common import title_of
from logbook.statements.forms import first


def drafts_of(view: View, *kinds: str) -> list[Doc]:
    """Drafts of these kinds, newest first: [{entry, kind, word, saved_at, href or None, title, model}]."""
    drafts = [draft for draft in view.snapshot["drafts"] if draft["kind"] in kinds]
    drafts.sort(key=lambda draft: (draft["saved_at"], draft["entry"]), reverse=True)
    return [_row(view, draft) for draft in drafts]


def _row(view: View, draft: Doc) -> Doc:
    id, case = draft["entry"], find(view, draft["entry"])
    kind = draft["kind"]
    row = {
        "entry": id,
        "kind": kind,
        "word": KINDS[kind].word,
        "saved_at": view.clock.local(draft["saved_at"]),
    }
    if kind != "entry":
        return row | _answer(view, id, case, kind)
    areas = draft["fields"].get("areas") or []
    return row | {
        "href": f"/entries/{id}/edit" if case else f"/entries/new?draft={id}",
        "title": title_of(view, areas) or "Not finished",
        "model": first(draft["fields"], "model.code"),
    }


def _answer(view: View, id: str, case: Doc | None, kind: str) -> Doc:
    # Whoever lost the right to see a case keeps what they wrote about it, but has nothing to put it to.
    if case is None:
        return {"href": None, "title": "Not finished", "model": ""}
    doc = case["doc"]
    return {
        "href": f"/entries/{id}/{kind}",
        "title": title_of(view, doc["areas"]),
        "model": doc["model"]["code"],
    }
