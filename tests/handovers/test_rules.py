"""Who holds a case: whom its trainee named last, or whom a coordinator handed it to later. All through `/sync`."""

import pytest
from sqlalchemy import select

from logbook.models import Entry
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.cast.phone import Phone
from tests.support.documents.statements import (
    a_handover,
    a_signoff,
    a_withdrawal,
    amended,
    an_entry,
    hash_of,
    revised,
)
from tests.support.server.application import ask
from tests.support.server.reader import read

pytestmark = pytest.mark.both_databases


@pytest.fixture
def desk_of_dan(app, phone_of):
    """What Dan sends; Femi supervises in Ana's programme too."""
    joined(app, FEMI, NORTH, "supervisor")
    return Phone(phone_of(DAN), DAN)


@pytest.fixture
def case(app, desk_of_dan):
    """A case of Ana's that waits for Ben."""
    return told(app, an_entry())


def holder(app, case):
    (row,) = ask(app, select(Entry.supervisor_id, Entry.handed_to).where(Entry.id == case["id"]))
    assert row.supervisor_id is not None
    return row.handed_to or row.supervisor_id


def code_of(verdict):
    return verdict["status"], verdict.get("code"), *sorted(verdict.get("fields", {}))


def named(phone, section="named"):
    found = read(phone, "/signoffs").soup.select_one(f'section[aria-labelledby="{section}"]')
    return found.get_text(" ", strip=True) if found else ""


def test_a_case_that_is_handed_over_waits_for_whom_it_was_handed_to(app, phone_of, desk_of_dan, case):
    before = ask(app, select(Entry.hash, Entry.rev, Entry.supervisor_id, Entry.state))
    [verdict] = desk_of_dan.sync(a_handover(case))
    assert verdict["status"] == "applied"
    assert ask(app, select(Entry.hash, Entry.rev, Entry.supervisor_id, Entry.state)) == before
    assert holder(app, case) == FEMI.id
    assert "handed over from Dr Ben Okafor" in named(phone_of(FEMI))
    assert named(phone_of(BEN)) == "" and "for Dr Femi Adeyemi" in named(phone_of(BEN), "others")
    sheet = read(phone_of(BEN), f"/entries/{case['id']}/signoff").text
    assert "You are named in it and may still answer." in sheet
    assert read(phone_of(FEMI), "/signoffs").soup.select_one('[href="/signoffs"] .count')


def test_whoever_runs_the_programme_reads_it_also_where_it_came_through_a_sync(
    app, phone_of, desk_of_dan, case
):
    other, said = told(app, an_entry()), a_handover(case)
    desk_of_dan.sync(said, a_handover(other))
    desk_of_dan.sync(said)
    page = read(phone_of(DAN), "/office/audit")
    lines = [line.get_text() for line in page.soup.select("#found .rows strong")]
    assert [line for line in lines if "handed over" in line] == ["2 cases handed over to Dr Femi Adeyemi"]


def test_the_same_hand_over_twice_is_once(app, desk_of_dan, case):
    said = a_handover(case)
    assert [one["status"] for one in (*desk_of_dan.sync(said), *desk_of_dan.sync(said))] == [
        "applied",
        "duplicate",
    ]
    [other] = desk_of_dan.sync(said | {"reason": "left"})
    assert other["status"] == "id_reused"


def test_a_revision_that_names_somebody_else_is_later_than_a_hand_over(app, phone_of, desk_of_dan, case):
    desk_of_dan.sync(a_handover(case))
    ana = Phone(phone_of(ANA), ANA)
    second = revised(case, place="Room 9")
    ana.sync(second)
    assert holder(app, case) == FEMI.id
    third = revised(second, supervisor=FEMI.id)
    ana.sync(third, revised(third, supervisor=BEN.id))
    assert holder(app, case) == BEN.id


def test_a_hand_over_is_later_than_the_revision_before_it(app, phone_of, desk_of_dan, case):
    Phone(phone_of(ANA), ANA).sync(revised(case, supervisor=FEMI.id))
    assert holder(app, case) == FEMI.id
    [verdict] = desk_of_dan.sync(a_handover(case, BEN, **{"from": FEMI.id}))
    assert verdict["status"] == "applied" and holder(app, case) == BEN.id


def test_a_hand_over_that_does_not_name_who_holds_the_case_is_a_conflict(app, desk_of_dan, case):
    first, second = a_handover(case), a_handover(case)
    assert [code_of(one) for one in desk_of_dan.sync(first, second)] == [
        ("applied", None),
        ("conflict", "held_otherwise"),
    ]
    [back] = desk_of_dan.sync(a_handover(case, BEN, **{"from": FEMI.id}))
    assert back["status"] == "applied" and holder(app, case) == BEN.id


@pytest.mark.parametrize("to", [ANA, BEN, CLEO, DAN])
def test_a_case_is_handed_only_to_another_who_supervises_there_now(app, desk_of_dan, case, to):
    joined(app, CLEO, SOUTH, "supervisor")
    [verdict] = desk_of_dan.sync(a_handover(case, to))
    assert code_of(verdict) == ("rejected", "field_invalid", "to") and holder(app, case) == BEN.id


def test_a_trainee_who_supervises_too_is_handed_no_case_of_their_own(app, desk_of_dan, case):
    joined(app, ANA, NORTH, "supervisor")
    [verdict] = desk_of_dan.sync(a_handover(case, ANA))
    assert code_of(verdict) == ("rejected", "field_invalid", "to")


def test_what_is_signed_withdrawn_or_names_nobody_is_not_handed_over(app, desk_of_dan, case):
    told(app, a_signoff(case), by=BEN, grade="C")
    gone, unnamed = told(app, an_entry()), told(app, an_entry(supervisor=""))
    told(app, a_withdrawal(gone))
    found = [code_of(one) for one in desk_of_dan.sync(*map(a_handover, (case, gone, unnamed)))]
    assert found == [("rejected", "locked"), ("conflict", "gone"), ("rejected", "unnamed", "from")]
    assert {row.handovers for row in ask(app, select(Entry.handovers))} == {0}


def test_a_new_version_of_a_signed_case_can_be_handed_over(app, desk_of_dan, case):
    signature = told(app, a_signoff(case), by=BEN, grade="C")
    told(app, amended(case, signature, place="Room 4"))
    [verdict] = desk_of_dan.sync(a_handover(case))
    assert verdict["status"] == "applied" and holder(app, case) == FEMI.id


@pytest.mark.parametrize("by", [ANA, BEN, CLEO])
def test_only_who_coordinates_the_programme_hands_over(app, phone_of, desk_of_dan, case, by):
    [verdict] = Phone(phone_of(by), by).sync(a_handover(case, by=by))
    assert code_of(verdict) == ("rejected", "no_access") and holder(app, case) == BEN.id


def test_a_hand_over_is_said_in_ones_own_name(app, desk_of_dan, case):
    for more in ({"by": BEN.id}, {"by_name": "Somebody Else"}):
        [verdict] = desk_of_dan.sync(a_handover(case) | more)
        assert code_of(verdict) == ("rejected", "field_invalid", "by")


def test_who_coordinates_and_trains_there_does_not_hand_over_their_own_case(app, phone_of, desk_of_dan):
    joined(app, DAN, NORTH, "trainee")
    own = an_entry(trainee=DAN.id)
    assert [one["status"] for one in desk_of_dan.sync(own)] == ["applied"]
    [verdict] = desk_of_dan.sync(a_handover(own))
    assert code_of(verdict) == ("rejected", "no_access")


def test_who_held_it_before_may_still_answer_while_their_role_lasts(app, phone_of, desk_of_dan, case):
    desk_of_dan.sync(a_handover(case))
    [verdict] = Phone(phone_of(BEN), BEN).sync(a_signoff(case, verdict="returned"))
    assert verdict["status"] == "applied"
    again = told(app, revised(case, place="Room 9"))
    assert holder(app, again) == FEMI.id
    told(app, a_signoff(again), by=BEN, grade="C")
    (row,) = ask(app, select(Entry.state).where(Entry.id == case["id"]))
    assert row.state == "signed"


def test_everybody_who_holds_the_case_gets_the_hand_over_and_no_coordinator(app, phone_of, desk_of_dan, case):
    said = a_handover(case)
    desk_of_dan.sync(said)
    for somebody in (ANA, BEN, FEMI):
        phone = Phone(phone_of(somebody), somebody)
        phone.knows = "others"
        phone.sync()
        [doc] = [doc for (kind, _), doc in phone.docs.items() if kind == "handover"]
        assert (doc["hash"], doc["after_rev"], doc["nth"]) == (hash_of(said), 1, 1)
    assert desk_of_dan.held("handover") == []


def test_a_phone_of_an_earlier_build_keeps_it_uncounted(app, phone_of, desk_of_dan, case):
    desk_of_dan.sync(a_handover(case))
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    [id] = phone.held("handover")
    assert phone.docs["handover", id]["received_at"] is None
    phone.sync()
    assert phone.last["pull"]["docs"] == []
