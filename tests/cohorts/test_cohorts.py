"""A cohort is made, edited and ended, and trainees are put in; it grants nobody sight of anything."""

import csv

import pytest
from sqlalchemy import select

from logbook.models import Arrangement, Cohort, Membership
from tests.support.cast import clinic
from tests.support.cast.clinic import joined
from tests.support.cast.cohorts import made
from tests.support.cast.people import ANA, BEN, CLEO, NORTH, SOUTH, membership_of
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.finding("use.C10")


def sent(client, page, action=None, status=303, **more):
    """A form of a page, sent with other answers."""
    action = action or page
    answer = client.post(action, data=fields(read(client, page), action) | more)
    assert answer.status_code == status, answer.text[:400]
    return (
        check(client.get(answer.headers["Location"]), page) if status == 303 else check(answer, page, status)
    )


def fields(page, action):
    """What a form holds; where a search goes to the same address, that of the other one."""
    found = page.form(action)
    return (
        found if "csrf_token" in found else {"csrf_token": page.soup.select_one("[name=csrf_token]")["value"]}
    )


def undone(client, page):
    """What the note above a page says was done is taken back."""
    [form] = [one for one in page.soup.select(".note form")]
    answer = client.post(form["action"], data=page.form(form["action"]))
    return check(client.get(answer.headers["Location"]), answer.headers["Location"])


def where(app, somebody=ANA):
    query = select(Membership.cohort_id).where(Membership.id == membership_of(somebody))
    return ask(app, query)[0].cohort_id


def test_one_is_made_and_its_page_says_all_of_it(app, phone_of, dan):
    desk = phone_of(dan)
    assert "No cohorts yet" in read(desk, "/cohorts").text
    given = {"name": " Spring  2026", "starts_on": "2026-03-01", "due_on": "2027-03-31"}
    page = sent(desk, "/cohorts/new", **given, tutor=BEN.id, supervisors=[BEN.id])
    assert page.heading == "Spring 2026" and "Spring 2026 is made. Put its trainees in." in page.text
    assert "Deadline 31 March 2027" in page.text and "Tutor Dr Ben Okafor" in page.text
    assert "Nobody is in this cohort yet" in page.text
    line = read(desk, "/cohorts").soup.select_one("a.row").get_text(" ")
    assert "Spring 2026" in line and "North Skin School" in line and "0 trainees, tutor Dr Ben Okafor" in line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "Enter a name"),
        ({"name": "spring"}, "This programme has a cohort of this name already"),
        ({"starts_on": ""}, "Enter the day on which they begin"),
        ({"starts_on": "1 March"}, "Enter a day, for example 2026-11-30"),
        ({"ends_on": "2026-02-28"}, "This lies before the start"),
        ({"due_on": "2026-02-28"}, "This lies before the start"),
        ({"due_on": "2026-02-31"}, "Enter a day"),
        ({"tutor": CLEO.id}, "Choose somebody who supervises there"),
        ({"supervisors": [ANA.id]}, "Choose somebody who supervises there"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(app, phone_of, dan, given, said):
    made(app)
    desk, usual = phone_of(dan), {"name": "Autumn", "starts_on": "2026-03-01", "supervisors": [BEN.id]}
    page = sent(desk, "/cohorts/new", status=422, **usual | given)
    assert (
        said in page.soup.select_one(".problems").get_text()
        and said in page.soup.select_one(".error").get_text()
    )
    kept = page.form("/cohorts/new")
    assert kept["name"] == given.get("name", "Autumn") and len(ask(app, select(Cohort.id))) == 1


@pytest.mark.both_databases
def test_it_is_edited_and_a_new_deadline_is_that_of_all_in_it(app, phone_of, dan, ana):
    id, desk = made(app, [ana]), phone_of(dan)
    page = sent(desk, f"/cohorts/{id}/edit", due_on="2027-06-30", name="Spring")
    assert "Spring is saved." in page.text and "30 June 2027" in page.text
    assert "30 June 2027" in read(desk, f"/cohort/{NORTH}/{ana.id}").text


def test_who_has_left_may_go_on_standing_beside_a_cohort(app, phone_of, dan):
    id = made(app, tutor=BEN.id)
    clinic.ended(app, BEN)
    page = sent(phone_of(dan), f"/cohorts/{id}/edit", name="Spring of 2026")
    assert "Tutor Dr Ben Okafor" in page.text


def test_an_ended_one_takes_nobody_in_keeps_who_is_in_it_and_is_opened_again_by_undo(app, phone_of, dan, ana):
    id, desk = made(app, [ana]), phone_of(dan)
    page = read(desk, f"/cohorts/{id}/ending")
    assert "1 trainee is in Spring. They go on training, and keep its deadline" in page.text
    page = sent(desk, f"/cohorts/{id}/ending")
    assert page.path and "Spring has ended." in page.text and where(app) == id
    clinic.trainees(app, 1)
    assert "Put trainees in" not in read(desk, f"/cohorts/{id}").text
    other = fields(read(desk, f"/cohorts/{id}/trainees"), f"/cohorts/{id}/trainees")
    answer = desk.post(f"/cohorts/{id}/trainees", data=other | {"trainee": membership_of(ana)})
    assert answer.status_code == 409 and "This cohort has ended" in answer.text
    ended = sent(desk, f"/cohorts/{id}/ending")
    assert "Spring is open again." in undone(desk, ended).text


def test_a_name_that_was_given_anew_keeps_an_ended_one_closed(app, phone_of, dan):
    id, desk = made(app), phone_of(dan)
    page = sent(desk, f"/cohorts/{id}/ending")
    made(app)
    [form] = page.soup.select(".note form")
    answer = desk.post(form["action"], data=page.form(form["action"]))
    assert answer.status_code == 409 and "Another cohort has this name now." in answer.text


class TestPuttingIn:
    @pytest.mark.both_databases
    def test_those_who_are_ticked_are_put_in_and_undo_puts_each_back_where_they_were(
        self, app, phone_of, dan, ana
    ):
        before, desk = made(app, [ana], name="Autumn"), phone_of(dan)
        [one, two] = clinic.trainees(app, 2)
        id, page = made(app), None
        page = read(desk, f"/cohorts/{id}/trainees")
        ticks = {
            label.get_text(" ", strip=True): label.input["value"]
            for label in page.soup.select("ul label.check")
        }
        assert [name.split(" t")[0].split(" ana@")[0] for name in ticks] == [
            "Trainee 001",
            "Trainee 002",
            "Ana Silva",
        ]
        assert "Now in Autumn" in page.text
        page = sent(desk, f"/cohorts/{id}/trainees", trainee=[*ticks.values()])
        assert "3 now in Spring." in page.text and where(app) == id
        assert [head.a.get_text() for head in page.soup.select("tbody th")] == [
            "Ana Silva",
            one.name,
            two.name,
        ]
        undone(desk, page)
        assert where(app) == before and "Nobody is in this cohort yet" in read(desk, f"/cohorts/{id}").text
        kinds = [
            row.kind for row in ask(app, select(Arrangement.kind).where(Arrangement.person_id == ana.id))
        ]
        assert kinds == ["move", "move", "withdrawal"]

    def test_whoever_ticks_nobody_is_told(self, app, phone_of, dan):
        id = made(app)
        page = sent(phone_of(dan), f"/cohorts/{id}/trainees", status=422)
        assert "Tick somebody first" in page.text

    def test_nobody_of_another_programme_and_no_supervisor_is_put_in(self, app, phone_of, dan):
        id, desk = made(app), phone_of(dan)
        form = fields(read(desk, f"/cohorts/{id}/trainees"), f"/cohorts/{id}/trainees")
        for somebody in (CLEO, BEN, dan):
            answer = desk.post(f"/cohorts/{id}/trainees", data=form | {"trainee": membership_of(somebody)})
            assert answer.status_code == 404

    def test_undo_leaves_whoever_was_moved_on_meanwhile(self, app, phone_of, dan, ana):
        id, desk = made(app), phone_of(dan)
        page = sent(desk, f"/cohorts/{id}/trainees", trainee=[membership_of(ana)])
        later = made(app, [ana], name="Autumn")
        undone(desk, page)
        assert where(app) == later

    def test_a_second_undo_says_so(self, app, phone_of, dan, ana):
        id, desk = made(app), phone_of(dan)
        page = sent(desk, f"/cohorts/{id}/trainees", trainee=[membership_of(ana)])
        # Whether it was one or several: back to where they were put in.
        assert undone(desk, page).path == f"/cohorts/{id}"
        [form] = page.soup.select(".note form")
        assert desk.post(form["action"], data=page.form(form["action"])).status_code == 409


def test_whoever_is_invited_into_a_cohort_comes_into_it(app, phone_of, dan, new_here):
    id, desk = made(app), phone_of(dan)
    page = read(desk, f"/people/invitations?cohort={id}")
    assert page.soup.select_one("#f-cohort [selected]")["value"] == id
    link = new_here.invited(desk, cohort=id)
    new_here.joins(link)
    [row] = ask(app, select(Membership.cohort_id).where(Membership.person_id == new_here.id()))
    assert row.cohort_id == id


def test_a_cohort_of_another_programme_is_none(app, phone_of, dan):
    joined(app, dan, SOUTH, "coordinator")
    south, desk = made(app, programme=SOUTH), phone_of(dan)
    given = {
        "name": "Gina",
        "email": "gina@example.org",
        "role": "trainee",
        "programme": NORTH,
        "cohort": south,
    }
    page = sent(desk, "/people/invitations", status=422, **given)
    assert "Choose a cohort of the programme they join" in page.text


def test_a_cohort_is_nobody_s_who_runs_another_programme(app, phone_of, dan):
    south = made(app, programme=SOUTH)
    for page in ("", "/edit", "/ending", "/trainees", "/trainees.csv"):
        assert phone_of(dan).get(f"/cohorts/{south}{page}").status_code == 404


class TestTheList:
    def test_it_is_narrowed_to_a_cohort_and_to_those_without(self, app, phone_of, dan, ana):
        [other] = clinic.trainees(app, 1)
        id, desk = made(app, [ana]), phone_of(dan)
        page = read(desk, "/cohort")
        assert [link.get_text() for link in page.soup.select("nav[aria-label=Cohorts] a")] == [
            "All cohorts",
            "Spring",
            "No cohort",
        ]
        for asked, names in ((id, ["Ana Silva"]), ("none", [other.name]), ("odd", ["Ana Silva", other.name])):
            page = read(desk, f"/cohort?cohort={asked}&order=name")
            assert [head.a.get_text() for head in page.soup.select("tbody th")] == names
        line = page.soup.select_one(f"[id^='trainee-{ana.id}'] th").get_text(" ")
        assert "Spring, by 31 March 2027" in line

    def test_the_file_says_cohort_deadline_and_pace(self, app, phone_of, dan, ana):
        id = made(app, [ana])
        answer = phone_of(dan).get(f"/cohort/trainees.csv?cohort={id}")
        head, line = csv.reader(answer.get_data(as_text=True).removeprefix("\ufeff").splitlines())
        told = dict(zip(head, line, strict=True))
        assert (told["Cohort"], told["Deadline"]) == ("Spring", "2027-03-31") and "0 of 30" in told["Pace"]

    def test_who_is_due_first_comes_first(self, app, phone_of, dan, ana):
        one, two = clinic.trainees(app, 2)
        made(app, [one], due_on="2027-01-31"), made(app, [two], name="Summer", due_on="2027-02-28")
        page = read(phone_of(dan), "/cohort?order=deadline")
        assert [head.a.get_text() for head in page.soup.select("tbody th")] == [one.name, two.name, ana.name]

    def test_a_page_of_fifty_in_a_cohort_stays_small(self, app, phone_of, dan):
        made(app, clinic.trainees(app, 60), due_on="2026-06-01")
        page = read(phone_of(dan), "/cohort")
        assert len(page.soup.select("tbody tr")) == 50 and len(page.html.encode()) < 60_000
