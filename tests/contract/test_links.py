"""What a phone tells its owner of links for a new password: alike in both languages."""

import pytest

from tests.contract import phones, twins
from tests.support.cast import people

LINK = {"by": "Dan Weiss", "at": "2026-11-20T09:00:00Z", "until": "2026-11-21T09:00:00Z", "used": None}


@pytest.mark.finding("use.C7")
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"state": "open"},
            "made by Dan Weiss on 20 November 2026, 9am. It works until 21 November 2026, 9am.",
        ),
        ({"state": "lapsed"}, "made by Dan Weiss on 20 November 2026, 9am. Nobody used it."),
        ({"state": "open", "by": ""}, "made by the host of this logbook on"),
        (
            {"state": "used", "used": "2026-11-20T10:00:00Z"},
            "Your password was set anew on 20 November 2026, 10am, with a link that Dan Weiss made",
        ),
    ],
    ids=["open", "lapsed", "host", "used"],
)
def test_me_says_what_became_of_a_link(changes, words):
    phone = phones.phone(people.BEN, []) | {"you": {"email": people.BEN.email, "links": [LINK | changes]}}
    here, there = (draw("me", phone, twins.asked("/me")) for draw in (twins.here, twins.there))
    assert not twins.differences(here.page, there.page) and here.html == there.html
    [told] = here.page["links"]
    assert words in told and words in here.html
