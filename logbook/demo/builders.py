"""Statements with an answer in every key: each maker names what it is about, the rest is empty or usual.

The demo and the tests make theirs here, so a key that is added to a statement is added once. Groups are joined:
entry(product={"batch": "X"}) keeps the other keys of the product, product=None takes it away.
"""

from typing import Any

from logbook import canonical, vocabulary
from logbook.shapes.loose import Doc
from logbook.statements.keeping import GROUPS

_JOINED = (*GROUPS, "signer", "domains")
# What only statements signed by key fill in.
_CHAIN: Doc = {"dev": None, "seq": None, "dev_prev": None, "tree": None}


def entry(**said: Any) -> Doc:
    """A first revision in which nothing was answered but what is `said`; ids, days and codes have to be."""
    doc: Doc = {
        "typ": "entry",
        "v": 1,
        "rev": 1,
        "prev": None,
        "prescriber": "",
        "place": "",
        "warnings": [],
        "scenario": "",
        "model": {
            "sex": "",
            "first_treatment": None,
            "days_since_last": None,
            "anatomy": [],
            "goals": [],
        },
        "assessment": {
            "history_reviewed": False,
            "contraindications": [],
            "consent": False,
            "photo_consent": False,
            "severity": {},
        },
        "product": None,
        "points": [],
        "needle": "",
        "aftercare": {"advice": False, "written": False, "review_due_on": None},
        "events": [],
        "corrections": [],
        "self_rating": None,
        "reflection": "",
        "answer": "",
    }
    return changed(doc | _CHAIN, said)


def revised(doc: Doc, **said: Any) -> Doc:
    """The next revision of an entry, built upon this one; its mutation has to be said."""
    # Which signature its writer knew of is said anew by each statement, or not at all.
    kept = {name: value for name, value in doc.items() if name != "amends"}
    return changed(kept | {"rev": doc["rev"] + 1, "prev": hash_of(doc)}, said)


def signoff(of: Doc, verdict: str, **said: Any) -> Doc:
    """The answer to this revision of an entry, "signed" or "returned", with the sentence that belongs to it."""
    meaning = vocabulary.LISTS["meaning_of_verdict"][verdict]
    doc: Doc = {
        "typ": "signoff",
        "v": 1,
        "entry": of["id"],
        "entry_rev": of["rev"],
        "entry_hash": hash_of(of),
        "verdict": verdict,
        "rating": None,
        "domains": dict.fromkeys(vocabulary.codes("domains")),
        "feedback": "",
        "corrections": [],
        "meaning": {"id": meaning, "lang": "en", "text": vocabulary.LISTS["meanings"][meaning]["en"]},
        "signer": {"cred": None},
    }
    return changed(doc | _CHAIN, said)


def review(of: Doc, **said: Any) -> Doc:
    """The look at this revision of an entry two weeks later: as planned, if nothing else is said."""
    doc: Doc = {
        "typ": "review",
        "v": 1,
        "entry": of["id"],
        "entry_rev": of["rev"],
        "entry_hash": hash_of(of),
        "result": "as_planned",
        "asymmetry": "none",
        "top_up": "none",
        "top_up_units_tenths": None,
        "top_up_areas": [],
        "severity_after": {},
        "events": [],
        "reflection": "",
    }
    return changed(doc, said)


def withdrawal(of: Doc, **said: Any) -> Doc:
    """A statement taken back: its id, who, when and why have to be said."""
    doc: Doc = {
        "typ": "withdrawal",
        "v": 1,
        "of": {"kind": of["typ"], "id": of["id"]},
        "of_hash": hash_of(of),
    }
    return changed(doc, said)


def handover(of: Doc, **said: Any) -> Doc:
    """Whom a case waits for from then on: its id, from whom to whom, by whom, when and why have to be said."""
    return changed({"typ": "handover", "v": 1, "entry": of["id"]}, said)


def set_aside(of: Doc, **said: Any) -> Doc:
    """That this version of a case counts for no rule: its id, who, why and when have to be said."""
    named = {"entry": of["id"], "entry_rev": of["rev"], "entry_hash": hash_of(of)}
    return changed({"typ": "set_aside", "v": 1} | named, said)


def attestation(of: Doc, **said: Any) -> Doc:
    """That a trainee did a module, as `of` names it (key, version, title): its id, about whose membership, when, how it
    is known, who and when have to be said."""
    empty = {"hours": "", "way": "", "subject": "", "document": "", "until": None, "minutes": None}
    empty |= {"credits_tenths": None, "score": None, "accepts": None}
    named = {"what": "module", "module": of["key"], "version": of["version"], "title": of["title"]}
    return changed({"typ": "attestation", "v": 1} | empty | named, said)


def signer_of(person: Any) -> Doc:
    """Somebody as a signature names them: anything with id, name, body and number."""
    return {"id": person.id, "name": person.name, "body": person.body, "number": person.number}


def changed(doc: Doc, said: Doc) -> Doc:
    """The statement with other answers; a group that is there is joined key by key."""
    joined = {
        name: doc[name] | value if name in _JOINED and isinstance(value, dict) and doc.get(name) else value
        for name, value in said.items()
    }
    return doc | joined


def hash_of(doc: Doc) -> str:
    """The hash that names this text. Raises canonical.NotCanonical."""
    return canonical.digest(canonical.dumps(doc))
