"""Inviting many: a list is looked at, mended and confirmed; nothing is written before, and nothing twice."""

import re
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, update

from logbook import budgets, instants, store
from logbook.auth import tokens
from logbook.models import Cohort, Invitation, Roster, db
from logbook.models.engine import writing
from logbook.office.roster import kept
from tests.support.cast.clinic import joined
from tests.support.cast.people import ANA, BEN, CLEO, DAN, FEMI, NORTH, SOUTH
from tests.support.server.application import ask
from tests.support.server.asked import queries
from tests.support.server.reader import check, read

FORM = "/people/rosters"
NAMES = "Gina Rossi, gina@example.org\nHugo Brandt, hugo@example.org"


def send(client, names=NAMES, role="trainee", **more):
    given = read(client, FORM).form(FORM) | {"role": role, "names": names} | more
    return client.post(FORM, data=given)


def listed(client, names=NAMES, **more):
    """The address of a list that was read, and its page."""
    answer = send(client, names, **more)
    assert answer.status_code == 303
    return answer.headers["Location"], read(client, answer.headers["Location"])


def verdict(page, row):
    return page.soup.select_one(f"#row-{row}").get_text(" ", strip=True)


def confirm(client, path):
    page = read(client, path)
    return client.post(f"{path}/confirmation", data=page.form(f"{path}/lines"))


def invitations(app):
    return ask(app, select(Invitation.__table__).order_by(Invitation.email, Invitation.programme_id))


def test_a_list_is_looked_at_before_anybody_is_invited(app, phone_of, dan):
    _, page = listed(phone_of(dan))
    assert "2 names are to be invited as trainee to North Skin School" in page.text
    assert "Will be invited" in verdict(page, 1)
    assert invitations(app) == []


def test_all_are_invited_by_one_press_and_each_has_a_link(app, client, phone_of, dan):
    desk = phone_of(dan)
    path, _ = listed(desk)
    answer = confirm(desk, path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people/invited")
    assert "2 links are made, for 7 days. Nothing was sent" in read(desk, "/people/invited").text
    assert [(row.name, row.email, row.role, row.created_by) for row in invitations(app)] == [
        ("Gina Rossi", "gina@example.org", "trainee", dan.id),
        ("Hugo Brandt", "hugo@example.org", "trainee", dan.id),
    ]
    slips = read(desk, "/people/invited/slips")
    link = re.sub("^http://localhost", "", slips.soup.select_one(".slip .code").text)
    assert "Join North Skin School" in read(client, link).text
    assert "2 names were invited from this list" in read(desk, path).text


def test_a_dropped_file_is_read(phone_of, dan):
    desk = phone_of(dan)
    file = (BytesIO("Name;E-Mail\nZoë;zoe@example.org".encode("cp1252")), "names.csv")
    answer = send(desk, "", file=file)
    assert "Zoë" in verdict(read(desk, answer.headers["Location"]), 2)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"names": ""}, "Nothing is in this list"),
        ({"role": ""}, "Choose a role"),
        ({"names": "a@b.org\n" * 2_001}, "at most 2,000 names"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_beside_it(app, phone_of, dan, given, words):
    page = check(send(phone_of(dan), **given), FORM, 422)
    assert words in page.text and page.soup.select_one("[data-problems] a[href^='#f-']")
    assert ask(app, select(Roster.id)) == []


def test_a_file_that_is_too_large_is_told_so_beside_its_field(app, phone_of, dan, monkeypatch):
    monkeypatch.setattr(budgets, "ROSTER_BYTES", 20)
    file = (BytesIO(b"Gina, gina@example.org"), "names.csv")
    assert "more than 1 MB" in check(send(phone_of(dan), "", file=file), FORM, 422).text


@pytest.mark.parametrize(
    ("names", "row", "words"),
    [
        ("Gina Rossi", 1, "The row has no e-mail"),
        ("Gina, gina@example", 1, "This is not an e-mail address"),
        ("Gina, gina@example.org\nG. Rossi, Gina@Example.org", 2, "The same e-mail as in row 1"),
        (f"{'x' * 201}, gina@example.org", 1, "The name is too long"),
        (f"Ana, {ANA.email}", 1, "Trains here already"),
        (f"Ben, {BEN.email}", 1, "Is a supervisor here: the two do not go together"),
        (f"Cleo, {CLEO.email}", 1, "Will be invited"),
    ],
)
def test_each_row_has_its_verdict(phone_of, dan, names, row, words):
    _, page = listed(phone_of(dan), names)
    assert words in verdict(page, row)


def test_somebody_known_elsewhere_reads_as_everybody_else(app, phone_of, dan):
    """Cleo and Femi are at another school: nothing on the page and nothing written tells them from Gina."""
    _, page = listed(phone_of(dan), f"X, {CLEO.email}\nX, {FEMI.email}\nX, gina@example.org")
    told = {
        verdict(page, row).replace(email, "").replace(f"row {row}", "")
        for row, email in enumerate((CLEO.email, FEMI.email, "gina@example.org"), 1)
    }
    assert len(told) == 1


def test_what_is_wrong_is_mended_in_place_and_survives_a_reload(app, phone_of, dan):
    desk = phone_of(dan)
    path, page = listed(desk, "Gina, gina@\nHugo, hugo@example.org")
    given = page.form(f"{path}/lines") | {"email-1": "gina@example.org"}
    assert desk.post(f"{path}/lines", data=given).status_code == 303
    for _ in range(2):
        page = read(desk, path)
        assert "Will be invited" in verdict(page, 1) and "2 names are to be invited" in page.text
    assert invitations(app) == []


def test_a_row_is_left_out_and_taken_back(app, phone_of, dan):
    desk = phone_of(dan)
    path, page = listed(desk)
    desk.post(f"{path}/lines", data=page.form(f"{path}/lines") | {"out": "1"})
    page = read(desk, path)
    assert "Left out" in verdict(page, 1) and "1 name is to be invited" in page.text
    given = {name: value for name, value in page.form(f"{path}/lines").items() if name != "out"}
    desk.post(f"{path}/lines", data=given)
    assert "2 names are to be invited" in read(desk, path).text


def test_what_was_typed_and_not_applied_is_shown_before_anybody_is_invited(app, phone_of, dan):
    desk = phone_of(dan)
    path, page = listed(desk, "Gina, gina@\nHugo, hugo@example.org")
    given = page.form(f"{path}/lines") | {"email-1": "gina@example.org"}
    answer = desk.post(f"{path}/confirmation", data=given)
    assert answer.headers["Location"] == path and invitations(app) == []
    assert "Look once more, then invite" in read(desk, path).text
    confirm(desk, path)
    assert len(invitations(app)) == 2


def test_the_same_list_twice_changes_nothing(app, phone_of, dan):
    desk = phone_of(dan)
    path, _ = listed(desk)
    confirm(desk, path)
    before = invitations(app)
    again, page = listed(desk)
    assert "Nobody on this list is to be invited" in page.text
    assert "Has a link already that works" in verdict(page, 1)
    confirm(desk, again)
    check(desk.post(f"{path}/confirmation", data=page.form(f"{again}/lines")), path, 409)
    assert invitations(app) == before


def test_two_coordinators_with_the_same_names_make_one_link_each_name(app, phone_of, dan):
    joined(app, FEMI, NORTH, "coordinator")
    first, second = phone_of(dan), phone_of(FEMI)
    path, _ = listed(first)
    other, page = listed(second)
    confirm(first, path)
    answer = second.post(f"{other}/confirmation", data=page.form(f"{other}/lines"))
    assert answer.headers["Location"] == other
    assert "Something changed meanwhile" in read(second, other).text
    assert len(invitations(app)) == 2


def test_a_list_is_its_owners_alone(app, phone_of, dan):
    joined(app, FEMI, NORTH, "coordinator")
    path, _ = listed(phone_of(dan))
    read(phone_of(FEMI), path, 404)


def test_somebody_who_runs_the_programme_no_more_confirms_nothing(app, phone_of, dan):
    desk = phone_of(dan)
    joined(app, DAN, SOUTH, "coordinator")
    path, page = listed(desk, programme=SOUTH)
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Roster).values(programmes='["40000000-0000-4000-8000-0000000000ff"]'))
    check(desk.post(f"{path}/confirmation", data=page.form(f"{path}/lines")), path, 404)
    assert invitations(app) == []


def test_nobody_is_invited_into_a_programme_that_one_does_not_run(app, phone_of, dan):
    joined(app, DAN, SOUTH, "coordinator")
    check(send(phone_of(dan), programme="40000000-0000-4000-8000-0000000000ff"), FORM, 404)


def test_where_there_are_several_programmes_at_least_one_is_chosen(app, phone_of, dan):
    joined(app, DAN, SOUTH, "coordinator")
    page = check(send(phone_of(dan)), FORM, 422)
    assert "Choose at least one programme" in page.text and "Gina Rossi, gina@example.org" in page.html


def test_only_the_programmes_that_are_missing_get_a_link(app, phone_of, dan):
    joined(app, DAN, SOUTH, "coordinator")
    desk = phone_of(dan)
    path, page = listed(
        desk, f"Ben, {BEN.email}\nGina, gina@example.org", role="supervisor", programme=[NORTH, SOUTH]
    )
    assert "Will be invited to 1 programme; not to others" in verdict(page, 1)
    confirm(desk, path)
    assert {(row.email, row.programme_id) for row in invitations(app)} == {
        (BEN.email, SOUTH),
        ("gina@example.org", NORTH),
        ("gina@example.org", SOUTH),
    }


def test_a_list_is_forgotten_when_asked_and_when_its_time_is_over(app, phone_of, dan):
    desk = phone_of(dan)
    path, page = listed(desk)
    assert path in read(desk, FORM).links()
    assert desk.post(f"{path}/ending", data=page.form(f"{path}/ending")).status_code == 303
    read(desk, path, 404)
    path, _ = listed(desk)
    later = instants.plus(instants.now(), days=budgets.ROSTER_DAYS)
    with app.app_context(), store.writing() as connection:
        assert kept.prune(connection, instants.now()) == 0
        assert kept.prune(connection, later) == 1


def test_of_many_lists_the_oldest_is_forgotten_for_a_new_one(app, phone_of, dan):
    desk = phone_of(dan)
    for _ in range(budgets.ROSTERS + 1):
        listed(desk)
    assert ask(app, select(func.count()).select_from(Roster))[0][0] == budgets.ROSTERS


def test_the_names_are_not_kept_once_they_are_invited(app, phone_of, dan):
    desk = phone_of(dan)
    path, _ = listed(desk)
    confirm(desk, path)
    assert ask(app, select(Roster.lines))[0][0] == "[]"


def test_a_long_list_comes_in_pages_and_is_narrowed(phone_of, dan):
    names = "\n".join(f"Somebody {number}, s{number}@example.org" for number in range(120)) + "\nNo mail"
    desk = phone_of(dan)
    path, page = listed(desk, names)
    assert len(page.soup.select("[id^=row-]")) == 50 and "Page 1 of 3" in page.text
    assert len(page.html.encode()) < 60_000
    assert [one["id"] for one in read(desk, f"{path}?show=mend").soup.select("[id^=row-]")] == ["row-121"]
    assert [one["id"] for one in read(desk, f"{path}?q=s77@").soup.select("[id^=row-]")] == ["row-78"]


@pytest.mark.both_databases
def test_as_many_queries_for_two_thousand_names_as_for_two(app, phone_of, dan):
    desk, costs = phone_of(dan), []
    for count in (2, 2_000):
        names = "\n".join(f"N{count} {number}, n{count}.{number}@example.org" for number in range(count))
        path, _ = listed(desk, names)
        with queries(app) as looked:
            page = read(desk, path)
        with queries(app) as confirmed:
            desk.post(f"{path}/confirmation", data=page.form(f"{path}/lines"))
        costs.append((len(looked), len(confirmed)))
    assert costs[0] == costs[1] and max(costs[0]) <= 10
    assert len(invitations(app)) == 2_002


def test_of_links_that_cannot_all_be_made_none_is(app, phone_of, dan, monkeypatch):
    desk = phone_of(dan)
    path, page = listed(desk)

    def fails(*given):
        usual(*given)
        raise RuntimeError("no more")

    usual = tokens.invite
    monkeypatch.setattr(tokens, "invite", fails)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    desk.post(f"{path}/confirmation", data=page.form(f"{path}/lines"))
    assert invitations(app) == []


def a_cohort(app, name="Winter", **more):
    row = {
        "id": str(uuid4()),
        "programme_id": NORTH,
        "name": name,
        "starts_on": "2026-11-02",
        "created_by": DAN.id,
    }
    row |= {"created_at": instants.now()} | more
    with app.app_context(), writing(db) as connection:
        connection.execute(insert(Cohort).values(row))
    return row["id"]


def test_trainees_of_a_list_come_into_a_cohort(app, phone_of, dan):
    id, desk = a_cohort(app), phone_of(dan)
    path, page = listed(desk, cohort=id)
    assert "as trainee to North Skin School, into the cohort Winter" in page.text
    confirm(desk, path)
    assert {row.cohort_id for row in invitations(app)} == {id}


def test_supervisors_of_a_list_come_into_none(app, phone_of, dan):
    id, desk = a_cohort(app), phone_of(dan)
    path, page = listed(desk, role="supervisor", cohort=id)
    assert "cohort" not in page.text
    confirm(desk, path)
    assert {row.cohort_id for row in invitations(app)} == {None}


def test_a_cohort_of_another_programme_is_none_for_a_list(app, phone_of, dan):
    there = a_cohort(app, programme_id=SOUTH)
    page = check(send(phone_of(dan), cohort=there), FORM, 422)
    assert "Choose a cohort of the programme they join" in page.text


def test_a_cohort_that_ended_meanwhile_is_said_and_takes_nobody_in(app, phone_of, dan):
    id, desk = a_cohort(app), phone_of(dan)
    path, page = listed(desk, cohort=id)
    with app.app_context(), writing(db) as connection:
        connection.execute(update(Cohort).where(Cohort.id == id).values(ended_at=instants.now()))
    answer = desk.post(f"{path}/confirmation", data=page.form(f"{path}/lines"))
    assert answer.status_code == 303 and invitations(app) == []
    assert "takes nobody in any more" in read(desk, path).text
    confirm(desk, path)
    assert {row.cohort_id for row in invitations(app)} == {None}


def test_an_address_that_was_changed_in_another_window_is_looked_at_before_it_is_invited(app, phone_of, dan):
    desk = phone_of(dan)
    path, page = listed(desk, "\n".join(f"Name {n:02}, n{n:02}@example.org" for n in range(60)))
    seen = page.form(f"{path}/lines")
    second = read(desk, f"{path}?page=2").form(f"{path}/lines?page=2") | {"email-60": "other@example.org"}
    desk.post(f"{path}/lines?page=2", data=second)
    assert desk.post(f"{path}/confirmation", data=seen).headers["Location"] == path
    assert "Look once more, then invite" in read(desk, path).text and invitations(app) == []
    confirm(desk, path)
    assert "other@example.org" in {row.email for row in invitations(app)}
