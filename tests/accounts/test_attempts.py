"""Tries of a password: only failures count, the wait grows, and no stranger shuts out who is known."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import func, insert, select, update

from logbook import instants
from logbook.auth import attempts, passwords
from logbook.models import Attempt, db
from logbook.models.engine import writing
from logbook.problems import TooManyTries
from tests.accounts.doors import enter
from tests.support.cast.clinic import ORIGIN, told
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.documents.statements import an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

NEAR, FAR = "198.51.100.7", "203.0.113.9"


def fail(app, keys, times, minutes=0):
    """Failures under these keys, so many minutes ago."""
    at = instants.plus(instants.now(), minutes=-minutes)
    with app.app_context(), writing(db) as connection:
        connection.execute(insert(Attempt), [{"key": key, "at": at} for key in keys.values()] * times)


def pass_by(app, seconds):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Attempt).values(at=instants.plus(instants.now(), seconds=-seconds)))


def at(client, address):
    client.environ_base["REMOTE_ADDR"] = address
    return client


def test_after_ten_slips_the_wait_begins_and_doubles(app, client):
    for _ in range(attempts.LIMITS["both"]):
        assert enter(client, ANA, "x").status_code == 422
    waits = []
    for _ in range(6):
        answer = enter(client, ANA)
        assert check(answer, "/sign-in", 429).heading == "Too many tries"
        waits.append(int(answer.headers["Retry-After"]))
        pass_by(app, waits[-1] + 1)
        assert enter(client, ANA, "x").status_code == 422
    assert [round(wait, -1) for wait in waits] == [60, 120, 240, 480, 900, 900]
    pass_by(app, 901)
    assert enter(client, ANA).status_code == 303


def test_the_page_says_how_long_to_wait(app, client):
    fail(app, attempts.of_stranger(ANA.email, "127.0.0.1"), attempts.LIMITS["both"])
    assert "Wait a minute, then try again." in check(enter(client, ANA), "/sign-in", 429).text
    fail(app, attempts.of_stranger(ANA.email, "127.0.0.1"), 3)
    assert "Wait 8 minutes, then try again." in check(enter(client, ANA), "/sign-in", 429).text


@pytest.mark.finding("field.D6", "attack.M1")
def test_right_passwords_of_a_whole_course_count_for_nothing(app, monkeypatch):
    monkeypatch.setitem(attempts.LIMITS, "network", 5)
    for _ in range(4):
        for somebody in (ANA, BEN):
            assert enter(app.test_client(), somebody).status_code == 303
    assert ask(app, select(func.count()).select_from(Attempt))[0][0] == 0


def test_the_right_password_forgives_earlier_slips(client):
    for _ in range(3):
        for _ in range(attempts.LIMITS["both"] - 1):
            assert enter(client, ANA, "x").status_code == 422
        assert enter(client, ANA).status_code == 303
        client.delete_cookie("logbook")
        client.delete_cookie("logbook-known")


@pytest.mark.finding("attack.M1")
def test_strangers_shut_no_known_browser_out(app, client):
    assert enter(client, BEN).status_code == 303
    client.delete_cookie("logbook")
    for place in range(8):
        fail(app, attempts.of_stranger(BEN.email, f"203.0.113.{place}"), 10)
    fail(app, attempts.of_stranger(BEN.email, "127.0.0.1"), 200)
    assert enter(app.test_client(), BEN).status_code == 429
    assert enter(client, BEN).status_code == 303


@pytest.mark.finding("attack.M1")
def test_strangers_shut_no_living_session_out_of_signing(app, phone_of):
    entry, his = told(app, an_entry()), phone_of(BEN)
    fail(app, attempts.of_stranger(BEN.email, "127.0.0.1"), 200)
    page = read(his, f"/entries/{entry['id']}/signoff")
    fields = page.form(f"/entries/{entry['id']}/signoff") | {"rating": "3", "password": PASSWORD}
    path = f"/entries/{entry['id']}/signature"
    assert his.post(path, data=fields, headers=ORIGIN).status_code == 303


@pytest.mark.finding("attack.M1")
def test_a_known_browser_and_a_session_have_limits_of_their_own(app, client, phone_of):
    enter(client, BEN)
    client.delete_cookie("logbook")
    codes = [enter(client, BEN, "x").status_code for _ in range(attempts.LIMITS["browser"] + 1)]
    assert codes == [422] * attempts.LIMITS["browser"] + [429]
    # Its slips are no strangers', so the others are as they were.
    assert enter(app.test_client(), BEN).status_code == 303


@pytest.mark.finding("attack.M1")
def test_a_browser_known_to_one_account_is_a_stranger_to_another(app, client):
    enter(client, BEN)
    client.delete_cookie("logbook")
    fail(app, attempts.of_stranger(ANA.email, "127.0.0.1"), 200)
    assert enter(client, ANA).status_code == 429


@pytest.mark.finding("attack.M1")
@pytest.mark.parametrize("cookie", ["", "x", "eyJicm93c2VyIjoiYSIsImFjY291bnRzIjpbXX0.forged", "null.x"])
def test_a_forged_cookie_makes_nobody_known(app, client, cookie):
    client.set_cookie("logbook-known", cookie)
    fail(app, attempts.of_stranger(BEN.email, "127.0.0.1"), 200)
    assert enter(client, BEN).status_code == 429


@pytest.mark.finding("attack.M1")
@pytest.mark.parametrize(
    ("address", "place"),
    [
        (NEAR, NEAR),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:198.51.100.7", NEAR),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_ipv6_subscriber_is_one_place(address, place):
    assert attempts.network(address) == place


@pytest.mark.finding("attack.M1")
def test_a_64_bit_network_is_as_slow_as_one_address(app):
    codes = [
        enter(at(app.test_client(), f"2001:db8:1:2::{number:x}"), BEN, "x").status_code
        for number in range(11)
    ]
    assert codes == [422] * 10 + [429]


def test_a_try_that_must_wait_is_not_counted(app, client):
    fail(app, attempts.of_stranger(ANA.email, "127.0.0.1"), attempts.LIMITS["both"])
    before = ask(app, select(func.count()).select_from(Attempt))[0][0]
    enter(client, ANA)
    assert ask(app, select(func.count()).select_from(Attempt))[0][0] == before


def test_no_password_is_looked_at_while_a_wait_lasts(app, client, monkeypatch):
    fail(app, attempts.of_stranger(ANA.email, "127.0.0.1"), attempts.LIMITS["both"])
    monkeypatch.setattr(passwords, "verify", lambda *_: pytest.fail("it looks at the password"))
    assert enter(client, ANA).status_code == 429


def test_what_failed_long_ago_is_forgotten(app, client):
    fail(app, attempts.of_stranger(ANA.email, "127.0.0.1"), 50, minutes=attempts.LONGEST_MINUTES + 1)
    assert enter(client, ANA).status_code == 303
    assert ask(app, select(func.count()).select_from(Attempt))[0][0] == 0


def test_of_two_tries_at_one_moment_one_is_allowed_when_the_wait_is_over(both_databases):
    """Else as many pass as the machines work on at once: a guesser has that many tries in each wait."""
    app, keys = both_databases, attempts.of_session(ANA.id, "a session")
    fail(app, keys, attempts.LIMITS["session"])
    later = instants.plus(instants.now(), minutes=16)

    def once():
        with app.app_context(), writing(db) as connection:
            attempts.begin(connection, keys, later)

    with ThreadPoolExecutor(1) as other:
        with app.app_context(), writing(db) as connection:
            attempts.begin(connection, keys, later)
            second = other.submit(once)
            wait([second], timeout=1)
        with pytest.raises(TooManyTries):
            second.result()
