"""No cell of the spreadsheet runs: whatever it begins with, and whichever separator opens it."""

import csv
import io

import pytest

from logbook import export
from tests.support.cast.people import ANA
from tests.support.documents.printed import rows_of
from tests.support.documents.statements import an_entry

SIGNS = "=+-@＝＋－＠"


@pytest.mark.finding("attack.L2", "field.D2")
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("separator", ["", ";", "; ", ",", "|"])
def test_a_cell_never_begins_with_a_sign_that_runs(desk, bundle_of, sign, separator):
    said = f"a{separator}{sign}1+1" if separator else f"{sign}1+1"
    desk.send(ANA, an_entry(scenario=said))
    [row] = rows_of(bundle_of())
    text = "".join(export.lines(bundle_of())).removeprefix("\ufeff")
    cells = [cell for line in csv.reader(io.StringIO(text), delimiter=";") for cell in line]
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(tuple(SIGNS))]
    assert row["Scenario"].replace("'", "") == said


@pytest.mark.finding("attack.L2")
def test_text_that_runs_nowhere_stays_as_it_was_written(desk, bundle_of):
    desk.send(ANA, an_entry(scenario="Room 2; bed 3 - left, a+b"))
    assert rows_of(bundle_of())[0]["Scenario"] == "Room 2; bed 3 - left, a+b"
