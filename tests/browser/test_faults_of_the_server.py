"""A statement over which the server fails: known beside those it takes, parked after a while, and tried again."""

from typing import Any

import pytest

from tests.support.browser.lab import Doc, Lab
from tests.support.documents.small import a_change_of, numbered

pytestmark = pytest.mark.browser


@pytest.mark.fault(25)
def test_one_statement_that_makes_the_server_fail_does_not_hold_back_the_others(lab: Lab) -> None:
    for number in range(40):
        lab.put(numbered(number), mutation=f"m{number}")
    lab.put(a_change_of(numbered(7), "m40", place="Room 2"), mutation="m40", after="m7")
    usual = lab.server.answer

    def poisoned(body: Doc) -> tuple[int, Doc, Any]:
        poison = any(mutation["id"] == "m7" for mutation in body["mutations"])
        return (500, {}, {"error": "internal"}) if poison else usual(body)

    lab.server.answer = poisoned  # type: ignore[method-assign]
    lab.page.clock.install()
    first = lab.sync()
    assert len(lab.server.taken) == 39 and first["pending"] == 2
    # Three faults within a moment are one, and one in a run that carried nothing else is none.
    for number in range(41, 44):
        lab.put(numbered(number), mutation=f"m{number}")
        assert lab.sync()["parked"] == 0
    for number in range(44, 46):
        lab.page.clock.fast_forward(400_000)
        assert lab.sync()["parked"] == 0
        lab.put(numbered(number), mutation=f"m{number}")
        report = lab.sync()
    assert (report["pending"], report["parked"], report["online"]) == (0, 2, True)
    # What builds on it could never arrive without it.
    assert {row["mutation"]: row["code"] for row in lab.box("parked")} == {
        "m7": "server_fault",
        "m40": "blocked",
    }


def poison(lab: Lab, mutation: str) -> None:
    """From now on the server fails over this mutation, and over nothing else."""
    usual = lab.server.answer

    def poisoned(body: Doc) -> tuple[int, Doc, Any]:
        found = any(one["id"] == mutation for one in body["mutations"])
        return (500, {}, {"error": "internal"}) if found else usual(body)

    lab.server.answer = poisoned  # type: ignore[method-assign]


def park_for_a_fault(lab: Lab) -> None:
    """m1 is parked for a fault of the server, and m2, which builds on it, with it."""
    lab.page.clock.install()
    poison(lab, "m1")
    lab.put(numbered(1), mutation="m1")
    lab.put(a_change_of(numbered(1), "m2", place="Room 2"), mutation="m2", after="m1")
    for number in range(10, 13):
        lab.put(numbered(number), mutation=f"m{number}")
        lab.sync()
        lab.page.clock.fast_forward(400_000)
    assert {row["mutation"]: row["code"] for row in lab.box("parked")} == {
        "m1": "server_fault",
        "m2": "blocked",
    }


@pytest.mark.finding("attack.H5")
def test_what_was_parked_for_a_fault_goes_by_itself_once_the_server_is_mended(lab: Lab) -> None:
    park_for_a_fault(lab)
    lab.server.answer = type(lab.server).answer.__get__(lab.server)  # type: ignore[method-assign]
    lab.page.clock.fast_forward(600_000)
    report = lab.sync("timer")
    assert (report["pending"], report["parked"]) == (0, 0)
    assert {"m1", "m2"} <= set(lab.server.taken)


@pytest.mark.finding("attack.H5")
def test_what_goes_on_failing_is_tried_at_growing_gaps_and_not_for_ever(lab: Lab) -> None:
    park_for_a_fault(lab)
    gaps = []
    for _ in range(12):
        [row] = [one for one in lab.box("parked") if one["code"] == "server_fault"]
        now = lab.run("async () => Date.now()")
        gaps.append(round((row["again_at"] - now) / 60_000))
        lab.page.clock.fast_forward(max(0, row["again_at"] - now) + 1000)
        assert (lab.sync()["pending"], len(lab.box("parked"))) == (0, 2)
    assert gaps[1:6] == [20, 40, 80, 160, 320] and gaps[-1] == 1440
    [row] = [one for one in lab.box("parked") if one["code"] == "server_fault"]
    script = """async (row) => (await at("store/db.js")).transact("logbook-" + ACCOUNT, ["parked"], "readwrite",
        (tx) => tx.objectStore("parked").put(row))"""
    lab.run(script, row | {"retries": 31})
    lab.page.clock.fast_forward(90_000_000)
    asked = len(lab.server.requests)
    lab.sync()
    assert [one["mutations"] for one in lab.server.requests[asked:]] == [[]]


@pytest.mark.finding("attack.H5")
def test_a_server_that_answers_pulls_and_fails_on_every_write_parks_nothing(lab: Lab) -> None:
    lab.page.clock.install()
    usual = lab.server.answer

    def read_only(body: Doc) -> tuple[int, Doc, Any]:
        return (500, {}, {"error": "server_fault"}) if body["mutations"] else usual(body)

    lab.server.answer = read_only  # type: ignore[method-assign]
    for number in range(3):
        lab.put(numbered(number), mutation=f"m{number}")
    for _ in range(8):
        assert lab.sync()["parked"] == 0
        lab.page.clock.fast_forward(400_000)
    assert lab.meta("failures") == 8
    lab.server.answer = usual  # type: ignore[method-assign]
    report = lab.sync("timer")
    assert (report["pending"], report["parked"]) == (0, 0) and len(lab.server.taken) == 3


@pytest.mark.fault(25)
def test_a_server_that_fails_over_everything_parks_nothing(lab: Lab) -> None:
    for number in range(3):
        lab.put(numbered(number), mutation=f"m{number}")
    lab.server.script = [(500, {}, {"error": "server_fault"})] * 60
    for _ in range(5):
        assert lab.sync()["parked"] == 0
    lab.server.script = []
    report = lab.sync()
    assert (report["pending"], report["parked"]) == (0, 0) and len(lab.server.taken) == 3
