"""The pathway: the gates of each programme's set, how far each is, and one next thing. Twin of pages/pathway.js.

Nothing is judged here. What the server reckoned is shown as of its day; what has passed since is said to have ended.
"""

from collections.abc import Iterable

from logbook.filters import lowered
from logbook.pages.cases import Doc, View, programme_name, read
from logbook.pages.clock import Clock
from logbook.pages.common import frame
from logbook.pages.measures import here
from logbook.pages.rights import over
from logbook.shapes import Query, Shell, Snapshot

PASSED = ("met", "waived", "not_asked")
_NUMBERS = ("required", "counted", "waiting", "excess", "missing", "met_on", "holds_until", "ended_on")


def pathway(snapshot: Snapshot, request: Query, clock: Clock, shell: Shell) -> Doc | None:
    """/pathway: one section a programme the viewer trains in."""
    view = read(snapshot, clock, shell)
    return frame(view, "Pathway", "progress", "/progress") | {
        "sections": [section(view, gates) for gates in pathways(view)],
        "trains": bool(view.held["trainee"]),
        "ended": over(view, "trainee"),
    }


def pathways(view: View) -> list[list[Doc]]:
    """The viewer's gates in their order, programme by programme, of those where they train now."""
    found: dict[str, list[Doc]] = {}
    for record in view.snapshot["records"].get("gate", []):
        doc = record["doc"]
        if doc["trainee"] == view.account and doc["programme"] in view.held["trainee"]:
            found.setdefault(doc["programme"], []).append(doc)
    return [sorted(found[programme], key=_order) for programme in sorted(found)]


def section(view: View, gates: list[Doc]) -> Doc:
    """One programme's pathway."""
    first, words = gates[0], view.words
    asked = [doc["gate"]["id"] for doc in gates]
    others = [words["gates"][id] for id in words["gates"] if id not in asked]
    return {
        "id": first["programme"],
        "programme": programme_name(view, first["programme"]),
        "set": first["set"] | {"authority": words["authorities"].get(first["set"]["authority"], "")},
        "others": ", ".join(others[:1] + [lowered(label) for label in others[1:]]),
        "ready": first["ready"] and all(_state(view, doc) == "met" for doc in gates),
        "to_go": first["to_go"],
        "deadline": first["deadline"],
        "gates": [_gate(view, doc) for doc in gates],
        "homeless": [exception(view, one) | {"rule": one["rule"]} for one in first["homeless"]],
    } | reckoned(view, first)


def reckoned(view: View, doc: Doc) -> Doc:
    """As of when a gate is told, which the first of its programme says for all: {made_on, aged: it is of an earlier
    day, stale: a newer report is here, local}."""
    doc = next((gates[0] for gates in pathways(view) if gates[0]["programme"] == doc["programme"]), doc)
    reports = [
        record
        for record in view.snapshot["records"]["report"]
        if (record["doc"]["trainee"], record["doc"]["programme"]) == (doc["trainee"], doc["programme"])
    ]
    return {
        "made_on": doc["made_on"],
        "aged": doc["made_on"] < view.today,
        "stale": any(not _belongs(doc, record) for record in reports),
        "local": len(here(view, doc["programme"])),
    }


def _belongs(doc: Doc, record: Doc) -> bool:
    """Whether a gate says the same as a report: that one may be of a later day on which nothing else was otherwise."""
    if doc.get("basis") and record["doc"].get("basis"):
        return bool(doc["basis"] == record["doc"]["basis"])
    return bool(record["hash"].startswith(doc["report"]))


def line(view: View, doc: Doc, rule: Doc) -> Doc:
    """One rule: its numbers, its state today as a chip, and where it is told in full."""
    state = state_of(view, rule)
    ended = rule["holds_until"] if state != rule["state"] else rule["ended_on"]
    return {name: rule[name] for name in _NUMBERS} | {
        "id": rule["id"],
        "href": address(doc, rule["id"]),
        "label": rule["label"],
        "kept": rule["kept"],
        "tenths": rule.get("tenths", False),
        "state": state,
        "chip": view.words["rule_states"][state],
        "ended_on": ended,
    }


def address(doc: Doc, rule: str) -> str:
    """Where a rule is told in full."""
    return f"/pathway/{rule}?programme={doc['programme']}"


def places(runs: Iterable[list[int]]) -> list[int]:
    """The places of runs [first, last], in their order."""
    return [place for first, last in runs for place in range(first, last + 1)]


def state_of(view: View, rule: Doc) -> str:
    """The state of a rule today: what held until a day that has passed has ended."""
    has_passed = rule["holds_until"] is not None and rule["holds_until"] < view.today
    return "ended" if rule["state"] in ("met", "waived") and has_passed else str(rule["state"])


def exception(view: View, one: Doc) -> Doc:
    """An exception in words: what it does, why, who decided it, from when until when."""
    words = view.words
    reasons = words.get("exception_reasons") or {}
    return {
        "kind": one["kind"],
        "label": words["exception_kinds"].get(one["kind"], one["kind"]),
        "reason": reasons.get(one["reason"], one["reason"]) or "",
        "by": one["by"] or "",
        "on": one["on"],
        "ends": one["ends"],
    }


def _gate(view: View, doc: Doc) -> Doc:
    gate, lines = doc["gate"], [line(view, doc, rule) for rule in doc["rules"]]
    left = [one for one in lines if one["state"] not in PASSED]
    state, words = _state(view, doc), view.words["rule_states"]
    going = {"label": f"{len(lines) - len(left)} of {len(lines)} met", "icon": "ring", "tone": "idle"}
    return {
        "id": gate["id"],
        "label": gate["label"],
        "chip": going if state == "open" else words[state],
        "state": state,
        "opens": gate["opens"],
        "needs": ", ".join(gate["needs"]),
        "deadline": gate["deadline"],
        "holds_until": gate["holds_until"],
        "next": left[0] if left else None,
        "rules": lines,
    }


def _state(view: View, doc: Doc) -> str:
    """The state of a gate today: met, ended, or open."""
    if doc["gate"]["state"] != "met":
        return "open"
    return "met" if all(state_of(view, rule) in PASSED for rule in doc["rules"]) else "ended"


def _order(doc: Doc) -> int:
    return int(doc["order"])
