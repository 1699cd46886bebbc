"""A saved copy comes back once: on any device of its person, or by their coordinator."""

from io import BytesIO

import pytest

from logbook import instants
from logbook.models import Copy, Device, Proposal, Statement
from logbook.schemas import copy as files
from tests.support.cast.clinic import held, joined, told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, SOUTH
from tests.support.cast.phone import Phone, envelope, post
from tests.support.documents.copies import a_copy, a_row, bring, hand_in
from tests.support.documents.statements import a_signoff, a_withdrawal, an_entry, mutation, revised
from tests.support.server.application import sign_in
from tests.support.server.reader import check, read

MOST = 100_000


@pytest.fixture
def desk(app):
    return Desk(app)


def lines(page):
    """What the page says of each record."""
    return [" ".join(line.get_text(" ").split()) for line in page.soup.select("main li")]


def for_member(somebody):
    return f"/people/{somebody.id}/copies"


def test_what_waited_arrives_in_its_order(app, phone_of, ana):
    first = an_entry()
    second = mutation(revised(first, reflection="Later thought."), after=first["mutation"])
    page = bring(phone_of(ana), a_copy(a_row(second, 2), a_row(first, 1)))
    assert lines(page) == [
        "Case of 20 November 2026, model K7QF Brought back.",
        "Case of 20 November 2026, model K7QF, a change Brought back.",
    ]
    assert [record["rev"] for record in held(app, "entry")] == [2]
    assert f"/entries/{first['id']}" in page.links()


def test_both_databases_take_it_and_keep_the_record(both_databases, ana, dan):
    client = sign_in(both_databases.test_client(), dan)
    page = bring(client, a_copy(an_entry(), an_entry(product={"batch": ""})), for_member(ana))
    assert [line.split("K7QF ")[1][:5] for line in lines(page)] == ["Broug", "Some "]
    assert "2 records, brought back" in read(sign_in(both_databases.test_client(), ana), "/me/copies").text


def test_twice_is_once_whoever_brings_it(desk, phone_of, ana, dan):
    file = a_copy(an_entry(), an_entry())
    bring(phone_of(ana), file)
    again = [bring(phone_of(ana), file), bring(phone_of(dan), file, for_member(ana))]
    assert all(line.endswith("Was here already.") for page in again for line in lines(page))
    assert desk.count(Statement) == 2


def test_what_the_phone_sends_afterwards_is_not_taken_twice(desk, app, phone_of, ana):
    entry = an_entry()
    bring(phone_of(ana), a_copy(entry))
    verdicts = Phone(phone_of(ana), ana).sync(entry)
    assert verdicts[0]["status"] == "applied" and desk.count(Statement) == 1


def test_a_coordinator_brings_what_a_member_hands_over(app, desk, phone_of, ana, dan):
    entry = an_entry()
    page = bring(phone_of(dan), a_copy(entry), for_member(ana))
    assert lines(page) == ["Case of 20 November 2026, model K7QF Brought back."]
    assert "from Ana Silva’s phone" in page.text
    [statement] = desk.rows(Statement)
    assert statement.author == ana.id
    # Not theirs to open: they saw the line above and no more.
    assert f"/entries/{entry['id']}" not in page.links()


def test_its_person_sees_who_brought_it(desk, phone_of, ana, dan, ben):
    bring(phone_of(dan), a_copy(an_entry()), for_member(ana))
    page = read(phone_of(ana), "/me/copies")
    assert "1 record, brought back" in page.text and "by Dan Weiss" in page.text
    [row] = desk.rows(Copy)
    assert (row.account_id, row.by_id) == (ana.id, dan.id)
    assert "by Dan Weiss" in read(phone_of(ana), f"/copies/{row.id}").text
    check(phone_of(ben).get(f"/copies/{row.id}"), "/copies", 404)


def test_a_coordinator_brings_nothing_for_people_of_other_programmes(phone_of, dan, cleo):
    assert phone_of(dan).get(for_member(cleo)).status_code == 404


def test_somebody_elses_copy_is_refused_in_words(desk, phone_of, ana, cleo, dan):
    for who, path, words in (
        (cleo, "/me/copies", "This copy belongs to somebody else."),
        (dan, for_member(ana), "This copy does not belong to Ana Silva."),
    ):
        page = bring(phone_of(who), a_copy(an_entry(), whose=ana if who is cleo else cleo), path)
        assert page.status == 422 and words in page.text
    assert desk.count(Statement) == 0


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "Choose the file"),
        (b'{"outbox":' + b"[" * 300 + b"]" * 300 + b"}", "This is not a saved copy"),
        (b"not a copy", "This is not a saved copy"),
        (b"[]", "This is not a saved copy"),
        (b'{"account": 5}', "This is not a saved copy"),
        (a_copy(whose=ANA)[:-20], "This file is damaged"),
        (a_copy(whose=ANA, outbox="all"), "This is not a saved copy"),
        (b" " * (MOST + 1), "too large"),
        (b"x" * (MOST + 30_000), "too large"),
    ],
    ids=["none", "nested", "text", "list", "odd", "cut", "no list", "large", "huge"],
)
def test_a_file_that_is_no_copy_is_refused_in_words(phone_of, ana, file, words, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", MOST)
    page = bring(phone_of(ana), file)
    assert page.status == 422 and words in page.text
    assert page.soup.select_one("[name=file]")["aria-invalid"] == "true"


@pytest.mark.fault(13)
def test_a_record_that_was_changed_in_the_file_is_not_taken_and_the_others_are(desk, phone_of, ana):
    bad = a_row(an_entry()) | {"stmt": "{}"}
    odd = [a_row(an_entry(), mutation="x"), a_row(an_entry(), hash=5), "row", {}]
    page = bring(phone_of(ana), a_copy(an_entry(), outbox=[bad, a_row(an_entry(), 2), *odd]))
    assert lines(page) == ["Case of 20 November 2026, model K7QF Brought back."]
    assert "5 records in this file had been changed or damaged" in page.text
    assert desk.count(Statement) == 1


def test_each_refusal_is_told_in_words(app, desk, phone_of, ana):
    entry = told(app, an_entry())
    told(app, revised(entry, place="Room 4"))
    gone = told(app, an_entry())
    told(app, a_withdrawal(gone))
    joined = revised(entry, reflection="Offline.")
    lost = mutation(revised(an_entry()), after="40000000-0000-4000-8000-00000000000a")
    sent = [joined, revised(gone, place="Room 9"), an_entry(product={"batch": ""}), lost]
    page = bring(phone_of(ana), a_copy(*sent))
    said = " ".join(lines(page))
    for words in (
        "changed elsewhere meanwhile",
        "It was withdrawn before this change arrived. Your change is kept.",
        "Some answers need changing.",
        "It builds on something that has not arrived",
    ):
        assert words in said
    assert desk.count(Proposal) == 1


def test_a_signature_in_a_copy_is_not_taken(app, phone_of, ben):
    signoff = a_signoff(told(app, an_entry()))
    page = bring(phone_of(ben), a_copy(signoff, whose=ben))
    assert lines(page) == ["Answer A signature needs your password and a connection."]


def test_a_right_that_is_gone_stays_gone(app, desk, phone_of, ana):
    page = bring(phone_of(ana), a_copy(an_entry(programme=SOUTH)))
    assert "You no longer have access to this programme." in lines(page)[0]
    joined(app, ana, SOUTH, "trainee")
    assert "You no longer" in lines(bring(phone_of(ana), a_copy(an_entry(trainee=str(ana.id)[:-1] + "9"))))[0]


def test_more_than_one_batch_comes_back_whole(desk, phone_of, ana):
    page = bring(phone_of(ana), a_copy(*(an_entry() for _ in range(130))))
    assert len(lines(page)) == 130 and desk.count(Statement) == 130


def test_what_came_back_no_longer_waits_on_its_device(desk, phone_of, ana):
    phone = Phone(phone_of(ana), ana)
    phone.sync()
    first, second = an_entry(), an_entry()
    post(phone.client, envelope(ana, cursor=phone.cursor, pending_left=3, oldest_pending=instants.now()))
    assert desk.rows(Device)[0].pending == 3
    bring(phone_of(ana), a_copy(first, second))
    assert desk.rows(Device)[0].pending == 1


def test_a_form_without_its_token_brings_nothing(desk, phone_of, ana):
    answer = phone_of(ana).post("/me/copies", data={"file": (BytesIO(a_copy(an_entry())), "x.json")})
    assert answer.status_code == 400 and desk.count(Statement) == 0


def test_the_answer_leads_away_from_the_form(phone_of, ana):
    answer = hand_in(phone_of(ana), a_copy(an_entry()))
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/copies/")
