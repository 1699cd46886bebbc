"""Two versions of one case side by side: which one goes on. Twin of pages/choice.js."""

from logbook.pages.cases import Doc, View, find, read, signature_of
from logbook.pages.clock import Clock
from logbook.pages.common import frame, row_of
from logbook.pages.differences import differences
from logbook.pages.entries import ids_of
from logbook.pages.rights import closed, may_repeat, may_write
from logbook.shapes import Query, Shell, Snapshot
from logbook.statements.forms import first

# The codes under which a version is kept beside the one that counts.
RIVALS = ("both_changed", "signed_meanwhile", "gone")


def entry_choice(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>/choice?of=<mutation>: the viewer's own kept version and the one that counts; None without both."""
    view = read(snapshot, clock, shell)
    case, fields = find(view, request["id"]), request.get("fields") or {}
    if case is None or not case["mine"] or case["record"] is None:
        return None
    wanted = first(fields, "of") or request["query"].get("of", "")
    found = rivals(case)
    rival = next((one for one in found if one["mutation"] == wanted), found[0] if found else None)
    page = frame(view, "Choose a version", "entries", f"/entries/{case['id']}") | ids_of(
        request, "withdrawal"
    )
    head, withdrawn = _newest(case), case["standing"] == "withdrawn"
    told = _told(view, head, rival, fields) if rival else None
    return page | {
        "case": row_of(view, case),
        "on": case["doc"]["performed_on"],
        "problems": [text for texts in (request.get("problems") or {}).values() for text in texts],
        "base": {"rev": str(head["rev"]), "hash": head["hash"]},
        "rival": told,
        "each": told is not None and not withdrawn and len(told["rows"]) > 1 and may_write(view, case),
        "ended": closed(view, case),
        "anew": may_repeat(view, case),
        "others": len(found) - 1,
        "other": _other(view, case, head),
        "signed": _signed(case),
        "withdrawn": withdrawn,
    }


def rivals(case: Doc) -> list[Doc]:
    """The kept versions to be decided about, oldest first: [{mutation, code, at: instant, here, doc}]."""
    here = [row for row in case["parked"] if row["doc"]["typ"] == "entry" and row["code"] in RIVALS]
    kept = case["record"]["proposals"] if case["record"] else []
    found = [_rival(row, row["at"], here=True) for row in here]
    found += [_rival(one, one["received_at"], here=False) for one in kept]
    return sorted(found, key=lambda one: f"{one['at']} {one['mutation']}")


def _rival(thing: Doc, at: str, *, here: bool) -> Doc:
    return {name: thing[name] for name in ("mutation", "code", "doc")} | {"at": at, "here": here}


def _newest(case: Doc) -> Doc:
    """What a choice builds upon: the last version written, sent or not: {rev, hash, doc, at: instant or None}."""
    rows = [row for row in case["outbox"] if row["doc"]["typ"] == "entry"]
    if rows:
        return {"rev": rows[-1]["doc"]["rev"], "hash": rows[-1]["hash"], "doc": rows[-1]["doc"], "at": None}
    record = case["record"]
    return {"rev": record["rev"], "hash": record["hash"], "doc": record["doc"], "at": record["received_at"]}


def _told(view: View, head: Doc, rival: Doc, fields: Doc) -> Doc:
    """{mutation, words, at, here, rows: [{name, label, mine, other, picked}]}."""
    rows = [
        {
            "name": one["name"],
            "label": one["label"],
            "mine": one["before"],
            "other": one["after"],
            "picked": first(fields, f"pick.{one['name']}") or "mine",
        }
        for one in differences(view, rival["doc"], head["doc"])
    ]
    words = view.words["refusals"].get(rival["code"], "")
    told = {"words": words, "at": view.clock.local(rival["at"]), "rows": rows}
    return {name: rival[name] for name in ("mutation", "here")} | told


def _other(view: View, case: Doc, head: Doc) -> Doc:
    """How the version that counts came here: {at: local or None, by: who signed it, or ""}."""
    signature = signature_of(case)
    if signature and signature["doc"]["entry_hash"] == head["hash"]:
        doc = signature["doc"]
        return {"at": view.clock.local(doc["signed_at"]), "by": doc["signer"]["name"]}
    return {"at": view.clock.local(head["at"]) if head["at"] else None, "by": ""}


def _signed(case: Doc) -> str:
    """The hash of the signature that a new version would amend; "" where none stands."""
    signature = signature_of(case)
    return str(signature["hash"]) if signature else ""
