"""An administrator of a provider: facts, programmes and who coordinates them; no case, and no other provider."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from logbook import instants
from logbook.auth import sessions
from logbook.cli import commands
from logbook.models import Administration, Invitation, Membership, Person, Programme, Provider, db
from logbook.models.engine import reading, writing
from logbook.office import administrators, programmes, providers, roles
from tests.accounts.doors import NEW, send
from tests.support.cast.clinic import told
from tests.support.cast.people import (
    ANA,
    BEN,
    CLEO,
    DAN,
    FEMI,
    GIL,
    NORTH,
    SOUTH,
    administering,
    membership_of,
    provider_of,
)
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import NOW, an_entry
from tests.support.server.application import ask, sign_in
from tests.support.server.asked import queries
from tests.support.server.reader import check, read

HERE, THERE = provider_of(NORTH), provider_of(SOUTH)
OTHER = replace(GIL, id="20000000-0000-4000-8000-000000000008", email="other@example.org")


@pytest.fixture
def gil(app):
    """Administers North, and holds no role in any programme."""
    with app.app_context(), writing(db) as connection:
        administering(connection)
    return GIL


@pytest.fixture
def desk(app, gil):
    return sign_in(app.test_client(), gil)


def link_on(client, answer):
    """The path of the link that the next page shows."""
    page = read(client, answer.headers["Location"])
    return "/join/" + page.soup.select_one("#address").text.rsplit("/", 1)[1]


def invited(client, post, **changes):
    path = f"/provider/{HERE}/invitations"
    given = {"name": "Gina Rossi", "email": "gina@example.org", "post": post} | changes
    return client.post(path, data=read(client, path).form(path) | given)


def come_in(app, path, password=NEW):
    client = app.test_client()
    answer = client.post(
        path, data=read(client, path).form(path) | {"name": "Gina Rossi", "password": password}
    )
    assert answer.status_code == 303, answer.text
    return client


def test_they_begin_at_their_school_and_have_its_tab_on_every_page(desk):
    assert desk.get("/").headers["Location"] == "/provider"
    for path in ("/provider", "/me", "/me/details"):
        tabs = [tab.get_text(strip=True) for tab in read(desk, path).soup.select("nav.tabs a")]
        assert tabs == ["School", "Me"], path


def test_the_page_shows_programmes_with_who_coordinates_and_how_many_are_in_them_and_no_case(app, desk):
    told(app, an_entry(place="Room 7"))
    page = read(desk, "/provider")
    assert page.heading == "North Skin School"
    assert "1 trainee, 1 supervisor" in page.text and DAN.name in page.text and GIL.name in page.text
    for word in (ANA.name, BEN.name, "Room 7", "South Dental", CLEO.name, FEMI.name):
        assert word not in page.text


def test_neither_pages_nor_phones_show_them_a_case_or_a_person_of_a_programme(app, desk, gil):
    case = told(app, an_entry())
    read(desk, f"/entries/{case['id']}", 404)
    for path in (f"/people/{ANA.id}/devices", f"/cohort/{NORTH}/{ANA.id}", "/office"):
        read(desk, path, 403)
    answer = post(desk, envelope(gil)).get_json()
    assert {doc["id"] for doc in answer["pull"]["docs"]} <= {gil.id}
    assert answer["you"] == {"email": gil.email, "links": [], "administers": True}


def test_phones_of_all_others_are_told_nothing_new(phone_of):
    assert post(phone_of(ANA), envelope(ANA)).get_json()["you"] == {"email": ANA.email, "links": []}


def test_facts_are_changed_and_what_is_wrong_is_said_beside_its_field(app, desk):
    path = f"/provider/{HERE}/facts"
    assert "Enter the training provider’s name" in check(send(desk, path, name=" "), path, 422).text
    assert "Enter a time zone" in check(send(desk, path, tz="Mars/Base"), path, 422).text
    assert (
        send(desk, path, name="Northern Academy", address="1 High Street", tz="Europe/Dublin").status_code
        == 303
    )
    assert read(desk, "/provider").heading == "Northern Academy"
    rows = {row.id: row for row in ask(app, select(Provider.__table__))}
    assert (rows[HERE].address, rows[HERE].tz) == ("1 High Street", "Europe/Dublin")
    assert rows[THERE].name == "South Dental Aesthetics"


def test_a_programme_is_added_and_its_coordinator_invited_at_once(app, desk):
    path = f"/provider/{HERE}/programmes"
    assert "Enter the programme’s name" in check(send(desk, path, name=""), path, 422).text
    answer = send(desk, path, name="Advanced toxin", requirement_set="generic-starter")
    page = read(desk, answer.headers["Location"])
    (made,) = ask(app, select(Programme.id, Programme.provider_id).where(Programme.name == "Advanced toxin"))
    assert made.provider_id == HERE and "Advanced toxin is added" in page.text
    assert page.soup.select_one("select[name=post] option[selected]")["value"] == made.id
    assert "Nobody coordinates it" in read(desk, "/provider?q=advanced").text
    client = come_in(app, link_on(desk, invited(desk, made.id)))
    assert "Advanced toxin" in read(client, "/programme").html
    assert "Gina Rossi" in read(desk, "/provider").text


def test_a_second_administrator_comes_in_and_either_may_end_the_other_and_nobody_themselves(app, desk, gil):
    answer = invited(desk, HERE)
    joining = read(app.test_client(), path := link_on(desk, answer))
    assert joining.heading == "Join North Skin School" and "as Administrator" in joining.text
    gina = come_in(app, path)
    assert gina.get("/").headers["Location"] == "/provider"
    page = read(gina, "/provider")
    (own,) = ask(app, select(Administration.id).where(Administration.person_id != gil.id))
    (his,) = ask(app, select(Administration.id).where(Administration.person_id == gil.id))
    endings = [link for link in page.links() if "/administrators/" in link]
    assert endings == [f"/provider/administrators/{his.id}/ending"]
    read(gina, f"/provider/administrators/{own.id}/ending", 404)
    assert send(gina, endings[0]).status_code == 303
    read(desk, "/provider", 403)
    listed = read(gina, "/provider").soup.select_one("#administrators").parent
    assert [name.get_text() for name in listed.select(".strong")] == ["Gina Rossi"]


def test_a_coordinator_is_ended_and_the_last_one_with_a_word_of_what_follows(app, desk):
    path = f"/provider/coordinators/{membership_of(DAN)}/ending"
    page = read(desk, path)
    assert "Nobody else coordinates North Skin School" in page.text
    assert send(desk, path).status_code == 303
    (row,) = ask(app, select(Membership.ended_at, Membership.ended_by).where(Membership.person_id == DAN.id))
    assert row.ended_at and row.ended_by == GIL.id
    assert "Nobody coordinates it" in read(desk, "/provider").text
    assert "Without a coordinator 1" in read(desk, "/provider").text
    read(desk, path, 404)


@pytest.mark.parametrize(
    "path",
    [
        f"/provider/{THERE}/facts",
        f"/provider/{THERE}/programmes",
        f"/provider/{THERE}/invitations",
        f"/provider/coordinators/{membership_of(BEN)}/ending",
        f"/provider/coordinators/{membership_of(FEMI)}/ending",
    ],
)
def test_what_is_of_another_school_or_no_coordinators_is_not_found(desk, path):
    read(desk, path, 404)


def test_nobody_is_invited_to_a_programme_of_another_school(app, desk):
    answer = invited(desk, SOUTH)
    assert "Choose what they are invited to" in check(answer, f"/provider/{HERE}/invitations", 422).text
    assert ask(app, select(Invitation.id)) == []


def test_links_of_an_administrator_die_with_the_role_and_are_made_new_or_revoked_before(app, desk, gil):
    old = link_on(desk, invited(desk, NORTH))
    page = read(desk, "/provider")
    again = next(form["action"] for form in page.soup.select("form") if form["action"].endswith("/link"))
    new = link_on(desk, desk.post(again, data=page.form(again)))
    check(app.test_client().get(old), old, 410)
    read(app.test_client(), new)
    second = link_on(desk, invited(desk, HERE, email="hal@example.org"))
    asking = next(link for link in read(desk, "/provider").links() if link.endswith("/revocation"))
    assert send(desk, asking).status_code == 303
    codes = sorted(app.test_client().get(path).status_code for path in (new, second))
    assert codes == [200, 410]
    with app.app_context(), writing(db) as connection:
        id = connection.scalar(select(Administration.id).where(Administration.person_id == gil.id))
        administering(connection, OTHER)
        administrators.end(connection, id, OTHER.id, NOW)
    assert {app.test_client().get(path).status_code for path in (new, second)} == {410}


def test_the_account_of_an_administrator_is_in_no_coordinators_hands(app, phone_of, gil):
    with app.app_context(), writing(db) as connection:
        roles.enrol(connection, gil.id, NORTH, "supervisor", NOW)
    assert "looked after by the host" in read(phone_of(DAN), f"/people/{gil.id}/account").text
    assert "looked after by the host" in read(phone_of(DAN), f"/people/{gil.id}/recovery").text


def test_a_coordinator_invites_no_administrator(app, phone_of):
    client, path = phone_of(DAN), "/people/invitations"
    given = {"name": "Hal", "email": "hal@example.org", "role": "administrator"}
    assert "Choose a role" in check(send(client, path, **given), path, 422).text


def test_the_first_administrator_comes_by_the_command_line(app, monkeypatch, sqlite_url):
    for name, value in (
        ("DATABASE_URL", sqlite_url),
        ("SECRET_KEY", "k" * 40),
        ("LOGBOOK_ORIGIN", "https://x.example"),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LOGBOOK_DEMO", raising=False)
    run = lambda *arguments: CliRunner().invoke(commands, ("provider", "invite", *arguments))  # noqa: E731
    assert "There is no provider nobody" in run("nobody", "gina@example.org", "--name", "Gina").output
    assert "Enter an e-mail" in run(HERE, "gina", "--name", "Gina").output
    shown = run(HERE, "gina@example.org", "--name", "Gina Rossi")
    assert re.fullmatch(r"https://x\.example/join/[\w-]{43}\n", shown.stdout)
    assert "to administer North Skin School" in shown.output
    client = come_in(app, shown.stdout.strip().removeprefix("https://x.example"))
    assert read(client, "/provider").heading == "North Skin School"


def test_somebody_with_an_account_joins_with_it_and_keeps_what_they_were(app, desk, phone_of):
    path = link_on(desk, invited(desk, HERE, name=BEN.name, email=BEN.email))
    client = phone_of(BEN)
    assert client.post(path, data=read(client, path).form(path)).status_code == 303
    tabs = [tab.get_text(strip=True) for tab in read(client, "/me").soup.select("nav.tabs a")]
    assert "School" in tabs and any("To sign" in tab for tab in tabs)
    (row,) = ask(app, select(Person.name, Person.licence_number).where(Person.id == BEN.id))
    assert tuple(row) == (BEN.name, BEN.number)


def test_who_administers_two_schools_looks_at_one_and_joining_schools_makes_one_of_their_roles(
    app, desk, gil
):
    with app.app_context(), writing(db) as connection:
        administrators.begin(connection, gil.id, THERE, NOW)
    page = read(desk, f"/provider?programme={THERE}")
    assert page.heading == "South Dental Aesthetics"
    assert [one.get_text() for one in page.soup.select("nav[aria-label=Schools] a")] == [
        "North Skin School",
        "South Dental Aesthetics",
    ]
    with app.app_context(), writing(db) as connection:
        providers.join(connection, HERE, THERE, instants.now())
    page = read(desk, "/provider")
    assert not page.soup.select("nav[aria-label=Schools]")
    assert [h.get_text() for h in page.soup.select("h2")][:2] == [
        "North Skin School",
        "South Dental Aesthetics",
    ]


def test_a_school_without_a_programme_says_how_to_begin(app, gil):
    with app.app_context(), writing(db) as connection:
        id = providers.begin(connection, NOW, name="Empty School", address="", tz="Europe/London")
        administrators.begin(connection, gil.id, id, NOW)
    page = read(sign_in(app.test_client(), gil), f"/provider?programme={id}")
    assert "Begin here" in page.text and f"/provider/{id}/programmes" in page.links()


def test_the_page_asks_as_often_for_many_programmes_and_shows_fifty(app, desk):
    with queries(app) as few:
        read(desk, "/provider")
    with app.app_context(), writing(db) as connection:
        facts = {"tz": "Europe/London", "requirement_set": "generic-starter", "provider_id": HERE}
        for number in range(60):
            made = programmes.begin(connection, NOW, name=f"Course {number:02}", **facts)
            roles.enrol(connection, DAN.id, made, "coordinator", NOW)
    with queries(app) as many:
        page = read(desk, "/provider")
    assert len(many) <= len(few) <= 10 and len(page.html) <= 60_000
    assert len(page.soup.select("#found h2")) == 50 and "Page 1 of 2, 61 lines" in page.text
    assert len(read(desk, "/provider?page=2").soup.select("#found h2")) == 11
    assert len(read(desk, "/provider?q=course+07").soup.select("#found h2")) == 1


def test_a_person_is_read_with_the_programmes_they_oversee(both_databases):
    with both_databases.app_context():
        with writing(db) as connection:
            administering(connection)
            id = providers.begin(connection, NOW, name="Empty School", address="", tz="Europe/London")
            administrators.begin(connection, GIL.id, id, NOW)
        with reading(db) as connection:
            found = sessions.person(connection, GIL.id)
    assert found.administers == {HERE: frozenset({NORTH}), id: frozenset()}
    assert (found.oversees(), found.is_a("administrator"), found.roles) == ([NORTH], True, {})


def test_who_came_in_is_not_brought_back_by_a_second_link_after_their_role_ended(app, desk):
    first, second = (link_on(desk, invited(desk, HERE)) for _ in range(2))
    come_in(app, first)
    read(app.test_client(), second, 410)


@pytest.mark.parametrize(("post", "email"), [(HERE, GIL.email), (NORTH, DAN.email)])
def test_who_holds_a_role_already_gets_no_link_to_it(app, desk, post, email):
    answer = invited(desk, post, email=email)
    assert answer.status_code == 422 and "holds this role already" in answer.text
    assert ask(app, select(Invitation.id)) == []


@pytest.mark.usefixtures("both_databases")
def test_of_two_who_end_each_other_at_once_one_stays(app, gil):
    with app.app_context(), writing(db) as connection:
        (his,) = connection.scalars(select(Administration.id))
        theirs = administering(connection, OTHER)
        assert administrators.end(connection, theirs, gil.id, NOW)
        assert not administrators.end(connection, his, OTHER.id, NOW)
        assert not administrators.end(connection, his, gil.id, NOW)
