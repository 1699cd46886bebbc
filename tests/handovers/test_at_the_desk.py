"""A coordinator hands one case over from its trainee's page, and all of a leaver's where the role ends."""

import pytest
from sqlalchemy import select

from logbook.models import Entry, Handover, Statement
from tests.support.cast.clinic import ended, joined, told
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH, membership_of
from tests.support.documents.statements import a_handover, a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

TRAINEE = f"/cohort/{NORTH}/{ANA.id}"
ENDING = f"/people/memberships/{membership_of(BEN)}/ending"


@pytest.fixture
def case(app):
    joined(app, FEMI, NORTH, "supervisor")
    return told(app, an_entry())


def handing(case):
    return f"{TRAINEE}/{case['id']}/handing"


def hand(client, case, **more):
    address = handing(case)
    return client.post(address, data=read(client, address).form(address) | more)


def test_a_case_that_waits_leads_to_its_hand_over_and_back(app, phone_of, dan, case):
    desk = phone_of(dan)
    assert handing(case) in read(desk, TRAINEE).links()
    page = read(desk, handing(case))
    assert "It names Dr Ben Okafor and waits for them." in page.text
    assert [option["value"] for option in page.soup.select("#f-heir option")] == ["", FEMI.id]
    assert hand(desk, case, heir=FEMI.id, reason="away").headers["Location"] == TRAINEE
    page = read(desk, TRAINEE)
    assert "Dr Femi Adeyemi now finds this case under those to sign." in page.text
    assert "Names Dr Ben Okafor; handed over, waits for Dr Femi Adeyemi" in page.text
    holders = page.soup.find(id="holders").find_parent("section").get_text(" ")
    assert "Dr Femi Adeyemi" in holders and "Ben" not in holders
    [row] = ask(app, select(Handover.author_id, Handover.entry_id))
    assert tuple(row) == (DAN.id, case["id"])
    assert "Changes" not in page.text


def test_what_is_missing_is_said_beside_it_and_what_was_chosen_stays(phone_of, dan, case):
    desk = phone_of(dan)
    page = check(hand(desk, case, heir="", reason="away"), handing(case), 422)
    assert "Choose who answers it" in page.text
    assert page.soup.select_one("#f-reason option[selected]")["value"] == "away"
    page = check(hand(desk, case, heir=FEMI.id, reason=""), handing(case), 422)
    assert "Choose why" in page.text
    assert page.soup.select_one("#f-heir option[selected]")["value"] == FEMI.id
    check(hand(desk, case, heir=ANA.id, reason="away"), handing(case), 422)


def test_a_form_that_was_open_while_somebody_else_handed_it_over_changes_nothing(app, phone_of, dan, case):
    desk, address = phone_of(dan), handing(case)
    open_ = read(desk, address).form(address)
    told(app, a_handover(case), by=DAN)
    page = check(desk.post(address, data=open_ | {"heir": FEMI.id, "reason": "away"}), address, 422)
    assert "Choose who answers it" in page.text  # it waits for Femi already
    page = check(desk.post(address, data=open_ | {"heir": BEN.id, "reason": "away"}), address, 409)
    assert "It waits for somebody else by now" in page.text
    assert len(ask(app, select(Handover.id))) == 1


@pytest.mark.parametrize("how", ["signed", "unnamed"])
def test_what_nobody_can_hand_over_offers_no_way(app, phone_of, dan, case, how):
    one = told(app, an_entry(supervisor="" if how == "unnamed" else BEN.id))
    if how == "signed":
        told(app, a_signoff(one), by=BEN, grade="C")
    desk = phone_of(dan)
    assert handing(one) not in read(desk, TRAINEE).links()
    check(desk.get(handing(one)), handing(one), 404)


def test_where_nobody_else_supervises_the_page_says_so(app, phone_of, dan):
    case = told(app, an_entry())
    page = read(phone_of(dan), handing(case))
    assert "Nobody else supervises this programme." in page.text and "/people/invitations" in page.links()


def test_ending_a_role_writes_a_hand_over_for_each_case_that_waits(app, phone_of, dan, case):
    back, signed = told(app, an_entry()), told(app, an_entry())
    told(app, a_signoff(back, verdict="returned"), by=BEN)
    told(app, a_signoff(signed), by=BEN, grade="C")
    desk = phone_of(dan)
    assert desk.post(ENDING, data=read(desk, ENDING).form(ENDING) | {"heir": FEMI.id}).status_code == 303
    found = ask(app, select(Entry.id, Entry.handed_to, Entry.supervisor_id))
    assert {row.id: row.handed_to for row in found} == {
        case["id"]: FEMI.id,
        back["id"]: FEMI.id,
        signed["id"]: None,
    }
    assert {row.supervisor_id for row in found} == {BEN.id}
    texts = ask(app, select(Statement.text).where(Statement.kind == "handover"))
    assert len(texts) == 2 and all('"reason":"left"' in row.text for row in texts)


def test_what_comes_after_the_role_ended_is_found_by_whoever_took_over(app, phone_of, dan, case):
    ended(app, BEN, heir=FEMI)
    late = told(app, an_entry(performed_on="2026-11-19"))
    (row,) = ask(app, select(Entry.handed_to).where(Entry.id == late["id"]))
    assert row.handed_to is None
    named = read(phone_of(FEMI), "/signoffs").soup.select_one('section[aria-labelledby="named"]')
    assert len(named.select("a.row")) == 2


def test_what_was_handed_to_a_leaver_goes_on_to_whoever_takes_over(app, phone_of, dan, case):
    told(app, a_handover(case), by=DAN)
    (row,) = ask(app, select(Entry.handed_to))
    assert row.handed_to == FEMI.id
    desk = phone_of(dan)
    found = [link for link in read(desk, "/people").links() if link.endswith("/ending")]
    ending = next(link for link in found if "1 case waits for Dr Femi" in read(desk, link).text)
    desk.post(ending, data=read(desk, ending).form(ending) | {"heir": BEN.id})
    (row,) = ask(app, select(Entry.handed_to))
    assert row.handed_to == BEN.id
    [first, second] = ask(app, select(Handover.nth).order_by(Handover.nth))
    assert (first.nth, second.nth) == (1, 2)
