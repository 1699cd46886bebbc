"""What a phone shows while something waits on it is what was read and kept in golden/."""

import pytest

from tests.contract import golden


@pytest.mark.parametrize("state", golden.states())
def test_a_page_with_work_that_waits_is_as_it_was_kept(state):
    here, there = golden.drawn(state)
    assert there == here
    kept = (golden.FOLDER / f"{state}.html").read_text()
    assert there == kept, "if this is meant: python -m tests.contract.golden, and read the difference"


def test_nothing_is_kept_that_no_state_makes():
    assert {path.stem for path in golden.FOLDER.glob("*.html")} == set(golden.states())
