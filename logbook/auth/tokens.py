"""Single-use links: to join a programme, or to set a new password. Only a hash of the link's token is kept."""

import hashlib
import secrets
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, update

from logbook import instants
from logbook.auth.makers import still_may
from logbook.models import Invitation, Person, Programme, Provider
from logbook.models.engine import AnyRow
from logbook.traces import trace

INVITE_DAYS = 7
# A recovery link opens somebody's account: it is handed over in person, so a day is enough.
RECOVERY_HOURS = 24
LIFETIMES = {"invite": {"days": INVITE_DAYS}, "recovery": {"hours": RECOVERY_HOURS}}


def create(connection: Connection, now: str, kind: str, **columns: Any) -> tuple[str, str]:
    """A new invitation; gives (its id, the token for the link).

    `columns`: programme_id, role, name, email, person_id, created_by, as the table has them.
    """
    id, token = str(uuid4()), secrets.token_urlsafe(32)
    missing = dict.fromkeys(("person_id", "programme_id", "role", "created_by"))
    missing |= dict.fromkeys(("used_at", "revoked_at", "told_at"))
    connection.execute(
        insert(Invitation).values(
            **missing
            | columns
            | {"id": id, "kind": kind, "token_hash": _hash(token), "created_at": now}
            | {"expires_at": instants.plus(now, **LIFETIMES[kind])}
        )
    )
    about, programme, role = (columns.get(name) for name in ("person_id", "programme_id", "role"))
    trace("link_made", thing=id, kind=kind, about=about, programme=programme, role=role)
    return id, token


def renew(connection: Connection, id: str, by: str, now: str) -> str | None:
    """A new link for an invitation nobody used, made by `by`; the old one stops working. None where it was used or
    revoked."""
    token = secrets.token_urlsafe(32)
    changed = connection.execute(
        update(Invitation)
        .where(Invitation.id == id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .values(token_hash=_hash(token), created_by=by)
        .values(expires_at=instants.plus(now, **LIFETIMES["invite"]))
    ).rowcount
    if changed:
        trace("link_made", thing=id, kind="invite")
    return token if changed else None


def revoke(connection: Connection, id: str, now: str) -> bool:
    """Make a link stop working; whether it still did."""
    return _traced("link_revoked", _end(connection, Invitation.id == id, revoked_at=now), thing=id)


def revoke_recoveries(connection: Connection, person_id: str, now: str) -> bool:
    """Make all of a person's recovery links stop working: a new one replaces them."""
    theirs = (Invitation.person_id == person_id, Invitation.kind == "recovery")
    return _traced("link_revoked", _end(connection, *theirs, revoked_at=now), about=person_id)


def find(connection: Connection, kind: str, token: str, now: str) -> AnyRow | None:
    """The invitation of a link that still works (`makers.still_may`), with its programme's `programme_name` and
    `provider`, and the name of its `maker`."""
    return connection.execute(
        select(
            *Invitation.__table__.columns,
            Programme.name.label("programme_name"),
            Provider.name.label("provider"),
            Person.name.label("maker"),
        )
        .select_from(Invitation)
        .outerjoin(Programme, Programme.id == Invitation.programme_id)
        .outerjoin(Provider, Provider.id == Programme.provider_id)
        .outerjoin(Person, Person.id == Invitation.created_by)
        .where(Invitation.token_hash == _hash(token), Invitation.kind == kind)
        .where(Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now)
        .where(still_may())
    ).first()


def works(connection: Connection, id: str, now: str) -> bool:
    """Whether the link of this invitation could still be used."""
    unspent = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > now)
    found = select(Invitation.id).where(Invitation.id == id, *unspent, still_may())
    return connection.scalar(found) is not None


def use(connection: Connection, id: str, now: str) -> bool:
    """Spend the link. False where somebody else was quicker: then nothing else may happen either."""
    living = (Invitation.id == id, Invitation.expires_at > now, still_may())
    return _traced("link_used", _end(connection, *living, used_at=now), thing=id)


def _traced(event: str, done: bool, **facts: str) -> bool:
    if done:
        trace(event, **facts)
    return done


def _end(connection: Connection, *which: Any, **how: str) -> bool:
    living = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    return bool(connection.execute(update(Invitation).where(*which, *living).values(**how)).rowcount)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
