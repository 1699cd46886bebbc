"""Single-use links: to join programmes, or to set a new password. Only a hash of the link's token is kept.

A link that leads into several programmes is a row of the table for each: the rows share the hash, and each is revoked
and lives by itself. The token of an invitation is made of its row's seed and the secret of this host, so that its
maker can be shown it again, and the table alone opens nothing. That of a recovery link is drawn, and shown once.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4

from flask import current_app
from sqlalchemy import Connection, and_, bindparam, false, insert, or_, select, update

from logbook import instants
from logbook.auth import mailing
from logbook.auth.makers import still_may
from logbook.models import Invitation, Person, Programme, Provider
from logbook.models.engine import AnyRow
from logbook.problems import Conflict
from logbook.traces import trace

INVITE_DAYS = 7
# A recovery link opens somebody's account: it is handed over in person, so a day is enough.
RECOVERY_HOURS = 24
LIFETIMES = {"invite": {"days": INVITE_DAYS}, "recovery": {"hours": RECOVERY_HOURS}}


class Invited(NamedTuple):
    """Whom a link is for, as what, and into which programmes (ids) it leads; of a trainee into which cohort of each."""

    name: str
    email: str
    role: str
    programmes: Sequence[str]
    cohorts: Mapping[str, str] = MappingProxyType({})


def create(connection: Connection, now: str, kind: str, **columns: Any) -> tuple[str, str]:
    """A new link; gives (the id of its row, the token).

    `columns`: programme_id or provider_id, role, cohort_id, name, email, person_id, created_by, as the table has them.
    """
    made = _made(now, kind)
    connection.execute(insert(Invitation).values(_BLANK | columns | made.columns))
    _trace_made(made.columns | columns)
    _mail(connection, made.columns | columns, now)
    return made.columns["id"], made.token


def invite(connection: Connection, now: str, by: str, invited: Sequence[Invited]) -> list[str]:
    """A link for each, of several programmes where it leads into several; gives the ids of their first rows. Two
    queries, however many they are. Raises Conflict where one of the programmes has ended."""
    rows, first = [], []
    there = sorted({programme for one in invited for programme in one.programmes})
    ended = select(Programme.id).where(Programme.id.in_(there), Programme.ended_at.is_not(None))
    if connection.execute(ended).first() is not None:
        raise Conflict("A programme has ended: nobody is invited into it any more.")
    for one in invited:
        made = _made(now, "invite").columns
        columns = {"name": one.name, "email": one.email, "role": one.role, "created_by": by}
        first.append(made["id"])
        for number, programme in enumerate(one.programmes):
            id = made["id"] if number == 0 else str(uuid4())
            rows.append(
                _BLANK
                | made
                | columns
                | {"id": id, "programme_id": programme, "cohort_id": one.cohorts.get(programme)}
            )
    if rows:
        connection.execute(insert(Invitation), rows)
    for row in rows:
        _trace_made(row)
        if row["id"] in first:
            _mail(connection, row, now)
    return first


class _Made(NamedTuple):
    token: str
    columns: dict[str, Any]


def _made(now: str, kind: str) -> _Made:
    seed = secrets.token_hex(32) if kind == "invite" else None
    token = _token(seed) if seed else secrets.token_urlsafe(32)
    columns = {"id": str(uuid4()), "kind": kind, "token_hash": _hash(token), "seed": seed, "created_at": now}
    return _Made(token, columns | {"expires_at": instants.plus(now, **LIFETIMES[kind])})


def _trace_made(row: dict[str, Any]) -> None:
    facts = {"about": row.get("person_id"), "programme": row.get("programme_id"), "role": row.get("role")}
    trace("link_made", thing=row["id"], kind=row["kind"], **facts)


def _mail(connection: Connection, row: Mapping[str, Any], now: str) -> None:
    """Send an invitation its link; to whom a link for a new password is for, that somebody made it."""
    if row["kind"] == "invite":
        mailing.tell(connection, "invitation", row["email"], now, invitation=row["id"])
    else:
        by = {"by": row["created_by"]} if row.get("created_by") else {}
        mailing.tell(connection, "recovery_made", row["email"], now, row["person_id"], **by)


def shown(invitation: Any, to: str) -> str | None:
    """The token of a link, for who made it; None for others, of a recovery link, and of one made by an earlier build
    or under another secret: of these only the hash is known."""
    if invitation.created_by != to or not invitation.seed:
        return None
    token = _token(invitation.seed)
    return token if hmac.compare_digest(_hash(token), invitation.token_hash) else None


def renew(connection: Connection, ids: Sequence[str], by: str, now: str) -> str | None:
    """A new link for the rows of one that nobody used, made by `by`; into these programmes the old one leads no more,
    into others it goes on to. None where they were used or revoked."""
    made = _made(now, "invite")
    # Also those that ran out.
    unspent = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    changed = connection.execute(
        update(Invitation)
        .where(Invitation.id.in_(list(ids)), *unspent)
        .values(created_by=by, **{name: made.columns[name] for name in _RENEWED})
        .returning(*_TOLD)
    ).all()
    for row in sorted(changed, key=lambda row: row.id):
        _tell("link_made", row)
    if changed:
        mailing.invited(connection, min(row.id for row in changed), now)
    return made.token if changed else None


def renew_all(connection: Connection, links: Sequence[Sequence[str]], by: str, now: str) -> int:
    """New links for many, given by the rows of each; gives how many. One query, however many they are."""
    rows: list[dict[str, Any]] = []
    for ids in links:
        made = _made(now, "invite").columns
        rows += [{"the_id": id, "by": by} | {name: made[name] for name in _RENEWED} for id in ids]
    if rows:
        connection.execute(_RENEW, rows)
        renewed = select(*_TOLD).where(Invitation.id.in_([row["the_id"] for row in rows]))
        for row in connection.execute(renewed.order_by(Invitation.id)):
            _tell("link_made", row)
        for ids in links:
            mailing.invited(connection, ids[0], now)
    return len(links)


def revoke(connection: Connection, id: str, now: str) -> bool:
    """Make the row of a link stop working; whether it still did."""
    return bool(revoke_all(connection, [id], now))


def revoke_all(connection: Connection, ids: Sequence[str], now: str) -> list[str]:
    """Make these rows stop working; gives those that still did."""
    done = _end(connection, Invitation.id.in_(list(ids)), revoked_at=now)
    return [_tell("link_revoked", row) for row in done]


def restore(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Take back that these invitations were revoked; gives those that open again. A link for a new password is not
    had back."""
    done = connection.execute(
        update(Invitation)
        .where(Invitation.id.in_(list(ids)), Invitation.kind == "invite")
        .where(Invitation.revoked_at.is_not(None), Invitation.used_at.is_(None))
        .values(revoked_at=None)
        .returning(*_TOLD)
    ).all()
    return [_tell("link_restored", row) for row in sorted(done, key=lambda row: row.id)]


def revoke_recoveries(connection: Connection, person_id: str, now: str) -> bool:
    """Make all of a person's recovery links stop working: a new one replaces them."""
    theirs = (Invitation.person_id == person_id, Invitation.kind == "recovery")
    return bool([_tell("link_revoked", row) for row in _end(connection, *theirs, revoked_at=now)])


def find(connection: Connection, kind: str, token: str, now: str) -> AnyRow | None:
    """The first row of a link that still works (`makers.still_may`), with its programme's `programme_name` (None of
    an administrator's) and `provider`, and the name of its `maker`."""
    return next(iter(find_all(connection, kind, token, now)), None)


def find_all(connection: Connection, kind: str, token: str, now: str) -> list[AnyRow]:
    """All of its rows that still work, by the names of their programmes."""
    query = (
        select(
            *Invitation.__table__.columns,
            Programme.name.label("programme_name"),
            Provider.name.label("provider"),
            Provider.id.label("school"),
            Person.name.label("maker"),
        )
        .select_from(Invitation)
        .outerjoin(Programme, Programme.id == Invitation.programme_id)
        .outerjoin(Provider, or_(Provider.id == Programme.provider_id, Provider.id == Invitation.provider_id))
        .outerjoin(Person, Person.id == Invitation.created_by)
        .where(Invitation.token_hash == _hash(token), Invitation.kind == kind)
        .where(*_unspent(now))
        .order_by(Programme.name, Invitation.id)
    )
    return list(connection.execute(query))


def works(connection: Connection, token_hash: str, now: str) -> bool:
    """Whether the link of this hash could still be used."""
    found = select(Invitation.id).where(Invitation.token_hash == token_hash, *_unspent(now))
    return connection.execute(found).first() is not None


def use(connection: Connection, token_hash: str, now: str) -> list[AnyRow]:
    """Spend the link of this hash: gives (id, programme_id, role) of the rows that still worked. Empty where somebody
    else was quicker: then nothing else may happen either."""
    living = (Invitation.token_hash == token_hash, Invitation.expires_at > now, still_may())
    spent = sorted(_end(connection, *living, used_at=now), key=lambda row: row.id)
    for row in spent:
        _tell("link_used", row)
    return spent


def replaced(
    connection: Connection, email: str, posts: Sequence[tuple[str, str]], provider_id: str | None, now: str
) -> None:
    """Who has a role needs no other link to it: revoke the rows of this address for these (programme, role), or to
    administer this provider."""
    there = [and_(Invitation.programme_id == one, Invitation.role == role) for one, role in posts]
    same = or_(Invitation.provider_id == provider_id if provider_id else false(), *there)
    done = _end(connection, Invitation.email == email, Invitation.kind == "invite", same, revoked_at=now)
    for row in done:
        _tell("link_revoked", row)


def _unspent(now: str) -> tuple[Any, ...]:
    return (
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
        still_may(),
    )


def _tell(event: str, row: AnyRow) -> str:
    where = {"programme": row.programme_id, "role": row.role}
    trace(event, thing=row.id, kind=row.kind, about=row.person_id, **where)
    return str(row.id)


def _end(connection: Connection, *which: Any, **how: str) -> list[AnyRow]:
    living = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
    ended = update(Invitation).where(*which, *living).values(**how).returning(*_TOLD)
    return list(connection.execute(ended))


def _token(seed: str) -> str:
    """A token of 43 signs, as `secrets.token_urlsafe(32)` makes them."""
    secret = str(current_app.secret_key).encode()
    made = hmac.digest(secret, b"logbook.invitation.v1\0" + seed.encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


# Of a row, what is said of it in the log.
_TOLD = (Invitation.id, Invitation.kind, Invitation.person_id, Invitation.programme_id, Invitation.role)
_RENEWED = ("token_hash", "seed", "expires_at")
_RENEW = (
    update(Invitation.__table__)
    .where(
        Invitation.__table__.c.id == bindparam("the_id"),
        Invitation.__table__.c.used_at.is_(None),
        Invitation.__table__.c.revoked_at.is_(None),
    )
    .values({"created_by": bindparam("by")} | {name: bindparam(name) for name in _RENEWED})
)
_BLANK: dict[str, Any] = dict.fromkeys(
    (
        "person_id",
        "programme_id",
        "provider_id",
        "role",
        "cohort_id",
        "created_by",
        "used_at",
        "revoked_at",
        "told_at",
    )
)
