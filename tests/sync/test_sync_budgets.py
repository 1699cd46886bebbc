"""How many devices an account has, and how fast one account may sync."""

from uuid import uuid4

import pytest

from logbook import budgets, instants
from logbook.auth import pace
from logbook.models import Attempt, Device
from tests.support.cast.people import ANA, BEN
from tests.support.cast.phone import envelope, post, refusal
from tests.support.documents.statements import an_entry

pytestmark = [pytest.mark.both_databases, pytest.mark.finding("attack.L7")]


@pytest.fixture
def minutes(monkeypatch):
    """A clock on which every look is a minute later."""
    now = instants.now()
    looks = iter(range(1, 10_000))
    monkeypatch.setattr(instants, "now", lambda: instants.plus(now, seconds=60 * next(looks)))


def _synced(phone, somebody, device, **more):
    answer = post(phone, envelope(somebody, device=device, **more))
    assert answer.status_code == 200
    return device


def test_beyond_twenty_devices_the_one_that_was_silent_longest_is_forgotten(anas, desk, minutes):
    devices = []
    for _ in range(budgets.DEVICES + 3):
        devices.append(_synced(anas, ANA, str(uuid4())))
    assert {row.id for row in desk.rows(Device, account_id=ANA.id)} == set(devices[3:])


def test_a_device_on_which_something_waits_is_forgotten_last(anas, desk, minutes):
    waits = _synced(anas, ANA, str(uuid4()), pending_left=2, oldest_pending="2026-11-20T09:00:00.000Z")
    for _ in range(budgets.DEVICES + 3):
        _synced(anas, ANA, str(uuid4()))
    kept = {row.id for row in desk.rows(Device, account_id=ANA.id)}
    assert waits in kept and len(kept) == budgets.DEVICES


def test_the_devices_of_one_account_cost_no_other_account_a_device(anas, phone_of, desk):
    bens = _synced(phone_of(BEN), BEN, str(uuid4()))
    for _ in range(budgets.DEVICES + 1):
        _synced(anas, ANA, str(uuid4()))
    assert [row.id for row in desk.rows(Device, account_id=BEN.id)] == [bens]


@pytest.mark.parametrize("brings", [[an_entry()], []], ids=["pushes", "pulls"])
def test_an_account_that_syncs_without_end_is_told_to_wait(anas, desk, monkeypatch, brings):
    monkeypatch.setattr(pace, "is_counted", lambda *, pushes: True)
    for _ in range(pace.MOST):
        assert post(anas, envelope(ANA, *brings)).status_code == 200
    answer = post(anas, envelope(ANA, *brings))
    assert refusal(answer) == (429, "too_fast")
    assert int(answer.headers["Retry-After"]) == pace.WINDOW_S
    assert desk.count(Attempt) == pace.MOST


def test_pulls_are_counted_apart_from_pushes(anas, monkeypatch):
    monkeypatch.setattr(pace, "is_counted", lambda *, pushes: True)
    for _ in range(pace.MOST):
        post(anas, envelope(ANA))
    assert refusal(post(anas, envelope(ANA))) == (429, "too_fast")
    assert post(anas, envelope(ANA, an_entry())).status_code == 200
