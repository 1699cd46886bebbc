"""How much one case, and what was refused, may fill; the budgets are made small here."""

from dataclasses import replace

import pytest

from logbook import budgets
from logbook.models import Proposal, Refusal, Review, Signoff, Statement
from tests.support.cast.people import ANA, BEN, CLEO, FEMI, SOUTH
from tests.support.documents.statements import a_review, a_signoff, an_entry, hash_of, mutation, revised


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(budgets, "CASE_TEXTS", 4)


@pytest.mark.finding("attack.M10")
class TestOneCase:
    def test_it_takes_so_many_versions_and_refuses_the_next_in_words(self, desk, few):
        doc = an_entry()
        chain = [doc]
        for number in range(4):
            chain.append(revised(chain[-1], place=f"Room {number}"))
        verdicts = desk.send(ANA, *chain)
        assert [one["status"] for one in verdicts] == ["applied"] * 4 + ["rejected"]
        assert verdicts[-1]["code"] == "case_full" and desk.count(Statement) == 4
        assert desk.one(ANA, chain[-1], now="2026-11-20T10:40:00Z") == verdicts[-1]

    def test_its_texts_together_have_a_size(self, desk, monkeypatch):
        doc = an_entry()
        monkeypatch.setattr(budgets, "CASE_SIZE", len(mutation(doc).stmt) * 2 + 500)
        second = revised(doc, place="Room 2")
        assert [one["status"] for one in desk.send(ANA, doc, second)] == ["applied"] * 2
        assert desk.one(ANA, revised(second, place="Room 3"))["code"] == "case_full"

    def test_what_is_kept_beside_it_counts(self, desk, few):
        doc = an_entry()
        head = revised(doc, place="Room 2")
        desk.send(ANA, doc, head)
        codes = [desk.one(ANA, revised(doc, place=f"Other {number}"))["code"] for number in range(4)]
        assert codes == ["both_changed"] * 2 + ["case_full"] * 2 and desk.count(Proposal) == 2

    def test_reviews_count(self, desk, few):
        doc = an_entry()
        desk.one(ANA, doc)
        verdicts = [desk.one(ANA, a_review(doc)) for _ in range(4)]
        assert [one["status"] for one in verdicts] == ["applied"] * 3 + ["rejected"] and desk.count(
            Review
        ) == 3

    def test_a_full_case_can_still_be_signed_and_its_answers_have_a_budget_of_their_own(self, desk, few):
        doc = an_entry()
        chain = [doc]
        for number in range(3):
            chain.append(revised(chain[-1], place=f"Room {number}"))
        desk.send(ANA, *chain)
        returned = [desk.one(BEN, a_signoff(chain[-1], verdict="returned")) for _ in range(5)]
        assert [one["status"] for one in returned] == ["applied"] * 4 + ["rejected"]
        assert returned[-1]["code"] == "case_full" and desk.count(Signoff) == 4

    def test_a_case_that_grew_larger_under_an_older_build_is_read_as_before(self, desk, monkeypatch):
        doc = an_entry()
        second = revised(doc, place="Room 2")
        desk.send(ANA, doc, second)
        monkeypatch.setattr(budgets, "CASE_TEXTS", 1)
        [record] = desk.snapshot(ANA)["records"]["entry"]
        assert record["rev"] == 2 and len(record["earlier"]) == 1
        assert desk.sign(BEN, a_signoff(second))["status"] == "applied"

    def test_what_is_there_already_is_a_duplicate_on_a_full_case_too(self, desk, few):
        doc = an_entry()
        chain = [doc]
        for number in range(3):
            chain.append(revised(chain[-1], place=f"Room {number}"))
        desk.send(ANA, *chain)
        again = desk.one(ANA, mutation(chain[-1]))
        assert (again["status"], again["hash"]) == ("applied", hash_of(chain[-1]))


@pytest.mark.finding("attack.M11")
class TestWhatWasRefused:
    def test_of_somebody_who_never_belonged_there_nothing_is_kept(self, desk):
        doc = an_entry()
        desk.one(ANA, doc)
        assert desk.one(FEMI, an_entry(trainee=FEMI.id))["code"] == "no_access"
        assert desk.one(FEMI, a_signoff(doc, signer=_signer(FEMI)))["code"] == "no_access"
        assert desk.one(CLEO, an_entry())["code"] == "no_access"
        assert desk.one(BEN, an_entry())["code"] == "no_access"
        assert desk.count(Refusal) == 0

    def test_of_somebody_who_once_did_it_is_kept_up_to_a_budget(self, desk, monkeypatch):
        one, left = mutation(an_entry()), replace(ANA, programme=SOUTH)
        monkeypatch.setattr(budgets, "REFUSED_SIZE", len(one.stmt) * 2 + 500)
        verdicts = desk.send(left, one, *(an_entry() for _ in range(3)))
        assert [verdict["code"] for verdict in verdicts] == ["no_access"] * 4
        assert desk.count(Refusal) == 2
        desk.one(left, an_entry())
        assert desk.count(Refusal) == 2


def _signer(somebody):
    return {"id": somebody.id, "name": somebody.name, "body": "GMC", "number": "1", "cred": None}
