"""Our filters say the same in both languages: one table of cases."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from logbook import filters, vocabulary
from tests.contract import engine

CASES = json.loads((Path(__file__).parent / "cases_filters.json").read_text())
MODULE = "twins/filters.js"
CALL = f"(m, vocabulary, name, given) => m['{MODULE}'].makeFilters(vocabulary)[name](...given)"


def on_the_phone(name, given):
    return engine.apply([MODULE], CALL, vocabulary.as_json(), name, given)


@pytest.mark.parametrize(("name", "given", "words"), CASES["words"])
def test_says_the_same_in_both_languages(name, given, words):
    assert filters.make(vocabulary.as_json())[name](*given) == words
    assert on_the_phone(name, given) == words


@pytest.mark.parametrize(("name", "given"), CASES["raises"])
def test_takes_a_mistake_of_the_page_for_one_in_both_languages(name, given):
    with pytest.raises((TypeError, KeyError)):
        filters.make(vocabulary.as_json())[name](*given)
    with pytest.raises(engine.JsError):
        on_the_phone(name, given)


def test_there_are_the_same_filters_in_both_languages():
    there = engine.apply(
        [MODULE], f"(m, vocabulary) => Object.keys(m['{MODULE}'].makeFilters(vocabulary))", {}
    )
    here = filters.make({})
    assert sorted(there) == sorted(here)
    assert set(here) == {case[0] for case in CASES["words"]}, "every filter has cases"


def test_every_day_of_two_leap_cycles_has_its_weekday():
    days = [date(1996, 1, 1) + timedelta(days=place) for place in range(0, 3000)]
    here = [filters.day(day.isoformat()) for day in days]
    assert here == [f"{day:%A} {day.day} {day:%B}" for day in days]
    there = engine.apply(
        [MODULE], f"(m, days) => days.map(m['{MODULE}'].day)", [day.isoformat() for day in days]
    )
    assert there == here
