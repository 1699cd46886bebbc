"""Signing in and out: one answer for every mistake, sessions that can be ended, tries that are counted."""

from http.cookies import SimpleCookie

import pytest
from sqlalchemy import select

from logbook.auth import passwords, sessions
from logbook.models import Login
from tests.support.cast.people import PASSWORD
from tests.support.server.application import application, ask, settings, sign_in
from tests.support.server.reader import check, read


def try_to_sign_in(client, email, password, path="/sign-in", **more):
    fields = client_form(client, path) | {"email": email, "password": password}
    return client.post(path, data=fields, **more)


def client_form(client, path):
    return read(client, path).form(path)


def logins(app):
    return ask(app, select(Login.__table__))


def cookie(response, name="logbook"):
    for line in response.headers.getlist("Set-Cookie"):
        if line.startswith(f"{name}="):
            return SimpleCookie(line)[name]
    raise AssertionError(f"no cookie {name}")


def test_signing_in_begins_a_session_and_arrives(client, ana):
    answer = try_to_sign_in(client, ana.email, PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/arrive")
    page = read(client, "/arrive")
    assert page.soup.select_one('meta[name="logbook-account"]')["content"] == ana.id


def test_the_cookie_is_out_of_reach_and_the_table_holds_only_its_hash(app, client, ana):
    given = cookie(try_to_sign_in(client, ana.email, PASSWORD))
    assert given["httponly"] and given["samesite"] == "Lax" and given["path"] == "/"
    assert [row.id for row in logins(app)] == [sessions.name_of(given.value)]
    assert given.value not in {str(value) for row in logins(app) for value in row}


def test_under_https_the_cookie_is_bound_to_the_host(sqlite_url, ana):
    config = settings(sqlite_url, SECURE=True, LOGIN_COOKIE="__Host-logbook")
    for app in application(sqlite_url, config):
        given = cookie(try_to_sign_in(app.test_client(), ana.email, PASSWORD), "__Host-logbook")
        assert given["secure"] and not given["domain"]


def test_an_e_mail_is_found_whatever_its_case(client, ana):
    assert try_to_sign_in(client, f" {ana.email.upper()} ", PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("email", "password"), [("ana@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("", "")]
)
def test_every_mistake_gets_the_same_answer(client, email, password):
    page = check(try_to_sign_in(client, email, password), "/sign-in", 422)
    assert "E-mail or password is not right" in page.text
    assert password not in page.html or not password


def test_somebody_unknown_costs_as_much_work_as_somebody_known(client, monkeypatch):
    verified = []
    real = passwords._hasher.verify
    monkeypatch.setattr(
        passwords,
        "_hasher",
        type("Spy", (), {"verify": lambda self, *given: verified.append(given) or real(*given)})(),
    )
    try_to_sign_in(client, "nobody@example.org", "wrong")
    assert len(verified) == 1


def test_signing_in_ends_the_session_the_browser_had(app, client, ana, ben):
    sign_in(client, ana)
    fields = read(app.test_client(), "/sign-in").form("/sign-in")
    form_client = app.test_client()
    fields = read(form_client, "/sign-in").form("/sign-in")
    form_client.set_cookie("logbook", client.get_cookie("logbook").value)
    form_client.post("/sign-in", data=fields | {"email": ben.email, "password": PASSWORD})
    ended = {row.person_id: row.ended_at is not None for row in logins(app)}
    assert ended == {ana.id: True, ben.id: False}


def test_a_form_without_its_token_is_refused(app, client, ana):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/sign-in", data={"email": ana.email, "password": PASSWORD})
    assert check(answer, "/sign-in", 400).heading == "This form is too old"
    assert logins(app) == []


def test_signing_out_ends_the_session_on_the_server(app, phone_of, ana):
    phone = phone_of(ana)
    token = phone.get_cookie("logbook").value
    answer = phone.post("/sign-out")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/arrive")
    assert phone.get_cookie("logbook") is None
    phone.set_cookie("logbook", token)
    assert phone.get("/me/devices").status_code == 303
    assert read(app.test_client(), "/arrive").soup.select_one('meta[name="logbook-account"]')["content"] == ""


def test_signing_out_works_without_scripts(phone_of, ana):
    phone = phone_of(ana)
    assert phone.post("/sign-out", data=read(phone, "/sign-out").form("/sign-out")).status_code == 303


def test_a_real_logbook_shows_no_demo_people(client):
    assert "demo" not in read(client, "/sign-in").html


def test_the_demo_shows_its_people_and_their_password(sqlite_url):
    for app in application(sqlite_url, settings(sqlite_url, DEMO=True)):
        page = read(app.test_client(), "/sign-in")
        assert "demo-logbook" in page.text and "Ana Silva" in page.text
        assert page.soup.select_one('form input[name="email"][value="ana@example.org"]')
