"""Where e-mail goes is checked at the start, and by `logbook doctor`."""

import pytest

from logbook.config import Misconfigured, from_environment
from logbook.postal import Server

GOOD = {"SECRET_KEY": "s" * 40, "DATABASE_URL": "sqlite:////tmp/x.db", "LOGBOOK_ORIGIN": "https://l.example"}
FROM = "Injection Logbook <logbook@example.org>"


def settings(smtp, sender=FROM):
    return from_environment(GOOD | {"LOGBOOK_SMTP": smtp, "LOGBOOK_MAIL_FROM": sender})


def test_it_is_off_by_default():
    assert from_environment(GOOD)["SMTP"] is None


@pytest.mark.parametrize(
    ("said", "server"),
    [
        ("smtp://mail.example.org", Server("mail.example.org", 587, "", "", False)),
        ("smtps://u:p%40ss@mail.example.org", Server("mail.example.org", 465, "u", "p@ss", True)),
        ("smtp://localhost:25", Server("localhost", 25, "", "", False)),
    ],
)
def test_an_address_is_read(said, server):
    assert settings(said)["SMTP"] == server


@pytest.mark.parametrize(
    "said",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://u@mail",
        "smtp://h:99999",
        "smtp://h/x",
    ],
)
def test_what_is_no_address_is_refused(said):
    with pytest.raises(Misconfigured, match="LOGBOOK_SMTP"):
        settings(said)


@pytest.mark.parametrize(
    "sender",
    ["", "logbook", "a@b", "Logbook <x>", "Løgbook <a@b.example>", "a@b.example\nBcc: c@d.example"],
)
def test_whoever_sends_needs_an_address(sender):
    with pytest.raises(Misconfigured, match="LOGBOOK_MAIL_FROM"):
        settings("smtp://localhost:25", sender)
