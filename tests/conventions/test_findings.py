"""docs/findings.md tells the truth: each finding has its row, with the tests that hold it or a word that it is open."""

from tests.findings import table


def test_every_mark_names_a_finding_that_has_a_row():
    assert sorted(table.marked().keys() - table.rows().keys()) == []


def test_every_row_has_a_test_or_says_that_it_is_open_and_never_both():
    marked = table.marked()
    assert [id for id, row in table.rows().items() if (id in marked) == ("open" in row)] == []


def test_the_page_is_as_rows_and_marks_make_it():
    assert table.PAGE.read_text() == table.page(), "python -m tests.findings.table"
