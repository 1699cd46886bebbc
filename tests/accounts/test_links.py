"""Links for a new password, and invitations: who may make them, how long they live, and who is told."""

import json

import pytest
from sqlalchemy import select, update

from logbook import instants
from logbook.cli import commands
from logbook.models import Invitation, db
from logbook.models.engine import writing
from tests.accounts.doors import NEW, invitation_by, recovery_of, role_ends, set_password
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import ANA, BEN, FEMI, NORTH, PASSWORD, SOUTH, membership_of
from tests.support.cast.phone import envelope, post
from tests.support.documents.printed import text_of
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import ask, sign_in
from tests.support.server.exported import take
from tests.support.server.reader import check, read


@pytest.mark.finding("attack.H2")
def test_no_link_is_made_for_an_account_that_also_opens_a_programme_of_others(app, phone_of, dan):
    joined(app, FEMI, NORTH, "supervisor")
    client, path = phone_of(dan), f"/people/{FEMI.id}/recovery"
    page = read(client, path)
    assert "logbook recover femi@example.org" in page.text and not page.soup.select("main form")
    csrf = read(client, "/people/invitations").form("/people/invitations")["csrf_token"]
    check(client.post(path, data={"csrf_token": csrf}), path, 403)
    assert ask(app, select(Invitation.id)) == []


@pytest.mark.finding("attack.H2")
def test_a_role_elsewhere_that_ended_takes_no_link_away(app, phone_of, dan):
    joined(app, FEMI, NORTH, "supervisor")
    role_ends(app, membership_of(FEMI))
    assert recovery_of(phone_of(dan), FEMI)


@pytest.mark.finding("attack.H2")
def test_a_link_stops_working_when_its_account_joins_a_programme_of_others(app, client, phone_of, dan):
    path = recovery_of(phone_of(dan), ANA)
    read(client, path)
    joined(app, ANA, SOUTH, "trainee")
    check(client.get(path), path, 410)


def test_nor_does_it_work_because_somebody_else_who_made_a_link_coordinates_there(
    app, client, phone_of, dan, ben
):
    """Asked is whether its maker does; that anybody who made any link does is something else."""
    path = recovery_of(phone_of(dan), ANA)
    joined(app, ANA, SOUTH, "trainee")
    joined(app, BEN, SOUTH, "coordinator")
    invitation_by(phone_of(ben))
    check(client.get(path), path, 410)


@pytest.mark.finding("attack.H2", "use.C7")
def test_the_account_is_told_on_every_device_until_it_says_that_it_knows(app, client, phone_of, dan, ben):
    path = recovery_of(phone_of(dan), BEN)
    phone = phone_of(ben)
    assert "A link for a new password of yours was made by Dan Weiss" in read(phone, "/me").text
    assert set_password(client, path).status_code == 303
    again = [sign_in(app.test_client(), ben) for _ in range(2)]
    for one in again:
        assert "Your password was set anew on" in read(one, "/me").text
        assert "with a link that Dan Weiss made" in read(one, "/me").text
        [link] = post(one, envelope(ben)).get_json()["you"]["links"]
        assert (link["state"], link["by"]) == ("used", "Dan Weiss")
    first, second = again
    page = read(first, "/me/links")
    assert first.post("/me/links/seen", data=page.form("/me/links/seen")).status_code == 303
    for one in (first, second):
        assert "Dan Weiss" not in read(one, "/me").text
        assert post(one, envelope(ben)).get_json()["you"]["links"] == []
    assert "Made by Dan Weiss" in read(second, "/me/links").text


@pytest.mark.finding("use.C7")
def test_what_was_put_away_before_the_link_was_used_is_told_again(app, client, phone_of, dan, ben):
    path, phone = recovery_of(phone_of(dan), BEN), phone_of(ben)
    phone.post("/me/links/seen", data=read(phone, "/me/links").form("/me/links/seen"))
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Invitation).values(told_at=instants.plus(instants.now(), minutes=-5)))
    assert "Dan Weiss" not in read(phone, "/me").text
    set_password(client, path)
    assert "Your password was set anew on" in read(sign_in(app.test_client(), ben), "/me").text


@pytest.mark.finding("attack.H2")
def test_its_owner_stops_a_link_they_did_not_ask_for_and_nobody_elses(app, client, phone_of, dan, ben, ana):
    path, phone = recovery_of(phone_of(dan), BEN), phone_of(ben)
    (link,) = ask(app, select(Invitation.id).where(Invitation.kind == "recovery"))
    ending = f"/me/links/{link.id}/revocation"
    fields = read(phone, "/me/links").form(ending)
    other = phone_of(ana)
    csrf = read(other, "/me/devices").soup.select_one('[name="csrf_token"]')["value"]
    check(other.post(ending, data={"csrf_token": csrf}), ending, 404)
    read(client, path)
    assert phone.post(ending, data=fields).status_code == 303
    check(client.get(path), path, 410)


@pytest.mark.finding("attack.H2")
def test_a_password_of_ones_own_choice_ends_every_link(app, client, phone_of, dan, ben):
    path, phone = recovery_of(phone_of(dan), BEN), phone_of(ben)
    read(client, path)
    fields = read(phone, "/me/password").form("/me/password") | {"old": PASSWORD, "password": NEW}
    assert phone.post("/me/password", data=fields).status_code == 303
    check(client.get(path), path, 410)


@pytest.mark.finding("use.C7")
def test_the_export_says_beside_a_signer_that_their_password_was_set_anew(app, client, phone_of, dan, ben):
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    set_password(client, recovery_of(phone_of(dan), ben))
    asked = f"trainee={ANA.id}&from=2026-01-01&to=2026-12-31"
    ana = phone_of(ANA)
    printed = text_of(take(ana, f"/export/logbook.pdf?{asked}").data)
    assert "password set anew by Dan Weiss on" in printed.replace("- ", "")
    signer = json.loads(take(ana, f"/export/logbook.json?{asked}").data)["signers"][0]
    assert [one["by"] for one in signer["password_set_anew"]] == ["Dan Weiss"]


@pytest.mark.finding("attack.H2")
def test_the_hosts_link_needs_no_maker_and_is_told_as_the_hosts(app, client, phone_of, ben, monkeypatch):
    from click.testing import CliRunner

    monkeypatch.setattr("logbook.cli.programmes.create_app", lambda: app)
    monkeypatch.setenv("LOGBOOK_ORIGIN", "https://logbook.example.org")
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DATABASE_URL", app.config["SQLALCHEMY_DATABASE_URI"])
    joined(app, BEN, SOUTH, "supervisor")
    made = CliRunner().invoke(commands, ["recover", BEN.email], catch_exceptions=False)
    path = "/recover/" + made.stdout.strip().rsplit("/", 1)[1]
    assert set_password(client, path).status_code == 303
    assert (
        "with a link that the host of this logbook made" in read(sign_in(app.test_client(), ben), "/me").text
    )
