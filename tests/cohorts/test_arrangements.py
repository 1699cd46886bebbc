"""What a coordinator arranges with a trainee: pauses, extensions, moves; by whom and when, each with Undo."""

import csv

import pytest
from sqlalchemy import select

from logbook import instants
from logbook.models import Arrangement
from tests.support.cast import clinic
from tests.support.cast.clinic import joined, told
from tests.support.cast.cohorts import arranged, made
from tests.support.cast.people import ANA, DAN, NORTH, SOUTH
from tests.support.documents.statements import an_entry
from tests.support.server.application import ask
from tests.support.server.reader import check, read

pytestmark = pytest.mark.finding("use.C10")
HERE = f"/cohort/{NORTH}/{ANA.id}"


def sent(client, kind, status=303, **more):
    """A form of Ana's page, filled in."""
    page = f"{HERE}/{kind}"
    answer = client.post(page, data=read(client, page).form(page) | more)
    assert answer.status_code == status, answer.text[:400]
    return (
        check(client.get(answer.headers["Location"]), page) if status == 303 else check(answer, page, status)
    )


def taken_back(client, page):
    """The first Undo or "Take back" of a page."""
    form = page.soup.select_one("form[action$='/withdrawal']")
    answer = client.post(form["action"], data=page.form(form["action"]))
    return check(client.get(answer.headers["Location"]), "undone")


def section(page):
    return " ".join(page.soup.find(id="arranged").find_parent("section").get_text(" ").split())


def test_a_pause_moves_the_deadline_says_who_and_when_and_is_taken_back(app, phone_of, dan, ana):
    made(app, [ana])
    desk = phone_of(dan)
    page = sent(desk, "pause", from_on="2026-06-01", until_on="2026-06-14", reason="family", note="Twins.")
    assert "deadline 14 April 2027" in page.text
    said = section(page)
    assert "Paused from 1 June 2026 until 14 June 2026 Parental or family leave Twins. Dan Weiss," in said
    page = taken_back(desk, page)
    assert "It is taken back." in page.text and "deadline 31 March 2027" in page.text
    assert "Paused from 1 June 2026 until 14 June 2026 taken back" in section(page)
    rows = ask(app, select(Arrangement.kind, Arrangement.by_id).order_by(Arrangement.number))
    assert [(row.kind, row.by_id) for row in rows] == [
        (one, DAN.id) for one in ("move", "pause", "withdrawal")
    ]


@pytest.mark.both_databases
def test_an_open_pause_goes_on_until_they_are_back(app, phone_of, dan, ana):
    made(app, [ana])
    desk, began = phone_of(dan), instants.plus(instants.now(), days=-9)[:10]
    page = sent(desk, "pause", from_on=began, reason="illness")
    assert "Paused since" in section(page) and "deadline 10 April 2027" in page.text
    [way] = [link for link in page.links() if "/pauses/" in link]
    page = check(desk.post(way, data=read(desk, way).form(way) | {"from_on": "2020-01-01"}), way, 422)
    assert "The pause had not begun. Take it back instead" in page.text
    back = instants.plus(instants.now(), days=-2)[:10]
    answer = desk.post(way, data=read(desk, way).form(way) | {"from_on": back})
    page = check(desk.get(answer.headers["Location"]), way)
    assert "Ana Silva is back." in page.text and "deadline 7 April 2027" in page.text
    assert desk.get(way).status_code == 404
    # Undo of the return, then the pause goes on.
    assert "deadline 10 April 2027" in taken_back(desk, page).text


def test_an_extension_counts_from_the_cohort_s_deadline(app, phone_of, dan, ana):
    made(app, [ana], due_on="2027-01-31")
    desk = phone_of(dan)
    page = sent(desk, "extension", amount="1", unit="months", reason="places")
    assert "Extended by 1 month Too few models or places" in section(page)
    assert "deadline 28 February 2027" in page.text
    assert "deadline 14 March 2027" in sent(desk, "extension", amount="2", unit="weeks", reason="other").text


def test_where_there_is_no_deadline_nothing_is_extended(app, phone_of, dan, ana):
    page = sent(phone_of(dan), "extension", 422, amount="1", unit="months", reason="other")
    assert "There is no deadline to extend. Move them into a cohort that has one" in page.text


def test_an_extension_is_offered_where_there_is_a_deadline(app, phone_of, dan, ana):
    assert f"{HERE}/extension" not in read(phone_of(dan), HERE).links()
    made(app, [ana], due_on="2027-01-31")
    assert f"{HERE}/extension" in read(phone_of(dan), HERE).links()


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        ("pause", {"from_on": "", "reason": "work"}, "Enter the first day of the pause"),
        ("pause", {"from_on": "soon", "reason": "work"}, "Enter a day, for example"),
        (
            "pause",
            {"from_on": "2026-06-02", "until_on": "2026-06-01", "reason": "work"},
            "before the first day",
        ),
        (
            "pause",
            {"from_on": "2026-06-02", "until_on": "9999-12-31", "reason": "work"},
            "more than five years later",
        ),
        ("pause", {"from_on": "2026-06-02", "reason": ""}, "Choose a reason"),
        ("pause", {"from_on": "2026-06-02", "reason": "lazy"}, "Choose a reason"),
        (
            "pause",
            {"from_on": "2026-06-02", "reason": "work", "note": "x" * 2001},
            "Use at most 2000 characters",
        ),
        (
            "extension",
            {"amount": "0", "unit": "weeks", "reason": "work"},
            "Enter a whole number from 1 to 260",
        ),
        ("extension", {"amount": "1.5", "unit": "months", "reason": "work"}, "a whole number from 1 to 60"),
        ("extension", {"amount": "٣", "unit": "months", "reason": "work"}, "a whole number from 1 to 60"),
        ("extension", {"amount": "1", "unit": "years", "reason": "work"}, "Choose days, weeks or months"),
        ("move", {"cohort": "x"}, "Choose a cohort of this programme"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_kept(app, phone_of, dan, kind, given, said):
    page = sent(phone_of(dan), kind, 422, **given)
    assert said in page.soup.select_one(".problems").get_text() and page.soup.select(".error")
    assert ask(app, select(Arrangement.number)) == []


@pytest.mark.both_databases
def test_a_move_takes_the_pauses_along_and_leaves_extensions_behind(app, phone_of, dan, ana):
    first, desk = made(app, [ana]), phone_of(dan)
    second = made(app, name="Autumn", starts_on="2026-09-01", due_on="2027-09-30")
    arranged(app, "extension", amount=2, unit="months", reason="other", cohort_id=first)
    arranged(app, "pause", from_on="2026-08-25", until_on="2026-09-10", reason="illness")
    assert "deadline 17 June 2027" in read(desk, HERE).text
    page = sent(desk, "move", cohort=second, note="With her friend.")
    assert "Moved from Spring to Autumn With her friend." in section(page)
    assert "Autumn , deadline 10 October 2027" in page.text
    assert "deadline 17 June 2027" in taken_back(desk, page).text


def test_out_of_any_cohort_nobody_has_a_deadline(app, phone_of, dan, ana):
    made(app, [ana])
    page = sent(phone_of(dan), "move", cohort="")
    assert "In no cohort, so without a deadline." in page.text
    page = sent(phone_of(dan), "move", cohort="")
    assert "Ana Silva was there already." in page.text and not page.soup.select(".note form")


def test_pace_and_deadline_are_said_in_words(app, phone_of, dan, ana):
    made(app, [ana], due_on=instants.plus(instants.now(), days=85)[:10])
    told(app, an_entry())
    page = read(phone_of(dan), HERE)
    assert "12 weeks left, 0 of 30" in page.text


def test_who_pauses_is_neither_silent_nor_late(app, phone_of, dan, ana):
    made(app, [ana], due_on="2026-06-01")
    desk = phone_of(dan)
    late = read(desk, "/cohort?show=slips")
    assert " over, 0 of 30" in late.text
    arranged(app, "pause", from_on="2026-05-01", reason="illness")
    page = read(desk, "/cohort?show=paused")
    assert "Ana Silva" in page.text and "Paused since 1 May 2026" in page.text
    shows = page.soup.select_one("nav[aria-label='Whom to show']").get_text()
    assert "No case for" not in shows and "Late at this pace" not in shows


def test_who_trains_there_themselves_arranges_nothing_with_themselves(app, phone_of, dan):
    joined(app, dan, NORTH, "trainee")
    desk, own = phone_of(dan), f"/cohort/{NORTH}/{dan.id}"
    arranged(app, "pause", dan, from_on="2026-06-01", reason="family", note="Between us.")
    act = ask(app, select(Arrangement.act))[0].act
    page = read(desk, own)
    assert "Between us." not in page.text and f"{own}/pause" not in page.links()
    for kind in ("pause", "extension", "move"):
        assert desk.get(f"{own}/{kind}").status_code == 404
    form = read(desk, "/cohorts/new").form("/cohorts/new")
    assert desk.post(f"/arrangements/{act}/withdrawal", data=form).status_code == 404


def test_an_act_of_another_programme_is_nobody_s_to_take_back(app, phone_of, dan, ana):
    act = arranged(app, "pause", from_on="2026-06-01", reason="family")
    clinic.ended(app, dan)
    joined(app, dan, SOUTH, "coordinator")
    desk = phone_of(dan)
    form = read(desk, "/cohorts/new").form("/cohorts/new")
    assert desk.post(f"/arrangements/{act}/withdrawal", data=form).status_code == 404


class TestAtAGlance:
    def test_it_is_narrowed_to_whom_a_requirement_is_missing_of(self, app, phone_of, dan, ana):
        others = clinic.trainees(app, 2)
        id = made(app, [ana, *others])
        desk = phone_of(dan)
        page = read(desk, f"/cohorts/{id}")
        heads = page.soup.select("thead th a")
        assert len(heads) > 3 and len(page.soup.select("tbody tr")) == 3
        one = read(desk, heads[0]["href"])
        assert "3 trainees lack “" in one.text and one.soup.select_one("thead [aria-current]")
        assert one.soup.select_one("thead [aria-current]")["href"] == f"/cohorts/{id}"
        assert "Nobody is found for “zebra”" in read(desk, f"/cohorts/{id}?q=zebra").text

    def test_the_file_has_two_columns_a_requirement(self, app, phone_of, dan, ana):
        id = made(app, [ana])
        answer = phone_of(dan).get(f"/cohorts/{id}/trainees.csv")
        head, line = csv.reader(answer.get_data(as_text=True).removeprefix("\ufeff").splitlines())
        assert len(head) == len(line) and head[0] == "Trainee" and line[0] == "Ana Silva"
        assert [name for name in head if name.endswith(": asked")]

    def test_thirty_people_are_one_small_page_of_few_questions(self, app, phone_of, dan):
        from tests.support.server.asked import queries

        id, desk = made(app, clinic.trainees(app, 30)), phone_of(dan)
        read(desk, f"/cohorts/{id}")
        with queries(app) as found:
            page = read(desk, f"/cohorts/{id}")
        assert len(found) <= 10 and len(page.html.encode()) < 60_000
        assert len(page.soup.select("tbody tr")) == 30


class TestTheTrainee:
    def test_they_read_their_own_deadline_and_why_it_moved(self, app, phone_of, ana):
        made(app, [ana])
        arranged(
            app, "pause", from_on="2026-06-01", until_on="2026-06-14", reason="illness", note="Not for her."
        )
        page = read(phone_of(ana), "/me/deadline")
        assert "Deadline 14 April 2027" in page.text and "Cohort Spring" in page.text
        assert "Paused from 1 June 2026 until 14 June 2026 Illness Dan Weiss" in page.text
        assert "Not for her." not in page.html

    def test_without_a_cohort_it_says_that_none_is_set(self, phone_of, ana, ben):
        assert "No deadline is set." in read(phone_of(ana), "/me/deadline").text
        assert "Whoever trains in a programme finds theirs here." in read(phone_of(ben), "/me/deadline").text


def test_a_slip_of_thousands_of_years_takes_no_page_from_anybody(app, phone_of, dan, ana):
    cohort = made(app, [ANA])
    arranged(app, "pause", from_on="2026-06-01", until_on="9999-12-31", reason="work")
    arranged(app, "pause", from_on="2026-07-01", until_on="2026-07-02", reason="work")
    desk = phone_of(dan)
    for path in ("/cohort", HERE, "/office", f"/cohorts/{cohort}"):
        read(desk, path)
    assert desk.get(f"/cohorts/{cohort}/trainees.csv").status_code == 200
    assert "31 December 9999" in read(phone_of(ana), "/me/deadline").text
