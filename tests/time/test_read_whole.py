"""Times are read whole or refused in words, hours are real hours, and a case keeps the zone it was begun in."""

import pytest

from logbook import statements, warnings
from tests.contract import engine, phones
from tests.contract.twins import asked, differences, here, there
from tests.support.cast.people import ANA
from tests.support.documents.forms import CONTEXT, SHELL, a_filled_form
from tests.support.documents.statements import an_entry
from tests.support.documents.warned import codes

MODULE = "twins/statements.js"


def made(fields, **context):
    """What both languages read from a form."""
    given = CONTEXT | context
    found = statements.entry(fields, given, SHELL)
    assert engine.run(MODULE, "entry", fields, given, SHELL) == found
    return found


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("performed_at", "08:05", "08:05"),
        ("performed_at", "08:05:59", "08:05"),
        ("performed_at", "08:05:59.123", "08:05"),
        ("performed_at", "08:05 PM", None),
        ("performed_at", "08:05pm", None),
        ("performed_at", "08:055", None),
        ("performed_at", "08:05 +01:00", None),
        ("product.reconstituted_at", "2026-11-20T09:10", "2026-11-20T09:10"),
        ("product.reconstituted_at", "2026-11-20T09:10:11", "2026-11-20T09:10"),
        ("product.reconstituted_at", "2026-11-20T09:10 PM", None),
        ("product.reconstituted_at", "2026-11-20T09:10Z", None),
        ("product.reconstituted_at", "2026-11-20T", None),
    ],
)
@pytest.mark.finding("field.F21")
def test_a_time_that_is_not_read_whole_is_refused_in_words(name, typed, value):
    found = made(a_filled_form(**{name: typed}))
    if value is None:
        assert found["problems"][name][0]
        assert ("24 hours" in found["problems"][name][0]) is (typed[-1:] != "T")
    else:
        group, _, key = name.rpartition(".")
        assert (found["doc"][group] if group else found["doc"])[key] == value and not found["problems"]


@pytest.mark.parametrize(
    ("made_up", "on", "at", "tz", "minutes"),
    [
        ("2026-10-24T10:00", "2026-10-25", "09:50", "Europe/London", 24 * 60 + 50),
        ("2026-03-28T10:00", "2026-03-29", "10:50", "Europe/London", 23 * 60 + 50),
        ("2026-10-24T10:00", "2026-10-25", "09:50", "UTC", 23 * 60 + 50),
        ("2026-11-19T10:05", "2026-11-20", "10:05", "Asia/Kathmandu", 24 * 60),
    ],
)
@pytest.mark.finding("field.D8")
def test_hours_are_real_hours_over_a_change_of_clocks(made_up, on, at, tz, minutes):
    doc = an_entry(performed_on=on, performed_at=at, tz=tz, product={"reconstituted_at": made_up})
    assert warnings.minutes_kept(doc) == minutes
    assert engine.run("twins/warnings.js", "minutesKept", doc) == minutes
    assert ("made_up_long_ago" in codes(doc)) is (minutes > 24 * 60)


@pytest.mark.finding("field.H15")
def test_a_case_keeps_the_zone_its_form_was_begun_in():
    begun = a_filled_form(tz="America/Los_Angeles", performed_at="15:23", performed_on="2026-11-19")
    assert made(begun, tz="Asia/Tokyo")["doc"]["tz"] == "America/Los_Angeles"
    assert made(begun | {"tz": ["<script>"]}, tz="Asia/Tokyo")["doc"]["tz"] == "Asia/Tokyo"
    base = an_entry(tz="America/Los_Angeles")
    changed = made(a_filled_form(tz="Asia/Tokyo"), tz="Asia/Tokyo", base=base, rev=2, prev="0" * 64)
    assert changed["doc"]["tz"] == "America/Los_Angeles"


@pytest.mark.finding("field.H15")
def test_the_form_carries_the_zone_of_its_case_wherever_it_is_opened():
    doc = an_entry(tz="America/Los_Angeles")
    snapshot = phones.phone(ANA, [doc])
    for path, zone in ((f"/entries/{doc['id']}/edit", "America/Los_Angeles"), ("/entries/new", "Asia/Tokyo")):
        request = asked(path, doc["id"])
        one, other = (make("entry_form", snapshot, request, tz="Asia/Tokyo") for make in (here, there))
        assert not differences(one.page, other.page) and one.html == other.html
        assert one.page["tz"] == zone and f'name="tz" value="{zone}"' in one.html
