"""What a coordinator did is said on the page that comes after it, once, also where no script runs."""

import pytest

from tests.support.cast.people import ANA, BEN, membership_of
from tests.support.server.reader import read

HUGO = {"name": "Hugo Brandt", "email": "hugo@example.org", "role": "supervisor"}
SAID = ".main > .note[role=status]"
OF_BEN = f"/people/memberships/{membership_of(BEN)}"
OF_ANA = f"/people/{ANA.id}"


def notice(client, answer):
    """The words on top of the page that this answer leads to; they are gone when it is read again."""
    assert answer.status_code == 303
    first, again = (read(client, answer.headers["Location"]).soup.select(SAID) for _ in range(2))
    assert not again
    return [one.get_text(" ", strip=True) for one in first]


@pytest.mark.parametrize(
    ("path", "action", "typed", "words"),
    [
        ("/people/invitations", "/people/invitations", HUGO, "The invitation for Hugo Brandt is made."),
        (f"{OF_ANA}/recovery", f"{OF_ANA}/recovery", {}, "The link for Ana Silva is made."),
        (f"{OF_BEN}/ending", f"{OF_BEN}/ending", {}, "Dr Ben Okafor is supervisor no longer."),
        (
            f"{OF_BEN}/confirmation",
            f"{OF_BEN}/confirmation",
            {"how": "register"},
            "Dr Ben Okafor is confirmed.",
        ),
        (f"{OF_ANA}/account", f"{OF_ANA}/lock", {}, "The account of Ana Silva is locked."),
        (
            f"{OF_ANA}/account",
            f"{OF_ANA}/email",
            {"email": "a@example.org"},
            "Ana Silva signs in with a@example.org",
        ),
    ],
)
def test_what_was_done_is_said_on_the_next_page_once(phone_of, dan, path, action, typed, words):
    client = phone_of(dan)
    fields = read(client, path).form(action) | typed
    (said,) = notice(client, client.post(action, data=fields))
    assert said.startswith(words)
