"""Whoever reads a logbook on paper learns whom a case named, and to whom and by whom it was handed over."""

import json
from dataclasses import replace

from sqlalchemy import update

from logbook import export, store
from logbook.models import Membership
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH, membership_of
from tests.support.documents.printed import rows_of, text_of
from tests.support.documents.statements import a_handover, a_signoff, an_entry, hash_of
from tests.support.server.reader import read


def handed(app, desk):
    joined(app, FEMI, NORTH, "supervisor")
    case = an_entry()
    desk.one(ANA, case)
    said = a_handover(case)
    assert desk.one(DAN, said)["status"] == "applied"
    return case, said


def test_a_case_that_waits_says_for_whom_in_each_file(app, desk, bundle_of):
    _, said = handed(app, desk)
    bundle = bundle_of()
    words = f"named {BEN.name}, handed to {FEMI.name} by {DAN.name}"
    [row] = rows_of(bundle)
    assert row["Supervisor named"] == BEN.name and row["Handed over"].startswith(words)
    assert "away for some time" in row["Handed over"]
    paper = " ".join(text_of(export.pdf(bundle)).split())
    assert "Handed over" in paper and words in paper and f"None. Waits for {FEMI.name}" in paper
    archive = json.loads(b"".join(export.pieces(bundle)))
    [kept] = archive["entries"][0]["handovers"]
    assert (kept["hash"], kept["after_rev"], kept["nth"]) == (hash_of(said), 1, 1)


def test_a_signature_in_the_place_of_whom_it_names_stands_beside_the_hand_over(app, desk, bundle_of):
    case, _ = handed(app, desk)
    there = replace(FEMI, programme=NORTH)
    signature = a_signoff(case, by=FEMI, instead_reason="The case was handed over to me.")
    assert desk.sign(there, signature)["status"] == "applied"
    paper = " ".join(text_of(export.pdf(bundle_of())).split())
    assert f"handed to {FEMI.name} by {DAN.name}" in paper
    assert "The case was handed over to me." in paper


def test_an_answer_that_came_after_its_signer_had_left_says_what_was_decided(
    app, desk, bundle_of, phone_of, dan
):
    case = an_entry()
    desk.one(ANA, case)
    with app.app_context(), store.writing() as connection:
        left = {"ended_at": "2026-11-20T12:00:00Z"}
        connection.execute(update(Membership).where(Membership.id == membership_of(BEN)).values(**left))
    gone = replace(BEN, role="")
    answer = a_signoff(case, verdict="returned", feedback="Mark up.", signed_at="2026-11-20T11:00:00Z")
    assert desk.one(gone, answer)["code"] == "role_ended"
    paper = " ".join(text_of(export.pdf(bundle_of())).split())
    assert "Came late" in paper and "The coordinator has not decided about it yet" in paper
    address = f"/cohort/{NORTH}/{ANA.id}/answers/{hash_of(answer)}"
    client = phone_of(dan)
    client.post(address, data=read(client, address).form(address) | {"decision": "accept"})
    paper = " ".join(text_of(export.pdf(bundle_of())).split())
    assert "Came late" not in paper and "By somebody who has left, accepted by Dan Weiss" in paper
