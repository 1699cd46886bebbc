"""Phones whose clocks are wrong: everything is taken, in the order in which it came, and the error is on record."""

from datetime import UTC, datetime, timedelta

import pytest

from logbook.models import Entry, Statement
from tests.support.cast.people import ANA
from tests.support.cast.phone import envelope, post
from tests.support.documents.statements import an_entry, revised

pytestmark = [pytest.mark.both_databases, pytest.mark.fault(17)]

CLOCKS = {
    "three years behind": timedelta(days=-3 * 365),
    "most of a day ahead": timedelta(hours=20),
    "an hour ahead, as after a missed change of summer time": timedelta(hours=1),
}


def reads(clock: timedelta) -> str:
    """What a phone's clock shows now that is wrong by so much."""
    return f"{(datetime.now(UTC) + clock).isoformat(timespec='milliseconds')[:23]}Z"


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_a_wrong_clock_loses_nothing_and_is_put_on_record(anas, desk, clock):
    now = reads(clock)
    doc = an_entry(
        performed_on=now[:10],
        performed_at="00:00",
        recorded_at=f"{now[:19]}Z",
        aftercare={"review_due_on": None},
    )
    answer = post(anas, envelope(ANA, doc, client_now=now)).get_json()
    assert [result["status"] for result in answer["results"]] == ["applied"]
    [row] = desk.rows(Statement)
    assert abs(row.clock_offset_s - clock.total_seconds()) < 60
    # When it came is the server's to say.
    assert abs(datetime.fromisoformat(row.received_at) - datetime.now(UTC)) < timedelta(minutes=5)


def test_revisions_stand_in_the_order_in_which_they_came_whatever_the_clocks_said(anas, desk):
    ahead = reads(timedelta(hours=20))
    first = an_entry(recorded_at=f"{ahead[:19]}Z")
    second = revised(first, place="Room 2", recorded_at="2023-01-01T10:00:00Z")
    post(anas, envelope(ANA, first, client_now=ahead))
    answer = post(anas, envelope(ANA, second, client_now="2023-01-01T10:00:00.000Z")).get_json()
    assert [result["status"] for result in answer["results"]] == ["applied"]
    [head] = desk.rows(Entry)
    assert head.rev == 2
