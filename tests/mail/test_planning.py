"""Each hour a planner looks whose morning it is; what there is goes out once, by their own clock, as clocks change."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest

from logbook import instants, store
from logbook.jobs import planning
from logbook.jobs.worker import Worker
from logbook.models import Mail, MessagePlan, Programme
from logbook.reach import chosen
from tests.support.cast.clinic import ended
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN
from tests.support.documents.statements import a_signoff, an_entry

pytestmark = pytest.mark.both_databases


@pytest.fixture
def at(monkeypatch):
    """at("2026-11-21T07:10:00Z"): so late it is."""

    def set_to(instant):
        monkeypatch.setattr(instants, "now", lambda: instant)

    return set_to


@pytest.fixture
def plans(app, at, worker):
    """plans("2026-11-21T07:10:00Z", …): at each of these instants a worker does what is due."""

    def drained(*these):
        for instant in these:
            at(instant)
            worker.drain()

    return drained


def choose(app, somebody, **choices):
    with app.app_context(), store.writing() as connection:
        chosen.choose(connection, somebody.id, "mail", choices, "2026-11-01T00:00:00Z")


def only(app, somebody, *topics):
    """Of everything else they want to hear nothing."""
    choose(app, somebody, **{key: "never" for key in chosen.by_default() if key not in topics})


def subjects(post, somebody):
    return [letter["Subject"] for letter in post.to(somebody.email)]


def sent(app, received="2026-11-20T10:31:00Z", **changes):
    entry = an_entry(**changes)
    Desk(app).send(ANA, entry, now=received)
    return entry


def every_day(first, days):
    return [instants.plus(first, days=n) for n in range(days)]


NEW = ["Answer 1 new case: feedback on the same day says most"]


def test_a_supervisor_hears_in_the_morning_of_what_came_and_then_not_again(app, post, plans):
    sent(app)
    plans("2026-11-21T06:10:00Z")
    assert subjects(post, BEN) == []
    plans("2026-11-21T07:10:00Z", "2026-11-21T08:10:00Z", "2026-11-22T07:10:00Z")
    assert subjects(post, BEN) == NEW
    [letter] = post.to(BEN.email)
    text = letter.get_body(("plain",)).get_content()
    assert "- Ana Silva: 1 case" in text and "/signoffs" in text


def test_the_morning_is_that_of_their_own_programme(app, post, plans):
    with app.app_context(), store.writing() as connection:
        connection.execute(Programme.__table__.update().values(tz="America/New_York"))
    sent(app, "2026-11-20T14:31:00Z")
    plans("2026-11-21T07:10:00Z", "2026-11-21T11:50:00Z")
    assert subjects(post, BEN) == []
    plans("2026-11-21T12:10:00Z")
    assert subjects(post, BEN) == NEW


def test_an_empty_digest_is_not_sent_nor_kept(app, post, plans):
    plans("2026-11-21T07:10:00Z", "2026-11-21T20:10:00Z")
    assert subjects(post, BEN) == subjects(post, ANA) == []
    assert [row.kind for row in Desk(app).rows(Mail) if row.kind != "behind"] == []


def test_what_comes_after_the_morning_is_told_in_the_next(app, post, plans):
    plans("2026-11-20T07:10:00Z")
    sent(app)
    plans("2026-11-20T11:10:00Z")
    assert subjects(post, BEN) == []
    plans("2026-11-21T07:10:00Z")
    assert subjects(post, BEN) == NEW


def test_two_workers_plan_and_send_it_once(app, post, at):
    sent(app)
    at("2026-11-21T07:10:00Z")
    threads = [Thread(target=Worker(app.app_context).drain) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert subjects(post, BEN) == NEW


def test_two_planners_that_looked_at_the_same_moment_tell_once(app, post, at, worker):
    sent(app)
    at("2026-11-21T07:10:00Z")
    with app.app_context(), store.reading() as connection:
        found = planning.looked_at(connection, instants.now())
    for _ in range(2):
        for one in found:
            with app.app_context(), store.writing() as connection:
                planning._plan(connection, one, instants.now())
    worker.drain()
    assert subjects(post, BEN) == NEW


def test_two_planners_that_write_the_first_day_at_one_moment_tell_once(app, post, at, worker):
    sent(app)
    at("2026-11-21T07:10:00Z")
    with app.app_context(), store.reading() as connection:
        found = planning.looked_at(connection, instants.now())
    start = Barrier(2)

    def plans():
        with app.app_context():
            start.wait(10)
            planning.keep(found, instants.now())

    with ThreadPoolExecutor(2) as both:
        for one in [both.submit(plans) for _ in range(2)]:
            one.result(30)
    worker.drain()
    assert subjects(post, BEN) == NEW


def test_a_worker_that_was_away_for_a_day_sends_one_digest_and_loses_nothing(app, post, plans):
    only(app, BEN, "waiting")
    plans("2026-11-20T07:10:00Z")
    sent(app, "2026-11-20T10:31:00Z")
    sent(app, "2026-11-21T10:31:00Z")
    plans("2026-11-22T15:10:00Z", "2026-11-22T16:10:00Z")
    assert subjects(post, BEN) == ["Answer 2 new cases: feedback on the same day says most"]


@pytest.mark.parametrize(
    "night", ["2026-10-24T20:05:00Z", "2027-03-27T20:05:00Z"], ids=["25 hours", "23 hours"]
)
def test_where_clocks_change_each_day_has_one_morning(app, post, night):
    mornings = []
    for hour in range(72):
        now = instants.plus(night, hours=hour)
        with app.app_context(), store.writing() as connection:
            for one in planning.looked_at(connection, now):
                planning._plan(connection, one, now)
                if (one.due.person.id, one.due.topic) == (BEN.id, "waiting"):
                    mornings.append(instants.local(now, "Europe/London")[:13])
    first = instants.day(night, "Europe/London")
    after = [instants.day(instants.plus(night, days=n), "Europe/London") for n in (1, 2, 3)]
    assert mornings == [
        f"{first}T{instants.local(night, 'Europe/London')[11:13]}",
        *(f"{on}T07" for on in after),
    ]


def test_a_clock_that_was_put_back_tells_nothing_twice(app, post, plans):
    sent(app)
    plans("2026-11-21T07:10:00Z", "2026-11-20T23:10:00Z", "2026-11-21T07:05:00Z", "2026-11-21T07:15:00Z")
    assert subjects(post, BEN) == NEW


def test_what_was_signed_is_told_in_the_evening_with_who_signed(app, post, plans):
    entry = sent(app)
    Desk(app).sign(BEN, a_signoff(entry))
    plans("2026-11-20T18:50:00Z")
    assert subjects(post, ANA) == []
    plans("2026-11-20T19:10:00Z", "2026-11-20T20:10:00Z", "2026-11-21T19:10:00Z")
    assert subjects(post, ANA) == ["1 case was signed: read what was said"]
    assert "- Dr Ben Okafor: signed 1 case" in post.to(ANA.email)[0].get_body(("plain",)).get_content()


def test_weekly_is_on_monday_and_a_monday_without_a_worker_is_made_up_for(app, post, plans):
    only(app, BEN, "waiting")
    choose(app, BEN, waiting="weekly")
    sent(app, "2026-11-20T10:31:00Z")
    plans("2026-11-21T07:10:00Z", "2026-11-23T06:10:00Z")
    assert subjects(post, BEN) == []
    plans("2026-11-23T07:10:00Z", "2026-11-24T07:10:00Z")
    assert subjects(post, BEN) == NEW
    sent(app, "2026-11-25T10:31:00Z")
    plans("2026-12-01T09:10:00Z", "2026-12-02T09:10:00Z")
    assert subjects(post, BEN) == NEW * 2


def test_a_supervisor_is_chased_after_three_days_and_then_each_week(app, post, plans):
    only(app, BEN, "chased")
    sent(app, "2026-11-20T10:31:00Z")
    told = []
    for day in every_day("2026-11-21T11:10:00Z", 20):
        plans(day)
        if len(post.to(BEN.email)) > len(told):
            told.append(day[:10])
    assert told == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert subjects(post, BEN)[0] == "Answer 1 case that has waited for 3 days or longer"


def test_one_message_a_morning_says_what_waits(app, post, plans):
    sent(app, "2026-11-20T10:31:00Z")
    plans("2026-11-21T07:10:00Z")
    sent(app, "2026-11-23T10:31:00Z")
    plans("2026-11-24T07:10:00Z", "2026-11-24T08:10:00Z")
    assert subjects(post, BEN) == [*NEW, "Answer 1 case that has waited for 3 days or longer"]


@pytest.mark.parametrize(
    ("cases", "day", "told"),
    [(1, "2026-12-03", False), (1, "2026-12-04", True), (25, "2026-11-21", False), (26, "2026-11-21", True)],
)
def test_a_coordinator_hears_of_who_does_not_answer(app, post, plans, cases, day, told):
    only(app, DAN, "unanswered")
    for _ in range(cases):
        sent(app)
    plans(f"{day}T07:10:00Z")
    said = subjects(post, DAN)
    assert said == (["Ask 1 supervisor to answer: cases wait for too long"] if told else [])
    plans(f"{day}T09:10:00Z", instants.plus(f"{day}T09:10:00Z", days=1))
    assert len(subjects(post, DAN)) == len(said) or not told


def test_the_week_of_a_coordinator_says_who_falls_behind_and_names_no_case(app, post, plans):
    only(app, DAN, "behind")
    entry = sent(app)
    plans("2026-12-07T07:10:00Z", "2026-12-08T07:10:00Z")
    [letter] = post.to(DAN.email)
    said = letter.get_body(("plain",)).get_content() + letter.get_body(("html",)).get_content()
    assert letter["Subject"].startswith("Look at your programmes: ")
    assert "Dr Ben Okafor: 1 case waits" in said
    assert entry["model"]["code"] not in said and entry["id"] not in said and "@" not in said


def test_a_role_that_ends_between_planning_and_sending_ends_the_message(app, mail_server, post, plans):
    mail_server.down()
    sent(app)
    plans("2026-11-21T07:10:00Z")
    ended(app, BEN)
    mail_server.up()
    plans("2026-11-21T09:10:00Z")
    assert subjects(post, BEN) == []
    assert [row.state for row in Desk(app).rows(Mail, kind="waiting")] == ["dropped"]


def test_a_mail_server_that_is_down_in_the_morning_delays_the_digest(app, mail_server, post, plans):
    mail_server.down()
    sent(app)
    plans("2026-11-21T07:10:00Z")
    sent(app, "2026-11-21T07:30:00Z")
    mail_server.up()
    plans("2026-11-21T08:10:00Z", "2026-11-21T09:10:00Z")
    assert subjects(post, BEN) == NEW
    plans("2026-11-22T07:10:00Z")
    assert subjects(post, BEN) == NEW * 2


def test_whoever_is_locked_out_or_chose_never_is_not_looked_at(app, post, plans):
    only(app, BEN)
    sent(app)
    plans("2026-11-21T07:10:00Z")
    assert subjects(post, BEN) == [] and Desk(app).rows(MessagePlan, person_id=BEN.id) == []


def test_a_review_is_told_once_when_it_becomes_due(app, post, plans):
    only(app, ANA, "review_due")
    sent(app)
    told = []
    for day in every_day("2026-11-21T09:10:00Z", 16):
        plans(day)
        if len(post.to(ANA.email)) > len(told):
            told.append(day[:10])
    assert told == ["2026-12-02"] and subjects(post, ANA) == ["Arrange 1 review: it is due"]


def test_where_no_mail_server_is_set_nobody_is_looked_at(app, plans):
    sent(app)
    plans("2026-11-21T07:10:00Z")
    assert Desk(app).rows(MessagePlan) == []
