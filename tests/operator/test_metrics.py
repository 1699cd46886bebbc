"""/metrics: what a monitor gets with its token, what nobody gets without, and that no word of it is anybody's."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert

from logbook import instants, store
from logbook.jobs import queue
from logbook.models import Device
from logbook.office import devices
from logbook.pages.clock import Clock
from logbook.problems import Busy
from tests.support.cast.people import ACCOUNTS, ANA, BEN
from tests.support.cast.phone import Phone
from tests.support.documents.statements import an_entry
from tests.support.server.application import application, settings, sign_in
from tests.support.server.asked import queries

TOKEN = "t" * 40
BRING = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def app(database_url, tmp_path):
    """The application with a monitor."""
    yield from application(database_url, settings(database_url, METRICS_TOKEN=TOKEN, BACKUPS=str(tmp_path)))


def scraped(app):
    """{(name, labels): value} of what a monitor reads."""
    answer = app.test_client().get("/metrics", headers=BRING)
    assert answer.status_code == 200 and answer.content_type.startswith("text/plain; version=0.0.4")
    assert answer.headers["Cache-Control"] == "no-store"
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_there_is_nothing(database_url):
    for app in application(database_url):
        assert app.test_client().get("/metrics", headers=BRING).status_code == 404


@pytest.mark.parametrize(
    "brought",
    [
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN}x",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer é",
    ],
)
def test_with_another_token_there_is_nothing_to_read(app, brought):
    answer = app.test_client().get("/metrics", headers={"Authorization": brought})
    assert answer.status_code == 403 and "logbook_" not in answer.text


def test_nobody_who_is_signed_in_may_read_it(app):
    assert sign_in(app.test_client(), ANA).get("/metrics").status_code == 403


def test_requests_are_counted_by_rule_and_class(app):
    client = app.test_client()
    for path in ("/help", "/help", "/join/secret-one", "/nowhere-at-all"):
        client.get(path)
    found = scraped(app)

    def count(route, status, method="GET"):
        return found.get(("logbook_requests_total", ("method", method), ("route", route), ("status", status)))

    assert (count("/help", "2xx"), count("/join/<token>", "4xx"), count("none", "4xx")) == (2, 1, 1)
    assert found["logbook_request_seconds_count", ("route", "/help")] == 2
    assert found["logbook_request_seconds_bucket", ("le", "+Inf"), ("route", "/help")] == 2
    assert (
        scraped(app)["logbook_requests_total", ("method", "GET"), ("route", "/metrics"), ("status", "2xx")]
        == 1
    )


def test_what_phones_send_is_counted_by_its_verdict(app):
    phone = Phone(sign_in(app.test_client(), ANA), ANA)
    phone.sync(an_entry(), an_entry(trainee=BEN.id))
    phone.sync()
    found = scraped(app)
    assert found[("logbook_sync_pushes_total",)] == 1
    assert found["logbook_sync_verdicts_total", ("status", "applied")] == 1
    assert found["logbook_sync_verdicts_total", ("status", "rejected")] == 1


@pytest.mark.both_databases
def test_the_queue_the_devices_and_the_database_are_looked_at(app, tmp_path):
    now = instants.now()
    with app.app_context(), store.writing() as connection:
        queue.want(connection, "prune", {}, instants.plus(now, minutes=-10))
        queue.want(connection, "prune", {}, instants.plus(now, hours=1))
    (tmp_path / "logbook-20261130T010203Z.backup").touch()
    found = scraped(app)
    assert found["logbook_jobs", ("state", "waiting")] == 2
    assert found["logbook_jobs", ("state", "failed")] == 0
    assert 600 <= found[("logbook_job_wait_seconds",)] < 660
    assert found[("logbook_database_up",)] == found[("logbook_database_writable",)] == 1
    assert 0 <= found[("logbook_backup_age_seconds",)] < 60
    [built] = [key for key in found if key[0] == "logbook_build_info"]
    assert {name for name, _ in built[1:]} == {"build", "shape", "version"}


def test_a_backup_that_was_never_made_has_no_age(app):
    assert ("logbook_backup_age_seconds",) not in scraped(app)


def test_where_the_database_is_away_that_is_what_it_says(app, monkeypatch):
    def away():
        raise Busy

    monkeypatch.setattr(store.connection, "reading", away)
    monkeypatch.setattr(store, "reading", away)
    monkeypatch.setattr(store, "health", lambda: store.condition.Health(False, False, "away"))
    found = scraped(app)
    assert found[("logbook_database_up",)] == found[("logbook_database_writable",)] == 0
    assert not any(key[0].startswith("logbook_jobs") for key in found)


NOW = "2026-11-20T10:00:00Z"
OLD, FRESH, AGES = "2026-11-18T10:00:00Z", "2026-11-20T09:00:00Z", "2026-01-01T10:00:00Z"
# pending, oldest_pending, last_sync, failures, emptied_at
DEVICES = [
    (0, None, OLD, 0, None),
    (0, None, OLD, 3, None),
    (2, OLD, FRESH, 0, None),
    (2, FRESH, FRESH, 0, None),
    (2, None, OLD, 0, None),
    (2, None, FRESH, 0, None),
    (2, OLD, OLD, 9, OLD),
    (2, OLD, OLD, 9, AGES),
    (0, OLD, OLD, 9, OLD),
]


@pytest.mark.both_databases
def test_the_devices_counted_are_those_that_a_coordinator_sees(app):
    rows = [
        {
            "account_id": ANA.id,
            "id": f"{number:08}-0000-4000-8000-000000000000",
            "build": "b",
            "last_sync": last,
            "pending": pending,
            "oldest_pending": oldest,
            "clock_offset_s": 0,
            "failures": failures,
            "login_id": None,
            "agent": "",
            "emptied_at": emptied,
        }
        for number, (pending, oldest, last, failures, emptied) in enumerate(DEVICES)
    ]
    with app.app_context(), store.writing() as connection:
        connection.execute(insert(Device), rows)
        counted = devices.count_stuck(connection, NOW)
        told = devices.lines(devices.of_person(connection, ANA.id), Clock(NOW, "UTC"), "b")
    assert counted == len(devices.stuck(told)) == 4


@pytest.mark.both_databases
def test_a_scrape_asks_little(app):
    scraped(app)
    with queries(app) as asked:
        scraped(app)
    assert len(asked) <= 10


def test_no_word_of_it_is_anybody_s(app):
    phone = Phone(sign_in(app.test_client(), ANA), ANA)
    phone.sync(an_entry())
    phone.client.get(f"/entries?trainee={ANA.id}")
    text = app.test_client().get("/metrics", headers=BRING).text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text)
    assert not [word for one in ACCOUNTS for word in (one.name, one.email, one.id) if word in text]
