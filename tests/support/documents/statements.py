"""Builders of statements: each names only what a test is about, the rest is an ordinary glabella case of Ana's."""

from typing import Any
from uuid import uuid4

from logbook import canonical, vocabulary
from logbook.statements.keeping import GROUPS
from logbook.store import Actor, Mutation
from tests.support.cast import people
from tests.support.cast.people import Somebody

Doc = dict[str, Any]
NOW = "2026-11-20T10:31:00Z"
# Where a point into the glabella lies on the drawing, by its side.
_SPOTS = {"right": (428, 338), "mid": (500, 364), "left": (572, 338)}
_JOINED = (*GROUPS, "signer", "domains")


def an_entry(**changes: Any) -> Doc:
    """A first revision by Ana, naming Ben. Groups are joined: an_entry(product={"batch": "X"}) keeps the rest."""
    doc: Doc = {
        "typ": "entry",
        "v": 1,
        "id": str(uuid4()),
        "rev": 1,
        "prev": None,
        "mutation": str(uuid4()),
        "trainee": people.ANA.id,
        "programme": people.NORTH,
        "supervisor": people.BEN.id,
        "prescriber": "",
        "performed_on": "2026-11-20",
        "performed_at": "10:05",
        "recorded_at": "2026-11-20T10:30:00Z",
        "tz": "Europe/London",
        "place": "",
        "part": "supervised_direct",
        "setting": "live_model",
        "areas": ["glabella"],
        "dev": None,
        "seq": None,
        "dev_prev": None,
        "tree": None,
        "warnings": [],
        "scenario": "",
        "model": {
            "code": "K7QF",
            "age_band": "30-39",
            "sex": "female",
            "skin_type": "IV",
            "first_treatment": True,
            "days_since_last": None,
            "anatomy": [],
            "goals": ["soften_lines"],
        },
        "assessment": {
            "history_reviewed": True,
            "contraindications": [],
            "consent": True,
            "photo_consent": False,
            "severity": {"glabella": {"rest": 1, "dynamic": 3}},
        },
        "product": {
            "code": "botox",
            "batch": "C4829C3",
            **{"expires_on": "2027-08-31", "expires_as": "day"},
            "vial_units": 100,
            "diluent_hundredths_ml": 250,
            "reconstituted_at": "2026-11-20T09:10",
        },
        "points": [a_point("right", "corrugator"), a_point("left", "corrugator"), a_point("mid", "procerus")],
        "needle": "30G",
        "aftercare": {"advice": True, "written": True, "review_due_on": "2026-12-04"},
        "events": [],
        "corrections": [],
        "self_rating": 3,
        "reflection": "",
        "answer": "",
    }
    return _changed(doc, changes)


def a_point(side: str, muscle: str, units_tenths: int = 40) -> Doc:
    """One injection into the glabella."""
    return {
        "view": "front",
        "map": "face-1",
        "area": "glabella",
        "muscle": muscle,
        "side": side,
        "x": _SPOTS[side][0],
        "y": _SPOTS[side][1],
        "units_tenths": units_tenths,
        "depth": "intramuscular",
    }


def revised(doc: Doc, **changes: Any) -> Doc:
    """The next revision of an entry, built upon this one."""
    bookkeeping = {"rev": doc["rev"] + 1, "prev": hash_of(doc), "mutation": str(uuid4())}
    # Which signature its writer knew of is said anew by each statement, or not at all.
    said = {name: value for name, value in doc.items() if name != "amends"}
    return _changed(said, bookkeeping | changes)


def a_signoff(entry: Doc, by: Somebody = people.BEN, **changes: Any) -> Doc:
    """Ben's signature under this revision of an entry; verdict="returned" makes it a message instead."""
    returned = changes.get("verdict") == "returned"
    meaning = "return_1" if returned else "countersign_1"
    doc: Doc = {
        "typ": "signoff",
        "v": 1,
        "id": str(uuid4()),
        "entry": entry["id"],
        "entry_rev": entry["rev"],
        "entry_hash": hash_of(entry),
        "verdict": "signed",
        "rating": None if returned else 4,
        "domains": dict.fromkeys(vocabulary.codes("domains")),
        "feedback": "Name the diluent." if returned else "",
        "corrections": [],
        "meaning": {"id": meaning, "lang": "en", "text": vocabulary.LISTS["meanings"][meaning]["en"]},
        "signer": {"id": by.id, "name": by.name, "body": by.body, "number": by.number, "cred": None},
        "signed_at": "2026-11-20T18:00:00Z",
        "tz": "Europe/London",
        "dev": None,
        "seq": None,
        "dev_prev": None,
        "tree": None,
        "nonce": str(uuid4()),
    }
    return _changed(doc, changes)


def a_withdrawal(of: Doc, by: Somebody = people.ANA, **changes: Any) -> Doc:
    """Ana takes an entry back, or (by=BEN) Ben a sign-off."""
    doc: Doc = {
        "typ": "withdrawal",
        "v": 1,
        "id": str(uuid4()),
        "of": {"kind": of["typ"], "id": of["id"]},
        "of_hash": hash_of(of),
        "reason": "Logged twice",
        "by": by.id,
        "at": "2026-11-20T19:00:00Z",
    }
    return _changed(doc, changes)


def a_closing(kept: Doc, by: Somebody = people.ANA, **changes: Any) -> Doc:
    """Ana takes up, or gives up, the version of hers that was kept beside its entry; `kept` is that version."""
    of = {"kind": "proposal", "id": kept["mutation"]}
    return _changed(a_withdrawal(kept, by), {"of": of, "reason": "Given up"} | changes)


def amended(doc: Doc, signature: Doc, **changes: Any) -> Doc:
    """A new version of a signed entry, by somebody who saw this signature."""
    return revised(doc, amends=hash_of(signature), **changes)


def a_review(entry: Doc, **changes: Any) -> Doc:
    """The look at this revision of an entry two weeks later."""
    doc: Doc = {
        "typ": "review",
        "v": 1,
        "id": str(uuid4()),
        "entry": entry["id"],
        "entry_rev": entry["rev"],
        "entry_hash": hash_of(entry),
        "seen_on": "2026-12-04",
        "result": "as_planned",
        "asymmetry": "none",
        "top_up": "none",
        "events": [],
        "reflection": "",
    }
    return _changed(doc | {"top_up_units_tenths": None, "top_up_areas": [], "severity_after": {}}, changes)


def mutation(doc: Doc, after: str | None = None) -> Mutation:
    """The document as one exact text on its way; an entry names its mutation, others get a new one."""
    return Mutation(doc.get("mutation") or str(uuid4()), canonical.dumps(doc), after=after)


def hash_of(doc: Doc) -> str:
    """The hash that names this text."""
    return canonical.digest(canonical.dumps(doc))


def actor(somebody: Somebody) -> Actor:
    """Somebody of the cast as the store sees them, with the role they have."""
    held = {somebody.programme: frozenset({somebody.role})} if somebody.role else {}
    return Actor(somebody.id, somebody.name, somebody.body, somebody.number, held)


def _changed(doc: Doc, changes: Doc) -> Doc:
    joined = {
        name: doc[name] | value if name in _JOINED and isinstance(value, dict) and doc[name] else value
        for name, value in changes.items()
    }
    return doc | joined
