"""The devices one is signed in on: sessions end by age, by idleness, and by a tap elsewhere."""

import pytest
from sqlalchemy import select, update

from logbook import instants
from logbook.auth import sessions
from logbook.models import Login, db
from logbook.models.engine import writing
from tests.support.cast.people import PASSWORD
from tests.support.server.application import ask
from tests.support.server.reader import check, read


def set_logins(app, **columns):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Login).values(**columns))


@pytest.mark.parametrize(
    "columns",
    [
        {"seen_at": instants.plus(instants.now(), days=-sessions.IDLE_DAYS - 1)},
        {"expires_at": instants.plus(instants.now(), days=-1)},
        {"ended_at": instants.now()},
    ],
    ids=["idle", "old", "ended"],
)
def test_a_session_ends(app, phone_of, ana, columns):
    phone = phone_of(ana)
    assert phone.get("/me/devices").status_code == 200
    set_logins(app, **columns)
    assert phone.get("/me/devices").status_code == 303


def test_use_keeps_a_session_alive(app, phone_of, ana):
    phone = phone_of(ana)
    set_logins(app, seen_at=instants.plus(instants.now(), days=-20))
    phone.get("/me/devices")
    assert ask(app, select(Login.seen_at))[0].seen_at > instants.plus(instants.now(), minutes=-1)


def test_one_device_ends_another(app, phone_of, ana):
    phone, lost = phone_of(ana), phone_of(ana)
    page = read(phone, "/me/devices")
    name = sessions.name_of(lost.get_cookie("logbook").value)
    answer = phone.post(f"/me/devices/{name}/ending", data=page.form(f"/me/devices/{name}/ending"))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/me/devices")
    assert lost.get("/me/devices").status_code == 303
    assert phone.get("/me/devices").status_code == 200


def test_nobody_ends_somebody_elses_session(app, phone_of, ana, ben):
    phone, other = phone_of(ana), phone_of(ben)
    name = sessions.name_of(other.get_cookie("logbook").value)
    csrf = read(phone, "/me/devices").soup.select_one('[name="csrf_token"]')["value"]
    check(phone.post(f"/me/devices/{name}/ending", data={"csrf_token": csrf}), "/me/devices", 404)
    assert other.get("/me/devices").status_code == 200


def test_devices_are_named_as_people_call_them(app, ana):
    phone = app.test_client()
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
    fields = read(phone, "/sign-in").form("/sign-in") | {"email": ana.email, "password": PASSWORD}
    phone.post("/sign-in", data=fields, headers={"User-Agent": agent})
    assert "Safari on iPhone" in read(phone, "/me/devices").text
