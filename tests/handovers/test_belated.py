"""An answer given while its supervisor was there, which comes after they left: kept, and their coordinator decides."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from logbook import store
from logbook.auth import sessions
from logbook.models import Belated, Entry, Membership, Refusal, Signoff, Statement
from logbook.office import belated, trainee
from logbook.problems import Conflict
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, DAN, FEMI, NORTH, membership_of
from tests.support.cast.phone import Phone
from tests.support.documents.statements import a_handover, a_signoff, an_entry, hash_of, revised
from tests.support.server.application import ask
from tests.support.server.asked import queries
from tests.support.server.reader import check, read

pytestmark = pytest.mark.both_databases
TRAINEE = f"/cohort/{NORTH}/{ANA.id}"
GIVEN, LEFT, AFTER = "2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z"


@pytest.fixture
def case(app):
    """A case of Ana's that waits for Ben, who left at LEFT; Femi supervises there too."""
    joined(app, FEMI, NORTH, "supervisor")
    case = told(app, an_entry())
    with app.app_context(), store.writing() as connection:
        connection.execute(
            update(Membership).where(Membership.id == membership_of(BEN)).values(ended_at=LEFT)
        )
    return case


def answered(case, at=GIVEN, **more):
    return a_signoff(case, verdict="returned", feedback="Mark up first.", signed_at=at, **more)


def late(phone_of, answer):
    [verdict] = Phone(phone_of(BEN), BEN).sync(answer)
    return verdict


def decide(client, answer, decision):
    address = f"{TRAINEE}/answers/{hash_of(answer)}"
    form = read(client, address).form(address)
    return client.post(address, data=form | {"decision": decision})


def state_of(app, case):
    (row,) = ask(app, select(Entry.state).where(Entry.id == case["id"]))
    return row.state


def test_it_is_kept_and_its_signer_is_told_that_the_coordinator_decides(app, phone_of, case):
    answer = answered(case)
    verdict = late(phone_of, answer)
    assert (verdict["status"], verdict["code"]) == ("rejected", "role_ended")
    assert "your coordinator decides" in verdict["fields"]["base"][0]
    assert late(phone_of, answer)["code"] == "role_ended"
    assert [row.hash for row in ask(app, select(Belated.hash))] == [hash_of(answer)]
    assert state_of(app, case) == "sent" and ask(app, select(Signoff.id)) == []


def test_what_was_answered_after_the_end_is_refused_as_ever(app, phone_of, case):
    verdict = late(phone_of, answered(case, AFTER))
    assert (verdict["status"], verdict["code"]) == ("rejected", "no_access")
    assert ask(app, select(Belated.hash)) == []
    assert [row.code for row in ask(app, select(Refusal.code))] == ["no_access"]


def test_nobody_signs_so_without_a_password(app, phone_of, case):
    verdict = late(phone_of, a_signoff(case, signed_at=GIVEN))
    assert (verdict["status"], verdict["code"]) == ("rejected", "no_access")
    assert ask(app, select(Belated.hash)) == []


def test_one_that_is_accepted_counts_and_says_by_whom(app, phone_of, dan, case):
    answer = answered(case)
    late(phone_of, answer)
    desk = phone_of(dan)
    assert f"{TRAINEE}/answers/{hash_of(answer)}" in read(desk, TRAINEE).links()
    assert decide(desk, answer, "accept").headers["Location"] == TRAINEE
    assert "The answer counts from now on." in read(desk, TRAINEE).text
    assert state_of(app, case) == "returned"
    (row,) = ask(app, select(Statement.author, Statement.brought_by).where(Statement.kind == "signoff"))
    assert (row.author, row.brought_by) == (BEN.id, DAN.id)
    page = read(phone_of(ANA), f"/entries/{case['id']}")
    assert "Dr Ben Okafor asked for changes" in page.text and "Mark up first." in page.text
    assert "By somebody who has left" in page.text and "Dan Weiss accepted it" in page.text
    versions = read(phone_of(ANA), f"/entries/{case['id']}/versions").text
    assert "by somebody who has left, accepted by Dan Weiss" in versions
    check(desk.get(f"{TRAINEE}/answers/{hash_of(answer)}"), TRAINEE, 404)


def test_one_that_is_not_accepted_counts_for_nothing_and_stays_in_sight(app, phone_of, dan, case):
    answer = answered(case)
    late(phone_of, answer)
    page = read(phone_of(ANA), f"/entries/{case['id']}")
    assert "It counts if the coordinator accepts it." in page.text
    desk = phone_of(dan)
    assert decide(desk, answer, "decline").status_code == 303
    assert state_of(app, case) == "sent" and ask(app, select(Signoff.id)) == []
    page = read(phone_of(ANA), f"/entries/{case['id']}")
    assert "Dan Weiss did not accept it on" in page.text and "Mark up first." in page.text
    assert f"{TRAINEE}/answers/{hash_of(answer)}" not in read(desk, TRAINEE).links()


def test_phones_hear_of_it_when_it_comes_and_when_it_is_decided(app, phone_of, dan, case):
    phone = Phone(phone_of(ANA), ANA)
    phone.sync()
    assert "belated" not in phone.docs["entry", case["id"]]
    answer = answered(case)
    late(phone_of, answer)
    phone.sync()
    [kept] = phone.docs["entry", case["id"]]["belated"]
    assert (kept["hash"], kept["accepted"], kept["by"]) == (hash_of(answer), None, None)
    decide(phone_of(dan), answer, "decline")
    phone.sync()
    [kept] = phone.docs["entry", case["id"]]["belated"]
    assert (kept["accepted"], kept["by"]) == (False, DAN.name)


@pytest.mark.parametrize("meanwhile", ["changed", "signed"])
def test_once_the_case_went_on_it_can_only_be_left_beside(app, phone_of, dan, case, meanwhile):
    told(app, a_handover(case), by=DAN)
    answer = answered(case)
    late(phone_of, answer)
    desk = phone_of(dan)
    address = f"{TRAINEE}/answers/{hash_of(answer)}"
    open_ = read(desk, address).form(address)
    if meanwhile == "changed":
        told(app, revised(case, place="Room 9"))
    else:
        there = replace(FEMI, programme=NORTH)
        told(app, a_signoff(case, by=FEMI), by=there, grade="C")
    assert not read(desk, address).soup.select("button[value=accept]")
    check(desk.post(address, data=open_ | {"decision": "accept"}), address, 409)
    assert [row.accepted for row in ask(app, select(Belated.accepted))] == [None]
    assert decide(desk, answer, "decline").status_code == 303
    page = read(phone_of(ANA), f"/entries/{case['id']}")
    assert "did not accept it" in page.text
    if meanwhile == "signed":
        assert "Signed by Dr Femi Adeyemi" in page.text


def test_nobody_decides_about_an_answer_to_their_own_case(app, phone_of, dan, case):
    joined(app, DAN, NORTH, "trainee")
    own = told(app, an_entry(trainee=DAN.id), by=replace(DAN, role="trainee"))
    answer = answered(own)
    assert late(phone_of, answer)["code"] == "role_ended"
    address = f"/cohort/{NORTH}/{DAN.id}/answers/{hash_of(answer)}"
    check(phone_of(dan).get(address), address, 404)


def test_what_one_coordinator_declined_is_not_accepted_by_another_of_that_moment(app, phone_of, case):
    answer = answered(case)
    late(phone_of, answer)
    with app.app_context():
        with store.reading() as connection:
            dan = sessions.person(connection, DAN.id)
            row = belated.find(connection, dan, NORTH, ANA.id, hash_of(answer))
        with store.writing() as connection:
            belated.decline(connection, dan, row, AFTER)
        with pytest.raises(Conflict), store.writing() as connection:
            belated.accept(connection, dan, row, AFTER)
    assert state_of(app, case) == "sent" and ask(app, select(Signoff.id)) == []


def test_the_page_that_leads_to_it_asks_no_more_than_others_and_lists_every_case_once(
    app, phone_of, dan, case, monkeypatch
):
    monkeypatch.setattr(trainee, "MOST", 2)
    newer = [told(app, an_entry(performed_on="2026-11-21"), now="2026-11-21T18:00:00Z") for _ in range(2)]
    desk = phone_of(dan)
    read(desk, TRAINEE)
    with queries(app) as before:
        read(desk, TRAINEE)
    for number in range(2):
        late(phone_of, answered(case, at=f"2026-11-20T11:0{number}:00Z"))
    late(phone_of, answered(newer[1]))
    read(desk, TRAINEE)
    with queries(app) as after:
        page = read(desk, TRAINEE)
    assert len(after) == len(before) <= 11
    assert len([link for link in page.links() if "/answers/" in link]) == 3
    handed = [link for link in page.links() if link.startswith(TRAINEE) and link.endswith("/handing")]
    assert len(handed) == len({*handed}) == 2 and any(case["id"] in link for link in handed)
