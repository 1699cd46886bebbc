"""The cohort: who falls behind, in figures, and nobody of other programmes."""

import pytest

from logbook import instants
from logbook.export.figures import IN_TIME_DAYS
from logbook.office import cohort
from logbook.vocabulary import LISTS
from tests.support.cast.clinic import told
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read


def a_row(name, **changes):
    return {"name": name, "to_go": 0, "unmet": 0, "oldest_days": 0} | changes


def test_every_trainee_has_a_line_with_figures(phone_of, dan, ana, cleo, ben):
    page = read(phone_of(dan), "/cohort")
    line = page.soup.select_one(f"[id^='trainee-{ana.id}']")
    assert [cell.get_text() for cell in line.select("th, td")] == ["Ana Silva", "0", "0", "30", "none"]
    assert cleo.name not in page.text and ben.name not in page.text


def test_who_has_waited_for_more_than_two_weeks_stands_out(app, phone_of, dan, ana):
    told(app, an_entry(performed_on="2020-01-01"))
    line = read(phone_of(dan), "/cohort").soup.select_one(f"[id^='trainee-{ana.id}']")
    assert line.select_one(".late").get_text().endswith(" days, late")


@pytest.mark.parametrize(("order", "names"), [("behind", "CBA"), ("oldest", "BAC"), ("name", "ABC")])
def test_the_order_says_who_falls_behind(order, names):
    rows = [a_row("A", to_go=1, oldest_days=3), a_row("B", to_go=1, oldest_days=9), a_row("C", to_go=5)]
    assert "".join(row["name"] for row in cohort.in_order(rows, order)) == names


def test_the_chosen_order_is_marked_and_an_odd_one_is_the_usual(phone_of, dan):
    client = phone_of(dan)
    for asked, marked in (("name", "Name"), ("odd", "Furthest behind")):
        page = read(client, f"/cohort?order={asked}")
        assert page.soup.select_one(".filters [aria-current]").get_text() == marked


def test_a_cohort_nobody_trains_in_says_so(app, phone_of, dan):
    from sqlalchemy import update

    from logbook.models import Membership, db
    from logbook.models.engine import writing

    with app.app_context(), writing(db) as connection:
        connection.execute(
            update(Membership).where(Membership.role == "trainee").values(ended_at="2026-02-01T00:00:00Z")
        )
    assert "Nobody trains here yet" in read(phone_of(dan), "/cohort").text


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
