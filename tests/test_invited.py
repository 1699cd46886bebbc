"""One link for many programmes; and the list of links: found, shown again, printed, made anew, revoked and had back."""

import re

import pytest
from sqlalchemy import func, select, update

from logbook import instants
from logbook.auth import tokens
from logbook.models import Invitation, Membership, Person, db
from logbook.models.engine import writing
from tests.accounts import doors
from tests.accounts.doors import join, role_ends, send
from tests.support.cast.clinic import joined
from tests.support.cast.people import BEN, DAN, FEMI, NORTH, SOUTH
from tests.support.server.application import ask
from tests.support.server.asked import queries
from tests.support.server.reader import check, read

LIST = "/people/invited"
BOTH = {"programme": [NORTH, SOUTH], "role": "supervisor"}
OLD = "2026-11-01T08:00:00Z"


@pytest.fixture
def desk(app, phone_of, dan):
    """Dan, who coordinates both programmes."""
    joined(app, DAN, SOUTH, "coordinator")
    return phone_of(dan)


def invitation_by(client, **changes):
    return doors.invitation_by(client, **{"programme": NORTH} | changes)


def rows(app):
    return ask(app, select(Invitation.__table__).order_by(Invitation.programme_id))


def change(app, *where, **columns):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Invitation).where(*where).values(**columns))


def press(client, page, path):
    """A button of a list: its line has one form, whose token serves all of them."""
    token = page.soup.select_one("main [name=csrf_token]")["value"]
    assert page.soup.select_one(f'form[action="{path}"], [formaction="{path}"]'), path
    answer = client.post(path, data={"csrf_token": token})
    assert answer.status_code == 303
    return read(client, answer.headers["Location"])


@pytest.mark.finding("use.C5")
def test_one_link_leads_into_all_its_programmes_by_one_acceptance(app, client, desk):
    path = invitation_by(desk, **BOTH)
    assert [row.programme_id for row in rows(app)] == [NORTH, SOUTH]
    page = read(client, path)
    assert page.heading == "Join 2 programmes"
    assert (
        "North Skin School; South Dental Aesthetics" in page.text
        and "You join all of them at once" in page.text
    )
    assert join(client, path).status_code == 303
    held = ask(
        app,
        select(Membership.programme_id, Membership.role)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email == "gina@example.org"),
    )
    assert {tuple(row) for row in held} == {(NORTH, "supervisor"), (SOUTH, "supervisor")}
    check(app.test_client().get(path), path, 410)


@pytest.mark.finding("use.C5")
def test_somebody_with_an_account_joins_all_that_are_missing(app, desk, phone_of, ben):
    path = invitation_by(desk, email=ben.email, **BOTH)
    assert [row.programme_id for row in rows(app)] == [SOUTH]
    assert send(phone_of(ben), path).status_code == 303
    held = ask(app, select(func.count()).select_from(Membership).where(Membership.person_id == BEN.id))
    assert held[0][0] == 2


def test_a_number_that_one_of_the_programmes_knows_is_refused_in_all(app, client, desk):
    path = invitation_by(desk, **BOTH)
    page = check(join(client, path, licence_body=BEN.body, licence_number=BEN.number), path, 422)
    assert "registered with this number" in page.text
    assert (
        ask(app, select(func.count()).select_from(Person).where(Person.email == "gina@example.org"))[0][0]
        == 0
    )


def test_a_programme_that_its_maker_has_left_is_not_joined_and_the_others_are(app, client, desk):
    path = invitation_by(desk, **BOTH)
    (there,) = ask(
        app, select(Membership.id).where(Membership.person_id == DAN.id, Membership.programme_id == SOUTH)
    )
    role_ends(app, there.id)
    assert read(client, path).heading == "Join North Skin School"
    assert join(client, path).status_code == 303
    assert [bool(row.used_at) for row in rows(app)] == [True, False]


def test_a_coordinator_of_one_programme_makes_the_link_anew_for_that_alone(app, client, desk, phone_of, femi):
    """Else a new link, which opens the account, would also open what its maker does not run."""
    old = invitation_by(desk, **BOTH)
    joined(app, FEMI, SOUTH, "coordinator")
    other = phone_of(FEMI)
    page = read(other, LIST)
    assert "North Skin School" not in page.text
    south = next(row for row in rows(app) if row.programme_id == SOUTH)
    shown = press(other, page, f"/people/invitations/{south.id}/link")
    new = re.sub("^http://localhost", "", shown.soup.select_one("#address").text)
    assert read(client, new).heading == "Join South Dental Aesthetics"
    assert read(client, old).heading == "Join North Skin School"


def test_only_who_made_a_link_is_shown_it(app, desk, phone_of, femi):
    invitation_by(desk)
    joined(app, FEMI, NORTH, "coordinator")
    (row,) = rows(app)
    page = read(phone_of(FEMI), f"/people/invitations/{row.id}")
    assert page.soup.select_one("#address") is None and "Only Dan Weiss, who made it" in page.text
    assert read(phone_of(FEMI), f"{LIST}/slips").soup.select(".slip") == []


def test_the_table_alone_opens_no_link(app, desk):
    path = invitation_by(desk)
    (row,) = rows(app)
    assert path.removeprefix("/join/") not in {str(value) for value in row}
    with app.app_context():
        assert f"/join/{tokens.shown(row, DAN.id)}" == path
        app.secret_key = "another secret of at least so many signs"
        assert tokens.shown(row, DAN.id) is None


def test_a_link_of_an_earlier_build_works_and_is_not_shown(app, client, desk):
    path = invitation_by(desk)
    change(app, seed=None)
    read(client, path)
    (row,) = rows(app)
    assert read(desk, f"/people/invitations/{row.id}").soup.select_one("#address") is None


@pytest.mark.finding("use.C5")
def test_a_link_is_revoked_at_once_and_had_back(app, client, desk):
    path = invitation_by(desk, **BOTH)
    id = read(desk, LIST).soup.select_one("li.person")["id"].removeprefix("invitation-")
    page = press(desk, read(desk, LIST), f"/people/invitations/{id}/revocation")
    check(client.get(path), path, 410)
    assert "stopped working" in page.text
    undo = f"/people/invitations/{id}/restoration"
    page = press(desk, page, undo)
    assert "works again" in page.text
    assert read(client, path).heading == "Join 2 programmes"
    assert undo not in page.html


def test_a_revoked_link_is_found_and_had_back_later(app, client, desk):
    path = invitation_by(desk)
    (row,) = rows(app)
    press(desk, read(desk, LIST), f"/people/invitations/{row.id}/revocation")
    read(desk, LIST)
    page = read(desk, f"{LIST}?show=revoked")
    press(desk, page, f"/people/invitations/{row.id}/restoration")
    read(client, path)


def test_a_link_of_somebody_who_joined_by_another_is_not_had_back(app, client, desk, phone_of, femi):
    joined(app, FEMI, NORTH, "coordinator")
    path = invitation_by(desk)
    (row,) = rows(app)
    press(desk, read(desk, LIST), f"/people/invitations/{row.id}/revocation")
    join(client, doors.invitation_by(phone_of(FEMI)))
    page = press(desk, read(desk, f"{LIST}?show=revoked"), f"/people/invitations/{row.id}/restoration")
    assert "stays revoked" in page.text
    check(app.test_client().get(path), path, 410)


@pytest.mark.finding("use.C5")
def test_who_has_joined_has_no_second_link_that_waits(app, client, desk, phone_of, femi):
    path = invitation_by(desk)
    change(app, email="x@example.org")
    invitation_by(desk)
    change(app, email="gina@example.org")
    join(client, path)
    assert "No link waits" in read(desk, LIST).text


@pytest.mark.finding("use.C5")
def test_somebody_is_not_invited_twice(app, desk):
    invitation_by(desk)
    form = "/people/invitations"
    given = {"name": "Gina", "email": "gina@example.org", "role": "trainee", "programme": NORTH}
    page = check(desk.post(form, data=read(desk, form).form(form) | given), form, 422)
    assert "has a link already that works" in page.text and len(rows(app)) == 1
    given |= {"role": "supervisor"}
    page = check(desk.post(form, data=read(desk, form).form(form) | given), form, 422)
    assert "the two do not go together" in page.text


def test_links_are_searched_narrowed_and_put_in_order(app, desk):
    for name in ("Zoë", "Ana"):
        invitation_by(desk, name=name, email=f"{name[0]}@example.org".lower())
    invitation_by(desk, name="Old", email="old@example.org", programme=SOUTH)
    change(app, Invitation.email == "old@example.org", created_at=OLD, expires_at="2026-11-08T08:00:00Z")

    def names(query):
        return [one.get_text(strip=True) for one in read(desk, LIST + query).soup.select("li.person .strong")]

    assert names("?order=name") == ["Ana", "Old", "Zoë"]
    assert names("?order=until")[0] == "Old"
    assert names("?show=over") == ["Old"]
    assert names("?q=zoe") == ["Zoë"]
    assert names(f"?programme={SOUTH}") == ["Old"]
    assert "No link is found for “nobody”" in read(desk, f"{LIST}?q=nobody").text


def test_what_ran_out_is_made_anew_together(app, client, desk):
    for name in ("a", "b"):
        invitation_by(desk, email=f"{name}@example.org", **BOTH)
    change(app, created_at=OLD, expires_at="2026-11-08T08:00:00Z")
    page = read(desk, f"{LIST}?show=over")
    assert "2 new links for what ran out" in page.text
    page = press(desk, page, f"{LIST}/renewal?show=over")
    assert "2 new links are made" in page.text
    slips = read(desk, f"{LIST}/slips").soup.select(".slip .code")
    assert len(slips) == 2
    assert read(client, slips[0].text.removeprefix("http://localhost")).heading == "Join 2 programmes"
    assert all(row.expires_at > instants.now() for row in rows(app))


def test_slips_hold_name_code_address_and_until_when(app, desk):
    path = invitation_by(desk)
    page = read(desk, f"{LIST}/slips")
    slip = page.soup.select_one(".slip")
    assert "Gina" in slip.text and "North Skin School" in slip.text and "Works once, until" in slip.text
    assert slip.select_one(".code").text == f"http://localhost{path}"
    assert slip.select_one("img")["src"].startswith("data:image/png;base64,")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_links_leave_as_a_file_for_letters(app, desk, kind):
    path = invitation_by(desk, name="=Gina")
    answer = desk.get(f"{LIST}/links.{kind}")
    assert answer.headers["Cache-Control"] == "no-store"
    if kind == "csv":
        assert "'=Gina,gina@example.org,Trainee,North Skin School," in answer.text and path in answer.text


@pytest.mark.both_databases
def test_fifty_links_fit_a_page_and_cost_as_many_queries_as_one(app, desk):
    with app.app_context(), writing(db) as connection:
        now = instants.now()
        for count in (1, 360):
            many = [
                tokens.Invited(f"Somebody {n}", f"s{count}.{n}@example.org", "supervisor", [NORTH, SOUTH])
                for n in range(count)
            ]
            tokens.invite(connection, now, DAN.id, many)
    for path in (LIST, f"{LIST}/slips", "/people"):
        read(desk, path)
        with queries(app) as asked:
            page = read(desk, path)
        assert len(asked) <= 10, path
        assert len(page.html.encode()) < 60_000, path
        assert len(page.soup.select("[id^=invitation-], .slip")) <= 50
    assert "more links wait" in read(desk, "/people").text


def test_a_link_into_many_programmes_is_one_line_of_today(app, desk):
    invitation_by(desk, **BOTH)
    page = read(desk, "/office")
    assert len([link for link in page.links() if link.startswith("/people/invitations/")]) == 1
