"""The conflict table: editing, also what was signed meanwhile."""

from logbook.models import Proposal, Statement
from tests.support.cast.people import ANA, BEN, CLEO, SOUTH
from tests.support.documents.statements import a_withdrawal, hash_of, mutation, revised


class TestEditing:
    def test_an_edit_of_the_head_is_applied_and_the_old_text_stays(self, desk, entry):
        second = revised(entry, place="Room 4")
        assert desk.one(ANA, second)["rev"] == 2
        assert {row.rev for row in desk.rows(Statement, doc_id=entry["id"])} == {1, 2}
        assert desk.head(entry).rev == 2

    def test_changes_of_other_fields_ask_for_a_rebase_and_store_nothing(self, desk, entry):
        theirs, mine = revised(entry, place="Room 4"), revised(entry, product={"batch": "X1"})
        desk.one(ANA, theirs)
        verdict = desk.one(ANA, mine)
        assert (verdict["status"], verdict["code"]) == ("conflict", "rebase")
        assert verdict["head"] == {"rev": 2, "hash": hash_of(theirs), "stmt": mutation(theirs).stmt}
        assert desk.count(Statement) == 2 and desk.count(Proposal) == 0

    def test_groups_are_compared_field_by_field(self, desk, entry):
        desk.one(ANA, revised(entry, product={"vial_units": 50}))
        assert desk.one(ANA, revised(entry, product={"batch": "X1"}))["code"] == "rebase"

    def test_changes_of_one_field_keep_both(self, desk, entry):
        desk.one(ANA, revised(entry, place="Room 4"))
        mine = mutation(revised(entry, place="Room 5"))
        assert desk.one(ANA, mine)["code"] == "both_changed"
        [kept] = desk.rows(Proposal)
        assert (kept.entry_id, kept.code, kept.text) == (entry["id"], "both_changed", mine.stmt)
        assert desk.head(entry).rev == 2

    def test_a_product_taken_away_overlaps_with_its_batch_corrected(self, desk, entry):
        desk.one(ANA, revised(entry, product={"batch": "X1"}))
        assert desk.one(ANA, revised(entry, part="observed", product=None))["code"] == "both_changed"

    def test_the_same_correction_from_two_phones_is_a_duplicate(self, desk, entry):
        desk.one(ANA, revised(entry, place="Room 4"))
        verdict = desk.one(ANA, revised(entry, place="Room 4"))
        assert (verdict["status"], verdict["rev"]) == ("duplicate", 2)
        assert desk.count(Statement) == 2

    def test_an_edit_of_a_revision_the_server_never_saw_is_rejected(self, desk, entry):
        lost = revised(entry, place="Room 4")
        assert desk.one(ANA, revised(lost, place="Room 5"))["code"] == "base_unknown"

    def test_an_edit_that_skips_a_revision_is_rejected(self, desk, entry):
        verdict = desk.one(ANA, revised(entry) | {"rev": 3})
        assert list(verdict["fields"]) == ["rev"]

    def test_an_entry_stays_in_its_programme(self, desk, entry):
        assert desk.one(ANA, revised(entry, programme=SOUTH))["code"] == "no_access"

    def test_nobody_else_edits_an_entry(self, desk, entry):
        for somebody in (BEN, CLEO):
            assert desk.one(somebody, revised(entry, place="Room 4"))["code"] == "no_access"
        assert desk.head(entry).rev == 1


class TestEditingWhatWasSigned:
    def test_the_signed_revision_stands_and_the_change_is_kept_as_a_proposal(self, desk, signed):
        late = mutation(revised(signed, place="Room 4"))
        verdict = desk.one(ANA, late)
        assert (verdict["status"], verdict["code"]) == ("conflict", "signed_meanwhile")
        assert [row.text for row in desk.rows(Proposal)] == [late.stmt]
        assert (desk.head(signed).state, desk.head(signed).hash) == ("signed", hash_of(signed))

    def test_a_change_that_says_the_same_is_a_duplicate(self, desk, signed):
        verdict = desk.one(ANA, revised(signed, recorded_at="2026-11-20T11:30:00Z"))
        assert (verdict["status"], verdict["rev"]) == ("duplicate", 1)
        assert desk.count(Proposal) == 0

    def test_a_proposal_is_shown_with_its_entry(self, desk, signed):
        desk.one(ANA, revised(signed, place="Room 4"))
        [record] = desk.snapshot(ANA)["records"]["entry"]
        [proposal] = record["proposals"]
        assert (proposal["code"], proposal["doc"]["place"]) == ("signed_meanwhile", "Room 4")

    def test_a_signed_entry_cannot_be_withdrawn(self, desk, signed):
        assert desk.one(ANA, a_withdrawal(signed))["code"] == "locked"
