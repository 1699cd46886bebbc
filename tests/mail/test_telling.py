"""People are told what concerns them as often as they chose, where the law lets them know, and once."""

import pytest

from logbook import instants, reach, store
from logbook.models import Mail
from logbook.reach import chosen
from logbook.reach.topics import CHASING, FREQUENCIES, TOPICS
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN
from tests.support.documents.statements import a_signoff, an_entry, revised

pytestmark = pytest.mark.both_databases


def choose(app, somebody, **choices):
    with app.app_context(), store.writing() as connection:
        chosen.choose(connection, somebody.id, "mail", choices, instants.now())


def tell(app, somebody, topic, moment="at_once", **ids):
    with app.app_context(), store.writing() as connection:
        reach.tell(connection, somebody.id, topic, instants.now(), moment, **ids)


def send_back(app, *entries):
    desk = Desk(app)
    for entry in entries:
        desk.send(ANA, entry)
        [verdict] = desk.send(BEN, a_returned(entry), now=instants.now())
        assert verdict["status"] == "applied", verdict


def a_returned(entry):
    return a_signoff(entry, verdict="returned")


def test_each_topic_offers_its_default_and_lets_itself_be_switched_off():
    for topic in TOPICS.values():
        assert topic.default in topic.offered and "never" in topic.offered
        assert set(topic.offered) <= set(FREQUENCIES)


def test_each_rule_of_chasing_says_where_its_figure_comes_from():
    assert CHASING["supervisor"]["after_days"] == 3 and CHASING["supervisor"]["again_days"] == 7
    assert CHASING["office"]["after_days"] == 14 and CHASING["office"]["over_cases"] == 25
    assert all(rule["source"] and rule["as_of"] and rule["by"] for rule in CHASING.values())


def test_a_case_that_was_sent_back_is_told_at_once(app, post, worker, hours):
    send_back(app, an_entry())
    hours(0.2)
    worker.drain()
    [letter] = post.to(ANA.email)
    assert letter["Subject"] == "Mend 1 case that was sent back to you"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_cases_sent_back_within_some_minutes_are_told_in_one(app, post, worker, hours):
    send_back(app, an_entry(), an_entry(), an_entry())
    worker.drain()
    assert post.letters == []
    hours(0.2)
    worker.drain()
    assert [letter["Subject"] for letter in post.to(ANA.email)] == ["Mend 3 cases that were sent back to you"]


def test_what_was_mended_before_it_was_told_is_not_told(app, post, worker, hours):
    entry = an_entry()
    send_back(app, entry)
    [verdict] = Desk(app).send(ANA, revised(entry, place="Room 2"), now=instants.now())
    assert verdict["status"] == "applied", verdict
    hours(0.2)
    worker.drain()
    assert post.letters == [] and [row.state for row in Desk(app).rows(Mail)] == ["dropped"]


def test_nothing_goes_to_who_switched_it_off_also_where_it_waited_already(app, post, worker, hours):
    send_back(app, an_entry())
    choose(app, ANA, returned="never")
    send_back(app, an_entry())
    assert len(Desk(app).rows(Mail)) == 1
    hours(0.2)
    worker.drain()
    assert post.letters == []


def test_who_chose_each_day_is_not_told_at_once(app, post):
    choose(app, ANA, returned="daily")
    send_back(app, an_entry())
    assert Desk(app).rows(Mail) == []
    tell(app, ANA, "returned", "daily")
    assert len(Desk(app).rows(Mail)) == 1


def test_a_choice_that_is_none_is_not_kept(app):
    choose(app, ANA, returned="hourly", signed="at_once", nothing="never")
    with app.app_context(), store.reading() as connection:
        assert chosen.of_person(connection, ANA.id, "mail") == chosen.by_default()


@pytest.mark.parametrize("somebody", [BEN, DAN], ids=["supervises", "coordinates"])
def test_whom_the_law_does_not_let_write_a_case_is_not_told_that_it_came_back(app, post, somebody):
    entry = an_entry()
    Desk(app).send(ANA, entry)
    tell(app, somebody, "returned", entry=entry["id"])
    assert Desk(app).rows(Mail) == []


def test_a_reminder_says_who_reminds_and_how_many_wait(app, post, worker, hours):
    Desk(app).send(ANA, an_entry())
    tell(app, BEN, "nudge", by=ANA.id, of="own")
    hours(0.2)
    worker.drain()
    [letter] = post.to(BEN.email)
    assert letter["Subject"] == "Ana Silva asks you to sign: 1 case waits for you"


def test_where_no_mail_server_is_set_nobody_is_told(app):
    send_back(app, an_entry())
    assert Desk(app).rows(Mail) == []
