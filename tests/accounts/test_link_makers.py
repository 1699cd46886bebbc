"""Links die with the right of who made them; both kinds are listed, and revoked after a question."""

import pytest
from sqlalchemy import select, update

from logbook import instants
from logbook.models import Invitation, Membership, Person, db
from logbook.models.engine import writing
from tests.accounts.doors import NEW, invitation_by, recovery_of, role_ends
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, membership_of
from tests.support.server.application import ask
from tests.support.server.reader import check, read


@pytest.fixture
def zoe(app, phone_of, dan):
    """A second coordinator of North: (a browser of hers, her membership)."""
    joined(app, FEMI, NORTH, "coordinator")
    role_ends(app, membership_of(FEMI))
    (membership,) = ask(
        app, select(Membership.id).where(Membership.person_id == FEMI.id, Membership.ended_at.is_(None))
    )
    return phone_of(FEMI), membership.id


@pytest.mark.finding("attack.H3")
def test_links_die_with_the_role_of_who_made_them(app, client, zoe):
    browser, membership = zoe
    paths = [
        invitation_by(browser, email="zoe.again@example.org", role="coordinator"),
        recovery_of(browser, BEN),
    ]
    for path in paths:
        read(client, path)
    role_ends(app, membership)
    for path in paths:
        check(client.get(path), path, 410)


@pytest.mark.finding("attack.H3")
def test_a_form_that_was_open_when_the_role_ended_does_nothing(app, client, zoe):
    browser, membership = zoe
    path = recovery_of(browser, BEN)
    fields = read(client, path).form(path) | {"password": NEW}
    role_ends(app, membership)
    check(client.post(path, data=fields), path, 410)


@pytest.mark.finding("attack.H3")
def test_links_die_when_the_account_of_who_made_them_is_locked(app, client, zoe):
    browser, _ = zoe
    path = invitation_by(browser)
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Person).where(Person.id == FEMI.id).values(locked_at=instants.now()))
    check(client.get(path), path, 410)


@pytest.mark.finding("attack.H3")
def test_another_coordinator_sees_a_dead_invitation_and_makes_it_live_again(app, client, zoe, phone_of, dan):
    browser, membership = zoe
    invitation_by(browser)
    role_ends(app, membership)
    desk = phone_of(dan)
    page = read(desk, "/people")
    assert "stopped working: Dr Femi Adeyemi does not coordinate this programme any more" in page.text
    (invitation,) = ask(app, select(Invitation.id))
    again = f"/people/invitations/{invitation.id}/link"
    answer = desk.post(again, data=page.form(again))
    link = read(desk, answer.headers["Location"]).soup.select_one("#address").text
    assert "Dan Weiss invites you" in read(client, "/join/" + link.rsplit("/", 1)[1]).text


@pytest.mark.finding("attack.H3")
@pytest.mark.parametrize("kind", ["invite", "recovery"])
def test_both_kinds_of_link_are_listed_and_revoked_after_a_question(app, client, phone_of, dan, kind):
    desk = phone_of(dan)
    path = invitation_by(desk) if kind == "invite" else recovery_of(desk, ANA)
    (row,) = ask(app, select(Invitation.id))
    page = read(desk, "/people")
    line = page.soup.select_one(f"#invitation-{row.id}").get_text(" ")
    assert "made by Dan Weiss" in line and ("New password" in line) == (kind == "recovery")
    asking = f"/people/invitations/{row.id}/revocation"
    # An invitation is revoked at once, because it can be had back.
    assert (asking in page.links()) == (kind == "recovery")
    asked = read(desk, asking)
    assert "stops working at once" in asked.text
    read(client, path)
    assert desk.post(asking, data=asked.form(asking)).status_code == 303
    check(client.get(path), path, 410)
    assert f"invitation-{row.id}" not in read(desk, "/people").html
