"""docs/faults.md tells the truth: every failure mode has its row, and names exactly the tests that show it."""

import re

from tests.faults import table

MARK = re.compile(r"pytest\.mark\.fault\(")
# What cannot be shown by a test here says why; of all these modes that may be a few.
FEWEST_SHOWN = 50


def test_every_failure_mode_has_a_row():
    assert sorted(table.rows(table.PAGE.read_text())) == list(table.MODES)


def test_every_row_names_exactly_the_tests_that_carry_its_number():
    tests = table.marked()
    for number, (_, _, said) in table.rows(table.PAGE.read_text()).items():
        assert said == table.told(tests[number], said), f"mode {number}: python -m tests.faults.table"
        assert said and (tests[number] or "::" not in said), f"mode {number} names a test that is not there"


def test_at_least_fifty_modes_are_shown_by_tests():
    assert sum(bool(tests) for tests in table.marked().values()) >= FEWEST_SHOWN


def test_marks_stand_where_the_table_can_read_them():
    files = [path for path in table.TESTS.rglob("*.py") if MARK.search(path.read_text())]
    read = {test.split("::")[0] for tests in table.marked().values() for test in tests}
    assert {str(path.relative_to(table.TESTS)) for path in files} <= read
