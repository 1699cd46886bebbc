"""A supervisor whose role ended is told so, and when, and what became of what they signed."""

import pytest

from logbook import instants, store
from logbook.office import roles
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, SOUTH, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read

SAYS = "Your role in North Skin School ended on"
STAYS = "What you signed there stays on record"


@pytest.fixture
def left(app):
    """Ben signed a case; another waits for him. Then his role ends."""
    signed = told(app, an_entry(model={"code": "AAAA"}))
    told(app, a_signoff(signed), by=BEN, grade="C")
    told(app, an_entry(model={"code": "BBBB"}))

    def end():
        with app.app_context(), store.writing() as connection:
            roles.end(connection, membership_of(BEN), instants.now())

    return end


def tabs(page):
    return [tab.get_text(" ", strip=True).split(" ")[0] for tab in page.soup.select(".tabs a")]


def test_the_queue_of_a_supervisor_who_left_says_so_and_leads_to_what_they_signed(phone_of, left):
    before = read(phone_of(BEN), "/signoffs")
    assert "BBBB" in before.text and SAYS not in before.text
    left()
    page = read(phone_of(BEN), "/signoffs")
    assert SAYS in page.text and "Cases appear here" not in page.text and "/signoffs/signed" in page.links()
    assert tabs(page) == ["Signed", "Notices", "Me"] == tabs(read(phone_of(BEN), "/me/password"))


def test_what_they_signed_is_said_to_stay_and_is_not_called_nothing(phone_of, left):
    assert "1 signature" in read(phone_of(BEN), "/signoffs/signed").text
    left()
    page = read(phone_of(BEN), "/signoffs/signed")
    assert SAYS in page.text and STAYS in page.text and "Nothing signed yet" not in page.text
    assert "asks the coordinator for the role again" in page.text


def test_they_begin_there_and_every_page_of_the_role_says_that_it_ended(phone_of, left):
    left()
    client = phone_of(BEN)
    assert client.get("/").headers["Location"] == "/signoffs/signed"
    assert SAYS in read(client, "/trainees").text and "No trainees yet" not in read(client, "/trainees").text
    assert "Supervisor until" in read(client, "/me").text


def test_who_supervises_elsewhere_keeps_the_queue_and_reads_what_became_of_the_rest(app, phone_of, left):
    joined(app, BEN, SOUTH, "supervisor")
    left()
    client = phone_of(BEN)
    queue = read(client, "/signoffs")
    assert "Nothing to sign" in queue.text and SAYS not in queue.text
    assert tabs(queue) == ["To", "Signed", "Trainees", "Notices", "Me"]
    assert STAYS in read(client, "/signoffs/signed").text


def test_the_phone_of_a_leaver_holds_the_end_and_none_of_the_cases(phone_of, left):
    phone = Phone(phone_of(BEN), BEN)
    phone.sync()
    left()
    phone.sync()
    assert '"ended_on":"' in phone.docs["membership", membership_of(BEN)]["stmt"]
    assert not [kind for kind, _ in phone.docs if kind in ("entry", "signoff")]


def test_a_trainee_is_told_nothing_of_signing(phone_of, left):
    left()
    assert SAYS not in read(phone_of(ANA), "/signoffs").text
