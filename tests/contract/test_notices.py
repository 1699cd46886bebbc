"""What a phone says of itself above its pages, in both languages alike."""

import pytest

from tests.contract import twins
from tests.contract.phones import entry, of_phone, phone, row
from tests.support.cast import people
from tests.support.documents.statements import an_entry

ONE = "70000000-0000-4000-8000-000000000001"


def said(offset: int | None, **more: object) -> str | None:
    """The note above the list of a phone whose clock is so many seconds ahead; None: a build that never asked."""
    known = {} if offset is None else {"clock_offset_s": offset}
    snapshot = phone(people.ANA, [entry(ONE)]) | {"phone": of_phone() | known} | more
    drawn = [side("entries_index", snapshot, twins.asked("/entries")) for side in (twins.here, twins.there)]
    assert drawn[0].html == drawn[1].html
    notes = [one.page["notice"] for one in drawn]
    assert notes[0] == notes[1]
    return notes[0] and notes[0]["text"].split(". ")[0]


@pytest.mark.fault(17)
@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (11 * 60, "11 minutes ahead"),
        (-89 * 60, "89 minutes behind"),
        (90 * 60, "2 hours ahead"),
        (3 * 3600, "3 hours ahead"),
        (-86_400, "24 hours behind"),
        (2 * 86_400, "2 days ahead"),
        (-3 * 31_536_000, "3 years behind"),
    ],
)
def test_a_clock_that_is_wrong_is_said(offset, words):
    assert said(offset) == f"The clock of this phone is {words}"


@pytest.mark.parametrize("offset", [None, 0, 600, -600])
def test_a_clock_that_is_nearly_right_is_not_spoken_of(offset):
    assert said(offset) is None


def test_work_that_cannot_leave_is_spoken_of_first():
    waits = {"outbox": [row(an_entry(id=ONE), at="2026-11-18T10:00:00Z")]}
    assert "waited" in (said(7200, **waits) or "")


LINK = {
    "by": "Dan Weiss",
    "at": "2026-11-20T09:00:00Z",
    "until": "2026-11-21T09:00:00Z",
    "state": "open",
    "used": None,
}


@pytest.mark.finding("attack.H2", "use.C7")
@pytest.mark.parametrize(
    ("link", "words"),
    [
        (LINK, "A link for a new password of yours was made by Dan Weiss on 20 November 2026, 9am"),
        (
            LINK | {"state": "used", "used": "2026-11-20T10:00:00Z"},
            "Your password was set anew on 20 November 2026, 10am",
        ),
        (
            LINK | {"by": "", "state": "over"},
            "A link for a new password of yours was made by the host of this logbook",
        ),
    ],
    ids=["open", "used", "the host's"],
)
def test_a_link_for_a_new_password_is_told_on_every_page_first_of_all(link, words):
    snapshot = phone(people.ANA, [entry(ONE)]) | {"phone": of_phone() | {"clock_offset_s": 86_400}}
    snapshot |= {"you": {"email": "ana@example.org", "links": [link]}}
    for name, path in (("entries_index", "/entries"), ("todo", "/todo"), ("progress", "/progress")):
        one, other = (side(name, snapshot, twins.asked(path)) for side in (twins.here, twins.there))
        assert one.html == other.html
        assert one.page["notice"]["text"].startswith(words) and one.page["notice"]["href"] == "/me/links"
    # There it stands in a card of its own.
    assert "clock" in twins.here("me", snapshot, twins.asked("/me")).page["notice"]["text"]


@pytest.mark.parametrize(
    ("page", "path", "told"),
    [
        ("trainees", "/trainees", True),
        ("signoffs_signed", "/signoffs/signed", True),
        ("signoffs_index", "/signoffs", False),
        ("entries_index", "/entries", False),
    ],
)
def test_a_phone_that_keeps_a_part_says_so_where_it_tells_of_all(page, path, told):
    snapshot = phone(people.BEN, [entry(ONE)]) | {"phone": of_phone() | {"part": True}}
    here, there = (side(page, snapshot, twins.asked(path)) for side in (twins.here, twins.there))
    assert here.html == there.html and here.page["notice"] == there.page["notice"]
    assert ("keeps what waits" in str(here.page["notice"])) == told
