"""Whatever two phones of a trainee and two supervisors do, in whatever order it arrives, nothing that was said is lost.

A state machine plays them against the real store. Each phone and each supervisor works from what they saw last, which
may be old; after every step the record is held against what was said.
"""

from dataclasses import replace
from uuid import uuid4

import orjson
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from logbook.models import Entry, Proposal, Refusal, Signoff, Statement
from tests.support.cast.people import ANA, BEN, FEMI, NORTH
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
from tests.support.lanes import many

RUNS = many(6, 500)
SUPERVISORS = (BEN, replace(FEMI, programme=NORTH))
KEPT_BESIDE = {"both_changed", "signed_meanwhile", "gone"}
ONE_OF_TWO = st.integers(0, 1)
ROOMS = st.sampled_from(["Room 1", "Room 2", "Room 3"])


@pytest.mark.fault(47, 48)
def test_a_signed_revision_never_changes_and_no_edit_vanishes(desk):
    run_state_machine_as_test(
        lambda: Clinic(desk),
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=30,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


class Clinic(RuleBasedStateMachine):
    """One case of Ana's, and everybody who may say something about it."""

    def __init__(self, desk):
        super().__init__()
        self.desk, self.case = desk, an_entry()
        desk.one(ANA, self.case)
        self.seen = [self.case, self.case]  # by each phone of Ana's
        self.known = [None, None]  # the signature that each phone knows of
        self.waiting = [[], []]
        self.looked = [self.case, self.case]  # by each supervisor
        self.signatures = []
        self.stored = {}  # every text the server ever answered for
        self.beside = {}  # every text it said it would keep beside the case

    @rule(phone=ONE_OF_TWO)
    def a_phone_pulls(self, phone):
        self.seen[phone], self.known[phone] = self.head(), self.standing()

    @rule(phone=ONE_OF_TWO, place=ROOMS, needle=st.sampled_from(["30G", "32G"]))
    def ana_writes_a_change(self, phone, place, needle):
        self.write(phone, place=place, needle=needle)

    @rule(phone=ONE_OF_TWO, words=st.sampled_from(["Slow", "Slower"]))
    def ana_writes_another_answer(self, phone, words):
        self.write(phone, reflection=words)

    @rule(phone=ONE_OF_TWO)
    def a_phone_sends(self, phone):
        self.send(self.waiting[phone])
        self.waiting[phone] = []

    @rule(phone=ONE_OF_TWO)
    def a_phone_sends_twice(self, phone):
        first = self.send(self.waiting[phone])
        assert self.send(self.waiting[phone]) == first
        self.waiting[phone] = []

    @rule(phone=ONE_OF_TWO)
    def ana_takes_the_case_back(self, phone):
        had = self.row()
        verdict = self.desk.one(ANA, a_withdrawal(self.seen[phone]))
        if had.signed_rev is not None:
            assert verdict["code"] == "locked"
        else:
            assert verdict["status"] in ("applied", "duplicate")

    @rule()
    def ana_gives_up_what_was_kept_beside(self):
        for row in self.desk.rows(Proposal, entry_id=self.case["id"], closed_at=None)[:1]:
            assert self.desk.one(ANA, a_closing(orjson.loads(row.text)))["status"] == "applied"

    @rule(who=ONE_OF_TWO)
    def a_supervisor_looks(self, who):
        self.looked[who] = self.head()

    @rule(who=ONE_OF_TWO)
    def a_supervisor_signs(self, who):
        self.answer(who, "signed")

    @rule(who=ONE_OF_TWO)
    def a_supervisor_asks_for_changes(self, who):
        self.answer(who, "returned")

    @rule(who=ONE_OF_TWO)
    def a_signer_takes_a_signature_back(self, who):
        mine = [doc for by, doc in self.signatures if by == who]
        if mine:
            verdict = self.desk.one(SUPERVISORS[who], a_withdrawal(mine[-1], by=SUPERVISORS[who]))
            assert verdict["status"] in ("applied", "duplicate")

    @invariant()
    def nothing_that_was_answered_for_is_gone(self):
        stored = {row.hash: row.text for row in self.desk.rows(Statement, doc_id=self.case["id"])}
        for hash, text in self.stored.items():
            assert stored.get(hash) == text
        self.stored |= stored
        kept = {row.mutation: row.text for row in self.desk.rows(Proposal, entry_id=self.case["id"])}
        assert {name: kept.get(name) for name in self.beside} == self.beside

    @invariant()
    def revisions_are_a_chain_that_ends_in_the_head(self):
        chain = self.revisions()
        assert [row.rev for row in chain] == list(range(1, len(chain) + 1))
        assert [row.prev for row in chain] == [None, *(row.hash for row in chain[:-1])]
        assert (self.row().rev, self.row().hash) == (chain[-1].rev, chain[-1].hash)

    @invariant()
    def a_signature_stands_under_the_text_it_was_given_for(self):
        by_rev = {row.rev: row.hash for row in self.revisions()}
        answers = self.desk.rows(Signoff, entry_id=self.case["id"])
        assert all(by_rev[answer.entry_rev] == answer.entry_hash for answer in answers)
        standing = [row.entry_rev for row in answers if row.verdict == "signed" and row.withdrawn_at is None]
        head = self.row()
        assert head.signed_rev == max(standing, default=None)
        assert (head.state == "signed") == (head.signed_rev == head.rev)
        assert head.state != "withdrawn" or not standing

    def write(self, phone, **answers):
        before = self.waiting[phone][-1] if self.waiting[phone] else self.seen[phone]
        known = self.known[phone] if not self.waiting[phone] else None
        self.waiting[phone].append(amended(before, known, **answers) if known else revised(before, **answers))

    def send(self, docs):
        sent = [
            mutation(doc, after=docs[place - 1]["mutation"] if place else None)
            for place, doc in enumerate(docs)
        ]
        had = self.row()
        verdicts = self.desk.send(ANA, *sent) if sent else []
        for one, doc, verdict in zip(sent, docs, verdicts, strict=True):
            if verdict["status"] == "applied":
                self.stored[hash_of(doc)] = one.stmt
                assert had.state != "signed" or doc.get("amends") or doc is not docs[0]
            elif verdict.get("code") in KEPT_BESIDE:
                self.beside[one.id] = one.stmt
            else:
                # What is left stays on the phone, which is told why: to be joined, or behind another.
                said = verdict.get("code", verdict["status"])
                assert said in ("duplicate", "rebase", "blocked", "base_unknown"), verdict
        return verdicts

    def answer(self, who, verdict):
        by = SUPERVISORS[who]
        doc = a_signoff(self.looked[who], by=by, verdict=verdict, id=str(uuid4()))
        had = self.row()
        said = self.desk.one(by, doc, grade="C" if verdict == "signed" else None)
        if said["status"] == "applied":
            # Only what they saw: exactly the head of that moment.
            assert had.hash == hash_of(self.looked[who]) and had.state in ("sent", "returned")
            self.signatures += [(who, doc)]
        elif said.get("code") == "gone":
            assert self.desk.rows(Refusal, mutation=said["id"])
        else:
            assert said.get("code", said["status"]) in ("changed_before_signature", "locked", "duplicate")

    def row(self):
        [row] = self.desk.rows(Entry, id=self.case["id"])
        return row

    def head(self):
        return orjson.loads(self.revisions()[-1].text)

    def revisions(self):
        return sorted(
            self.desk.rows(Statement, doc_id=self.case["id"], kind="entry"), key=lambda row: row.rev
        )

    def standing(self):
        """The signature under the head, if one stands there."""
        answers = self.desk.rows(Signoff, entry_hash=self.row().hash, verdict="signed", withdrawn_at=None)
        if not answers:
            return None
        [row] = self.desk.rows(Statement, hash=answers[0].hash)
        return orjson.loads(row.text)
