"""What the people of the oracle do at random: log, change, amend, take back, answer, review, set aside, come and go."""

import random
from typing import Any

from sqlalchemy import select

from logbook import store
from logbook.models import Entry, Membership
from logbook.office import roles
from tests.faults.oracle.phones import Phone
from tests.support.cast.desk import Desk
from tests.support.cast.people import BEN, DAN, FEMI, NORTH, SOUTH, Somebody
from tests.support.documents.statements import (
    NOW,
    a_closing,
    a_handover,
    a_review,
    a_set_aside,
    a_signoff,
    a_withdrawal,
    an_entry,
    hash_of,
    revised,
)

Doc = dict[str, Any]
# Answers that different phones change: few, so that they often meet.
ANSWERS = ("place", "prescriber", "reflection", "scenario")
NEWEST = 6


def act(phone: Phone, chance: random.Random) -> None:
    """One thing that the phone's owner does, with or without a network."""
    if phone.somebody.role == "trainee":
        _train(phone, chance)
    else:
        _supervise(phone, chance)


def sign(desk: Desk, phone: Phone, chance: random.Random) -> tuple[str, str] | None:
    """A signature with a password, which goes past the outbox; (entry, hash) where it was taken."""
    entry = _any(phone, chance, lambda doc: doc["trainee"] != phone.somebody.id)
    if entry is None:
        return None
    verdict = desk.sign(phone.somebody, a_signoff(entry, by=phone.somebody))
    return (entry["id"], hash_of(entry)) if verdict["status"] == "applied" else None


def come_or_go(desk: Desk, chance: random.Random) -> None:
    """Femi becomes a supervisor of Ana's programme, or stops being one."""
    mine = (Membership.person_id == FEMI.id, Membership.programme_id == NORTH, Membership.ended_at.is_(None))
    with desk.app.app_context(), store.writing() as connection:
        held = connection.scalars(select(Membership.id).where(*mine)).all()
        for membership in held:
            roles.end(connection, membership, NOW)
        if not held:
            roles.enrol(connection, FEMI.id, NORTH, "supervisor", NOW)


def hand_over(desk: Desk, chance: random.Random) -> bool:
    """Dan hands a case of Ana's programme over, sometimes from a page that was open for long; whether it was taken."""
    waiting = desk.rows(Entry, programme_id=NORTH, state="sent")
    if not waiting:
        return False
    case, old = chance.choice(waiting), chance.random() < 0.2
    holder = BEN.id if old else case.handed_to or case.supervisor_id
    to = chance.choice([BEN, FEMI])
    said = a_handover({"id": case.id}, to, **{"from": holder})
    return bool(desk.one(DAN, said)["status"] == "applied")


def _train(phone: Phone, chance: random.Random) -> None:
    entry = _any(phone, chance, lambda doc: doc["trainee"] == phone.somebody.id)
    roll = chance.random()
    if entry is None or roll < 0.3:
        phone.keep(_new(phone.somebody))
    elif roll < 0.86:
        _change(phone, entry, chance)
    elif roll < 0.9:
        _decide(phone, chance)
    elif roll < 0.94:
        phone.keep(a_withdrawal(entry, by=phone.somebody))
    else:
        phone.keep(a_review(entry))


def _change(phone: Phone, entry: Doc, chance: random.Random) -> None:
    """Another answer; of a signed case mostly as a new version, sometimes without having looked at the signature."""
    changes = {chance.choice(ANSWERS): f"{phone.name} {chance.randrange(1_000_000)}"}
    if chance.random() < 0.15:
        changes["supervisor"] = chance.choice(_supervisors(phone, entry))
    signature = _signature_under(phone, entry)
    if signature and chance.random() < 0.7:
        changes["amends"] = signature
    phone.keep(revised(entry, **changes), base=entry)


def _supervisors(phone: Phone, entry: Doc) -> list[str]:
    """Who supervises there now, as far as the phone knows: the server may know better."""
    posts = [
        doc for (kind, _), doc in phone.docs.items() if kind == "membership" and doc["role"] == "supervisor"
    ]
    there = [doc["person"] for doc in posts if doc["programme"] == entry["programme"] and not doc["ended_on"]]
    return sorted({*there, entry["supervisor"]})


def _signature_under(phone: Phone, entry: Doc) -> str | None:
    """The hash of the signature that stands under this very version, as far as the phone knows."""
    hash, docs = hash_of(entry), phone.docs.items()
    gone = {doc["of"]["id"] for (kind, _), doc in docs if kind == "withdrawal"}
    return next(
        (
            phone.hashes[kind, id]
            for (kind, id), doc in docs
            if kind == "signoff" and doc["verdict"] == "signed"
            if doc["entry_hash"] == hash and id not in gone
        ),
        None,
    )


def _decide(phone: Phone, chance: random.Random) -> None:
    """One of the versions that were kept beside is taken up or given up."""
    kept = [doc for docs in phone.proposals.values() for doc in docs if doc["trainee"] == phone.somebody.id]
    if kept:
        phone.keep(a_closing(chance.choice(kept), by=phone.somebody))


def _supervise(phone: Phone, chance: random.Random) -> None:
    entry = _any(phone, chance, lambda doc: doc["trainee"] != phone.somebody.id)
    roll = chance.random()
    if entry is not None and roll < 0.3:
        phone.keep(a_signoff(entry, by=phone.somebody, verdict="returned"))
    elif entry is not None and 0.3 < roll < 0.4:
        # Sometimes one that they have set aside already, or sent, and do not know it.
        phone.keep(a_set_aside(entry, phone.somebody))
    elif 0.85 < roll < 0.92:
        _take_back(phone, chance, "set_aside")
    elif roll > 0.95:
        _take_back(phone, chance, "signoff")


def _take_back(phone: Phone, chance: random.Random, kind: str) -> None:
    """One of their own signatures, or what they set aside: also what was taken back already, or has not been sent."""
    waiting = [row.doc for row in phone.outbox]
    mine = [
        doc
        for doc in [*phone.docs.values(), *waiting]
        if doc.get("typ") == kind and phone.somebody.id in (doc.get("by"), doc.get("signer", {}).get("id"))
        if doc.get("verdict", "signed") == "signed"
    ]
    if mine:
        phone.keep(a_withdrawal(chance.choice(mine), by=phone.somebody))


def _new(trainee: Somebody) -> Doc:
    supervisor = BEN if trainee.programme == NORTH else FEMI
    return an_entry(trainee=trainee.id, programme=trainee.programme or SOUTH, supervisor=supervisor.id)


def _any(phone: Phone, chance: random.Random, fits: Any) -> Doc | None:
    """One of the newest cases that fit: where all phones work on a few, they get in each other's way."""
    came = [id for kind, id in phone.docs if kind == "entry"]
    waiting = [row.id for row in phone.outbox if row.doc["typ"] == "entry"]
    newest = list(dict.fromkeys(reversed([*came, *waiting])))[:NEWEST]
    shown = [doc for id in newest if (doc := phone.shown(id)) and fits(doc)]
    return chance.choice(shown) if shown else None
