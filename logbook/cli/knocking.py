"""What `logbook doctor` says of e-mail: whether the mail server would take one from here, and what lies about."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from logbook import filters, instants
from logbook.cli.finding import Finding
from logbook.mail import pending, transport

LATE_HOURS = 2  # a mail server is away for a while now and then


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


def outbox(connection: Connection) -> Iterator[Finding]:
    """What waits for too long, and what was lost lately: nobody else sees it."""
    now, letters = instants.now(), ("e-mail", "e-mails")
    waits, since = pending.waiting_before(connection, instants.plus(now, hours=-LATE_HOURS))
    if waits:
        said = filters.count(waits, *letters)
        yield Finding(
            "wrong", f"{said} {'waits' if waits == 1 else 'wait'} since {since}: no mail server takes it."
        )
    lost = pending.lost_since(connection, instants.plus(now, days=-pending.GIVEN_UP_DAYS))
    if lost:
        were = "was" if lost == 1 else "were"
        yield Finding(
            "look", f"{filters.count(lost, *letters)} {were} lost lately: see what the worker wrote."
        )
