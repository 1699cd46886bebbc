"""What the server knows of each device, who may see it, and in which words."""

import pytest
from sqlalchemy import update

from logbook import instants
from logbook.auth import sessions
from logbook.models import Device, Login, db
from logbook.models.engine import writing
from logbook.store import devices
from tests.support.cast.desk import Desk
from tests.support.cast.phone import Phone, envelope, post
from tests.support.documents.statements import an_entry, mutation
from tests.support.server.application import sign_in
from tests.support.server.reader import read

SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
OTHER = "40000000-0000-4000-8000-000000000002"


@pytest.fixture
def desk(app):
    return Desk(app)


@pytest.fixture
def anas(phone_of, ana):
    """Ana's phone, in step with the server."""
    phone = Phone(phone_of(ana), ana)
    phone.sync()
    return phone


def tell(phone, *sent, **said):
    """One sync that says this of itself."""
    return post(
        phone.client, envelope(phone.somebody, *sent, **{"cursor": phone.cursor} | said), User_Agent=SAFARI
    )


def ago(**delta):
    return instants.plus(instants.now(), **{unit: -number for unit, number in delta.items()})


def only(desk):
    [row] = desk.rows(Device)
    return row


def change(app, table=Device, **columns):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(table).values(**columns))


def test_both_databases_keep_one_row_a_device(both_databases, ana):
    phone = Phone(sign_in(both_databases.test_client(), ana), ana)
    for left in (3, 2):
        phone.sync()
        tell(phone, an_entry(), pending_left=left, oldest_pending=ago(hours=1))
    assert only(Desk(both_databases)).pending == 2


def test_a_sync_tells_how_its_device_is_doing(desk, anas, ana):
    client_now, oldest = ago(hours=-3), ago(hours=-3, days=2)
    tell(anas, pending_left=2, oldest_pending=oldest, client_now=client_now, build="b1")
    row = only(desk)
    assert (row.account_id, row.build, row.pending, row.failures) == (ana.id, "b1", 2, 0)
    assert abs(row.clock_offset_s - 3 * 3600) < 60
    # The phone's clock is three hours ahead; how long its work has waited is two days all the same.
    assert ago(days=2, minutes=1) < row.oldest_pending < ago(days=1, hours=23)
    assert row.login_id == sessions.name_of(anas.client.get_cookie("logbook").value)


def test_what_got_its_verdict_no_longer_waits_and_what_must_come_again_does(desk, anas):
    lost = mutation(an_entry(), after="40000000-0000-4000-8000-00000000000a")
    tell(anas, an_entry(), an_entry(product={"batch": ""}), lost, oldest_pending=ago(minutes=5))
    row = only(desk)
    assert (row.pending, row.failures) == (1, 1)
    tell(anas, an_entry(), oldest_pending=ago(minutes=5))
    assert (only(desk).pending, only(desk).oldest_pending, only(desk).failures) == (0, None, 0)


@pytest.mark.fault(17)
@pytest.mark.parametrize(
    "client_now", ["2023-01-01T00:00:00Z", "1950-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
)
def test_a_clock_that_is_wrong_by_years_is_noted_and_refuses_nothing(desk, anas, client_now):
    answer = tell(
        anas, an_entry(), client_now=client_now, oldest_pending="1950-01-01T00:00:00Z", pending_left=1
    )
    assert answer.get_json()["results"][0]["status"] == "applied"
    assert abs(only(desk).clock_offset_s) > 86_400


def test_a_quiet_phone_that_asks_every_minute_is_written_down_now_and_then(app, desk, anas):
    change(app, last_sync=ago(minutes=2))
    before = only(desk)
    tell(anas, build=before.build)
    assert only(desk) == before
    change(app, last_sync=ago(minutes=devices.EVERY_MINUTES + 1))
    tell(anas, build=before.build)
    assert only(desk).last_sync > ago(minutes=1)


def test_a_change_is_written_down_at_once(desk, anas):
    tell(anas, build="b2")
    assert only(desk).build == "b2"


def test_a_server_that_fails_at_a_statement_is_told_of_it(app, desk, anas, monkeypatch):
    monkeypatch.setattr("logbook.store.decide", lambda *_: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for _ in range(2):
        assert tell(anas, an_entry(), oldest_pending=ago(minutes=5)).status_code == 500
    assert (only(desk).failures, only(desk).pending) == (2, 1)


@pytest.mark.fault(10)
def test_a_browser_that_lost_its_data_leaves_word_of_what_it_had(app, desk, phone_of, anas, ana, dan):
    tell(anas, pending_left=2, oldest_pending=ago(hours=1))
    page = read(anas.client, "/arrive")
    assert "This phone has no data" in page.text and "2 records had not been sent" in page.text
    assert page.soup.select_one("#emptied[hidden][data-stay]")
    # The same session, another device: the browser began anew.
    tell(anas, device=OTHER, cursor=None)
    old, new = sorted(desk.rows(Device), key=lambda row: row.id)
    assert (old.emptied_at is not None, new.emptied_at) == (True, None)
    for page in (read(anas.client, "/me/devices"), read(phone_of(dan), "/cohort")):
        assert "Its data are gone from this browser. 2 records had not been sent by then." in page.text


def test_a_first_arrival_speaks_of_no_loss(phone_of, ana):
    assert "no data" not in read(phone_of(ana), "/arrive").text


def test_the_coordinator_sees_whose_work_is_stuck(app, phone_of, anas, dan, ana):
    tell(anas, pending_left=2, oldest_pending=ago(minutes=1), client_now=instants.now())
    assert "Waiting on a device" not in read(phone_of(dan), "/cohort").text
    change(app, oldest_pending=ago(days=3), last_sync=ago(days=1))
    page = read(phone_of(dan), "/cohort")
    assert (
        "Safari on iPhone: 2 records have waited there for 3 days." in page.text and "Last sync" in page.text
    )
    assert f"/people/{ana.id}/devices" in page.links()


def test_a_members_devices_are_told_in_words(app, phone_of, anas, dan, ana):
    tell(anas, pending_left=1, oldest_pending=ago(days=3), client_now=instants.now())
    change(app, failures=4, clock_offset_s=-7300)
    change(app, Login, ended_at=instants.now())
    client = phone_of(dan)
    page = read(client, f"/people/{ana.id}/devices")
    for words in (
        "Safari on iPhone",
        "1 record has waited there for 3 days.",
        "Nobody is signed in there",
        "The last 4 tries to send failed.",
        "Its clock is 2 hours behind.",
        "It runs an earlier version of the app.",
    ):
        assert words in page.text
    assert f"/people/{ana.id}/devices" in read(client, "/people").links()


def test_a_member_without_a_device_is_told_so(phone_of, dan, ben):
    assert (
        "No device of Dr Ben Okafor has synced yet." in read(phone_of(dan), f"/people/{ben.id}/devices").text
    )


def test_nobody_sees_the_devices_of_another_programme(phone_of, anas, dan, cleo, femi):
    assert phone_of(dan).get(f"/people/{cleo.id}/devices").status_code == 404
    assert phone_of(femi).get(f"/people/{anas.somebody.id}/devices").status_code == 403


def test_ones_own_page_says_when_each_device_synced(app, phone_of, anas, ana):
    second = phone_of(ana)
    lines = read(second, "/me/devices").soup.select("main li")
    said = sorted("Has not synced yet" in line.get_text() for line in lines)
    assert said == [False, True]
    assert sum("Last sync" in line.get_text() for line in lines) == 1


def test_work_left_where_nobody_is_signed_in_any_more_is_listed(app, phone_of, anas, ana):
    tell(anas, pending_left=2, oldest_pending=ago(hours=1))
    anas.client.post("/sign-out", headers={"Origin": "http://localhost"})
    page = read(phone_of(ana), "/me/devices")
    assert "Left behind" in page.text and "2 records have waited there since" in page.text
    assert "/me/copies" in page.links()


CLOCKS = [(599, ""), (-600, "10 minutes behind"), (3700, "1 hour ahead"), (-200_000, "2 days behind")]


@pytest.mark.parametrize(("offset", "words"), CLOCKS)
def test_a_clock_is_told_in_its_largest_unit(app, phone_of, anas, ana, dan, offset, words):
    change(app, clock_offset_s=offset)
    page = read(phone_of(dan), f"/people/{ana.id}/devices")
    assert f"Its clock is {words}." in page.text if words else "Its clock" not in page.text
