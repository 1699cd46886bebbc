"""A saved copy from somebody else's hands: what it may bring, and who reads whose hands they were."""

import json
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from logbook.kinds import KINDS, About
from logbook.models import Entry, MutationResult, Refusal, Signoff, Statement, Withdrawal
from logbook.store import Heard, Mutation
from logbook.store.hands import Hands, withheld
from tests.support.cast.clinic import held, joined, told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, NORTH, SOUTH
from tests.support.cast.phone import Phone
from tests.support.documents.copies import a_copy, a_row, bring
from tests.support.documents.printed import text_of
from tests.support.documents.statements import a_review, a_signoff, a_withdrawal, an_entry, mutation, revised
from tests.support.server.exported import take
from tests.support.server.reader import read

pytestmark = pytest.mark.finding("attack.H1")
OWNER = "Only its owner can bring this back"
RANGE = "?trainee={}&from=2026-01-01&to=2026-12-31"


@pytest.fixture
def desk(app):
    return Desk(app)


def for_member(somebody):
    return f"/people/{somebody.id}/copies"


def signed_case(app):
    """A case of Ana's that Ben signed: (entry, sign-off)."""
    entry = told(app, an_entry())
    return entry, told(app, a_signoff(entry), by=BEN, grade="C")


def takes_back_a_signature(app):
    _, signoff = signed_case(app)
    return BEN, a_withdrawal(signoff, BEN)


def returns_a_case(app):
    return BEN, a_signoff(told(app, an_entry()), verdict="returned", feedback="You are not fit for this")


def signs_a_case(app):
    return BEN, a_signoff(told(app, an_entry()))


def withdraws_a_case(app):
    return ANA, a_withdrawal(told(app, an_entry()))


@pytest.mark.parametrize(
    "forged",
    [takes_back_a_signature, returns_a_case, signs_a_case, withdraws_a_case],
    ids=lambda one: one.__name__,
)
def test_no_answer_and_no_withdrawal_comes_from_other_hands(app, desk, phone_of, forged):
    whose, doc = forged(app)
    before = [held(app, kind) for kind in ("entry", "signoff", "withdrawal")]
    page = bring(phone_of(DAN), a_copy(doc, whose=whose), for_member(whose))
    assert OWNER in page.text and "Brought back." not in page.text
    assert [held(app, kind) for kind in ("entry", "signoff", "withdrawal")] == before


@pytest.mark.parametrize(
    "forged", [takes_back_a_signature, returns_a_case, withdraws_a_case], ids=lambda one: one.__name__
)
def test_what_stayed_in_the_file_is_still_its_owners_to_say(app, desk, phone_of, forged):
    whose, doc = forged(app)
    one = mutation(doc)
    bring(phone_of(DAN), a_copy(a_row(one), whose=whose), for_member(whose))
    assert not desk.rows(MutationResult, mutation=one.id) and not desk.rows(Refusal)
    assert Phone(phone_of(whose), whose).sync(one)[0]["status"] == "applied"


def test_its_owner_brings_all_of_it(app, desk, phone_of):
    _, signoff = signed_case(app)
    back = a_signoff(told(app, an_entry()), verdict="returned")
    page = bring(phone_of(BEN), a_copy(a_withdrawal(signoff, BEN), back, whose=BEN))
    assert page.text.count("Brought back.") == 2
    assert desk.count(Withdrawal) == 1 and len(desk.rows(Signoff, verdict="returned")) == 1
    assert not [row for row in desk.rows(Statement) if row.brought_by]


def in_south(app, phone_of):
    """A case of Ana's in a programme that is not Dan's."""
    joined(app, ANA, SOUTH, "trainee")
    joined(app, BEN, SOUTH, "supervisor")
    entry = an_entry(programme=SOUTH)
    assert Phone(phone_of(ANA), ANA).sync(entry)[0]["status"] == "applied"
    return entry


def test_only_programmes_of_the_bringer_are_reached(app, desk, phone_of):
    there = in_south(app, phone_of)
    sent = [an_entry(programme=SOUTH), revised(there, place="Room 4"), a_review(there), an_entry()]
    page = bring(phone_of(DAN), a_copy(*sent), for_member(ANA))
    assert page.text.count("Only its owner can bring this back") == 3
    assert page.text.count("Brought back.") == 1
    assert sorted(row.programme_id for row in desk.rows(Entry)) == [NORTH, SOUTH]


def test_a_change_cannot_name_the_bringers_programme_for_a_case_of_another(app, desk, phone_of):
    there = in_south(app, phone_of)
    page = bring(phone_of(DAN), a_copy(revised(there, programme=NORTH)), for_member(ANA))
    assert "Only its owner can bring this back" in page.text and len(desk.rows(Statement)) == 1


def test_what_builds_on_something_left_in_the_file_stays_too(app, desk, phone_of):
    taken = mutation(a_withdrawal(told(app, an_entry())))
    follows = mutation(an_entry(), after=taken.id)
    page = bring(phone_of(DAN), a_copy(a_row(taken, 1), a_row(follows, 2)), for_member(ANA))
    assert "Brought back." not in page.text
    verdicts = Phone(phone_of(ANA), ANA).sync(taken, follows)
    assert [one["status"] for one in verdicts] == ["applied", "applied"]


def test_what_is_about_a_membership_is_reached_where_that_is(monkeypatch):
    """No kind that may be brought is about one yet; the next may be."""
    kind = replace(KINDS["review"], name="paper", about=About(kind="membership", id="member"))
    monkeypatch.setitem(KINDS, "paper", kind)
    hands = Hands(DAN.id, frozenset({NORTH}))
    members = {"here": SimpleNamespace(programme_id=NORTH), "there": SimpleNamespace(programme_id=SOUTH)}
    batch = SimpleNamespace(heads={}, members=members, at=SimpleNamespace(hands=hands))
    papers = {id: Heard(Mutation(id, "{}"), "", {"typ": "paper", "member": id}) for id in members}
    assert withheld(batch, papers["here"]) is None
    assert withheld(batch, papers["there"])["code"] == "other_programme"


@pytest.fixture
def brought(app, phone_of):
    """A case with its review that Dan brought, then a change that Ana sent herself."""
    entry = an_entry()
    review = a_review(entry, seen_on="2026-11-20")
    bring(phone_of(DAN), a_copy(entry, review), for_member(ANA))
    return entry


def test_everybody_who_reads_the_case_sees_whose_hands_it_came_from(app, phone_of, brought):
    words = "Brought by Dan Weiss from a saved copy"
    assert words in read(phone_of(BEN), f"/entries/{brought['id']}/signoff").text
    for who in (ANA, BEN):
        page = read(phone_of(who), f"/entries/{brought['id']}")
        assert words in page.text
        assert "Received, brought by Dan Weiss from a saved copy" in page.text
        assert re.search(r"Review: .*, brought by Dan Weiss from a saved copy", page.text)
        assert "brought by Dan Weiss" in read(phone_of(who), f"/entries/{brought['id']}/versions").text


def test_a_version_its_trainee_sent_afterwards_is_their_own(app, phone_of, brought):
    told(app, revised(brought, place="Room 4"))
    page = read(phone_of(ANA), f"/entries/{brought['id']}")
    assert "Brought by Dan Weiss from a saved copy. The phone" not in page.text
    versions = read(phone_of(ANA), f"/entries/{brought['id']}/versions").text
    assert versions.count("brought by Dan Weiss") == 1


def test_phones_are_told_beside_the_text_and_its_hash_stays(app, phone_of, brought):
    phone = Phone(phone_of(BEN), BEN)
    phone.sync()
    doc = phone.docs["entry", brought["id"]]
    assert doc["brought_by"] == "Dan Weiss" and "Dan Weiss" not in doc["stmt"]


def test_every_export_prints_who_brought_what(app, phone_of, brought):
    told(app, revised(brought, place="Room 4"))
    asked = RANGE.format(ANA.id)
    client = phone_of(ANA)
    found = json.loads(take(client, f"/export/logbook.json{asked}").data)["entries"][0]
    assert [one["brought_by"] for one in found["revisions"]] == ["Dan Weiss", None]
    assert found["reviews"][0]["brought_by"] == "Dan Weiss"
    assert "version 1 by Dan Weiss from a saved copy" in take(client, f"/export/logbook.csv{asked}").text
    printed = text_of(take(client, f"/export/logbook.pdf{asked}").data)
    assert "Version 1 by Dan Weiss from a saved copy; review of 20 November 2026 by Dan Weiss" in printed
