"""Walls, zones and changes of clocks: what is compared is what happened, and both languages say the same."""

import contextlib
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from logbook import moments
from tests.contract import engine

MODULE = "twins/moments.js"
ZONES = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "America/St_Johns", "Australia/Lord_Howe"),
    *("Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Niue", "Pacific/Apia", "Asia/Kathmandu"),
    *("Africa/Casablanca", "Asia/Tehran", "America/Sao_Paulo", "UTC", "Etc/GMT+12", "Etc/GMT-14"),
    *("Nowhere/Land", "", "../../etc/passwd"),
)


def changes(tz):
    """The minutes around each change of clocks of a zone in 2024–2027, as walls of before and after."""
    zone, found = ZoneInfo(tz), []
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    for _ in range(4 * 366):
        later = moment + timedelta(days=1)
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            found += [
                (moment + timedelta(minutes=minutes)).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
                for minutes in range(0, 1440, 15)
            ]
        moment = later
    return found


@pytest.mark.parametrize("tz", ZONES)
@pytest.mark.finding("field.D8", "field.F1")
def test_both_languages_read_a_wall_alike(tz):
    chance = random.Random(tz)
    days = [
        datetime(1971, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(66 * 525_600))
        for _ in range(60)
    ]
    walls = [day.strftime("%Y-%m-%dT%H:%M") for day in days] + ["2026-11-20", "2026-12-31", "2024-02-29"]
    with contextlib.suppress(KeyError, ValueError, OSError):
        walls += changes(tz)
    # Every skipped and every repeated half hour of a spring and an autumn.
    walls += [
        f"2026-{day}T{hour:02}:{minute}"
        for day in ("03-29", "10-25", "03-08", "11-01")
        for hour in range(4)
        for minute in ("00", "30")
    ]
    there = engine.apply(
        [MODULE], f"(m, walls, tz) => walls.map((wall) => m['{MODULE}'].minuteOf(wall, tz))", walls, tz
    )
    assert there == [moments.minute_of(wall, tz) for wall in walls]


@pytest.mark.parametrize("tz", ZONES)
@pytest.mark.finding("field.F2")
def test_both_languages_say_alike_how_far_something_lies_ahead(tz):
    chance = random.Random(f"{tz} ahead")
    for _ in range(60):
        now = datetime(2026, 11, 20, 10, 31, tzinfo=UTC) + timedelta(minutes=chance.randrange(-4000, 4000))
        wall = now + timedelta(
            minutes=chance.choice((-2880, -1500, -900, 0, 59, 61, 800, 1440, 2200, 400_000))
        )
        doc = {"performed_on": f"{wall:%Y-%m-%d}", "performed_at": f"{wall:%H:%M}", "tz": tz}
        instant = f"{now:%Y-%m-%dT%H:%M}:00Z"
        minutes = moments.treatment_lead(doc, instant)
        assert engine.run(MODULE, "treatmentLead", doc, instant) == minutes
        assert engine.run(MODULE, "far", minutes) == moments.far(minutes)
        given = doc["performed_on"], minutes, f"{now:%Y-%m-%d}"
        assert engine.run(MODULE, "meant", *given) == moments.meant(*given)


@pytest.mark.parametrize(
    ("wall", "tz", "now", "minutes"),
    [
        (
            "2026-11-29T12:13",
            "Pacific/Auckland",
            "2026-11-28T23:13:00Z",
            0,
        ),  # today there, yesterday in London
        ("2026-11-29T00:00", "Europe/London", "2026-11-28T23:00:00Z", 60),
        (
            "2026-11-28T23:50",
            "Europe/Berlin",
            "2026-11-27T23:14:00Z",
            23 * 60 + 36,
        ),  # the time set back, not the day
        ("2026-11-20T10:31", "Nowhere/Land", "2026-11-19T20:31:00Z", 0),
    ],
)
@pytest.mark.finding("field.F2")
def test_how_far_a_moment_lies_ahead_is_told_in_its_own_zone(wall, tz, now, minutes):
    assert moments.lead(wall, tz, now) == minutes


@pytest.mark.finding("field.F2")
def test_words_say_what_was_probably_meant():
    assert moments.meant("2026-11-29", 800, "2026-11-28") == "2026-11-28"
    assert moments.meant("2027-06-01", 270_000, "2026-11-28") == "2026-06-01"
    assert moments.meant("2099-12-31", 40_000_000, "2026-11-28") == "2025-12-31"
    assert moments.meant("2028-02-29", 650_000, "2026-11-28") == "2026-02-28"
    assert [moments.far(minutes) for minutes in (1, 59, 60, 1500, 2880)] == [
        *("1 minute", "59 minutes", "1 hour", "25 hours", "2 days"),
    ]
