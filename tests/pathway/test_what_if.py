"""What would be under another version or on another day: looked at by its trainee, and nothing is changed by it."""

import pytest

from logbook.models import Document, Enrolment, Report
from tests.enrolments.conftest import Office
from tests.support.cast.clinic import told
from tests.support.cast.desk import Desk
from tests.support.cast.people import ANA, BEN, DAN, SOUTH
from tests.support.documents.statements import a_signoff, an_entry
from tests.support.server.reader import read


def test_a_page_says_that_it_changes_nothing_and_does_not(app, phone_of):
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    read(phone_of(ANA), "/pathway")
    before = [Desk(app).rows(table) for table in (Document, Enrolment, Report)]
    page = read(phone_of(ANA), "/pathway/what-if")
    assert "Changes nothing." in page.text and "Starter set, version 1 (yours)" in page.text
    assert [Desk(app).rows(table) for table in (Document, Enrolment, Report)] == before


def test_another_version_is_held_beside_ones_own(app, phone_of):
    office = Office(app)
    third, fourth = office.publishes(3, supervised=1), office.publishes(4, supervised=25)
    office.moves(third, "2026-11-01")
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    page = read(phone_of(ANA), f"/pathway/what-if?version={fourth.hash}")
    rows = {
        row.th.get_text(): [one.get_text() for one in row.select("td")]
        for row in page.soup.select("tbody tr")
    }
    assert rows["Done with the supervisor in the room"] == ["Met: 1 of 1", "To go: 1 of 25, 24 to go"]
    assert "version 3 (yours)" in page.text and "version 4, on" in page.text


def test_a_day_to_come_says_what_has_run_out_by_then(app, phone_of):
    office = Office(app)
    office.moves(office.publishes(3, supervised=1), "2026-11-01")
    told(app, a_signoff(told(app, an_entry())), by=BEN, grade="C")
    page = read(phone_of(ANA), "/pathway/what-if?on=2030-01-01")
    [row] = [row for row in page.soup.select("tbody tr") if "supervisor in the room" in row.get_text()]
    assert "Met" in row.get_text() and "Ended" in row.get_text()


@pytest.mark.parametrize("typed", ["soon", "2026-02-30", "1999-01-01", "9999-12-31", "2027-1-1"])
def test_what_is_no_day_to_come_is_said_beside_it(phone_of, typed):
    answer = phone_of(ANA).get("/pathway/what-if", query_string={"on": typed})
    assert (
        answer.status_code == 422
        and "Enter a day to come" in answer.text
        and f'value="{typed}"' in answer.text
    )
    assert phone_of(ANA).get("/pathway/what-if?version=none").status_code == 422


def test_only_a_trainee_looks_and_only_at_their_own(phone_of):
    assert phone_of(ANA).get(f"/pathway/what-if?programme={SOUTH}").status_code == 404
    for other in (BEN, DAN):
        assert phone_of(other).get("/pathway/what-if").status_code == 404
