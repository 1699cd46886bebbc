"""A coordinator hands over all that waits for a supervisor who is still there, and takes it back."""

import pytest
from sqlalchemy import select

from logbook.models import Entry, Handover, Membership
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_handover, a_signoff, an_entry, revised
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.both_databases
CASES = f"/people/memberships/{membership_of(BEN)}/cases"
PAGE = f"/people/supervisors/{BEN.id}"


@pytest.fixture
def cases(app):
    """Two cases of Ana's wait for Ben and one was sent back; Femi supervises there too."""
    joined(app, FEMI, NORTH, "supervisor")
    back = told(app, an_entry())
    told(app, a_signoff(back, verdict="returned"), by=BEN)
    return [told(app, an_entry(performed_on="2026-11-12")), told(app, an_entry()), back]


def holders(app):
    rows = ask(app, select(Entry.id, Entry.supervisor_id, Entry.handed_to))
    return {row.id: row.handed_to or row.supervisor_id for row in rows}


def hand(desk, **more):
    return desk.post(CASES, data=read(desk, CASES).form(CASES) | {"heir": FEMI.id, "reason": "away"} | more)


def taken_back(desk):
    """Undo, as the page after it offers it."""
    page = read(desk, PAGE)
    [undo] = [form["action"] for form in page.soup.select("form") if "withdrawal" in form["action"]]
    return desk.post(undo, data=page.form(undo))


def queue(phone_of, somebody):
    phone = Phone(phone_of(somebody), somebody)
    phone.sync()
    named = read(phone.client, "/signoffs").soup.select_one('section[aria-labelledby="named"]')
    return len(named.select("a.row")) if named else 0


@pytest.mark.finding("use.C4")
def test_a_supervisor_s_page_leads_to_what_would_move_and_to_whom(phone_of, dan, cases):
    desk = phone_of(dan)
    assert CASES in read(desk, PAGE).links()
    page = read(desk, CASES)
    assert "3 cases to hand over" in page.text
    assert "Ana Silva" in page.text and "2 waiting, 1 sent back, the oldest of 12 Nov" in page.text
    options = [option.get_text() for option in page.soup.select("#f-heir option")]
    assert options == ["Choose", "Dr Femi Adeyemi (0 waiting)"]


def test_all_of_it_waits_for_whom_was_chosen_and_both_phones_hear_of_it(app, phone_of, dan, cases):
    phone = Phone(phone_of(BEN), BEN)
    phone.sync()
    assert queue(phone_of, BEN) == 2 and queue(phone_of, FEMI) == 0
    desk = phone_of(dan)
    assert hand(desk).headers["Location"] == PAGE
    assert "3 cases wait for Dr Femi Adeyemi now." in read(desk, PAGE).text
    assert {*holders(app).values()} == {FEMI.id}
    phone.sync()
    assert len(phone.held("handover")) == 3
    assert queue(phone_of, BEN) == 0 and queue(phone_of, FEMI) == 2
    audit = read(desk, "/office/audit").text
    assert "3 cases handed over to Dr Femi Adeyemi" in audit


def test_who_is_still_there_answers_what_is_handed_to_them_and_may_sign_what_they_held(
    app, phone_of, dan, cases
):
    hand(phone_of(dan))
    new = an_entry()
    Phone(phone_of(ANA), ANA).sync(new)
    assert holders(app)[new["id"]] == BEN.id, "only what waited was handed over"
    told(app, a_signoff(cases[0]), by=BEN, grade="C")
    assert queue(phone_of, BEN) == 1 and queue(phone_of, FEMI) == 1


def test_undo_hands_back_what_nobody_spoke_of_since(app, phone_of, dan, cases):
    desk = phone_of(dan)
    hand(desk)
    told(app, a_signoff(cases[0]), by=BEN, grade="C")
    Phone(phone_of(ANA), ANA).sync(revised(cases[1], supervisor=FEMI.id))
    assert taken_back(desk).headers["Location"] == PAGE
    assert "1 case waits for Dr Ben Okafor again." in read(desk, PAGE).text
    assert holders(app) == {cases[0]["id"]: FEMI.id, cases[1]["id"]: FEMI.id, cases[2]["id"]: BEN.id}
    assert len(ask(app, select(Handover.id))) == 4, "what was said stays said"


def test_what_was_handed_on_meanwhile_stays_there_and_undo_says_that_nothing_is_left(
    app, phone_of, dan, cases
):
    desk = phone_of(dan)
    hand(desk)
    for case in cases:
        Phone(phone_of(DAN), DAN).sync(a_handover(case, BEN, **{"from": FEMI.id}))
    assert taken_back(desk).status_code == 404
    assert {*holders(app).values()} == {BEN.id}


def test_where_something_else_waits_by_now_nothing_is_handed_over_before_it_was_seen(
    app, phone_of, dan, cases
):
    desk = phone_of(dan)
    open_ = read(desk, CASES).form(CASES) | {"heir": FEMI.id, "reason": "much"}
    Phone(phone_of(ANA), ANA).sync(an_entry())
    page = check(desk.post(CASES, data=open_), CASES, 409)
    assert "has changed since you looked" in page.text and "4 cases to hand over" in page.text
    assert {*holders(app).values()} == {BEN.id}
    assert desk.post(CASES, data=page.form(CASES)).status_code == 303, "what was chosen is kept"
    assert {*holders(app).values()} == {FEMI.id}


def test_nobody_is_handed_a_case_of_their_own(app, phone_of, dan, cases):
    joined(app, FEMI, NORTH, "trainee")
    own = an_entry(trainee=FEMI.id)
    Phone(phone_of(FEMI), FEMI).sync(own)
    desk = phone_of(dan)
    hand(desk)
    text = read(desk, PAGE).text
    assert "3 cases wait for Dr Femi Adeyemi now. 1 case stays: nobody answers their own." in text
    assert holders(app)[own["id"]] == BEN.id


def test_what_is_missing_is_said_and_nobody_else_can_do_it(app, phone_of, dan, ben, cases):
    desk = phone_of(dan)
    page = check(hand(desk, heir="", reason=""), CASES, 422)
    assert "Choose who answers them" in page.text and "Choose why" in page.text
    check(hand(desk, heir=ANA.id), CASES, 422)
    assert phone_of(ben).get(CASES).status_code == 403
    ended(app, BEN)
    check(desk.get(CASES), CASES, 404)
    assert {*holders(app).values()} == {BEN.id}


def test_what_they_took_over_from_who_left_goes_along_and_comes_back_to_them(app, phone_of, dan, cases):
    ended(app, BEN, heir=FEMI)
    joined(app, CLEO, NORTH, "supervisor")
    address = CASES.replace(membership_of(BEN), membership_in_north(app, FEMI))
    desk = phone_of(dan)
    data = read(desk, address).form(address) | {"heir": CLEO.id, "reason": "much"}
    assert desk.post(address, data=data).status_code == 303
    assert {*holders(app).values()} == {CLEO.id}
    page = read(desk, f"/people/supervisors/{FEMI.id}")
    [undo] = [form["action"] for form in page.soup.select("form") if "withdrawal" in form["action"]]
    desk.post(undo, data=page.form(undo))
    assert {*holders(app).values()} == {FEMI.id}


def membership_in_north(app, somebody):
    which = Membership.person_id == somebody.id, Membership.programme_id == NORTH
    return ask(app, select(Membership.id).where(*which))[0].id
