"""Printed recovery codes: ten that each set a new password once, with nobody's help."""

import re

import pytest
from sqlalchemy import select, update

from logbook.auth import printed
from logbook.models import Person, PersonChange, RecoveryCode, db
from logbook.models.engine import reading, writing
from tests.accounts.doors import enter
from tests.support.cast.people import ANA, BEN, PASSWORD
from tests.support.server.reader import check, read

OWN, DOOR = "/me/codes", "/recovery-code"
NEW = "seven green otters sing"


def made(client, password=PASSWORD):
    form = read(client, OWN).form(OWN) | {"password": password}
    page = check(client.post(OWN, data=form), OWN)
    return [line.get_text() for line in page.soup.select("ol.codes li")]


def typed(app, code, *, email=BEN.email, password=NEW, status=303):
    stranger = app.test_client()
    form = read(stranger, DOOR).form(DOOR) | {"email": email, "code": code, "password": password}
    answer = stranger.post(DOOR, data=form)
    assert answer.status_code == status, answer.get_data(as_text=True)[:400]
    return answer


def kept(app):
    with app.app_context(), reading(db) as connection:
        return connection.execute(select(*RecoveryCode.__table__.columns)).all()


def test_ten_codes_are_shown_once_and_only_their_hashes_are_kept(app, phone_of, ben):
    client = phone_of(ben)
    assert "You have no codes yet" in read(client, OWN).text
    form = read(client, OWN).form(OWN) | {"password": PASSWORD}
    page = check(client.post(OWN, data=form), OWN)
    assert "you had before" not in page.text
    codes = [line.get_text() for line in page.soup.select("ol.codes li")]
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)
    page = read(client, OWN)
    assert "10 of 10 codes still work" in page.text and codes[0] not in page.text
    assert codes[0].replace("-", "") not in str(kept(app))


def test_making_them_asks_for_the_password(app, phone_of, ben):
    client = phone_of(ben)
    form = read(client, OWN).form(OWN) | {"password": "not this one"}
    assert client.post(OWN, data=form).status_code == 422
    assert kept(app) == []


def test_a_code_sets_a_new_password_and_ends_every_session(app, phone_of, ben):
    client = phone_of(ben)
    code, *_ = made(client)
    assert typed(app, code).location == "/sign-in"
    assert client.get("/me").location.startswith("/sign-in")
    assert enter(app.test_client(), BEN, NEW).location == "/arrive"
    with app.app_context(), reading(db) as connection:
        kinds = connection.execute(
            select(PersonChange.kind).where(PersonChange.person_id == BEN.id)
        ).scalars()
        assert list(kinds)[-2:] == ["codes", "code"]


def test_a_code_works_once(app, phone_of, ben):
    code, *_ = made(phone_of(ben))
    typed(app, code)
    page = typed(app, code, status=422).get_data(as_text=True)
    assert "or the code was used already" in page


@pytest.mark.parametrize(
    "odd", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")]
)
def test_it_is_read_however_it_is_typed(app, phone_of, ben, odd):
    code, *_ = made(phone_of(ben))
    typed(app, odd(code))


def test_letters_that_look_like_digits_are_read_as_these():
    assert printed._hash("x", "O1IL-0") == printed._hash("x", "0111 0") != printed._hash("y", "01110")


def test_a_code_of_somebody_else_opens_nothing(app, phone_of, ben, ana):
    code, *_ = made(phone_of(ben))
    typed(app, code, email=ANA.email, status=422)
    typed(app, code, email="nobody@example.org", status=422)
    typed(app, code)


def test_new_codes_end_those_before(app, phone_of, ben):
    client = phone_of(ben)
    old, *_ = made(client)
    form = read(client, OWN).form(OWN) | {"password": PASSWORD}
    assert "The codes you had before work no more" in check(client.post(OWN, data=form), OWN).text
    new, *_ = made(client)
    typed(app, old, status=422)
    typed(app, new)


def test_a_weak_password_spends_no_code(app, phone_of, ben):
    code, *_ = made(phone_of(ben))
    typed(app, code, password="short", status=422)
    assert all(row.used_at is None for row in kept(app))
    typed(app, code)


def test_guesses_are_counted_like_those_of_passwords(app, phone_of, ben):
    code, *_ = made(phone_of(ben))
    for _ in range(10):
        typed(app, "0000-0000-0000-0000", status=422)
    typed(app, code, status=429)


def test_strangers_who_guess_shut_nobody_out_of_a_browser_they_signed_in_with(app, phone_of, ben):
    code, *_ = made(phone_of(ben))
    own = app.test_client()
    enter(own, BEN)
    own.post("/sign-out", data=read(own, "/sign-out").form("/sign-out"))
    for _ in range(10):
        typed(app, "0000-0000-0000-0000", status=422)
    form = read(own, DOOR).form(DOOR) | {"email": BEN.email, "code": code, "password": NEW}
    assert own.post(DOOR, data=form).location == "/sign-in"


def test_a_locked_account_stays_locked(app, phone_of, ben):
    code, *_ = made(phone_of(ben))
    with app.app_context(), writing(db) as connection:
        connection.execute(
            update(Person)
            .where(Person.id == BEN.id)
            .values(locked_at="2026-11-01T00:00:00Z", locked_by=ANA.id)
        )
    typed(app, code)
    assert enter(app.test_client(), BEN, NEW).status_code == 422


def test_two_who_use_one_code_at_a_moment_set_one_password(app, phone_of, ben):
    code, *_ = made(phone_of(ben))
    with app.app_context(), writing(db) as connection:
        assert printed.use(connection, BEN.id, code, "2026-11-30T00:00:00Z")
        assert not printed.use(connection, BEN.id, code, "2026-11-30T00:00:00Z")


def test_the_sign_in_page_leads_there(app):
    assert DOOR in read(app.test_client(), "/sign-in").links()
