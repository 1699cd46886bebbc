"""How long a phone waits before it tries again, and what it puts into one request."""

import pytest

from tests.support.browser.lab import Lab

pytestmark = pytest.mark.browser


def waits(lab: Lab, failures: int, retry_after: int = 0) -> list[float]:
    """The waits (seconds) of a thousand phones after the same number of failures."""
    script = """async ([failures, retry]) => { const { after } = await at("worker/patience.js");
        return Array.from({ length: 1000 }, () => after(failures, retry, 0).next_at / 1000); }"""
    found: list[float] = lab.run(script, [failures, retry_after])
    return found


@pytest.mark.fault(33)
def test_a_crowd_that_was_told_the_same_wait_comes_back_spread(lab: Lab) -> None:
    script = """async () => { const { after } = await at("worker/patience.js");
        return Array.from({ length: 1000 }, () => after(3, 20, 0).asked_until / 1000); }"""
    found: list[float] = lab.run(script)
    assert 20 <= min(found) < 21 and 39 < max(found) <= 40


def wait(lab: Lab, meta: dict[str, int], reason: str, visible: bool = False) -> float:
    script = """async ([meta, asked]) => (await at("worker/patience.js")).wait(meta, asked, 1000000) / 1000"""
    found: float = lab.run(script, [meta, {"reason": reason, "visible": visible}])
    return found


@pytest.mark.parametrize(("failures", "most"), [(1, 2), (4, 16), (8, 256), (20, 300)])
@pytest.mark.fault(33)
def test_waits_grow_to_five_minutes_and_spread_evenly(lab: Lab, failures: int, most: int) -> None:
    found = waits(lab, failures)
    assert 0 <= min(found) < most * 0.05 and most * 0.95 < max(found) <= most
    assert most * 0.4 < sum(found) / len(found) < most * 0.6


def test_a_page_that_is_looked_at_waits_at_most_half_a_minute(lab: Lab) -> None:
    meta = {"failures": 9, "failed_at": 1_000_000, "next_at": 1_290_000}
    assert wait(lab, meta, "timer") == 290
    assert wait(lab, meta, "timer", visible=True) == 30
    assert wait(lab, meta, "online") == wait(lab, meta, "tap") == 0


def test_the_servers_wish_counts_for_all_but_a_tap(lab: Lab) -> None:
    meta = {"failures": 1, "failed_at": 1_000_000, "next_at": 1_001_000, "asked_until": 1_090_000}
    assert wait(lab, meta, "online") == wait(lab, meta, "timer", visible=True) == 90
    assert wait(lab, meta, "tap") == 0


def test_a_clock_that_was_set_back_never_makes_a_phone_wait(lab: Lab) -> None:
    year = 365 * 86_400_000
    assert wait(lab, {"failures": 9, "failed_at": year, "next_at": year, "asked_until": year}, "timer") == 0


def picked(lab: Lab, rows: list[dict[str, object]], most: int = 100) -> list[str]:
    script = """async ([rows, most]) => (await at("worker/batch.js")).pick(rows, most).map((row) => row.mutation)"""
    found: list[str] = lab.run(script, [rows, most])
    return found


def test_a_statement_never_goes_before_the_one_it_builds_on(lab: Lab) -> None:
    rows = [
        {"mutation": f"m{n}", "n": n, "after": f"m{n - 1}" if n % 3 else None, "stmt": "{}"}
        for n in range(9, 0, -1)
    ]
    assert picked(lab, rows) == [f"m{n}" for n in range(1, 10)]
    failed = [row | {"failed": 1} if row["mutation"] == "m3" else row for row in rows]
    assert picked(lab, failed) == ["m1", "m2", "m6", "m7", "m8", "m9"]
    # What made the server fail goes by itself, when all the others have gone.
    assert picked(lab, [row for row in failed if row["mutation"] in ("m3", "m4")]) == ["m3"]


def test_a_request_stays_under_its_size_but_always_carries_something(lab: Lab) -> None:
    rows = [{"mutation": f"m{n}", "n": n, "after": None, "stmt": "é" * 30_000} for n in range(20)]
    assert len(picked(lab, rows)) == 6
    assert picked(lab, [rows[0] | {"stmt": "x" * 900_000}]) == ["m0"]
