"""What needs the viewer and who they are: to do, me. Twin of pages/account.js."""

from logbook.kinds import KINDS, word
from logbook.pages.cases import Doc, View, programme_name, read, waits
from logbook.pages.clock import Clock
from logbook.pages.common import asks, due, frame, named, row_of, to_name
from logbook.pages.drafts import drafts_of
from logbook.pages.entries import A_PAGE
from logbook.pages.history import answer_of, handed_over, left, proposals, review_due
from logbook.pages.notices import told_of
from logbook.pages.paged import begins, paged
from logbook.pages.places import left_behind, programmes
from logbook.pages.practising import endings
from logbook.pages.redating import redating
from logbook.pages.refusals import refusal
from logbook.pages.rights import may_write, over
from logbook.pages.supervisors import awaiting, is_unnamed, supervised, unconfirmed
from logbook.shapes import Query, Shell, Snapshot, You
from logbook.shapes.snapshot import Waiting


def todo(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/todo?page=…: changes asked, what was not accepted, versions kept beside the one that counts, cases that name no
    supervisor, a page of the reviews due."""
    view = read(snapshot, clock, shell)
    kept = [case for case in view.cases if case["mine"] and case["record"] and case["record"]["proposals"]]
    page, dated = frame(view, "To do", "todo"), due(view)
    stretch = snapshot.get("due") or {"cases": len(dated), "before": 0, "since": ""}
    begun = begins(request["query"], stretch["cases"]) - stretch["before"]
    here = [case for on, case in dated if on >= stretch["since"]][begun : begun + A_PAGE]
    return page | {
        "asked": [row_of(view, case) | {"answer": answer_of(view, case)} for case in asks(view)],
        "parked": parked(view),
        "redating": redating(view),
        "kept": [row_of(view, case) | {"proposals": proposals(view, case)} for case in kept],
        "reviews": [row_of(view, case) | {"due": review_due(view, case)} for case in here],
        "paged": paged("/todo", request["query"], stretch["cases"]),
        "unnamed": [row_of(view, case) | {"on": case["doc"]["performed_on"]} for case in to_name(view)],
        "nobody": _nobody(view),
        "unconfirmed": _unconfirmed(view),
        "left": _left(view),
        "handed": _handed(view),
        "licences": endings(view),
        "ended": over(view, "trainee"),
    }


def me(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/me: who the viewer is, and what exists only on this phone."""
    view = read(snapshot, clock, shell)
    person = view.people.get(view.account) or {"name": "", "profession": "", "body": "", "number": ""}
    waits_here = bool(snapshot["outbox"] or snapshot["parked"] or snapshot["drafts"])
    phone = snapshot["phone"]
    you: You = snapshot.get("you") or {"email": "", "links": []}
    return frame(view, "Me", "me") | {
        "name": person["name"],
        "profession": view.words["professions"].get(person["profession"], ""),
        "body": person["body"],
        "number": person["number"],
        "email": you["email"],
        "links": [told_of(link, clock) for link in you["links"]],
        "exports": any(case["mine"] for case in view.cases)
        or not {"trainee", "coordinator"}.isdisjoint(view.roles),
        "programmes": programmes(view),
        "over": left_behind(view),
        "awaiting": awaiting(view, view.held["supervisor"]),
        "licences": endings(view),
        "outbox": [_waiting(view, row) for row in snapshot["outbox"]],
        "parked": parked(view),
        "redating": redating(view),
        "drafts": drafts_of(view, *(name for name, kind in KINDS.items() if kind.drafted)),
        "last_sync": clock.local(phone["last_sync"]) if waits_here and phone and phone["last_sync"] else None,
        "fragile": waits_here and phone is not None and phone["persisted"] is False,
    }


def parked(view: View) -> list[Doc]:
    """Everything the server would not take, newest first, each with the case it is about."""
    return [refusal(view, row) | named(view, row["doc"]) for row in reversed(view.snapshot["parked"])]


def _unconfirmed(view: View) -> list[Doc]:
    """Who signed the viewer's own cases and waits to be confirmed: [{signer, cases}], by name."""
    counts: dict[str, int] = {}
    for case in view.cases:
        signer = unconfirmed(view, case) if case["mine"] and case["state"] == "signed" else None
        if signer is not None:
            counts[signer["name"]] = counts.get(signer["name"], 0) + 1
    return [{"signer": name, "cases": counts[name]} for name in sorted(counts)]


def _nobody(view: View) -> list[Doc]:
    """Programmes where cases of the viewer's wait for a supervisor to be named, and nobody supervises yet:
    [{programme, cases}], by name."""
    there, counts = supervised(view), dict[str, int]()
    for case in view.cases:
        programme = case["doc"]["programme"]
        if may_write(view, case) and is_unnamed(case) and programme not in there:
            counts[programme] = counts.get(programme, 0) + 1
    rows = [{"programme": programme_name(view, id), "cases": cases} for id, cases in sorted(counts.items())]
    return sorted(rows, key=lambda row: str(row["programme"]))


def _left(view: View) -> list[Doc]:
    """Supervisors who left while cases of the viewer's wait for them: [{name, on, by, cases}], by name."""
    rows: dict[str, Doc] = {}
    for case in view.cases:
        gone = left(view, case) if case["mine"] and waits(case) else None
        if gone is not None:
            key = f"{gone['name']} {case['doc']['supervisor']} {case['doc']['programme']}"
            rows[key] = gone | {"cases": rows[key]["cases"] + 1 if key in rows else 1}
    return [rows[key] for key in sorted(rows)]


def _handed(view: View) -> list[Doc]:
    """To whom cases of the viewer's that name somebody who is still there were handed: [{named, to, by, cases}], by
    name. What a leaver's cases wait for stands beside that they left."""
    rows: dict[str, Doc] = {}
    for case in view.cases:
        told = handed_over(view, case) if case["mine"] and waits(case) and left(view, case) is None else None
        if told is not None:
            key = f"{told['named']} {told['to']} {told['by']}"
            cases = rows[key]["cases"] + 1 if key in rows else 1
            rows[key] = {"named": told["named"], "to": told["to"], "by": told["by"], "cases": cases}
    return [rows[key] for key in sorted(rows)]


def _waiting(view: View, row: Waiting) -> Doc:
    """A statement that waits to be sent: {kind, word, at, title, model}."""
    doc = row["doc"]
    return {"kind": doc["typ"], "word": word(doc), "at": view.clock.local(row["at"])} | named(view, doc)
