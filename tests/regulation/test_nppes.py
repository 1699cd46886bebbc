"""The file of National Provider Identifiers, in the layout of its public documentation: every row here is made up."""

import csv
import io

import pytest

from logbook.regulation import nppes
from logbook.regulation.nppes import Held
from tests.regulation.identifiers import COLUMNS, a_file, a_row


def read(text, wanted=("1558598797",), every=1000):
    told, reading = [], nppes.Read(io.StringIO(text, newline=""))
    return reading, list(reading.found(lambda cell: cell in wanted, told.append, every)), told


def test_the_published_header_has_330_columns_each_once():
    assert len(COLUMNS) == len(set(COLUMNS)) == 330


def test_a_row_is_found_by_its_identifier_and_by_any_licence_in_it():
    licences = {f"Provider License Number_{at}": f"N{at}" for at in (1, 15)}
    licences |= {
        "Provider License Number State Code_15": "NV",
        "Healthcare Provider Taxonomy Code_15": "163W00000X",
    }
    text = a_file(a_row("1558598797", **licences), a_row("1234567893"))
    for number in ("1558598797", "N1", "N15"):
        _, [row], _ = read(text, (number,))
        assert row.npi == "1558598797" and row.name == "ANA M SILVA" and row.credential == "RN"
        assert row.licences == (Held("N1", "", ""), Held("N15", "NV", "163W00000X"))
    assert read(text, ("N2",))[1] == []


@pytest.mark.parametrize(
    ("gone", "back", "active"),
    [
        ("", "", True),
        ("03/05/2026", "", False),
        ("03/05/2026", "04/01/2026", True),
        ("12/01/2026", "04/01/2026", False),
    ],
)
def test_what_was_deactivated_and_not_reactivated_since_is_not_active(gone, back, active):
    dates = {"NPI Deactivation Date": gone, "NPI Reactivation Date": back}
    _, [row], _ = read(a_file(a_row("1558598797", **dates)))
    assert row.is_active() == active
    assert row.deactivated_on == ("" if not gone else f"2026-{gone[:2]}-{gone[3:5]}")


def test_columns_are_found_by_their_names_whatever_their_order():
    header = list(reversed(COLUMNS))
    text = a_file(dict(reversed(a_row("1558598797").items())), header=header)
    assert read(text)[1][0].name == "ANA M SILVA"


@pytest.mark.parametrize("column", ["NPI", "Provider Last Name (Legal Name)", "Provider License Number_1"])
def test_another_file_is_refused_by_the_column_that_it_lacks(column):
    with pytest.raises(nppes.NoSuchFile, match="is missing"):
        read(a_file(header=[name for name in COLUMNS if name != column]))
    with pytest.raises(nppes.NoSuchFile):
        read("")


def test_rows_that_are_none_are_told_by_their_numbers_and_passed_over():
    lines = a_file(*(a_row("1558598797") for _ in range(4))).splitlines(keepends=True)
    lines[1] = "too,few\r\n"
    lines[3] = lines[3].replace('"1558598797"', '"15585987"', 1)
    reading, rows, _ = read("".join(lines))
    assert (reading.rows, reading.bad, reading.told, len(rows)) == (4, 2, [2, 4], 2)


def test_a_cell_that_is_no_text_of_a_table_costs_its_row_alone():
    lines = a_file(*(a_row("1558598797") for _ in range(2))).splitlines(keepends=True)
    lines.insert(2, '"' + "x" * (csv.field_size_limit() + 1) + '"\r\n')
    reading, rows, _ = read("".join(lines))
    assert (reading.bad, reading.told, len(rows)) == (1, [3], 2)


def test_no_more_bad_rows_are_remembered_than_are_told():
    reading, _, _ = read(a_file() + "bad\r\n" * 1000)
    assert reading.bad == 1000 and len(reading.told) == nppes.MOST_TOLD


def test_how_far_it_is_read_is_told():
    _, _, told = read(a_file(*(a_row("1234567893") for _ in range(5))), every=2)
    assert told == [2, 4]


class Endless(io.TextIOBase):
    """A file of as many rows as are asked for, of which no more than one is ever made."""

    def __init__(self, rows):
        head, row = a_file(a_row("1234567893")).splitlines(keepends=True)
        self.lines, self.held = iter([head]), (row for _ in range(rows))

    def __iter__(self):
        yield from self.lines
        yield from self.held


def test_it_is_read_row_by_row():
    """The table may have millions of rows: nothing of a row is kept that is of no interest."""
    import tracemalloc

    def most(rows):
        reading = nppes.Read(Endless(rows))
        tracemalloc.start()
        assert list(reading.found(lambda cell: False, lambda rows: None, 10**6)) == []
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few = most(200)
    assert most(4_000) < few * 2
