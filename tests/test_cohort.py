"""The cohort: who falls behind, in figures, and nobody of other programmes."""

import pytest

from logbook.pages import desk
from tests.clinic import told
from tests.documents import an_entry
from tests.reader import read


def a_row(name, **changes):
    return {"name": name, "to_go": 0, "unmet": 0, "oldest_days": 0} | changes


def test_every_trainee_has_a_line_with_figures(phone_of, dan, ana, cleo, ben):
    page = read(phone_of(dan), "/cohort")
    line = page.soup.select_one(f"#trainee-{ana.id}")
    assert [cell.get_text() for cell in line.select("th, td")] == ["Ana Silva", "0", "0", "30", "none"]
    assert cleo.name not in page.text and ben.name not in page.text


def test_who_has_waited_for_more_than_two_weeks_stands_out(app, phone_of, dan, ana):
    told(app, an_entry(performed_on="2020-01-01"))
    line = read(phone_of(dan), "/cohort").soup.select_one(f"#trainee-{ana.id}")
    assert line.select_one(".late").get_text().endswith(" days")


@pytest.mark.parametrize(("order", "names"), [("behind", "CBA"), ("oldest", "BAC"), ("name", "ABC")])
def test_the_order_says_who_falls_behind(order, names):
    rows = [a_row("A", to_go=1, oldest_days=3), a_row("B", to_go=1, oldest_days=9), a_row("C", to_go=5)]
    assert "".join(row["name"] for row in desk.in_order(rows, order)) == names


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
