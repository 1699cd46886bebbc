"""By when somebody is to be done: the cohort's deadline, months as calendars have them, and what pauses stretch."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.deadlines import Extension, Pause, deadline, later, paused

START, DUE, TODAY = "2026-03-01", "2027-03-31", "2026-11-30"


def due(*arranged, today=TODAY, due_on=DUE):
    given = [one for one in arranged if isinstance(one, Extension)]
    return deadline(START, due_on, given, [one for one in arranged if isinstance(one, Pause)], today)


@pytest.mark.parametrize(
    ("day", "months", "days", "then"),
    [
        ("2026-01-31", 1, 0, "2026-02-28"),
        ("2028-01-31", 1, 0, "2028-02-29"),
        ("2026-02-28", 1, 0, "2026-03-28"),
        ("2026-03-31", 1, 0, "2026-04-30"),
        ("2026-04-30", 1, 0, "2026-05-30"),
        ("2026-12-31", 2, 0, "2027-02-28"),
        ("2028-02-29", 12, 0, "2029-02-28"),
        ("2026-01-31", 1, 1, "2026-03-01"),
        ("2026-11-30", 0, 14, "2026-12-14"),
        ("2026-03-01", 0, -1, "2026-02-28"),
        ("9998-12-31", 12, 0, "9999-12-31"),
        ("9999-12-31", 1, 1, "9999-12-31"),
    ],
)
def test_a_month_has_28_to_31_days(day, months, days, then):
    assert later(day, months, days) == then


@pytest.mark.parametrize(
    ("what", "arranged", "then"),
    [
        ("nothing", [], DUE),
        ("a month", [Extension(months=1)], "2027-04-30"),
        ("two of a month are two months", [Extension(months=1)] * 2, "2027-05-31"),
        ("months, then days", [Extension(days=3), Extension(months=1)], "2027-05-03"),
        ("a week of pause", [Pause("2026-06-01", "2026-06-07")], "2027-04-07"),
        ("a day", [Pause("2026-06-01", "2026-06-01")], "2027-04-01"),
        ("two that overlap", [Pause("2026-06-01", "2026-06-10"), Pause("2026-06-05", "2026-06-12")], "2027-04-12"),
        ("one within another", [Pause("2026-06-01", "2026-06-12"), Pause("2026-06-05", "2026-06-06")], "2027-04-12"),
        ("two that touch", [Pause("2026-06-08", "2026-06-12"), Pause("2026-06-01", "2026-06-07")], "2027-04-12"),
        ("two apart", [Pause("2026-06-01", "2026-06-06"), Pause("2026-08-01", "2026-08-06")], "2027-04-12"),
        ("an open one, up to today", [Pause("2026-11-21")], "2027-04-10"),
        ("an open one begun in another", [Pause("2026-11-01", "2026-11-25"), Pause("2026-11-21")], "2027-04-30"),
        ("one that is still to begin", [Pause("2027-01-01", "2027-01-31")], "2027-05-01"),
        ("an open one that is still to begin", [Pause("2027-01-01")], DUE),
        ("what lies before the cohort's start", [Pause("2026-02-01", "2026-03-02")], "2027-04-02"),
        ("one before the start alone", [Pause("2026-01-01", "2026-02-28")], DUE),
        ("one after the deadline", [Pause("2027-04-01", "2027-04-30")], DUE),
        ("one on its last day", [Pause("2027-03-31", "2027-04-30")], "2027-05-01"),
        ("one in days given", [Pause("2026-06-01", "2026-06-07"), Pause("2027-04-05", "2027-04-06")], "2027-04-09"),
        ("one to the end of calendars", [Pause("2026-12-01", "9999-12-31")], "9999-12-31"),
        ("one after that", [Pause("2026-12-01", "9999-12-31"), Pause("2027-01-01", "2027-01-02")], "9999-12-31"),
        ("more than calendars have", [Extension(months=12 * 7972, days=400)], "9999-12-31"),
        ("both", [Extension(months=1), Pause("2027-04-15", "2027-04-16")], "2027-05-02"),
    ],
)  # fmt: skip
def test_the_deadline_of_a_trainee(what, arranged, then):
    assert due(*arranged) == then


DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2028, 1, 1)).map(str)
PAUSES = st.lists(st.tuples(DAYS, st.none() | DAYS).map(lambda two: Pause(*two)), max_size=5)


@given(PAUSES, DAYS)
def test_no_pause_ever_takes_time_away_and_the_order_says_nothing(pauses, today):
    found = due(*pauses, today=today)
    assert found >= DUE and due(*reversed(pauses), today=today) == found
    assert due(*pauses, *pauses, today=today) == found


def test_who_is_paused_on_a_day():
    told = [Pause("2026-11-01", "2026-11-10"), Pause("2026-11-05", "2026-12-01")]
    assert paused(told, "2026-11-07") == told[1] and paused(told, "2026-11-01") == told[0]
    assert paused(told, "2026-12-01") == told[1] and paused(told, "2026-12-02") is None
    assert paused([*told, Pause("2026-11-06")], "2026-11-07") == Pause("2026-11-06")
