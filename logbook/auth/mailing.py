"""E-mail that concerns an account, wanted in the transaction of what it tells; nothing where no mail server is set."""

from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Connection, select

from logbook.mail import pending
from logbook.models import Invitation
from logbook.postal import Server


class Settings(NamedTuple):
    """Where e-mail is handed over (None: nowhere), who sends it, and the address of this logbook."""

    server: Server | None
    sender: str
    origin: str


def settings() -> Settings:
    """As the logbook was started with."""
    config = current_app.config
    return Settings(config["SMTP"], config["MAIL_FROM"], config["ORIGIN"])


def tell(
    connection: Connection, kind: str, address: str, now: str, person: str | None = None, **facts: str
) -> None:
    """Have an e-mail of this kind sent to an address; `facts` are ids and codes."""
    if current_app.config["SMTP"] is not None:
        pending.want(connection, kind, address, now, person, 0, **facts)


def invited(connection: Connection, invitation: str, now: str) -> None:
    """Send the link of an invitation that was made anew."""
    if is_on():
        address = connection.scalar(select(Invitation.email).where(Invitation.id == invitation))
        # Whoever makes the link anew has looked at the address.
        pending.revive(connection, address or "")
        tell(connection, "invitation", address or "", now, invitation=invitation)


def is_on() -> bool:
    """Whether e-mail is sent at all: pages say what becomes of a link that was made."""
    return current_app.config["SMTP"] is not None


def became_of(words: str) -> str:
    """What a page says of a link that was made: these `words` where nothing is sent."""
    return "It is on its way by e-mail." if is_on() else words


def stop_token(person_id: str, topic: str) -> str:
    """What lets whoever has it switch one topic off for one person, and nothing else: it stands in their e-mail."""
    return str(_stopping().dumps([person_id, topic]))


def stopped(token: str) -> tuple[str, str] | None:
    """(person id, topic) of such a token; None of another."""
    try:
        person_id, topic = _stopping().loads(token)
    except (BadData, ValueError, TypeError):
        return None
    return str(person_id), str(topic)


def _stopping() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="messages by e-mail")
