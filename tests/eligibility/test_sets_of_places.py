"""Sets of places as whole numbers say what lists of places would: of short ones and of long ones, drawn at random."""

from collections import Counter
from random import Random

import pytest

from logbook.eligibility.bits import FEW, Table, each, first, last, of_places, picked, runs
from logbook.eligibility.given import Item
from tests.support import lanes

LENGTHS = (0, 1, 5, 64, 127, 128, 129, 300, 1000)


def drawn():
    """Sets of every length, some nearly empty, each with how many of it are asked for."""
    dice = Random(lanes.seed())
    for _ in range(lanes.many(300, 5000)):
        length = dice.choice(LENGTHS)
        bits = dice.getrandbits(length) if length else 0
        for _ in range(dice.choice((0, 1, 3))):
            bits &= dice.getrandbits(length + 1)
        yield bits, dice.choice((0, 1, 2, 5, 10, 100, 500))


def test_a_set_is_its_places():
    for bits, _ in drawn():
        places = [place for place in range(bits.bit_length()) if bits >> place & 1]
        assert each(bits) == places == picked(range(bits.bit_length()), bits)
        assert of_places(places, bits.bit_length()) == bits


def test_the_first_and_the_last_of_a_set_are_those_of_its_places():
    for bits, number in drawn():
        places = each(bits)
        assert each(first(bits, number)) == places[:number]
        assert each(last(bits, number)) == places[len(places) - min(number, len(places)) :]


def test_runs_are_places_that_follow_each_other():
    for bits, _ in drawn():
        found = runs(bits)
        assert [place for begin, end in found for place in range(begin, end + 1)] == each(bits)
        assert all(one[1] + 1 < other[0] for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize("values", [3, FEW - 1, FEW, 4 * FEW])
def test_of_each_value_it_is_said_how_many_items_have_it_and_which_is_the_first(values):
    dice = Random(lanes.seed())
    said = [dice.choice(("", None, *(f"m{number}" for number in range(values)))) for _ in range(8 * values)]
    table = Table(Item(f"{place:05}", "2026-01-01", words={"model": one}) for place, one in enumerate(said))
    for _ in range(20):
        bits = dice.getrandbits(len(said))
        numbers, used, unsaid = table.of_each("model", bits)
        rows = [(place, said[place]) for place in each(bits) if said[place]]
        assert sorted(numbers) == sorted(Counter(one for _, one in rows).values())
        assert each(used) == sorted(dict((one, place) for place, one in reversed(rows)).values())
        assert each(unsaid) == [place for place in each(bits) if not said[place]]
