"""The pages of one case: itself, and taking it back. Twin of pages/entries.js."""

from logbook.numerals import plain_number
from logbook.pages.cases import Doc, View, find, read, signature_of
from logbook.pages.clock import Clock
from logbook.pages.common import frame, may_nudge, name_of, row_of, title_of
from logbook.pages.counting import counting
from logbook.pages.drawing import draw, listed
from logbook.pages.facts import told
from logbook.pages.history import (
    answer_of,
    belated,
    history,
    proposals,
    ratings,
    review_due,
    reviews,
    state_facts,
    taken_back,
)
from logbook.pages.rights import (
    closed,
    may_answer,
    may_edit,
    may_repeat,
    may_review,
    may_set_aside,
    may_withdraw,
    my_aside,
    supervises,
)
from logbook.shapes import Query, Shell, Snapshot
from logbook.statements.forms import first

# How many rows a list shows before it offers more.
A_PAGE = 50


def entry_show(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>: all that is known of one case. None where the viewer has none."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None:
        return None
    doc, here = case["doc"], "entries" if case["mine"] else "signoffs"
    page = frame(view, f"Model {doc['model']['code']}", here, f"/{here}")
    own = {
        "mine": case["mine"],
        "area_title": title_of(view, doc["areas"]),
        "trainee": name_of(view, doc["trainee"]),
        "answer": answer_of(view, case),
        "taken_back": taken_back(view, case),
        "hash": case["record"]["hash"] if case["record"] else None,
        "rev": doc["rev"],
        "reviews": reviews(view, case),
        "review": review_due(view, case),
        "ratings": ratings(view, case),
        "proposals": proposals(view, case),
        "belated": belated(view, case),
        "history": history(view, case),
        "counting": counting(view, case),
        "versions": f"/entries/{case['id']}/versions",
        "actions": _actions(view, case),
        "saved": _just_saved(request, case),
        "code": doc["model"]["code"],
        "ended": closed(view, case),
        "to_note": may_review(view, case) and not reviews(view, case),
    }
    return page | state_facts(view, case) | told(view, doc) | own


def entry_withdraw(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>/withdrawal: why a case is taken back. None where it is not the viewer's to take back."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None or not case["mine"]:
        return None
    problems, ended = request.get("problems") or {}, closed(view, case)
    sections = draw(view, "withdrawal", request.get("fields") or {}, problems)
    page = frame(view, "Withdraw case", "entries", f"/entries/{case['id']}")
    return (
        page
        | ids_of(request, "withdrawal")
        | {
            "ended": ended,
            # What was typed before the role ended stays in sight, though nobody takes it.
            "allowed": may_withdraw(view, case) or bool(ended and "fields" in request),
            "case": row_of(view, case),
            "on": case["doc"]["performed_on"],
            "problems": listed(sections, problems),
            "sections": sections,
        }
    )


def ids_of(request: Query, kind: str) -> Doc:
    """The ids a form carries: those it came back with, or fresh ones: {id, mutation}."""
    fields, ids = request.get("fields") or {}, request["ids"]
    return {"id": first(fields, "id") or ids[kind], "mutation": first(fields, "mutation") or ids["mutation"]}


def _just_saved(request: Query, case: Doc) -> Doc | None:
    """What the offer to undo needs on the page after Save: {case, of, changed, id, mutation, entry}, or None."""
    doc, done, ids = case["doc"], request["query"].get("done"), request["ids"]
    if not case["mine"] or not done or done != doc["mutation"]:
        return None
    made = {"id": ids["withdrawal"], "mutation": ids["mutation"], "entry": ids["entry"]}
    return made | {"case": case["id"], "of": doc["mutation"], "changed": doc["rev"] > 1}


def _actions(view: View, case: Doc) -> Doc:
    """Where the viewer may go from here: {edit, amend, review, withdraw, …}, each an address or None.

    What was signed as it stands is not edited but amended; a new version of it is edited until it is signed.
    """
    id, signature, edit = case["id"], signature_of(case), may_edit(view, case)
    amend = edit and signature is not None and signature["doc"]["entry_hash"] == _newest(case)
    signed = [answer["id"] for answer in case["answers"] if _is_my_signature(view, answer["doc"])]
    take_back = f"/signoffs/{signed[-1]}/withdrawal" if signed and supervises(view, case) else None
    return {
        "edit": f"/entries/{id}/edit" if edit and not amend else None,
        "amend": f"/entries/{id}/edit" if amend else None,
        "review": f"/entries/{id}/review" if may_review(view, case) else None,
        "withdraw": f"/entries/{id}/withdrawal" if may_withdraw(view, case) else None,
        "repeat": f"/entries/new?from={id}" if may_repeat(view, case) else None,
        "sign": f"/entries/{id}/signoff" if may_answer(view, case) else None,
        "take_back": take_back,
        "set_aside": f"/entries/{id}/set-aside" if may_set_aside(view, case) else None,
        "is_aside": my_aside(view, case) is not None,
        "nudge": f"/entries/{id}/nudge" if may_nudge(view, case) else None,
    }


def _newest(case: Doc) -> str:
    """The hash of the version a change would build upon; "" where it still waits on this phone."""
    waits = any(row["doc"]["typ"] == "entry" for row in case["outbox"])
    return "" if waits or case["record"] is None else str(case["record"]["hash"])


def _is_my_signature(view: View, doc: Doc) -> bool:
    return doc["verdict"] == "signed" and bool(doc["signer"]["id"] == view.account)


def whole(text: str) -> int:
    """A small number from an address; 1 where it is none."""
    found = plain_number(text, 3)
    return 1 if found is None else found
