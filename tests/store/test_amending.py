"""New versions of signed cases, and versions kept beside: the signed one stands until the new one is signed."""

import pytest

from logbook.models import Proposal, Refusal, Statement
from tests.support.cast.people import ANA, BEN, CLEO
from tests.support.documents.statements import (
    a_closing,
    a_signoff,
    a_withdrawal,
    amended,
    an_entry,
    hash_of,
    mutation,
    revised,
)


@pytest.fixture
def signature(desk, entry):
    """Ben's signature under Ana's case."""
    doc = a_signoff(entry)
    desk.sign(BEN, doc)
    return doc


@pytest.fixture
def second(desk, entry, signature):
    """Ana's new version of it."""
    doc = amended(entry, signature, place="Room 4")
    assert desk.one(ANA, doc)["status"] == "applied"
    return doc


def standing(desk, entry):
    head = desk.head(entry)
    return head.rev, head.state, head.signed_rev


class TestAmending:
    def test_a_new_version_becomes_the_head_and_the_signed_one_goes_on_standing(self, desk, entry, second):
        assert standing(desk, entry) == (2, "sent", 1)
        assert desk.head(entry).hash == hash_of(second)
        assert {row.rev for row in desk.rows(Statement, doc_id=entry["id"])} == {1, 2}

    def test_a_signature_under_the_new_version_takes_the_place_of_the_old_one(self, desk, entry, second):
        assert desk.sign(BEN, a_signoff(second))["status"] == "applied"
        assert standing(desk, entry) == (2, "signed", 2)

    def test_a_new_version_can_be_returned_mended_and_signed(self, desk, entry, second):
        assert desk.one(BEN, a_signoff(second, verdict="returned"))["status"] == "applied"
        assert standing(desk, entry) == (2, "returned", 1)
        third = revised(second, place="Room 5")
        assert desk.one(ANA, third)["rev"] == 3
        assert standing(desk, entry) == (3, "sent", 1)
        desk.sign(BEN, a_signoff(third))
        assert standing(desk, entry) == (3, "signed", 3)

    def test_who_did_not_see_the_signature_proposes(self, desk, entry, signature):
        other = a_signoff(an_entry())
        for late in (revised(entry, place="Room 4"), amended(entry, other, place="Room 5")):
            assert desk.one(ANA, late)["code"] == "signed_meanwhile"
        assert standing(desk, entry) == (1, "signed", 1)

    def test_who_names_an_older_signature_than_the_one_that_stands_proposes(
        self, desk, entry, signature, second
    ):
        desk.sign(BEN, a_signoff(second))
        assert desk.one(ANA, amended(second, signature, place="Room 5"))["code"] == "signed_meanwhile"
        assert standing(desk, entry) == (2, "signed", 2)

    def test_a_new_version_of_what_was_signed_anew_meanwhile_is_kept_beside(
        self, desk, entry, signature, second
    ):
        desk.sign(BEN, a_signoff(second))
        assert desk.one(ANA, amended(entry, signature, place="Room 6"))["code"] == "signed_meanwhile"

    def test_a_new_version_that_says_the_same_leaves_the_signature_alone(self, desk, entry, signature):
        verdict = desk.one(ANA, amended(entry, signature, recorded_at="2026-11-20T19:30:00Z"))
        assert (verdict["status"], verdict["rev"]) == ("duplicate", 1)
        assert standing(desk, entry) == (1, "signed", 1)

    def test_where_the_signature_was_taken_back_meanwhile_it_is_an_ordinary_change(
        self, desk, entry, signature
    ):
        desk.one(BEN, a_withdrawal(signature, by=BEN))
        assert desk.one(ANA, amended(entry, signature, place="Room 4"))["status"] == "applied"
        assert standing(desk, entry) == (2, "sent", None)

    def test_a_server_that_was_set_back_and_knows_of_no_signature_takes_it_as_a_change(self, desk, entry):
        assert desk.one(ANA, amended(entry, a_signoff(entry), place="Room 4"))["status"] == "applied"
        assert standing(desk, entry) == (2, "sent", None)

    def test_two_new_versions_meet_as_any_two_changes_do(self, desk, entry, signature, second):
        assert desk.one(ANA, amended(entry, signature, prescriber="Dr Ito"))["code"] == "rebase"
        assert desk.one(ANA, amended(entry, signature, place="Room 7"))["code"] == "both_changed"

    def test_a_new_version_and_a_change_upon_it_may_arrive_together(self, desk, entry, signature):
        new = amended(entry, signature, place="Room 4")
        verdicts = desk.send(ANA, new, mutation(revised(new, place="Room 5"), after=new["mutation"]))
        assert [verdict["status"] for verdict in verdicts] == ["applied", "applied"]
        assert standing(desk, entry) == (3, "sent", 1)

    def test_nobody_else_amends(self, desk, entry, signature):
        for somebody in (BEN, CLEO):
            assert desk.one(somebody, amended(entry, signature, place="X"))["code"] == "no_access"

    def test_a_case_with_a_signature_cannot_be_withdrawn_as_a_whole(self, desk, entry, second):
        assert desk.one(ANA, a_withdrawal(second))["code"] == "locked"

    def test_everybody_who_reads_the_case_is_given_its_earlier_versions(self, desk, entry, second):
        for somebody in (ANA, BEN):
            [record] = desk.snapshot(somebody)["records"]["entry"]
            assert record["doc"] == second
            [first] = record["earlier"]
            assert (first["rev"], first["hash"], first["doc"]) == (1, hash_of(entry), entry)


class TestTakingASignatureBack:
    def test_the_older_signature_stands_where_the_newer_is_taken_back(self, desk, entry, second):
        newer = a_signoff(second)
        desk.sign(BEN, newer)
        desk.one(BEN, a_withdrawal(newer, by=BEN))
        assert standing(desk, entry) == (2, "sent", 1)

    def test_the_newer_signature_stands_where_the_older_is_taken_back(self, desk, entry, signature, second):
        desk.sign(BEN, a_signoff(second))
        desk.one(BEN, a_withdrawal(signature, by=BEN))
        assert standing(desk, entry) == (2, "signed", 2)

    def test_a_waiting_new_version_becomes_an_ordinary_one(self, desk, entry, signature, second):
        desk.one(BEN, a_withdrawal(signature, by=BEN))
        assert standing(desk, entry) == (2, "sent", None)
        assert desk.one(ANA, a_withdrawal(second))["status"] == "applied"

    def test_a_returned_new_version_stays_returned(self, desk, entry, signature, second):
        desk.one(BEN, a_signoff(second, verdict="returned"))
        desk.one(BEN, a_withdrawal(signature, by=BEN))
        assert standing(desk, entry) == (2, "returned", None)


@pytest.fixture
def kept(desk, signed):
    """A change of Ana's that came after the signature."""
    doc = revised(signed, place="Room 4")
    desk.one(ANA, doc)
    return doc


class TestClosingAProposal:
    def test_a_closed_proposal_leaves_the_pages_and_its_text_stays(self, desk, kept):
        assert desk.one(ANA, a_closing(kept))["status"] == "applied"
        for somebody in (ANA, BEN):
            records = desk.snapshot(somebody)["records"]
            assert records["entry"][0]["proposals"] == []
            assert records["withdrawal"][0]["doc"]["of"] == {"kind": "proposal", "id": kept["mutation"]}
        [row] = desk.rows(Proposal)
        assert row.closed_at and row.text == mutation(kept).stmt

    def test_other_proposals_stay(self, desk, signed, kept):
        other = revised(signed, place="Room 9")
        desk.send(ANA, other, a_closing(kept))
        [record] = desk.snapshot(ANA)["records"]["entry"]
        assert [proposal["doc"] for proposal in record["proposals"]] == [other]

    def test_a_proposal_can_be_closed_in_the_request_that_makes_it(self, desk, signed):
        late = revised(signed, place="Room 4")
        verdicts = desk.send(ANA, late, a_closing(late))
        assert [verdict["status"] for verdict in verdicts] == ["conflict", "applied"]
        assert desk.rows(Proposal)[0].closed_at

    def test_closing_it_twice_is_a_duplicate(self, desk, kept):
        first = a_closing(kept)
        desk.one(ANA, first)
        for again in (first, a_closing(kept, reason="Taken up")):
            verdict = desk.one(ANA, again)
            assert (verdict["status"], verdict["hash"]) == ("duplicate", hash_of(first))

    def test_only_its_author_closes_it(self, desk, kept):
        for somebody in (BEN, CLEO):
            assert desk.one(somebody, a_closing(kept, by=somebody))["code"] == "no_access"
        # Ben belongs to the programme and his text is kept; Cleo never did, and hers is not.
        assert desk.rows(Proposal)[0].closed_at is None
        assert [row.account_id for row in desk.rows(Refusal)] == [BEN.id]

    def test_it_is_named_by_its_own_text(self, desk, signed, kept):
        wrong = a_closing(kept, of_hash=hash_of(signed))
        assert desk.one(ANA, wrong)["code"] == "base_unknown"
        unknown = a_closing(revised(signed, place="Never sent"))
        assert desk.one(ANA, unknown)["code"] == "unknown_entry"

    def test_taking_it_up_is_a_new_version_and_its_end(self, desk, signed, kept):
        [signature] = desk.snapshot(ANA)["records"]["signoff"]
        new = revised(signed, place="Room 4", amends=signature["hash"])
        verdicts = desk.send(ANA, new, a_closing(kept, reason="Taken up"))
        assert [verdict["status"] for verdict in verdicts] == ["applied", "applied"]
        [record] = desk.snapshot(BEN)["records"]["entry"]
        assert (record["rev"], record["proposals"], len(record["earlier"])) == (2, [], 1)
