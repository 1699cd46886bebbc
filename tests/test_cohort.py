"""The cohort: who falls behind, in figures, and nobody of other programmes."""

import csv
import zipfile
from datetime import date
from io import BytesIO
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from sqlalchemy import update

from logbook import instants, models, store
from logbook.export.figures import IN_TIME_DAYS
from logbook.office import cohort
from logbook.vocabulary import LISTS
from tests.support.cast import clinic
from tests.support.cast.clinic import joined, told
from tests.support.cast.people import CLEO, SOUTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.application import seeded
from tests.support.server.reader import read

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def a_row(name, **changes):
    return {"name": name, "to_go": 0, "unmet": 0, "oldest_days": 0} | changes


def test_every_trainee_has_a_line_with_figures(phone_of, dan, ana, cleo, ben):
    page = read(phone_of(dan), "/cohort")
    line = page.soup.select_one(f"[id^='trainee-{ana.id}']")
    assert [cell.get_text() for cell in line.select("th a, td")] == ["Ana Silva", "0", "0", "30", "none"]
    assert cleo.name not in page.text and ben.name not in page.text


def test_who_has_waited_for_more_than_two_weeks_stands_out(app, phone_of, dan, ana):
    told(app, an_entry(performed_on="2020-01-01"))
    line = read(phone_of(dan), "/cohort").soup.select_one(f"[id^='trainee-{ana.id}']")
    assert line.select_one(".late").get_text().endswith(" days, late")


def test_names_are_sorted_as_people_read_them():
    said = ["Dr Zoe Adams", "Álvaro Diaz", "ben Cole", "Berta Fox"]
    found = cohort.in_order([a_row(name) for name in said], "name")
    assert [row["name"] for row in found] == ["Álvaro Diaz", "ben Cole", "Berta Fox", "Dr Zoe Adams"]


@pytest.mark.parametrize(("order", "names"), [("behind", "CBA"), ("oldest", "BAC"), ("name", "ABC")])
def test_the_order_says_who_falls_behind(order, names):
    rows = [a_row("A", to_go=1, oldest_days=3), a_row("B", to_go=1, oldest_days=9), a_row("C", to_go=5)]
    assert "".join(row["name"] for row in cohort.in_order(rows, order)) == names


def test_the_chosen_order_is_marked_and_an_odd_one_is_the_usual(phone_of, dan):
    client = phone_of(dan)
    for asked, marked in (("name", "Name"), ("odd", "Furthest behind")):
        page = read(client, f"/cohort?order={asked}")
        assert page.soup.select_one("nav[aria-label=Order] [aria-current]").get_text() == marked


@pytest.mark.finding("use.C9")
def test_a_cohort_nobody_trains_in_says_what_comes_first(app, phone_of, dan):
    from sqlalchemy import update

    from logbook.models import Membership, db
    from logbook.models.engine import writing

    with app.app_context(), writing(db) as connection:
        connection.execute(
            update(Membership).where(Membership.role == "trainee").values(ended_at="2026-02-01T00:00:00Z")
        )
    page = read(phone_of(dan), "/cohort")
    assert "Three steps to a first case" in page.text and "A supervisor is there" in page.text
    assert not page.soup.select("table, form.search")


@pytest.mark.finding("use.C8")
@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_late_means_the_same_for_trainee_supervisor_coordinator_and_paper(
    app, phone_of, dan, ana, ben, days, late
):
    now = instants.now()
    told(app, an_entry(performed_on=instants.plus(now, days=-days)[:10], recorded_at=now), now=now)
    waits = f"{days} days, late" if late else f"{days} days"
    line = read(phone_of(dan), "/cohort").soup.select_one(f"[id^='trainee-{ana.id}']")
    assert (line.select_one(".late") is not None) == late and line.select("td")[-1].get_text() == waits
    chip = read(phone_of(ben), "/signoffs").soup.select_one("a.row .chip")
    assert chip.get_text() == waits and (chip.get("data-state") == "alert") == late
    chip = read(phone_of(ben), "/trainees").soup.select_one("a.row .chip")
    assert chip.get_text() == f"Oldest waiting {waits}" and (chip.get("data-state") == "alert") == late
    assert IN_TIME_DAYS == LISTS["late_days"] == 14


@pytest.mark.finding("use.C8")
def test_coordinator_and_supervisor_count_the_same_cases_as_waiting(app, phone_of, dan, ana, ben):
    waiting, back = an_entry(performed_on="2026-11-18"), an_entry(performed_on="2026-11-02")
    told(app, waiting), told(app, back)
    told(app, a_signoff(back, verdict="returned"), by=ben)
    cells = [
        cell.get_text(" ")
        for cell in read(phone_of(dan), "/cohort").soup.select(f"[id^='trainee-{ana.id}'] td")
    ]
    row = read(phone_of(ben), "/trainees").soup.select_one("a.row").get_text(" ")
    assert cells[1] == "1 1 sent back" and "0 signed, 1 waiting, 1 sent back" in row
    assert cells[3].split()[0] == row.split("Oldest waiting ")[1].split()[0]


def names(page):
    return [head.a.get_text() for head in page.soup.select("tbody th")]


def shows(page):
    return [link.get_text() for link in page.soup.select("nav[aria-label='Whom to show'] a")]


@pytest.mark.finding("use.C6")
class TestASchool:
    @pytest.fixture(scope="class")
    @classmethod
    def sqlite_seed(cls, sqlite_seed, tmp_path_factory):
        """The database that each test gets a copy of has a hundred and twenty trainees more."""
        return seeded(sqlite_seed, tmp_path_factory.mktemp("school"), lambda app: clinic.trainees(app, 120))

    @pytest.fixture
    def desk(self, app, database, phone_of, dan):
        if database != "sqlite":
            clinic.trainees(app, 120)
        return phone_of(dan)

    def test_a_page_holds_fifty_and_leads_on(self, desk):
        first, last = read(desk, "/cohort?order=name"), read(desk, "/cohort?order=name&page=3")
        assert len(names(first)) == 50 and names(first)[0] == "Ana Silva"
        assert "Page 1 of 3, 121 lines" in first.text
        assert "/cohort?order=name&page=2" in first.links()
        assert len(names(last)) == 21 and names(last)[-1] == "Trainee 120"
        assert len(first.html.encode()) < 60_000

    @pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "1e9", "٣", "1" * 40])
    def test_an_odd_page_is_one_that_there_is(self, desk, page):
        assert 0 < len(names(read(desk, f"/cohort?page={page}"))) <= 50

    @pytest.mark.parametrize("asked", ["TRAINEE 07", "t70@", "070 trainee"])
    def test_a_name_or_an_address_is_found(self, desk, asked):
        page = read(desk, "/cohort?" + urlencode({"q": asked}))
        assert "Trainee 070" in names(page) and "Ana Silva" not in names(page)
        assert page.soup.find(id="q")["value"] == asked

    def test_where_nobody_is_found_it_says_so_and_leads_back(self, desk):
        page = read(desk, "/cohort?q=nobody")
        assert "Nobody is found for “nobody”." in page.text and "/cohort" in page.links()
        assert not page.soup.select("table")

    def test_what_is_asked_for_stays_from_view_to_view(self, desk):
        page = read(desk, "/cohort?q=trainee&order=oldest")
        assert "/cohort?q=trainee&order=oldest&page=2" in page.links()
        assert "/cohort?q=trainee&order=name" in page.links()


def test_lines_are_narrowed_to_those_who_need_somebody(app, phone_of, dan):
    clinic.trainees(app, 2)
    told(app, an_entry(performed_on="2026-10-01"))
    desk = phone_of(dan)
    assert shows(read(desk, "/cohort")) == ["Everybody", "Late 1", "No case for 30 days 3"]
    assert names(read(desk, "/cohort?show=late")) == ["Ana Silva"]
    days = (date.fromisoformat(instants.now()[:10]) - date(2026, 10, 1)).days
    assert f"Last case {days} days ago" in read(desk, "/cohort?show=silent").text
    told(app, an_entry(supervisor="", performed_on=instants.now()[:10]))
    page = read(desk, "/cohort")
    assert shows(page) == ["Everybody", "Late 1", "No case for 30 days 2", "Nobody can sign 1"]
    assert "No case yet" in page.text
    assert names(read(desk, "/cohort?show=unnamed")) == ["Ana Silva"]


def test_who_coordinates_several_programmes_looks_at_one_or_all(app, phone_of, dan, ana):
    joined(app, dan, SOUTH, "coordinator")
    desk = phone_of(dan)
    page = read(desk, "/cohort")
    there = page.soup.select("nav[aria-label=Programmes] a")
    assert [link.get_text() for link in there] == [
        "All programmes",
        "North Skin School",
        "South Dental Aesthetics",
    ]
    south = read(desk, there[2]["href"])
    assert names(south) == ["Cleo Marsh"] and [head.get_text() for head in south.soup.select("h2")] == [
        "South Dental Aesthetics"
    ]
    # Another's is as one that there is not.
    odd = read(desk, "/cohort?programme=x")
    assert names(odd) == names(page) and not odd.soup.select("input[name=programme]")
    assert odd.soup.select_one("nav[aria-label=Programmes] [aria-current]").get_text() == "All programmes"


def test_what_is_to_be_done_stands_beside_a_programme_s_first_lines_on_whichever_page(app, phone_of, dan):
    joined(app, dan, SOUTH, "coordinator")
    clinic.trainees(app, 60)
    told(app, an_entry(programme=SOUTH, trainee=CLEO.id, supervisor=""), by=CLEO)
    first, last = (read(phone_of(dan), f"/cohort?page={page}").text for page in (1, 2))
    assert "Cases that nobody can sign" in last and "Cases that nobody can sign" not in first


def test_programmes_are_sorted_as_people_count(app, dan):
    from logbook.office.programmes import naturally

    said = ["Cohort 10", "cohort 2", "Ärzte", "Cohort 2b", "2nd"]
    assert sorted(said, key=naturally) == ["Ärzte", "cohort 2", "Cohort 2b", "Cohort 10", "2nd"]


class TestAFile:
    def test_it_has_all_lines_of_the_view_and_no_formula(self, app, phone_of, dan):
        [evil, *_] = clinic.trainees(app, 60)
        with app.app_context(), store.writing() as connection:
            connection.execute(update(models.Person).where(models.Person.id == evil.id).values(name="=1+1"))
        answer = phone_of(dan).get("/cohort/trainees.csv?order=name&page=2&show=silent")
        head, *lines = list(csv.reader(answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()))
        assert head == [*cohort.HEADS, "Gate: Hands-on training"]
        assert len(lines) == 61 and ["North Skin School", "'=1+1", "t1@example.org"] in [
            line[:3] for line in lines
        ]
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=cohort-")

    def test_excel_reads_it(self, phone_of, dan):
        answer = phone_of(dan).get("/cohort/trainees.xlsx")
        with zipfile.ZipFile(BytesIO(answer.data)) as parts:
            rows = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml")).iter(f"{SPREADSHEET}row")
            said = [[cell.get("t"), "".join(cell.itertext())] for row in rows for cell in row]
        assert [text for _, text in said[: len(cohort.HEADS)]] == list(cohort.HEADS)
        line = said[len(cohort.HEADS) + 1 :]
        assert line[1:3] == [["inlineStr", "Ana Silva"], ["inlineStr", "ana@example.org"]]
        assert line[cohort.HEADS.index("Signed")] == [None, "0"]

    def test_the_page_leads_to_the_file_of_its_view(self, phone_of, dan):
        assert (
            "/cohort/trainees.xlsx?q=ana&order=name"
            in read(phone_of(dan), "/cohort?q=ana&order=name").links()
        )
