"""docs/findings.md tells the truth: each finding has its row, and names the tests that hold it."""

from tests.findings import table


def test_every_mark_names_a_finding_that_has_a_row():
    assert sorted(table.marked().keys() - table.rows().keys()) == []
