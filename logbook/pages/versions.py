"""Every version of a case, newest first, with what changed and who answered it. Twin of pages/versions.js."""

from logbook.pages.cases import Doc, View, find, read, versions_of
from logbook.pages.choice import rivals
from logbook.pages.clock import Clock
from logbook.pages.common import frame, name_of, row_of
from logbook.pages.differences import differences
from logbook.pages.history import brought, handing
from logbook.pages.supervisors import handovers_of
from logbook.shapes import Query, Shell, Snapshot
from logbook.state import effective


def entry_versions(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/entries/<id>/versions: what was said when. None where the viewer has no such case."""
    view = read(snapshot, clock, shell)
    case = find(view, request["id"])
    if case is None:
        return None
    here = "entries" if case["mine"] else "signoffs"
    chain = _chain(case)
    told = [_version(view, case, one, chain[place - 1] if place else None) for place, one in enumerate(chain)]
    return frame(view, "Versions", here, f"/entries/{case['id']}") | {
        "case": row_of(view, case),
        "on": case["doc"]["performed_on"],
        "trainee": "" if case["mine"] else name_of(view, case["doc"]["trainee"]),
        "versions": told[::-1],
        "missing": chain[0]["rev"] - 1 if chain else 0,
        "kept": [_kept(view, case, one) for one in rivals(case)],
    }


def changes_since(view: View, case: Doc, hash: str, known: Doc | None = None) -> Doc | None:
    """What the record says differently than an older version of it: {rev, rows}; None where that is not known here.

    `known` is that version's document, where something else kept it.
    """
    record = case["record"]
    old = next((one["doc"] for one in versions_of(case) if one["hash"] == hash), known)
    if old is None or hash == record["hash"]:
        return None
    return {"rev": old["rev"], "rows": differences(view, old, record["doc"])}


def _chain(case: Doc) -> list[Doc]:
    """All versions, oldest first, those that wait on this phone last: [{rev, hash, doc, at, waits, brought_by}]."""
    sent = [
        {"rev": one["rev"], "hash": one["hash"], "doc": one["doc"], "at": one["received_at"]}
        | {"brought_by": brought(one)}
        for one in versions_of(case)
    ]
    rows = [row for row in case["outbox"] if row["doc"]["typ"] == "entry"]
    waiting = [{"rev": row["doc"]["rev"], "hash": row.get("hash", ""), "doc": row["doc"]} for row in rows]
    return [one | {"waits": False} for one in sent] + [
        one | {"at": None, "waits": True, "brought_by": ""} for one in waiting
    ]


def _version(view: View, case: Doc, one: Doc, before: Doc | None) -> Doc:
    """{rev, at, waits, current, hash, first, brought_by, answers: [{…}], handovers: those after it, rows: what changed
    against the one before}."""
    return {
        "rev": one["rev"],
        "hash": one["hash"],
        "at": view.clock.local(one["at"]) if one["at"] else None,
        "current": case["record"] is not None and one["hash"] == case["record"]["hash"],
        "first": before is None,
        "waits": one["waits"],
        "brought_by": one["brought_by"],
        "answers": _answers(view, case, one["hash"]),
        "handovers": [
            handing(view, case, record)
            for record in handovers_of(case)
            if not one["waits"] and record["after_rev"] == one["rev"]
        ],
        "rows": differences(view, before["doc"], one["doc"]) if before else [],
    }


def _answers(view: View, case: Doc, hash: str) -> list[Doc]:
    """What supervisors said of one version, oldest first: [{verdict, signer, at, taken_back, feedback}]."""
    standing = [record["id"] for record in case["answers"]]
    return [
        {
            "verdict": record["doc"]["verdict"],
            "signer": record["doc"]["signer"]["name"],
            "at": view.clock.local(record["doc"]["signed_at"]),
            "taken_back": record["id"] not in standing,
            "feedback": record["doc"]["feedback"],
            "admitted": brought(record),
        }
        for record in effective(case["signoffs"], [])
        if record["doc"]["entry_hash"] == hash
    ]


def _kept(view: View, case: Doc, rival: Doc) -> Doc:
    """A version kept beside, and how it differs: {mutation, words, at, here, rows, href}."""
    mutation = rival["mutation"]
    return {
        "words": view.words["refusals"].get(rival["code"], ""),
        "at": view.clock.local(rival["at"]),
        "here": rival["here"],
        "rows": differences(view, case["record"]["doc"], rival["doc"]) if case["record"] else [],
        "href": f"/entries/{case['id']}/choice?of={mutation}" if case["mine"] and case["record"] else None,
    }
