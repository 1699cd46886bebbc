"""Builders of statements: each names only what a test is about, the rest is an ordinary glabella case of Ana's."""

from typing import Any
from uuid import uuid4

from logbook import canonical
from logbook.demo import builders
from logbook.demo.builders import hash_of as hash_of
from logbook.store import Actor, Mutation
from tests.support.cast import people
from tests.support.cast.people import Somebody

Doc = dict[str, Any]
NOW = "2026-11-20T10:31:00Z"
# Where a point into the glabella lies on the drawing, by its side.
_SPOTS = {"right": (428, 338), "mid": (500, 364), "left": (572, 338)}


def an_entry(**changes: Any) -> Doc:
    """A first revision by Ana, naming Ben. Groups are joined: an_entry(product={"batch": "X"}) keeps the rest."""
    return builders.changed(_glabella(), changes)


def _glabella() -> Doc:
    return builders.entry(
        id=str(uuid4()),
        mutation=str(uuid4()),
        trainee=people.ANA.id,
        programme=people.NORTH,
        supervisor=people.BEN.id,
        performed_on="2026-11-20",
        performed_at="10:05",
        recorded_at="2026-11-20T10:30:00Z",
        tz="Europe/London",
        part="supervised_direct",
        setting="live_model",
        areas=["glabella"],
        model={
            "code": "K7QF",
            "age_band": "30-39",
            "sex": "female",
            "skin_type": "IV",
            "first_treatment": True,
            "goals": ["soften_lines"],
        },
        assessment={
            "history_reviewed": True,
            "consent": True,
            "severity": {"glabella": {"rest": 1, "dynamic": 3}},
        },
        product={
            "code": "botox",
            "batch": "C4829C3",
            "expires_on": "2027-08-31",
            "expires_as": "day",
            "vial_units": 100,
            "diluent_hundredths_ml": 250,
            "reconstituted_at": "2026-11-20T09:10",
        },
        points=[a_point("right", "corrugator"), a_point("left", "corrugator"), a_point("mid", "procerus")],
        needle="30G",
        aftercare={"advice": True, "written": True, "review_due_on": "2026-12-04"},
        self_rating=3,
    )


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
    return builders.revised(doc, **({"mutation": str(uuid4())} | changes))


def a_signoff(entry: Doc, by: Somebody = people.BEN, **changes: Any) -> Doc:
    """Ben's signature under this revision of an entry; verdict="returned" makes it a message instead."""
    returned = changes.get("verdict") == "returned"
    doc = builders.signoff(
        entry,
        "returned" if returned else "signed",
        id=str(uuid4()),
        nonce=str(uuid4()),
        rating=None if returned else 4,
        feedback="Name the diluent." if returned else "",
        signer=builders.signer_of(by),
        signed_at="2026-11-20T18:00:00Z",
        tz="Europe/London",
    )
    return builders.changed(doc, changes)


def a_withdrawal(of: Doc, by: Somebody = people.ANA, **changes: Any) -> Doc:
    """Ana takes an entry back, or (by=BEN) Ben a sign-off."""
    doc = builders.withdrawal(of, id=str(uuid4()), reason="Logged twice", by=by.id, at="2026-11-20T19:00:00Z")
    return builders.changed(doc, changes)


def a_handover(of: Doc, to: Somebody = people.FEMI, by: Somebody = people.DAN, **changes: Any) -> Doc:
    """Dan hands a case that waits for Ben over to Femi."""
    return builders.changed(
        builders.handover(
            of,
            id=str(uuid4()),
            **{"from": people.BEN.id},
            to=to.id,
            by=by.id,
            by_name=by.name,
            reason="away",
            at="2026-11-20T19:00:00Z",
        ),
        changes,
    )


def a_set_aside(of: Doc, by: Somebody = people.BEN, **changes: Any) -> Doc:
    """Ben says of a case that it counts for no rule: its model has two codes."""
    said = {"by": by.id, "by_name": by.name, "at": "2026-11-20T19:00:00Z", "tz": "Europe/London"}
    return builders.changed(builders.set_aside(of, id=str(uuid4()), reason="two_codes", **said), changes)


PHARMACOLOGY = {"key": "pharmacology", "version": 1, "title": "Pharmacology of botulinum toxins"}


def an_attestation(by: Somebody = people.BEN, of: Somebody = people.ANA, **changes: Any) -> Doc:
    """Ben says that Ana attended a module with him; of=CLEO: of somebody else."""
    said = {"by": by.id, "by_name": by.name, "at": "2026-11-20T19:00:00Z", "tz": "Europe/London"}
    said |= {"membership": people.membership_of(of), "on": "2026-11-18", "known": "attended", "minutes": 90}
    return builders.changed(builders.attestation(PHARMACOLOGY, id=str(uuid4()), **said), changes)


def accepted(declared: Doc, by: Somebody = people.BEN, **changes: Any) -> Doc:
    """Ben accepts what a trainee declared."""
    said = {"id": str(uuid4()), "known": "accepted", "accepts": hash_of(declared)}
    return builders.changed(declared | said | {"by": by.id, "by_name": by.name}, changes)


def a_closing(kept: Doc, by: Somebody = people.ANA, **changes: Any) -> Doc:
    """Ana takes up, or gives up, the version of hers that was kept beside its entry; `kept` is that version."""
    of = {"kind": "proposal", "id": kept["mutation"]}
    return builders.changed(a_withdrawal(kept, by), {"of": of, "reason": "Given up"} | changes)


def amended(doc: Doc, signature: Doc, **changes: Any) -> Doc:
    """A new version of a signed entry, by somebody who saw this signature."""
    return revised(doc, amends=hash_of(signature), **changes)


def a_review(entry: Doc, **changes: Any) -> Doc:
    """The look at this revision of an entry two weeks later."""
    return builders.changed(builders.review(entry, id=str(uuid4()), seen_on="2026-12-04"), changes)


def mutation(doc: Doc, after: str | None = None) -> Mutation:
    """The document as one exact text on its way; an entry names its mutation, others get a new one."""
    return Mutation(doc.get("mutation") or str(uuid4()), canonical.dumps(doc), after=after)


def actor(somebody: Somebody) -> Actor:
    """Somebody of the cast as the store sees them, with the role they have."""
    held = {somebody.programme: frozenset({somebody.role})} if somebody.role else {}
    return Actor(somebody.id, somebody.name, somebody.body, somebody.number, held)
