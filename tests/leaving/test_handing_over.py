"""A supervisor leaves: what waits is shown first and handed over, and everybody whom it concerns is told."""

import pytest
from sqlalchemy import select

from logbook.models import Entry, Membership
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, SOUTH, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.finding("use.C4")
ENDING = f"/people/memberships/{membership_of(BEN)}/ending"
HANDING = f"/people/memberships/{membership_of(BEN)}/handing"


@pytest.fixture
def cases(app):
    """Two cases of Ana's wait for Ben, one was sent back; Femi supervises there too."""
    joined(app, FEMI, NORTH, "supervisor")
    back = told(app, an_entry(model={"code": "ABC4"}))
    told(app, a_signoff(back, verdict="returned"), by=BEN)
    return [
        told(app, an_entry(performed_on=f"2026-11-{day}", model={"code": f"ABC{day[1]}"}))
        for day in ("12", "16")
    ]


def leave(client, **more):
    return client.post(ENDING, data=read(client, ENDING).form(ENDING) | more)


def test_ending_a_role_first_shows_what_waits_and_who_could_sign_instead(phone_of, dan, cases):
    page = read(phone_of(dan), ENDING)
    assert "2 cases wait for Dr Ben Okafor to sign, the oldest for" in page.text
    assert "1 more was sent back" in page.text
    options = [option["value"] for option in page.soup.select("#f-heir option")]
    assert options == ["", FEMI.id]


def test_what_waits_goes_to_whoever_takes_over_and_the_statements_stay_untouched(app, phone_of, dan, cases):
    before = ask(app, select(Entry.id, Entry.hash, Entry.supervisor_id).order_by(Entry.id))
    assert leave(phone_of(dan), heir=FEMI.id).status_code == 303
    assert ask(app, select(Entry.id, Entry.hash, Entry.supervisor_id).order_by(Entry.id)) == before
    (row,) = ask(app, select(Membership.__table__).where(Membership.id == membership_of(BEN)))
    assert (row.handed_to, row.ended_by, bool(row.ended_at)) == (FEMI.id, dan.id, True)
    page = read(phone_of(FEMI), "/signoffs")
    named = page.soup.select_one('section[aria-labelledby="named"]')
    assert len(named.select("a.row")) == 2 and "handed over from Dr" in named.get_text()
    sheet = read(phone_of(FEMI), f"/entries/{cases[0]['id']}/signoff")
    assert "Dr Ben Okafor is named and left on" in sheet.text
    assert "the case was handed over to me" in sheet.soup.select_one("#f-instead_reason").get_text()


def test_each_trainee_is_told_who_left_and_who_signs(app, phone_of, dan, cases):
    leave(phone_of(dan), heir=FEMI.id)
    page = read(phone_of(ANA), "/todo")
    assert "Dr Ben Okafor left on" in page.text
    assert "2 cases of yours wait to be signed. Dr Femi Adeyemi signs them." in page.text
    page = read(phone_of(ANA), f"/entries/{cases[0]['id']}")
    assert "Dr Femi Adeyemi signs instead" in page.text and "Waiting for Dr" in page.text


def test_the_phones_are_told_at_their_next_sync(phone_of, dan, cases):
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    leave(phone_of(dan), heir=FEMI.id)
    phone.sync()
    assert f'"handed_to":"{FEMI.id}"' in phone.docs["membership", membership_of(BEN)]["stmt"]


def test_without_anybody_in_particular_it_is_said_and_can_be_handed_over_later(app, phone_of, dan, cases):
    desk = phone_of(dan)
    assert leave(desk, heir="").status_code == 303
    assert "Any supervisor of the programme can sign" in read(phone_of(ANA), "/todo").text
    page = read(desk, "/people")
    assert page.soup.select_one(".main > .note").get_text() == "Dr Ben Okafor is supervisor no longer."
    assert HANDING in page.links() and "2 cases wait: hand over" in page.text
    assert desk.post(HANDING, data=read(desk, HANDING).form(HANDING) | {"heir": FEMI.id}).status_code == 303
    assert "Dr Femi Adeyemi signs them" in read(phone_of(ANA), "/todo").text
    assert "Dr Femi Adeyemi now finds what waits for Dr Ben Okafor" in read(desk, "/people").text
    assert HANDING not in read(desk, "/people").links()


def test_who_took_over_hands_on_what_they_took_over(app, phone_of, dan, cases):
    leave(phone_of(dan), heir=FEMI.id)
    (row,) = ask(
        app, select(Membership.id).where(Membership.person_id == FEMI.id, Membership.programme_id == NORTH)
    )
    page = read(phone_of(dan), f"/people/memberships/{row.id}/ending")
    assert "2 cases wait for Dr Femi Adeyemi to sign" in page.text


def test_only_a_supervisor_of_the_programme_takes_over(app, phone_of, dan, cleo, cases):
    joined(app, cleo, SOUTH, "supervisor")
    for stranger in (cleo.id, ANA.id, BEN.id):
        check(leave(phone_of(dan), heir=stranger), ENDING, 404)
    (row,) = ask(app, select(Membership.ended_at).where(Membership.id == membership_of(BEN)))
    assert row.ended_at is None
