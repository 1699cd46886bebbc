"""The two letters of a round picture."""

import pytest

from logbook.office.members import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Miss Ana Silva", "AS"),
        ("Dr Ben Okafor", "BO"),
        ("Prof. Li", "L"),
        ("Professor Dame Grace Adeyemi Cole", "GC"),
        ("MRS Ivy Noor", "IN"),
        ("Ana", "A"),
    ],
)
def test_titles_give_no_letter(name, letters):
    assert initials(name) == letters
