"""Two people, or two taps, come through one door at the same moment: one is in, the other is told in words."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import request
from sqlalchemy import func, select

from logbook.auth import passwords
from logbook.models import Invitation, Membership, Person
from logbook.routes import joining
from tests.accounts.doors import GINA
from tests.support.cast.people import ANA, PASSWORD, SOUTH
from tests.support.server.application import ask, sign_in
from tests.support.server.reader import check, read

pytestmark = [pytest.mark.both_databases, pytest.mark.finding("attack.M12")]

AWAY = "gina@example.org"


@pytest.fixture
def meet(monkeypatch):
    """meet(module, name): two requests that send a form go on from this call only once both have come to it."""

    def at(module, name):
        usual, door = getattr(module, name), Barrier(2, timeout=20)

        def waits(*given):
            found = usual(*given)
            if request.method == "POST":
                door.wait()
            return found

        monkeypatch.setattr(module, name, waits)

    return at


def together(browsers, paths, *typed):
    """Both forms are read first, then sent at once; the answers in the order of their status."""
    forms = [read(one, path).form(path) for one, path in zip(browsers, paths, strict=True)]
    given = typed if len(typed) > 1 else typed * 2
    with ThreadPoolExecutor(2) as two:
        sent = [
            two.submit(one.post, path, data=form | more)
            for one, path, form, more in zip(browsers, paths, forms, given, strict=True)
        ]
    return sorted((one.result() for one in sent), key=lambda answer: answer.status_code)


def one_is_in(answers, paths):
    assert [answer.status_code for answer in answers] == [303, 410]
    assert answers[0].headers["Location"] == "/arrive"
    page = check(answers[1], paths[0], 410)
    assert page.heading == "This link no longer works" and "It was used, replaced" in page.text


def accounts(app, email=AWAY):
    return ask(app, select(func.count()).select_from(Person).where(Person.email == email))[0][0]


@pytest.mark.parametrize("role", ["trainee", "supervisor", "coordinator"])
@pytest.mark.parametrize("links", ["one link", "two links"])
def test_of_two_new_accounts_for_one_address_one_is_made(app, invite, meet, role, links):
    first = invite(role=role)
    paths = [first, first if links == "one link" else invite(role=role)]
    meet(passwords, "hashed")
    one_is_in(together([app.test_client(), app.test_client()], paths, GINA), paths)
    assert accounts(app) == 1
    used = ask(app, select(func.count(Invitation.used_at)))[0][0]
    assert used == 1


def test_with_another_number_each_the_second_is_told_that_the_link_is_spent_too(app, invite, meet):
    path = invite(role="supervisor")
    meet(passwords, "hashed")
    other = GINA | {"licence_number": "301235"}
    one_is_in(together([app.test_client(), app.test_client()], [path, path], GINA, other), [path])


def test_who_comes_a_moment_later_is_told_that_the_link_is_spent_and_not_that_a_password_is_wrong(
    app, client, invite, monkeypatch
):
    """The link still works when the second looks, and the account is there when they look again."""
    path, other = invite(), app.test_client()
    form = read(client, path).form(path) | GINA
    late = read(other, path).form(path) | GINA | {"password": "battery staple correct"}
    usual = joining._come_in

    def overtaken(*given):
        monkeypatch.setattr(joining, "_come_in", usual)
        assert client.post(path, data=form).status_code == 303
        return usual(*given)

    monkeypatch.setattr(joining, "_come_in", overtaken)
    page = check(other.post(path, data=late), path, 410)
    assert page.heading == "This link no longer works"


@pytest.mark.parametrize("role", ["trainee", "coordinator"])
@pytest.mark.parametrize("door", ["signed in", "with the password"])
@pytest.mark.parametrize("links", ["one link", "two links"])
def test_somebody_known_who_comes_twice_at_once_gets_one_role(app, invite, meet, role, door, links):
    known = {"email": ANA.email, "programme": SOUTH, "role": role}
    first = invite(**known)
    paths = [first, first if links == "one link" else invite(**known)]
    browsers = [app.test_client(), app.test_client()]
    if door == "signed in":
        browsers, typed = [sign_in(one, ANA) for one in browsers], {}
    else:
        typed = GINA | {"password": PASSWORD}
    meet(joining, {"signed in": "_own", "with the password": "account_of"}[door])
    one_is_in(together(browsers, paths, typed), paths)
    where = Membership.person_id == ANA.id, Membership.programme_id == SOUTH
    assert ask(app, select(func.count()).select_from(Membership).where(*where))[0][0] == 1
