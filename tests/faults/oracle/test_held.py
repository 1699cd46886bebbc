"""The oracle's own eyes: a statement that was sent again is followed to the name under which it ended."""

import itertools

import pytest

from tests.faults.oracle.held import renewed

NOW = "2026-11-20T10:31:00Z"


def a_row(mutation: str, outcome: str, **more: str) -> dict[str, object]:
    return {"mutation": mutation, "n": 7, "outcome": outcome, "sent_at": NOW} | more


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_what_was_sent_again_twice_in_one_second_ends_at_what_was_taken(order: tuple[int, ...]) -> None:
    rows = [a_row("a", "superseded"), a_row("b", "superseded"), a_row("c", "applied")]
    pairs = renewed({"outbox": [], "parked": [], "sent": [rows[place] for place in order]})
    for left in ("a", "b"):
        while left in pairs:
            left = pairs[left]
        assert left == "c"


def test_what_was_given_up_is_followed_by_nothing() -> None:
    rows = [a_row("a", "superseded", code="locked"), a_row("b", "applied")]
    assert renewed({"outbox": [], "parked": [], "sent": rows}) == {}
