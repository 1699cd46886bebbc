"""Whom the viewer supervises: what is signed and waits of each, and what their requirements still ask. Twin of
pages/trainees.js."""

from urllib.parse import quote

from logbook.pages.cases import Doc, View, memberships, programme_name, read, told_apart, waits
from logbook.pages.clock import Clock
from logbook.pages.common import days_between, frame, is_late, name_of
from logbook.pages.entries import A_PAGE
from logbook.pages.paged import begins, paged
from logbook.pages.rights import over, programme_of
from logbook.pages.searching import LONGEST, UNQUOTED, is_named, words_of
from logbook.pages.supervisors import is_unnamed, unconfirmed
from logbook.shapes import Query, Shell, Snapshot
from logbook.shapes.snapshot import Tally

# What a line says of a rule that is not met.
_OF_RULE = ("label", "kind", "required", "counted", "waiting", "percent")
# Of a trainee who has no case yet.
_NOTHING: Tally = {
    "signed": 0,
    "unconfirmed": 0,
    "waiting": 0,
    "unnamed": 0,
    "returned": 0,
    "oldest": None,
    "last": None,
    "programmes": [],
}


def trainees(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/trainees?q=…&page=…: the people whose cases the viewer signs, with what is signed, what waits and what is
    missing, longest wait first. What somebody signed who is not confirmed is said apart, as their report has it."""
    view = read(snapshot, clock, shell)
    counted = snapshot.get("tallies")
    tallies = _tallies(view) if counted is None else counted
    training, standings = _training(view), _standings(view)
    ids = sorted((set(training) | set(tallies)) - {view.account})
    rows = [
        _trainee(view, id, training.get(id, []), tallies.get(id, _NOTHING))
        | {"standings": _progress(view, training.get(id, []), standings)}
        for id in ids
    ]
    rows.sort(key=lambda row: (-row["days"], row["name"], row["id"]))
    q = request["query"].get("q", "")[:LONGEST]
    asked = words_of(q)
    found = [row for row in rows if is_named(asked, row["name"], row["programmes"], row["cohorts"])]
    begun = begins(request["query"], len(found))
    address = f"/trainees?q={quote(q, safe=UNQUOTED)}" if q else "/trainees"
    return frame(view, "Trainees", "trainees") | {
        "rows": found[begun : begun + A_PAGE],
        "all": len(rows),
        "found": len(found),
        "q": q,
        "paged": paged(address, request["query"], len(found)),
        "ended": over(view, "supervisor"),
    }


def _training(view: View) -> dict[str, list[Doc]]:
    """{trainee: the memberships by which they train now} of everybody the viewer knows."""
    found: dict[str, list[Doc]] = {}
    for doc in memberships(view):
        if doc["role"] == "trainee":
            found.setdefault(doc["person"], []).append(doc)
    return found


def _standings(view: View) -> dict[tuple[str, str], Doc]:
    """{(trainee, programme): how far they are}, as the server reckoned it last."""
    docs = [record["doc"] for record in view.snapshot["records"].get("standing", [])]
    return {(doc["trainee"], doc["programme"]): doc for doc in docs}


def _tallies(view: View) -> dict[str, Tally]:
    """{trainee: how many of their cases stand where} of the cases here, in one go."""
    found: dict[str, Tally] = {}
    for case in view.cases:
        doc = case["doc"]
        tally = found.setdefault(doc["trainee"], _NOTHING | {"last": doc["performed_on"], "programmes": []})
        tally["programmes"].append(programme_of(case))
        if case["state"] in ("signed", "new_version"):
            tally["unconfirmed" if unconfirmed(view, case) else "signed"] += 1
        tally["returned"] += case["state"] == "returned"
        if is_unnamed(case):
            tally["unnamed"] += 1
        elif waits(case):
            # Newest first: what comes last is the oldest.
            tally["waiting"], tally["oldest"] = tally["waiting"] + 1, doc["performed_on"]
    return found


def _trainee(view: View, id: str, there: list[Doc], tally: Tally) -> Doc:
    oldest = tally["oldest"]
    return {
        "id": id,
        "name": name_of(view, id),
        "href": f"/entries?trainee={id}",
        "programmes": told_apart(view, [doc["programme"] for doc in there] or tally["programmes"]),
        "cohorts": ", ".join(sorted({doc["cohort"] for doc in there if doc.get("cohort")})),
        "signed": tally["signed"],
        "unconfirmed": tally["unconfirmed"],
        "waiting": tally["waiting"],
        "unnamed": tally["unnamed"],
        "returned": tally["returned"],
        "oldest": oldest,
        "days": days_between(oldest, view.today) if oldest else -1,
        "late": oldest is not None and is_late(view, days_between(oldest, view.today)),
        "last": tally["last"],
    }


def _progress(view: View, there: list[Doc], standings: dict[tuple[str, str], Doc]) -> list[Doc]:
    """Of each programme where somebody trains: how many rules it has, and those that are not met."""
    found = [standings.get((doc["person"], doc["programme"])) for doc in there]
    told = [
        {
            "programme": programme_name(view, doc["programme"]) if len(there) > 1 else "",
            "made_on": doc["made_on"],
            "asked": len(doc["rules"]),
            "missing": [{name: rule[name] for name in _OF_RULE} for rule in doc["rules"] if not rule["met"]],
        }
        for doc in found
        if doc is not None
    ]
    return sorted(told, key=lambda one: str(one["programme"]))
