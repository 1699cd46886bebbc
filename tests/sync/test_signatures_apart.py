"""The grade of a signature belongs to its statement: one request may carry several, and each is judged by itself."""

from dataclasses import replace

import pytest

from logbook.models import Signoff
from tests.support.cast.people import ANA, BEN
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import a_signoff, an_entry, mutation


@pytest.mark.parametrize("sig", ["x", {"alg": "ES256", "value": "AAAA"}, 7, []])
def test_a_signature_that_is_not_known_refuses_its_own_statement_alone(anas, sig):
    odd, plain = an_entry(), an_entry()
    request = envelope(ANA, odd, plain)
    request["mutations"][0]["sig"] = sig
    first, second = post(anas, request).get_json()["results"]
    assert (first["status"], first["code"]) == ("rejected", "unknown_signature")
    assert second["status"] == "applied"


def test_two_answers_of_one_request_have_two_grades(desk):
    entries = [an_entry() for _ in range(3)]
    desk.send(ANA, *entries)
    signed = replace(mutation(a_signoff(entries[0])), grade="C")
    verdicts = desk.send(BEN, signed, a_signoff(entries[1]), a_signoff(entries[2], verdict="returned"))
    assert [verdict.get("code", verdict["status"]) for verdict in verdicts] == [
        "applied",
        "needs_signature",
        "applied",
    ]
    assert {row.verdict: row.grade for row in desk.rows(Signoff)} == {"signed": "C", "returned": None}


def test_no_phone_vouches_for_itself(anas):
    request = envelope(ANA, an_entry())
    request["mutations"][0]["grade"] = "C"
    assert post(anas, request).status_code == 400
