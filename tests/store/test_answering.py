"""The conflict table: signing, asking for changes, reviewing, taking back."""

from dataclasses import replace

import pytest

from logbook.models import Proposal, Refusal, Review, Signoff, Statement, Withdrawal
from logbook.vocabulary import LISTS
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, NORTH
from tests.support.documents.statements import (
    NOW,
    a_closing,
    a_review,
    a_signoff,
    a_withdrawal,
    an_entry,
    hash_of,
    mutation,
    revised,
)


class TestSigning:
    def test_a_signature_needs_the_signature_route(self, desk, entry):
        assert desk.one(BEN, a_signoff(entry))["code"] == "needs_signature"
        assert desk.count(Signoff) == 0

    def test_a_signature_binds_to_the_revision_it_names(self, desk, entry):
        signoff = a_signoff(entry)
        assert desk.sign(BEN, signoff) | {"id": ""} == {
            "id": "",
            "status": "applied",
            "rev": 1,
            "hash": hash_of(signoff),
        }
        assert (desk.head(entry).state, desk.head(entry).signed_rev) == ("signed", 1)
        assert [row.grade for row in desk.rows(Signoff)] == ["C"]

    @pytest.mark.fault(48)
    def test_a_signature_on_a_revision_that_is_no_longer_the_head_is_a_conflict(self, desk, entry):
        desk.one(ANA, revised(entry, place="Room 4"))
        verdict = desk.sign(BEN, a_signoff(entry))
        assert (verdict["code"], verdict["head"]["rev"]) == ("changed_before_signature", 2)
        assert desk.count(Signoff) == 0

    def test_signing_what_is_signed_is_a_duplicate(self, desk, entry):
        first = desk.sign(BEN, a_signoff(entry))
        second = desk.sign(BEN, a_signoff(entry))
        assert (second["status"], second["hash"]) == ("duplicate", first["hash"])
        assert desk.count(Signoff) == 1

    @pytest.mark.finding("attack.L3")
    @pytest.mark.parametrize("other", [{"rating": 1}, {"feedback": "Dangerous: stop."}])
    def test_another_answer_by_the_same_signer_is_said_and_not_taken_for_a_repetition(
        self, desk, entry, other
    ):
        desk.sign(BEN, a_signoff(entry))
        assert desk.sign(BEN, a_signoff(entry, **other))["code"] == "signed_otherwise"
        assert desk.count(Signoff) == 1

    @pytest.mark.finding("use.S2")
    def test_an_injected_case_is_never_signed_as_merely_seen(self, desk, entry):
        seen = {"id": "present_1", "lang": "en", "text": LISTS["meanings"]["present_1"]["en"]}
        verdict = desk.sign(BEN, a_signoff(entry, rating=None, meaning=seen))
        assert verdict["fields"] == {"rating": ["Choose how much help was needed"]}

    @pytest.mark.finding("use.S2")
    def test_an_observation_may_carry_the_rating_that_older_builds_ask_for(self, desk):
        watched = an_entry(part="observed", product=None, points=[])
        desk.one(ANA, watched)
        assert desk.sign(BEN, a_signoff(watched))["status"] == "applied"

    def test_a_second_supervisor_signs_nothing_and_is_told(self, desk, entry):
        desk.sign(BEN, a_signoff(entry))
        beside = replace(FEMI, programme=NORTH)
        assert desk.sign(beside, a_signoff(entry, by=beside))["code"] == "locked"
        assert [row.signer_id for row in desk.rows(Signoff)] == [BEN.id]

    def test_what_is_signed_cannot_be_returned(self, desk, signed):
        assert desk.one(BEN, a_signoff(signed, verdict="returned"))["code"] == "locked"

    def test_only_a_supervisor_of_the_programme_signs(self, desk, entry):
        assert desk.sign(FEMI, a_signoff(entry, by=FEMI))["code"] == "no_access"
        assert desk.sign(CLEO, a_signoff(entry, by=CLEO))["code"] == "no_access"
        assert desk.sign(ANA, a_signoff(entry, by=ANA))["code"] == "own_entry"
        assert desk.head(entry).state == "sent"

    @pytest.mark.parametrize("detail", [{"name": "Ben"}, {"number": "1"}, {"body": "X"}, {"id": FEMI.id}])
    def test_a_signature_in_another_name_is_rejected(self, desk, entry, detail):
        assert desk.sign(BEN, a_signoff(entry, signer=detail))["code"] == "signer_mismatch"

    def test_a_signature_on_an_unknown_entry_is_rejected(self, desk):
        assert desk.sign(BEN, a_signoff(an_entry()))["code"] == "unknown_entry"

    def test_changes_asked_then_mended_then_signed(self, desk, entry):
        assert desk.one(BEN, a_signoff(entry, verdict="returned"))["status"] == "applied"
        assert desk.head(entry).state == "returned"
        mended = revised(entry, place="Room 4")
        desk.one(ANA, mended)
        assert desk.head(entry).state == "sent"
        desk.sign(BEN, a_signoff(mended))
        assert (desk.head(entry).state, desk.head(entry).signed_rev) == ("signed", 2)

    @pytest.mark.fault(48)
    def test_an_edit_and_its_signature_in_wrong_order_sign_nothing_unseen(self, desk, entry):
        mended = revised(entry, place="Room 4")
        assert desk.sign(BEN, a_signoff(mended))["code"] == "changed_before_signature"
        desk.one(ANA, mended)
        assert desk.head(entry).state == "sent"


class TestWithdrawing:
    def test_a_trainee_takes_an_unsigned_entry_back_and_it_stays_as_a_tombstone(self, desk, entry):
        assert desk.one(ANA, a_withdrawal(entry))["status"] == "applied"
        assert desk.head(entry).state == "withdrawn"
        assert desk.count(Statement) == 2

    def test_taking_back_twice_is_a_duplicate(self, desk, entry):
        desk.one(ANA, a_withdrawal(entry))
        assert desk.one(ANA, a_withdrawal(entry))["status"] == "duplicate"
        assert desk.count(Withdrawal) == 1

    def test_an_edit_of_a_withdrawn_entry_is_kept_as_a_proposal(self, desk, entry):
        desk.one(ANA, a_withdrawal(entry))
        assert desk.one(ANA, revised(entry, place="Room 4"))["code"] == "gone"
        assert [row.code for row in desk.rows(Proposal)] == ["gone"]

    def test_an_answer_to_a_withdrawn_entry_is_set_aside(self, desk, entry):
        desk.one(ANA, a_withdrawal(entry))
        assert desk.one(BEN, a_signoff(entry, verdict="returned"))["code"] == "gone"
        assert desk.one(ANA, a_review(entry))["code"] == "gone"
        assert {row.code for row in desk.rows(Refusal)} == {"gone"}

    def test_nobody_else_takes_an_entry_back(self, desk, entry):
        assert desk.one(BEN, a_withdrawal(entry, by=BEN))["code"] == "no_access"
        assert list(desk.one(BEN, a_withdrawal(entry, by=ANA))["fields"]) == ["by"]

    def test_a_signer_takes_a_signature_back_and_the_entry_waits_again(self, desk, entry):
        signoff = a_signoff(entry)
        desk.sign(BEN, signoff)
        assert desk.one(BEN, a_withdrawal(signoff, by=BEN))["status"] == "applied"
        assert (desk.head(entry).state, desk.head(entry).signed_rev) == ("sent", None)
        assert desk.rows(Signoff)[0].withdrawn_at == NOW
        assert desk.one(ANA, revised(entry, place="Room 4"))["status"] == "applied"

    def test_after_a_signature_is_taken_back_an_earlier_message_counts_again(self, desk, entry):
        desk.one(BEN, a_signoff(entry, verdict="returned", signed_at="2026-11-20T12:00:00Z"))
        signoff = a_signoff(entry)
        desk.sign(BEN, signoff)
        desk.one(BEN, a_withdrawal(signoff, by=BEN))
        assert desk.head(entry).state == "returned"

    def test_nobody_else_takes_a_signature_back(self, desk, entry):
        signoff = a_signoff(entry)
        desk.sign(BEN, signoff)
        assert desk.one(FEMI, a_withdrawal(signoff, by=FEMI))["code"] == "no_access"

    def test_a_message_and_its_withdrawal_in_one_request_leave_the_entry_as_it_was(self, desk, entry):
        message = a_signoff(entry, verdict="returned")
        sent = mutation(message)
        desk.send(BEN, sent, mutation(a_withdrawal(message, by=BEN), after=sent.id))
        assert desk.head(entry).state == "sent"
        assert [row.withdrawn_at for row in desk.rows(Signoff)] == [NOW]


class TestReviewing:
    def test_the_trainee_reviews_any_revision_that_exists(self, desk, entry):
        desk.one(ANA, revised(entry, place="Room 4"))
        assert desk.one(ANA, a_review(entry))["status"] == "applied"

    def test_a_review_of_a_revision_nobody_knows_is_rejected(self, desk, entry):
        assert desk.one(ANA, a_review(revised(entry, place="Room 4")))["code"] == "base_unknown"
        assert desk.one(ANA, a_review(an_entry()))["code"] == "unknown_entry"

    def test_nobody_else_reviews_an_entry(self, desk, entry):
        assert desk.one(CLEO, a_review(entry))["code"] == "no_access"


class TestIdsThatSomebodyChose:
    """Each statement is named by whoever writes it: another of theirs may bear the case's own id."""

    @pytest.fixture
    def namesake(self, desk, entry):
        """A review of the case, under the case's id."""
        doc = a_review(entry, id=entry["id"])
        assert desk.one(ANA, doc)["status"] == "applied"
        return doc

    def test_such_a_statement_is_no_version_of_the_case(self, desk, entry, namesake):
        of = {"entry_hash": hash_of(namesake)}
        assert desk.one(ANA, a_review(entry, **of))["code"] == "base_unknown"
        assert desk.one(ANA, a_withdrawal(entry, of_hash=hash_of(namesake)))["code"] == "base_unknown"
        desk.one(ANA, revised(entry, place="Room 4"))
        late = revised(entry, place="Room 5", prev=hash_of(namesake))
        assert desk.one(ANA, late)["code"] == "base_unknown"
        assert desk.head(entry).state == "sent" and desk.count(Review) == 1

    def test_everybody_still_holds_both(self, desk, entry, namesake):
        records = desk.snapshot(BEN)["records"]
        assert [one["doc"] for kind in ("entry", "review") for one in records[kind]] == [entry, namesake]

    def test_taking_a_case_back_twice_names_its_own_withdrawal(self, desk, entry):
        """Not that of a version kept beside it, whose name is its mutation's: here the case's id."""
        desk.sign(BEN, a_signoff(entry))
        change = revised(entry, place="Room 4", mutation=entry["id"])
        assert desk.one(ANA, change)["code"] == "signed_meanwhile"
        closing = a_closing(change)
        assert desk.one(ANA, closing)["status"] == "applied"
        [signature] = desk.snapshot(BEN)["records"]["signoff"]
        desk.one(BEN, a_withdrawal(signature["doc"], by=BEN))
        first = desk.one(ANA, a_withdrawal(entry))
        assert first["status"] == "applied"
        again = desk.one(ANA, a_withdrawal(entry))
        assert (again["status"], again["hash"]) == ("duplicate", first["hash"])
