"""The page of an invitation tells nobody whether its address has an account, save who proves to own it."""

import re

import pytest
from sqlalchemy import select

from logbook.models import Invitation, Login, Membership, Person
from tests.accounts.doors import GINA, join
from tests.support.cast.people import FEMI, NORTH, PASSWORD
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.finding("attack.L9")


def without(html, *words):
    """The page without what differs between any two links."""
    for word in (*words, *re.findall(r'name="csrf_token" value="([^"]+)"', html)):
        html = html.replace(word, "…")
    return html


@pytest.mark.parametrize("signed_in", [False, True], ids=["nobody", "a coordinator"])
@pytest.mark.parametrize("role", ["trainee", "supervisor", "coordinator"])
def test_the_page_is_the_same_whether_the_address_has_an_account_or_not(
    app, invite, phone_of, dan, role, signed_in
):
    pages = []
    for email in (FEMI.email, "nobody@example.org"):
        path = invite(email=email, role=role, name="Somebody")
        client = phone_of(dan) if signed_in else app.test_client()
        pages.append(without(read(client, path).html, path, email))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("changes", [{"name": ""}, {"licence_number": ""}, {"password": "short"}], ids=str)
def test_a_form_that_is_not_whole_is_answered_the_same(app, invite, changes):
    pages = []
    for email in (FEMI.email, "nobody@example.org"):
        path = invite(email=email)
        pages.append(without(check(join(app.test_client(), path, **changes), path, 422).html, path, email))
    assert pages[0] == pages[1]


def test_who_has_an_account_joins_with_its_own_password_and_nothing_of_it_changes(app, client, invite):
    path = invite(email=FEMI.email, role="supervisor")
    assert join(client, path, password=PASSWORD).status_code == 303
    (found,) = ask(app, select(Person.name, Person.licence_number).where(Person.id == FEMI.id))
    assert tuple(found) == (FEMI.name, FEMI.number)
    assert ask(
        app, select(Membership.id).where(Membership.person_id == FEMI.id, Membership.programme_id == NORTH)
    )
    assert FEMI.name in read(client, "/me").text


def test_another_password_opens_nothing_and_spends_nothing(app, client, invite):
    path = invite(email=FEMI.email, role="supervisor")
    page = check(join(client, path), path, 422)
    assert "This password was not taken" in page.text and page.form(path)["name"] == GINA["name"]
    assert ask(app, select(Login.id)) == [] and ask(app, select(Invitation.used_at))[0].used_at is None


def test_passwords_are_tried_here_as_rarely_as_at_the_sign_in_page(app, client, invite):
    path = invite(email=FEMI.email, role="supervisor")
    codes = [join(client, path).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
