"""What `logbook doctor` says of e-mail: whether the mail server would take one from here, and what lies about."""

from collections.abc import Iterator
from typing import Any

from logbook.cli.finding import Finding
from logbook.mail import transport


def post(settings: dict[str, Any]) -> Iterator[Finding]:
    """Knock at the mail server; no letter is sent."""
    if settings["SMTP"] is None:
        yield Finding("ok", "No e-mail is sent: LOGBOOK_SMTP is not set, and links are handed over by hand.")
        return
    host = settings["SMTP"].host
    try:
        transport.knock(settings["SMTP"])
    except transport.NotTaken as error:
        yield Finding("wrong", f"E-mail by {host}: {error} Look at LOGBOOK_SMTP.")
    else:
        yield Finding("ok", f"E-mail is handed over at {host}, from {settings['MAIL_FROM']}.")
