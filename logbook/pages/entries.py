"""The pages of cases: the list, one case, taking one back. Twin of pages/entries.js."""

from typing import Any

from logbook.pages.cases import Doc, View, find, may_answer, may_edit, may_withdraw, read
from logbook.pages.common import by_day, frame, name_of, row_of, title_of
from logbook.pages.drafts import drafts_of
from logbook.pages.drawing import draw, listed
from logbook.pages.facts import told
from logbook.pages.history import answer_of, history, proposals, reviews, state_facts, taken_back
from logbook.pages.measures import ring
from logbook.statements.forms import first

A_PAGE = 50


def entries_index(snapshot: Doc, request: Doc, clock: Any, shell: Doc) -> Doc | None:
    """/entries?show=…&page=…&trainee=…: the viewer's own cases, or a trainee's; None for an unknown trainee."""
    view, query = read(snapshot, clock, shell), request["query"]
    trainee = query.get("trainee", view.account)
    own = trainee == view.account
    if not own and trainee not in view.people:
        return None
    cases = [case for case in view.cases if case["doc"]["trainee"] == trainee]
    show = query.get("show", "all") if query.get("show", "all") in view.words["filters"] else "all"
    chosen = [case for case in cases if _is_shown(view, case, show)]
    limit = A_PAGE * max(1, whole(query.get("page", "1")))
    address = "/entries?" + ("" if own else f"trainee={trainee}&")
    more = f"{address}show={show}&page={limit // A_PAGE + 1}" if len(chosen) > limit else None
    page = (
        frame(view, "Logbook", "entries")
        if own
        else frame(view, name_of(view, trainee), "trainees", "/trainees")
    )
    return page | {
        "writes": own and "trainee" in view.roles,
        "ring": ring(view) if own else None,
        "filters": _filters(view, cases, show, address),
        "days": by_day(view, chosen[:limit], row_of),
        "drafts": drafts_of(view, "entry") if own else [],
        "more": more,
        "left": len(chosen) - limit,
        "empty_logbook": not cases,
        "repeat": any(case["state"] != "withdrawn" for case in cases),
    }


def entry_show(snapshot: Doc, request: Doc, clock: Any, shell: Doc) -> Doc | None:
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
        "proposals": proposals(view, case),
        "history": history(view, case),
        "actions": _actions(view, case),
    }
    return page | state_facts(view, case) | told(view, doc) | own


def entry_withdraw(snapshot: Doc, request: Doc, clock: Any, shell: Doc) -> Doc | None:
    """/entries/<id>/withdrawal: why a case is taken back. None where it is not the viewer's to take back."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None or not case["mine"]:
        return None
    problems = request.get("problems") or {}
    sections = draw(view, "withdrawal", request.get("fields") or {}, problems)
    page = frame(view, "Withdraw case", "entries", f"/entries/{case['id']}")
    return (
        page
        | ids_of(request, "withdrawal")
        | {
            "allowed": may_withdraw(case),
            "case": row_of(view, case),
            "on": case["doc"]["performed_on"],
            "problems": listed(sections, problems),
            "sections": sections,
        }
    )


def ids_of(request: Doc, kind: str) -> Doc:
    """The ids a form carries: those it came back with, or fresh ones: {id, mutation}."""
    fields, ids = request.get("fields") or {}, request["ids"]
    return {"id": first(fields, "id") or ids[kind], "mutation": first(fields, "mutation") or ids["mutation"]}


def _is_shown(view: View, case: Doc, show: str) -> bool:
    return show == "all" or case["state"] in view.words["filter_states"][show]


def _filters(view: View, cases: list[Doc], show: str, address: str) -> list[Doc]:
    """Links with counts; the two that are about trouble appear only where there is some."""
    made = []
    for code, label in view.words["filters"].items():
        count = sum(1 for case in cases if _is_shown(view, case, code))
        if count or code == show or code in ("all", "waiting", "signed"):
            link = {"code": code, "label": label, "count": count, "href": f"{address}show={code}"}
            made.append(link | {"current": code == show})
    return made


def _actions(view: View, case: Doc) -> Doc:
    """Where the viewer may go from here: {edit, withdraw, repeat, sign, take_back}, each an address or None."""
    id = case["id"]
    signed = [answer["id"] for answer in case["answers"] if _is_my_signature(view, answer["doc"])]
    return {
        "edit": f"/entries/{id}/edit" if case["mine"] and may_edit(case) else None,
        "withdraw": f"/entries/{id}/withdrawal" if case["mine"] and may_withdraw(case) else None,
        "repeat": f"/entries/new?from={id}" if case["mine"] else None,
        "sign": f"/entries/{id}/signoff" if may_answer(view, case) else None,
        "take_back": f"/signoffs/{signed[-1]}/withdrawal" if signed else None,
    }


def _is_my_signature(view: View, doc: Doc) -> bool:
    return doc["verdict"] == "signed" and bool(doc["signer"]["id"] == view.account)


def whole(text: str) -> int:
    """A small number from an address; 1 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
