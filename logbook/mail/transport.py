"""Handing one e-mail over to a mail server, and what that answered."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from logbook.postal import Server

TIMEOUT_S = 20
# What says that the address itself takes none: no such mailbox, moved, not allowed (RFC 5321).
_NO_SUCH = (550, 551, 553, 521)


class NotTaken(Exception):
    """It was not taken just now: no way there, or a server that asks to come again; `str` says why, in a few words."""


class NoSuchAddress(Exception):
    """The address takes no mail; `str` is the answer's number."""


def hand_over(server: Server, made: EmailMessage, to: str) -> None:
    """Give it to the server. Raises NotTaken, NoSuchAddress."""
    try:
        with _session(server) as session:
            session.send_message(made, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as refused:
        [(code, _)] = refused.recipients.values()
        if code in _NO_SUCH:
            raise NoSuchAddress(f"{code}") from None
        raise NotTaken(f"The mail server answered {code}.") from None
    except smtplib.SMTPResponseException as answer:
        raise NotTaken(f"The mail server answered {answer.smtp_code}.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(f"The mail server was not reached ({type(error).__name__}).") from None


def knock(server: Server) -> None:
    """Come as far as a letter would, with none. Raises NotTaken."""
    try:
        with _session(server) as session:
            session.noop()
    except smtplib.SMTPAuthenticationError:
        raise NotTaken("The mail server does not take this user and password.") from None
    except smtplib.SMTPResponseException as answer:
        raise NotTaken(f"The mail server answered {answer.smtp_code}.") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NotTaken(f"The mail server was not reached ({type(error).__name__}).") from None


@contextmanager
def _session(server: Server) -> Iterator[smtplib.SMTP]:
    tls = ssl.create_default_context()
    if server.wrapped:
        with smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=tls) as wrapped:
            yield _signed_in(wrapped, server)
        return
    with smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S) as plain:
        plain.ehlo()
        # Names and links never cross a network in the clear: where TLS is not offered, nothing goes.
        if not server.is_local:
            plain.starttls(context=tls)
        yield _signed_in(plain, server)


def _signed_in(session: smtplib.SMTP, server: Server) -> smtplib.SMTP:
    if server.user:
        session.login(server.user, server.password)
    return session
