"""What needs somebody today: each matter with its lines and its place, and nothing of programmes one does not run."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from logbook import instants
from logbook.models import Confirmation, Membership, db
from logbook.models.engine import writing
from logbook.office import today
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.documents.statements import an_entry
from tests.support.server.asked import queries
from tests.support.server.reader import read

HERE = "/office"


def set_to(app, table, *which, **values):
    with app.app_context(), writing(db) as connection:
        connection.execute(update(table).where(*which).values(values))


def matters(page):
    """{matter: (how many it counts, its lines as text)}."""
    return {
        section.h2["id"]: (
            int(section.h2.span.get_text()),
            [link.get_text(" ", strip=True) for link in section.select("li a")],
        )
        for section in page.soup.select(".matters section")
    }


def invite(client, name):
    page, address = "/people/invitations", f"{name.replace(' ', '').lower()}@example.org"
    form = read(client, page).form(page)
    sent = form | {"name": name, "email": address, "role": "trainee", "programme": NORTH}
    assert client.post(page, data=sent).status_code == 303


def late_case(app, days, **changes):
    now = instants.now()
    told(app, an_entry(performed_on=instants.plus(now, days=-days)[:10], recorded_at=now, **changes), now=now)


def test_where_nothing_waits_it_says_so(app, phone_of, dan, ana):
    late_case(app, 1)
    page = read(phone_of(dan), HERE)
    assert "Nothing needs you today" in page.text and not matters(page)


def test_a_coordinator_begins_here(phone_of, dan):
    assert phone_of(dan).get("/").location == HERE


@pytest.mark.finding("use.C9")
def test_where_nobody_trains_the_three_steps_come_first(app, phone_of, dan):
    set_to(app, Membership, Membership.role == "trainee", ended_at="2026-02-01T00:00:00Z")
    page = read(phone_of(dan), HERE)
    assert "Three steps to a first case" in page.text and "Nothing needs you" not in page.text


@pytest.mark.parametrize(("days", "waits"), [(14, False), (15, True)])
def test_who_is_late_with_signing_is_named_with_how_many_since_when(
    app, phone_of, dan, ana, ben, days, waits
):
    late_case(app, days), late_case(app, 1)
    found = matters(read(phone_of(dan), HERE))
    assert ("late" in found) == waits
    if waits:
        assert found["late"] == (1, [f"{ben.name} 2 cases wait, the oldest done 15 days ago"])


def test_cases_of_who_has_left_lead_to_handing_them_over(app, phone_of, dan, ana, ben):
    late_case(app, 20)
    set_to(app, Membership, Membership.person_id == ben.id, ended_at=instants.now())
    page = read(phone_of(dan), HERE)
    assert matters(page)["left"][0] == 1 and "late" not in matters(page)
    [place] = [href for href in page.links() if href.endswith("/handing")]
    assert ben.name in read(phone_of(dan), place).text


def test_cases_that_nobody_can_sign_lead_to_their_trainee(app, phone_of, dan, ana):
    late_case(app, 3, supervisor="")
    page = read(phone_of(dan), HERE)
    assert matters(page)["unnamed"] == (1, [f"{ana.name} 1 case names nobody"])
    assert f"/cohort/{NORTH}/{ana.id}" in page.links()


def test_a_signer_whom_nobody_confirmed_is_to_be_confirmed(app, phone_of, dan, ben):
    with app.app_context(), writing(db) as connection:
        connection.execute(delete(Confirmation))
    page = read(phone_of(dan), HERE)
    assert matters(page)["confirm"] == (1, [f"{ben.name} GMC 7012345"])
    [place] = [href for href in page.links() if href.endswith("/confirmation")]
    assert phone_of(dan).get(place).status_code == 200


@pytest.mark.parametrize(("days", "silent"), [(30, False), (31, True)])
def test_a_trainee_is_silent_after_thirty_days(app, phone_of, dan, ana, ben, days, silent):
    long_ago = instants.plus(instants.now(), days=-90)
    set_to(app, Membership, Membership.person_id == ana.id, since=long_ago)
    late_case(app, days)
    found = matters(read(phone_of(dan), HERE))
    assert ("silent" in found) == silent
    if silent:
        assert found["silent"] == (1, [f"{ana.name} Last case 31 days ago"])


def test_an_invitation_that_nobody_used_leads_to_its_link(app, phone_of, dan):
    client = phone_of(dan)
    invite(client, "Ines Lopez")
    page = read(client, HERE)
    number, [line] = matters(page)["invited"]
    assert number == 1 and line.startswith("Ines Lopez Trainee. It works until ")
    [place] = [href for href in page.links() if href.startswith("/people/invitations/")]
    assert "Ines Lopez" in read(client, place).text


def test_five_lines_are_shown_and_the_rest_has_its_place(app, phone_of, dan):
    client = phone_of(dan)
    for number in range(today.MOST + 2):
        invite(client, f"Guest {number}")
    number, lines = matters(read(client, HERE))["invited"]
    assert number == today.MOST + 2 and len(lines) == today.MOST + 1 and lines[-1] == "All 7"


def test_nothing_of_a_programme_they_do_not_run_is_told(app, phone_of, dan, cleo, femi):
    there = replace(cleo, programme=SOUTH)
    now = instants.now()
    told(
        app,
        an_entry(
            trainee=there.id,
            programme=SOUTH,
            supervisor=femi.id,
            performed_on=instants.plus(now, days=-40)[:10],
            recorded_at=now,
        ),
        by=there,
        now=now,
    )
    page = read(phone_of(dan), HERE)
    assert femi.name not in page.text and cleo.name not in page.text


def test_with_several_programmes_each_line_names_its_own(app, phone_of, dan, ana):
    late_case(app, 20)
    joined(app, DAN, SOUTH, "coordinator")
    [line] = matters(read(phone_of(dan), HERE))["late"][1]
    assert line.startswith(BEN.name) and line.endswith("ago North Skin School")


@pytest.mark.both_databases
def test_it_asks_as_often_for_many_people_as_for_a_few(app, phone_of, dan):
    desk = phone_of(dan)
    late_case(app, 20)
    few = asked(app, desk)
    joined(app, DAN, SOUTH, "coordinator")
    for somebody in (CLEO, FEMI):
        joined(app, somebody, NORTH, "trainee")
        told(app, an_entry(trainee=somebody.id), by=replace(somebody, role="trainee", programme=NORTH))
    # One more for pauses: who pauses is not silent.
    assert asked(app, desk) <= few <= 11


def asked(app, desk):
    read(desk, HERE)
    with queries(app) as found:
        read(desk, HERE)
    return len(found)
