"""The demo shows every state a case can be in, made the way real cases are made."""

from collections import Counter

import pytest
from sqlalchemy import select

from logbook import canonical, demo, instants, kinds, record, store
from logbook.auth import passwords
from logbook.demo import people
from logbook.models import Entry, Membership, Person, Proposal, Signoff, Statement, migrating
from logbook.state import state
from logbook.store import Actor
from tests.support.server.application import application

NOW = "2026-11-21T09:30:00Z"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    for app in application(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'logbook.db'}"):
        migrating.upgrade(app)
        with app.app_context():
            demo.load(NOW)
            yield app


@pytest.fixture
def ids(loaded):
    with store.reading() as connection:
        return {row.email: row.id for row in connection.execute(select(Person.email, Person.id))}


def states_of(snapshot):
    """{state: how many cases} of the cases an account holds."""
    records = snapshot["records"]
    owner = {record["id"]: record["doc"]["entry"] for record in records["signoff"]}

    def about(kind, id):
        of = {"signoff": "entry", "review": "entry"}
        if kind in of:
            return [record for record in records[kind] if record["doc"]["entry"] == id]
        docs = ((record, record["doc"]["of"]) for record in records["withdrawal"])
        return [record for record, thing in docs if id in (thing["id"], owner.get(thing["id"]))]

    return Counter(
        state(record, about("signoff", record["id"]), about("withdrawal", record["id"]), [], [])
        for record in records["entry"]
    )


def test_ana_has_forty_cases_in_every_state_a_server_knows(ids):
    states = states_of(store.snapshot(ids["ana@example.org"]))
    assert sum(states.values()) == 40
    assert set(states) == {"sent", "returned", "signed", "new_version", "withdrawn"}
    assert states["signed"] > 30 and states["sent"] >= 3


def test_her_cases_reach_back_six_months_and_none_lies_ahead(loaded, ids):
    with store.reading() as connection:
        rows = connection.execute(select(Entry).where(Entry.trainee_id == ids["ana@example.org"])).all()
        received = connection.execute(select(Statement.received_at)).scalars().all()
    days = [row.performed_on for row in rows]
    assert min(days) < "2026-06-01" and "2026-11-10" < max(days) < NOW[:10]
    assert max(received) < NOW and all(row.performed_on <= row.received_first for row in rows)


def test_ben_has_cases_of_several_trainees_to_sign(ids):
    records = store.snapshot(ids["ben@example.org"])["records"]["entry"]
    waiting = {record["doc"]["trainee"] for record in records if not record["doc"]["events"]}
    assert len(waiting) == 3


def test_nothing_of_the_first_programme_is_seen_in_the_second(ids):
    for email in ("cleo@example.org", "femi@example.org"):
        assert store.snapshot(ids[email])["records"]["entry"] == []


def test_the_cases_differ_as_real_ones_do(loaded, ids):
    with store.reading() as connection:
        report = record.report_for(connection, ids["ana@example.org"], people.NORTH, NOW[:10])
    assert len([line for line in report["parts"] if line["signed"]]) >= 4
    assert len([line for line in report["skin_types"] if line["signed"]]) == 6
    assert len([line for line in report["areas"] if line["signed"]]) >= 8
    assert report["supervisors"]["distinct"] == 2 and report["models"]["distinct"] > 20
    met = [rule["id"] for rule in report["rules"] if rule["met"]]
    assert met and len(met) < len(report["rules"]), "some rules are met, and some are not yet"


def test_every_statement_is_one_a_phone_could_have_sent(loaded):
    with store.reading() as connection:
        texts = connection.execute(select(Statement.text)).scalars().all()
    for text in texts:
        assert kinds.check(canonical.loads(text)) == {}


def test_it_shows_what_is_rare_too(loaded):
    with store.reading() as connection:
        assert connection.execute(select(Proposal.code)).scalars().all() == ["signed_meanwhile"]
        assert connection.execute(select(Signoff).where(Signoff.withdrawn_at.is_not(None))).all()
        docs = [canonical.loads(text) for text in connection.execute(select(Statement.text)).scalars()]
    entries = [doc for doc in docs if doc["typ"] == "entry"]
    assert any(doc["warnings"] for doc in entries) and any(doc["scenario"] for doc in entries)
    assert {doc["setting"] for doc in entries} == {"live_model", "simulation"}
    assert any(doc["typ"] == "review" and doc["events"] for doc in docs)
    assert len({doc["product"]["batch"] for doc in entries if doc["product"]}) > 4


def test_the_same_day_gives_the_same_story(loaded):
    cast = {
        who.email: Actor(str(number), who.name, who.body, who.number, {})
        for number, who in enumerate((*people.PEOPLE, *people.COLLEAGUES))
    }
    today = instants.parse(NOW).date()
    assert demo.story(cast, today) == demo.story(cast, today)


@pytest.mark.parametrize("now", ["2026-03-29T00:30:00Z", "2026-10-25T23:50:00Z", "2028-02-29T23:59:59Z"])
def test_it_loads_on_any_day(now, tmp_path):
    for app in application(f"sqlite:///{tmp_path / 'logbook.db'}"):
        migrating.upgrade(app)
        with app.app_context():
            demo.load(now)
            with store.reading() as connection:
                assert max(connection.execute(select(Statement.received_at)).scalars()) <= now


def test_everybody_shown_signs_in_with_the_password_shown_and_is_nobody_real(loaded):
    with store.reading() as connection:
        rows = connection.execute(select(Person)).all()
        roles = connection.execute(select(Membership.role)).scalars().all()
    assert passwords.verify(rows[0].password_hash, demo.PASSWORD)
    over = {who.email for who in people.ADMINISTRATORS}
    assert all(row.licence_number.startswith("00") for row in rows if row.email not in over)
    assert Counter(roles) == {"trainee": 4, "supervisor": 3, "coordinator": 1}
