"""The conflict table: creating, sending twice, and what follows what."""

import pytest

from logbook.models import Entry, MutationResult, Proposal, Statement
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, SOUTH
from tests.support.documents.statements import NOW, a_signoff, an_entry, hash_of, mutation, revised


class TestCreating:
    def test_a_new_entry_is_applied_and_kept_word_for_word(self, desk):
        sent = mutation(an_entry(reflection="“Größe” 😀\nsecond line"))
        verdict = desk.one(ANA, sent)
        [row] = desk.rows(Statement)
        assert verdict == {"id": sent.id, "status": "applied", "rev": 1, "hash": row.hash}
        assert row.text == sent.stmt

    def test_a_hundred_entries_arrive_in_one_request(self, desk):
        verdicts = desk.send(ANA, *(an_entry() for _ in range(100)))
        assert {verdict["status"] for verdict in verdicts} == {"applied"}
        assert desk.count(Entry) == 100

    def test_one_refused_statement_does_not_hold_back_the_others(self, desk):
        verdicts = desk.send(ANA, an_entry(), an_entry(part="flown"), an_entry())
        assert [verdict["status"] for verdict in verdicts] == ["applied", "rejected", "applied"]
        assert desk.count(Entry) == 2

    def test_an_entry_can_be_created_and_edited_in_one_request(self, desk):
        first = an_entry()
        second = revised(first, place="Room 4")
        verdicts = desk.send(ANA, first, mutation(second, after=first["mutation"]))
        assert [(verdict["status"], verdict["rev"]) for verdict in verdicts] == [
            ("applied", 1),
            ("applied", 2),
        ]
        assert desk.head(first).hash == hash_of(second)

    def test_nobody_creates_an_entry_for_somebody_else(self, desk):
        assert desk.one(BEN, an_entry())["code"] == "no_access"
        assert desk.one(ANA, an_entry(trainee=CLEO.id))["code"] == "no_access"

    def test_nobody_creates_an_entry_in_a_programme_that_is_not_theirs(self, desk):
        assert desk.one(ANA, an_entry(programme=SOUTH, supervisor=FEMI.id))["code"] == "no_access"

    @pytest.mark.parametrize("supervisor", [FEMI.id, ANA.id, CLEO.id])
    def test_only_a_supervisor_of_the_programme_can_be_named(self, desk, supervisor):
        verdict = desk.one(ANA, an_entry(supervisor=supervisor))
        assert (verdict["code"], list(verdict["fields"])) == ("field_invalid", ["supervisor"])

    def test_a_second_revision_whose_first_never_came_is_rejected(self, desk):
        assert desk.one(ANA, revised(an_entry()))["code"] == "base_unknown"


class TestSendingTwice:
    def test_the_same_mutation_gets_the_same_answer_and_is_stored_once(self, desk):
        sent = mutation(an_entry())
        assert desk.one(ANA, sent) == desk.one(ANA, sent)
        assert desk.count(Statement) == 1

    def test_the_same_mutation_twice_in_one_request_gets_the_same_answer(self, desk):
        sent = mutation(an_entry())
        first, second = desk.send(ANA, sent, sent)
        assert first == second
        assert desk.count(Statement) == 1

    def test_a_conflict_is_answered_again_with_the_same_head(self, desk, signed):
        sent = mutation(revised(signed, place="Room 4"))
        first = desk.one(ANA, sent)
        assert first["head"]["stmt"] and desk.one(ANA, sent) == first
        assert desk.count(Proposal) == 1

    @pytest.mark.fault(23)
    def test_a_mutation_with_another_text_is_id_reused(self, desk):
        doc = an_entry()
        desk.one(ANA, doc)
        assert desk.one(ANA, doc | {"place": "Room 4"}) == {"id": doc["mutation"], "status": "id_reused"}

    @pytest.mark.fault(23)
    def test_an_entry_id_with_another_first_text_is_id_reused(self, desk, entry):
        other = an_entry(id=entry["id"], place="Room 4")
        assert desk.one(ANA, other)["status"] == "id_reused"
        assert desk.head(entry).hash == hash_of(entry)

    def test_the_same_text_under_another_mutation_is_a_duplicate(self, desk, entry):
        signoff = a_signoff(entry, verdict="returned")
        desk.one(BEN, signoff)
        again = desk.one(BEN, signoff)
        assert (again["status"], again["hash"]) == ("duplicate", hash_of(signoff))


class TestFollowing:
    def test_what_follows_a_refused_mutation_is_blocked_by_it(self, desk):
        first = an_entry(part="flown")
        second = mutation(revised(first, part="assisted"), after=first["mutation"])
        third = mutation(revised(revised(first), part="assisted"), after=second.id)
        assert desk.send(ANA, first, second, third)[1:] == [
            {"id": second.id, "status": "blocked", "by": first["mutation"]},
            {"id": third.id, "status": "blocked", "by": second.id},
        ]

    def test_what_follows_an_unknown_mutation_is_tried_again_and_not_remembered(self, desk):
        first = an_entry()
        second = mutation(revised(first, place="Room 4"), after=first["mutation"])
        assert desk.one(ANA, second)["status"] == "retry"
        assert desk.count(MutationResult) == 0
        desk.one(ANA, first)
        assert desk.one(ANA, second)["status"] == "applied"


def test_the_clock_of_the_phone_is_noted_and_decides_nothing(desk):
    desk.one(ANA, an_entry(recorded_at="2023-01-01T00:00:00Z"), client_now="2026-11-20T10:41:00Z")
    [row] = desk.rows(Statement)
    assert (row.client_at, row.clock_offset_s, row.received_at) == ("2023-01-01T00:00:00Z", 600, NOW)
