"""Setting a new password with a one-time link: it works once, for a day, and ends every session."""

import pytest
from sqlalchemy import select, update

from logbook import instants
from logbook.auth import tokens
from logbook.models import Invitation, Login, db
from logbook.models.engine import writing
from tests.support.cast.people import PASSWORD
from tests.support.server.application import ask, sign_in
from tests.support.server.reader import check, read

NEW = "correct horse battery"


@pytest.fixture
def recovery(app):
    """recovery(somebody): the path of a link for a new password."""

    def make(somebody):
        with app.app_context(), writing(db) as connection:
            given = {"name": somebody.name, "email": somebody.email, "person_id": somebody.id}
            return f"/recover/{tokens.create(connection, instants.now(), 'recovery', **given)[1]}"

    return make


def test_recovery_sets_a_new_password_and_ends_every_session(app, client, phone_of, recovery, ana):
    phone, path = phone_of(ana), recovery(ana)
    answer = client.post(path, data=read(client, path).form(path) | {"password": NEW})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert phone.get("/me/devices").status_code == 303
    assert all(row.ended_at for row in ask(app, select(Login.__table__)))
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        fields = read(client, "/sign-in").form("/sign-in") | {"email": ana.email, "password": password}
        assert client.post("/sign-in", data=fields).status_code == status


def test_a_recovery_link_works_once_and_for_a_day(app, client, recovery, ana):
    path = recovery(ana)
    fields = read(client, path).form(path) | {"password": NEW}
    assert client.post(path, data=fields).status_code == 303
    check(client.get(path), path, 410)
    late = recovery(ana)
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Invitation).values(expires_at=instants.plus(instants.now(), minutes=-1)))
    check(client.get(late), late, 410)


def test_a_weak_new_password_is_refused(client, recovery, ana):
    path = recovery(ana)
    page = check(
        client.post(path, data=read(client, path).form(path) | {"password": "ana silva 1"}), path, 422
    )
    assert "harder to guess" in page.text


def test_a_signed_in_browser_is_signed_out_by_its_own_recovery(app, recovery, ana):
    phone, path = sign_in(app.test_client(), ana), recovery(ana)
    phone.post(path, data=read(phone, path).form(path) | {"password": NEW})
    assert phone.get_cookie(app.config["LOGIN_COOKIE"]) is None


@pytest.mark.finding("use.T11")
def test_after_a_new_password_the_sign_in_page_says_so_once_with_the_email_filled_in(client, recovery, ana):
    path = recovery(ana)
    client.post(path, data=read(client, path).form(path) | {"password": NEW})
    page = read(client, "/sign-in")
    assert "Your new password is set" in page.text
    assert page.form("/sign-in")["email"] == ana.email
    again = read(client, "/sign-in")
    assert "Your new password is set" not in again.text and again.form("/sign-in")["email"] == ""
