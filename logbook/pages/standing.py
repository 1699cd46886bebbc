"""What the form of a case stands on: the version it changes, a signature under it, a version that was refused. Twin of
pages/standing.js."""

from logbook.pages.cases import Doc, View, signature_of
from logbook.pages.rights import may_edit
from logbook.statements.filling import repeat_of
from logbook.statements.forms import Fields, first


def refused_case(view: View, mutation: str) -> Doc | None:
    """The version of a case that cannot go on under its own id any more, of the viewer's own."""
    here = [row for row in view.snapshot["parked"] if row["doc"]["typ"] == "entry"]
    kept = [
        one for case in view.cases if case["mine"] and case["record"] for one in case["record"]["proposals"]
    ]
    return next((one["doc"] for one in here + kept if one["mutation"] == mutation), None)


def signed(view: View, case: Doc | None) -> Doc | None:
    """The signature that every change now builds upon: {hash, rev, by}; None where none stands."""
    signature = signature_of(case) if case else None
    if signature is None:
        return None
    doc = signature["doc"]
    return {"hash": signature["hash"], "rev": doc["entry_rev"], "by": doc["signer"]["name"]}


def refused(case: Doc) -> dict[str, list[str]]:
    """The server's words about the fields of the version it did not take."""
    rows = [row for row in case["parked"] if row["doc"]["typ"] == "entry"]
    return rows[-1]["fields"] if rows else {}


def base_of(case: Doc | None, fields: Fields) -> Doc:
    """The version a change starts from, as text for the form; empty for a new case."""
    if first(fields, "base_hash"):
        return {"rev": first(fields, "base_rev"), "hash": first(fields, "base_hash")}
    record = case["record"] if case else None
    return {"rev": str(record["rev"]), "hash": record["hash"]} if record else {"rev": "", "hash": ""}


def asked_of(view: View, case: Doc | None) -> Doc | None:
    """The message of a supervisor who asked for changes last: {signer, at, feedback, corrections}; None after a
    signature and where nobody asked."""
    if case is None or not case["answers"] or case["answers"][-1]["doc"]["verdict"] != "returned":
        return None
    doc = case["answers"][-1]["doc"]
    said = {"feedback": doc["feedback"], "corrections": doc["corrections"]}
    return {"signer": doc["signer"]["name"], "at": view.clock.local(doc["signed_at"])} | said


def is_open(case: Doc) -> bool:
    """Whether what was asked last is about this very version: nothing was answered yet."""
    record, answers = case["record"], case["answers"]
    return bool(
        record
        and answers
        and answers[-1]["doc"]["entry_hash"] == record["hash"]
        and case["doc"] is record["doc"]
    )


def is_locked(view: View, case: Doc | None, ended: list[Doc], origin: str) -> bool:
    """Whether the form takes no answers. What was typed before a role ended stays in sight, though nobody takes it."""
    if ended:
        return origin not in ("typed", "draft")
    return case is not None and not may_edit(view, case)


def repeated(view: View, source: Doc) -> Fields:
    """What a new case takes over from an earlier one: not its programme where the viewer trains there no more, nor who
    supervised there."""
    doc = source["doc"]
    left = () if doc["programme"] in view.held["trainee"] else ("programme", "supervisor")
    fields = repeat_of(doc, view.shell)
    return {name: fields[name] for name in fields if name not in left} | {"from": [source["id"]]}
