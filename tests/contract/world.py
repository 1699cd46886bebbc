"""A small world of cases in every state, told to the real store; and hostile words for every text in it."""

from dataclasses import replace
from typing import Any

from flask import Flask

from logbook import instants, store
from tests.support.cast import people
from tests.support.documents.statements import (
    Doc,
    a_point,
    a_review,
    a_set_aside,
    a_signoff,
    a_withdrawal,
    actor,
    amended,
    an_entry,
    mutation,
    revised,
)

NOW = "2026-11-20T10:31:00Z"
# id of each case by the state it is in; the others only fill the list beyond one page.
CASES = {
    state: f"60000000-0000-4000-8000-{place:012}"
    for place, state in enumerate(
        (
            "sent",
            "late",
            "returned",
            "mended",
            "signed",
            "taken_back",
            "proposed",
            "withdrawn",
            "observed",
            "rich",
            "revised",
            "amended",
            "signed_again",
            "unnamed",
        )
    )
}
DAYS = {state: f"2026-11-{19 - place:02}" for place, state in enumerate(CASES)}
DAYS |= {"sent": NOW[:10], "late": "2026-10-21"}
LATER = "2026-11-19T08:00:00Z"
SIGNATURES = {state: f"61000000-0000-4000-8000-{place:012}" for place, state in enumerate(CASES)}
# somebody, statement, instant, grade or None
Told = tuple[Any, Doc, str, str | None]
HOSTILE = {
    "quotes": "\"double\" 'single' `back` \\ & < >",
    "markup": "</textarea></script><script>alert(1)</script><!-- <b onclick=x>",
    "template": "{{ 7 * 7 }} {% if true %} {# note #} ${x} %s {0}",
    "emoji": "👩🏽‍⚕️🧪 👨‍👩‍👧‍👦 🇬🇧 é ñ 𝒳",
    "right to left": "שלום עולם مرحبا بالعالم",
    "long": "Длинный текст ещё. " * 105 + "конец",
    "lines": "first\n\nthird  line\n  indented  separator",
    "looks like a number": "0",
}
_TEXTS = {
    *("place", "prescriber", "scenario", "reflection", "batch"),
    *("seen", "correction", "feedback", "reason"),
}
_NAMES = {"name", "body", "number", "provider", "title", "source"}


def tell(app: Flask) -> dict[str, Doc]:
    """Fill the cast's database; gives the snapshots {"ana": …, "ben": …, "cleo": …, "dan": …, "femi": …}."""
    with app.app_context():
        for who, doc, at, grade in story():
            _accept(who, doc, at, grade)
        return {
            name: store.snapshot(getattr(people, name.upper()).id)
            for name in ("ana", "ben", "cleo", "dan", "femi")
        }


def story() -> list[Told]:
    """Who says what, when."""
    docs = {state: _case(state, id, DAYS[state]) for state, id in CASES.items()}
    told: list[Told] = [(people.ANA, doc, f"{DAYS[state]}T12:00:00Z", None) for state, doc in docs.items()]
    signatures = {}
    for state in ("signed", "taken_back", "proposed", "observed", "rich", "amended", "signed_again"):
        signatures[state] = signature = _signature(docs[state], state, DAYS[state])
        told.append((people.BEN, signature, signature["signed_at"], "C"))
        if state == "taken_back":
            lost = a_withdrawal(signature, people.BEN, at=LATER, reason="Signed the wrong case")
    for state in ("returned", "mended"):
        at = f"{DAYS[state]}T18:00:00Z"
        back = a_signoff(docs[state], verdict="returned", id=SIGNATURES[state], signed_at=at)
        told.append((people.BEN, back, at, None))
    told.append((people.BEN, lost, LATER, None))
    told += [(people.ANA, doc, LATER, None) for doc in _afterthoughts(docs)]
    told += [(people.BEN, doc, LATER, None) for doc in _asides(docs)]
    return told + _new_versions(docs, signatures) + _plain_cases()


def _asides(docs: dict[str, Doc]) -> list[Doc]:
    """What counts for no rule, as Ben says: one case still, one no more."""
    aside, counted = (
        a_set_aside(docs[state], id=f"64000000-0000-4000-8000-{place:012}", at=LATER)
        for place, state in enumerate(("observed", "rich"))
    )
    return [aside, counted, a_withdrawal(counted, people.BEN, at=LATER, reason="It was another model")]


def _afterthoughts(docs: dict[str, Doc]) -> list[Doc]:
    """What Ana says later of cases she had sent."""
    return [
        revised(docs["mended"], place="Harley Rooms"),
        revised(docs["proposed"], place="Elsewhere", points=[a_point("mid", "procerus")]),
        a_withdrawal(docs["withdrawn"], at=LATER),
        a_review(docs["rich"], seen_on="2026-11-18", reflection="Slight droop, gone in a week."),
        a_review(docs["signed"], seen_on="2026-11-18", result="not_seen", asymmetry="", top_up=""),
    ]


def _new_versions(docs: dict[str, Doc], signatures: dict[str, Doc]) -> list[Told]:
    """A case changed twice before anybody answered; one amended after its signature, and one signed again."""
    second = revised(docs["revised"], place="Room 2", recorded_at=LATER)
    third = revised(second, place="Room 3", product={"batch": "C5000"}, recorded_at=LATER)
    waiting, again = (
        amended(docs[state], signatures[state], reflection="Slower next time.", recorded_at=LATER)
        for state in ("amended", "signed_again")
    )
    told: list[Told] = [(people.ANA, doc, LATER, None) for doc in (second, third, waiting, again)]
    anew = a_signoff(again, id="63000000-0000-4000-8000-000000000001", signed_at="2026-11-19T09:00:00Z")
    return [*told, (people.BEN, anew, "2026-11-19T09:00:00Z", "C")]


def _plain_cases() -> list[Told]:
    """Enough ordinary cases for a second page of the list."""
    told: list[Told] = []
    for place in range(45):
        at = instants.plus("2026-10-01T09:00:00Z", days=-place)
        told.append((people.ANA, _case("plain", f"62000000-0000-4000-8000-{place:012}", at[:10]), at, None))
    return told


def hostile(thing: Any, words: str, key: str = "") -> Any:
    """The same snapshot with these words wherever a person may type, their names and programmes included."""
    if isinstance(thing, dict):
        return {name: hostile(value, words, name) for name, value in thing.items()}
    if isinstance(thing, list):
        return [hostile(value, words, key) for value in thing]
    return words if isinstance(thing, str) and key in _TEXTS | _NAMES else thing


def _case(state: str, id: str, on: str) -> Doc:
    """An ordinary case, or one with something in every field."""
    changes: Doc = {
        "id": id,
        "performed_on": on,
        "recorded_at": f"{on}T10:30:00Z",
        "aftercare": {"review_due_on": None},
        "product": {"reconstituted_at": f"{on}T09:10"},
    }
    if state == "observed":
        changes |= {"part": "observed", "points": [], "product": None, "areas": ["lip_flip", "chin"]}
    told = {"returned": {"aftercare": {"review_due_on": "2026-11-19"}}, "unnamed": {"supervisor": ""}}
    return an_entry(**changes | (_everything() if state == "rich" else told.get(state, {})))


def _everything() -> Doc:
    event = {
        "kind": "bruising",
        "severity": "mild",
        "onset_day": 0,
        "action": "advice",
        "resolved_on": "2026-11-10",
    }
    told = {"reported_to": "manufacturer", "supervisor_told": True}
    points = [
        a_point("left", "frontalis", 25) | {"area": "forehead", "x": 580, "y": 250},
        a_point("mid", "procerus", 10),
    ]
    return {
        "setting": "simulation",
        "areas": ["glabella", "forehead"],
        "points": points,
        "events": [event, event | {"kind": "needle_stick", "onset_day": None, "resolved_on": None} | told],
        "corrections": [{"seen": "Too shallow", "correction": "Perpendicular", "repeat": True}],
        "warnings": [{"code": "product_expired"}, {"code": "of_a_newer_build"}],
        "prescriber": "Dr Ito",
        "scenario": "A call about a heavy brow",
        "reflection": "Mark up at rest first.",
        "model": {
            "anatomy": ["heavy_lids"],
            "goals": ["soften_lines", "symmetry"],
            "days_since_last": 120,
            "sex": "",
        },
        "assessment": {"contraindications": ["anticoagulant"], "photo_consent": True},
        "aftercare": {"review_due_on": "2026-11-18"},
    }


def _signature(doc: Doc, state: str, on: str) -> Doc:
    pair = {"seen": "Brow moved", "correction": "Hold the skin", "repeat": False}
    more = {"feedback": "Good depth laterally.", "corrections": [pair]} if state == "rich" else {}
    return a_signoff(doc, id=SIGNATURES[state], signed_at=f"{on}T18:00:00Z", **more)


def _accept(who: Any, doc: Doc, at: str, grade: str | None) -> None:
    one = replace(mutation(doc), grade=grade)
    verdict = store.run(lambda found: store.accept(found, actor(who), [one], now=at))[0]
    expected = {"applied", "conflict"} if doc.get("place") == "Elsewhere" else {"applied"}
    assert verdict["status"] in expected, (doc["typ"], verdict)
