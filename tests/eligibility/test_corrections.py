"""What was corrected, how often, and whether it came back."""

from logbook.eligibility.corrections import corrections
from tests.support.documents.cases import a_case

SYMMETRY = ("Right and left differ", "Look from the foot of the bed")
DEPTH = ("Too deep", "Lift the skin")


def looked_at(*seen):
    """A case a supervisor looked at, and what they saw."""
    return a_case(answered=True, seen=seen, performed_on="2026-10-01")


def test_says_how_often_something_was_seen_and_how_many_cases_came_since_without_it():
    cases = [looked_at(SYMMETRY), looked_at(DEPTH, SYMMETRY), looked_at(), looked_at(SYMMETRY), looked_at()]
    first, second = corrections(cases)
    assert (first["seen"], first["correction"]) == SYMMETRY
    assert (first["times"], first["clear"], first["marks"]) == (3, 1, "11010")
    assert (second["times"], second["clear"], second["marks"]) == (1, 3, "01000")


def test_the_same_words_are_the_same_thing_and_the_newest_advice_is_shown():
    cases = [looked_at(("too  Deep.", "Go flatter")), looked_at(DEPTH)]
    [line] = corrections(cases)
    assert (line["seen"], line["correction"], line["times"]) == (*DEPTH, 2)


def test_words_seen_twice_in_one_case_count_once():
    [line] = corrections([looked_at(DEPTH, DEPTH)])
    assert line["times"] == 1


def test_a_case_that_nobody_looked_at_yet_does_not_show_that_it_is_gone():
    [line] = corrections([looked_at(DEPTH), a_case(state="sent"), a_case(state="sent")])
    assert line["clear"] == 0


def test_only_the_most_frequent_are_named_and_the_newest_cases_marked():
    many = [looked_at((f"Number {number}", "Mend it")) for number in range(30)]
    lines = corrections([*many, looked_at(DEPTH), looked_at(DEPTH)])
    assert len(lines) == 8 and lines[0]["seen"] == "Too deep"
    assert all(len(line["marks"]) == 24 for line in lines)


def test_a_logbook_without_corrections_has_none():
    assert corrections([looked_at(), a_case()]) == []
